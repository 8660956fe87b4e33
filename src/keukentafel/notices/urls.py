"""Addresses of notices."""

from django.urls import URLPattern, path

from keukentafel.notices.pages import choices, links, push, waits

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("notices/", waits.waiting, name="waiting"),
    path("notices/choices/", choices.choose, name="choices"),
    path("notices/try-again/", waits.try_again, name="try_again"),
    path("notices/push/", push.begin, name="push"),
    path("notices/push/end/", push.end, name="push_end"),
    path("notices/stop/<str:sign>/", links.stop, name="stop"),
    path("n/<str:token>/", links.link, name="link"),
]
