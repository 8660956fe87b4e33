"""Addresses of the journal, under ``d/<dossier>/journal/``."""

from django.urls import URLPattern, path

from keukentafel.rooms.journal import changing, pages

app_name = "journal"
urlpatterns: list[URLPattern] = [
    path("", pages.feed, name="feed"),
    path("write/", pages.write, name="write"),
    path("<uuid:item>/", pages.entry, name="entry"),
    path("<uuid:item>/react/", pages.react, name="react"),
    path("<uuid:item>/history/", pages.history, name="history"),
    path("<uuid:item>/edit/", changing.edit, name="edit"),
    path("<uuid:item>/delete/", changing.delete, name="delete"),
    path("<uuid:item>/move/", changing.move, name="move"),
]
