"""Addresses of files, under ``d/<dossier>/files/``."""

from django.urls import URLPattern, path

from keukentafel.rooms.files import adding, changing, pages, serving

app_name = "files"
urlpatterns: list[URLPattern] = [
    path("", pages.files, name="files"),
    path("add/", adding.add, name="add"),
    path("<uuid:item>/", pages.file, name="file"),
    path("<uuid:item>/open/", serving.open_, name="open"),
    path("<uuid:item>/save/", serving.save, name="save"),
    path("<uuid:item>/small/", serving.small, name="small"),
    path("<uuid:item>/edit/", changing.edit, name="edit"),
    path("<uuid:item>/delete/", changing.delete, name="delete"),
    path("<uuid:item>/move/", changing.move, name="move"),
]
