"""Every address of the site. What belongs to a dossier lies under ``d/<dossier>/``."""

from django.urls import URLPattern, URLResolver, include, path

from keukentafel.people import ways

urlpatterns: list[URLPattern | URLResolver] = [
    path("exit/", ways.exit_now, name="exit_now"),
    path("language/", ways.set_language, name="set_language"),
    path("", include("keukentafel.people.urls")),
    path("", include("keukentafel.overview.urls")),
    path("d/<uuid:dossier>/journal/", include("keukentafel.rooms.journal.urls")),
    path("d/<uuid:dossier>/files/", include("keukentafel.rooms.files.urls")),
    path("d/<uuid:dossier>/calendar/", include("keukentafel.rooms.calendar.urls")),
    path("d/<uuid:dossier>/plan/", include("keukentafel.rooms.plan.urls")),
    path("d/<uuid:dossier>/talk/", include("keukentafel.rooms.talk.urls")),
    path("d/<uuid:dossier>/meetings/", include("keukentafel.rooms.meetings.urls")),
    path("d/<uuid:dossier>/requests/", include("keukentafel.rooms.requests.urls")),
    path("", include("keukentafel.rooms.table.urls")),
    path("d/<uuid:dossier>/family/", include("keukentafel.rooms.family.urls")),
    path("", include("keukentafel.exchange.urls")),
    path("", include("keukentafel.notices.urls")),
    path("", include("keukentafel.site.addresses")),
]

handler400 = "keukentafel.site.mistakes.refused"
handler403 = "keukentafel.site.mistakes.not_found"
handler404 = "keukentafel.site.mistakes.not_found"
handler500 = "keukentafel.site.mistakes.broken"
