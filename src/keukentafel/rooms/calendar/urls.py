"""Addresses of the calendar, under ``d/<dossier>/calendar/``."""

from django.urls import URLPattern, path

from keukentafel.rooms.calendar import adding, changing, choosing, pages, views

app_name = "calendar"
urlpatterns: list[URLPattern] = [
    path("", views.coming, name="calendar"),
    path("month/", views.month, name="month"),
    path("week/", views.week, name="week"),
    path("new/", adding.new, name="new"),
    path("propose/", choosing.propose, name="propose"),
    path("moments/<uuid:item>/", choosing.proposal, name="proposal"),
    path("moments/<uuid:item>/pick/", choosing.pick, name="pick"),
    path("moments/<uuid:item>/edit/", choosing.edit, name="proposal_edit"),
    path("<uuid:item>/", pages.one, name="one"),
    path("<uuid:item>/appointment.ics", pages.as_file, name="file"),
    path("<uuid:item>/history/", pages.history, name="history"),
    path("<uuid:item>/edit/", adding.edit, name="edit"),
    path("<uuid:item>/once/", adding.once, name="once"),
    path("<uuid:item>/cancel/", adding.cancel, name="cancel"),
    path("<uuid:item>/delete/", changing.delete, name="delete"),
    path("<uuid:item>/move/", changing.move, name="move"),
]
