"""Every address of the site. What belongs to a dossier lies under ``d/<dossier>/``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("keukentafel.look.urls")),
    path("", include("keukentafel.people.urls")),
    path("", include("keukentafel.overview.urls")),
    path("d/<uuid:dossier>/journal/", include("keukentafel.rooms.journal.urls")),
    path("d/<uuid:dossier>/plan/", include("keukentafel.rooms.plan.urls")),
    path("", include("keukentafel.rooms.table.urls")),
    path("", include("keukentafel.site.addresses")),
]

handler403 = "keukentafel.site.mistakes.not_found"
handler404 = "keukentafel.site.mistakes.not_found"
handler500 = "keukentafel.site.mistakes.broken"
