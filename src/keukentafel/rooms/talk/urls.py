"""Addresses of conversations, under ``d/<dossier>/talk/``."""

from django.urls import URLPattern, path

from keukentafel.rooms.talk import beginning, changing, pages, people, team

app_name = "talk"
urlpatterns: list[URLPattern] = [
    path("", pages.conversations, name="list"),
    path("new/", beginning.whom, name="new"),
    path("team/", team.team, name="team"),
    path("team/<uuid:item>/", team.team_item, name="team_item"),
    path("in/<uuid:circle>/", beginning.begin, name="begin"),
    path("<uuid:item>/", pages.conversation, name="conversation"),
    path("<uuid:item>/people/", people.people, name="people"),
    path("<uuid:item>/join/", people.join, name="join"),
    path("<uuid:item>/typing/", pages.typing, name="typing"),
    path("<uuid:item>/move/", changing.move, name="move"),
    path("<uuid:item>/edit/", changing.edit, name="edit"),
    path("<uuid:item>/delete/", changing.delete, name="delete"),
    path("<uuid:item>/history/", changing.history, name="history"),
    path("message/<uuid:item>/", pages.message, name="message"),
    path("message/<uuid:item>/react/", pages.react, name="react"),
    path("message/<uuid:item>/ask/", pages.ask, name="ask"),
]
