"""Addresses of requests, under ``d/<dossier>/requests/``."""

from django.urls import URLPattern, path

from keukentafel.rooms.requests import pages

app_name = "requests"
urlpatterns: list[URLPattern] = [
    path("", pages.requests, name="requests"),
    path("new/<str:sort>/", pages.new, name="new"),
    path("<uuid:item>/", pages.request, name="request"),
    path("<uuid:item>/delete/", pages.delete, name="delete"),
]
