"""Addresses that every page needs: exit now, and the other language."""

from django.urls import path
from django.views.i18n import set_language

from keukentafel.look.leave import exit_now

urlpatterns = [path("weg/", exit_now, name="exit_now"), path("taal/", set_language, name="set_language")]
