"""The entry for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.site.settings")
application = get_wsgi_application()

# What was loaded stays for good: the collector of rubbish needn't walk through all of it again during each tenth page.
gc.collect()
gc.freeze()
