"""Every address of the site. What belongs to a dossier lies under ``d/<dossier>/``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
