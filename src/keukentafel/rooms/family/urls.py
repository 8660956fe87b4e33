"""Addresses of rights and consent, under a dossier."""

from django.urls import URLPattern, path

from keukentafel.rooms.family.pages import authority, consent, emergency, rights, splitting

app_name = "family"
urlpatterns: list[URLPattern] = [
    path("", rights.rights, name="rights"),
    path("authority/<uuid:child>/end/", authority.end, name="authority_end"),
    path("authority/<uuid:child>/<uuid:parent>/", authority.record, name="authority"),
    path("authority/<uuid:child>/<uuid:parent>/contest/", authority.contest, name="contest"),
    path("authority/<uuid:child>/<uuid:parent>/agree/", authority.agree, name="agree"),
    path("circles/<uuid:circle>/about/", consent.about, name="about"),
    path("circles/<uuid:circle>/about/<uuid:seat>/end/", consent.about_end, name="about_end"),
    path("say/<uuid:circle>/<uuid:professional>/<uuid:about>/", consent.say, name="say"),
    path("consents/<uuid:consent>/end/", consent.take_back, name="take_back"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/on/", emergency.turn_on, name="emergency_on"),
    path("emergency/off/", emergency.turn_off, name="emergency_off"),
    path("emergency/ask/", emergency.ask, name="emergency_ask"),
    path("emergency/mine/<uuid:circle>/", emergency.mine, name="emergency_mine"),
    path("emergency/calls/<uuid:call>/open/", emergency.open_up, name="emergency_open"),
    path("emergency/calls/<uuid:call>/veto/", emergency.veto, name="emergency_veto"),
    path("emergency/calls/<uuid:call>/end/", emergency.give_back, name="emergency_end"),
    path("own-table/", splitting.own_table, name="own_table"),
]
