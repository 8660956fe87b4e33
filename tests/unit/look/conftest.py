"""The look stands on Django alone: when no settings are named, these tests bring the few that it needs."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

if not os.environ.get("DJANGO_SETTINGS_MODULE") and not settings.configured:
    settings.configure(
        INSTALLED_APPS=["keukentafel.look"],
        SECRET_KEY="only for these tests",
        STATIC_URL="/static/",
        ROOT_URLCONF="keukentafel.look.urls",
        USE_TZ=True,
        TIME_ZONE="Europe/Amsterdam",
        LANGUAGE_CODE="nl",
        TEMPLATES=[
            {
                "BACKEND": "keukentafel.look.jinja.KitchenTemplates",
                "NAME": "keukentafel",
                "DIRS": [],
                "APP_DIRS": True,
                "OPTIONS": {},
            }
        ],
    )
    django.setup()

TOOLS = Path(__file__).parents[3] / "tools"
if str(TOOLS) not in sys.path:
    sys.path.append(str(TOOLS))
