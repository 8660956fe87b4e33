"""The floor (b): Django, one indexed query, a small template, in the fastest form that we found.

No middleware, a connection that stays, prepared statements, a raw query, and a format string as the template (compiled
Jinja2 was slower). It reads an unsealed copy of what the measured page shows, without walls, log or session.
"""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from keukentafel.site.environment import database
from keukentafel.site.measuring.bare import ROWS, page_of

if not settings.configured:
    web = database(os.environ["KEUKENTAFEL_WEB_URL"], server_side_binding=True, prepare_threshold=0)
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": web | {"CONN_MAX_AGE": None}},
        INSTALLED_APPS=[],
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.urandom(16).hex(),
        USE_I18N=False,
    )
    django.setup()


def page(_request: HttpRequest, page: str, dossier: str) -> HttpResponse:
    """One query, one page."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [page, dossier])
        body = page_of(page, cursor.fetchall()).encode()
        return HttpResponse(body, headers={"Content-Length": len(body)})


urlpatterns = [path("<str:page>/<str:dossier>/", page)]
application = WSGIHandler()
