"""The entry for an ASGI server: the streams, and nothing else. Pages are served by ``site.wsgi``."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.site.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after set-up

from keukentafel.site.streams.app import Streams  # noqa: E402

application = Streams(settings.WEB_URL)

gc.collect()
gc.freeze()
