"""The entry for a WSGI server."""

import gc
import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from keukentafel.site.last_resort import behind, guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.site.settings")
site = get_wsgi_application()
application = behind(settings.PROXIES, guarded(site))


def _tidy() -> None:
    """What a process that died left over. A database or a key store that is away must not keep us from starting."""
    from django.db import DatabaseError, connections

    from keukentafel.access.files import remove_gone
    from keukentafel.access.keys import destroy_doomed
    from keukentafel.vault import KeysAway

    try:
        destroy_doomed()
        remove_gone()
    except (DatabaseError, KeysAway) as problem:
        logging.getLogger(__name__).warning(
            "Keys of what was deleted wait for the next start: %s", type(problem).__name__
        )
    finally:
        connections.close_all()


def _may_be_seen() -> None:
    """Not a database from before something was destroyed: whoever starts the server by itself is told here."""
    from django.conf import settings
    from psycopg import OperationalError

    from keukentafel.site.backups.stones import refuse_risen

    try:
        refuse_risen(settings.WEB_URL)
    except OperationalError:
        logging.getLogger(__name__).warning("The database does not answer yet: its tombstones were not looked at.")


_tidy()
_may_be_seen()

# What was loaded stays for good: the collector of rubbish needn't walk through all of it again during each tenth page.
gc.collect()
gc.freeze()
