"""Addresses of taking along and bringing along."""

from django.urls import URLPattern, path

from keukentafel.exchange import arriving, pages

app_name = "exchange"
urlpatterns: list[URLPattern] = [
    path("d/<uuid:dossier>/take-along/", pages.take_along, name="take_along"),
    path("d/<uuid:dossier>/take-along/new/", pages.new, name="new"),
    path("d/<uuid:dossier>/take-along/progress/", pages.progress, name="progress"),
    path("d/<uuid:dossier>/take-along/archive/", pages.fetch, name="fetch"),
    path("d/<uuid:dossier>/take-along/end/", pages.end, name="end"),
    path("bring-along/", arriving.bring_along, name="bring_along"),
]
