"""Addresses of meetings."""

from django.urls import URLPattern, path

from keukentafel.rooms.meetings.pages import minutes, now, planning, preparing

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("", planning.meetings, name="meetings"),
    path("new/", planning.new, name="new"),
    path("not-now/", planning.not_now, name="not_now"),
    path("points/<uuid:point>/edit/", preparing.edit_point, name="edit_point"),
    path("<uuid:meeting>/", preparing.meeting, name="meeting"),
    path("<uuid:meeting>/edit/", planning.edit, name="edit"),
    path("<uuid:meeting>/delete/", planning.delete, name="delete"),
    path("<uuid:meeting>/move/", planning.move, name="move"),
    path("<uuid:meeting>/prepare/", preparing.prepare, name="prepare"),
    path("<uuid:meeting>/points/", preparing.add_point, name="add_point"),
    path("<uuid:meeting>/order/", preparing.order, name="order"),
    path("<uuid:meeting>/state/", preparing.state, name="state"),
    path("<uuid:meeting>/now/", now.now, name="now"),
    path("<uuid:meeting>/there/", now.tick, name="tick"),
    path("<uuid:meeting>/undo/", now.take_away, name="take_away"),
    path("<uuid:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("<uuid:meeting>/minutes/edit/", minutes.edit, name="edit_minutes"),
    path("<uuid:meeting>/minutes/confirm/", minutes.confirm, name="confirm"),
    path("<uuid:meeting>/minutes/words/", minutes.own_word, name="own_word"),
    path("<uuid:meeting>/minutes/words/<uuid:word>/delete/", minutes.drop_word, name="drop_word"),
]
