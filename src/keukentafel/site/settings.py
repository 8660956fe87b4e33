"""Settings of the site. What differs between installations comes from ``environment``."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from keukentafel import vault
from keukentafel.site.environment import MOST_MB, MOST_PAGES_OF_A_DEMO, MOST_PAGES_OF_ONE, Environment, database

HERE = Environment.read().checked()
vault.use(HERE.vault())

SECRET_KEY = HERE.secret("secret_key")
DEBUG = HERE.debug
ALLOWED_HOSTS = HERE.hosts
ROOT_URLCONF = "keukentafel.site.urls"
DEMO = HERE.demo
ORIGIN = HERE.origin
LIVE = HERE.live
LETTERS = HERE.letters
LOG_HEADS = HERE.heads
FILES_FOLDER = HERE.files
FILES_S3 = HERE.bucket
CLAMD = HERE.scanner
KEUKENTAFEL_THEME = HERE.theme
FROM_12 = HERE.from_12
JITSI = HERE.jitsi
KEUKENTAFEL_EXIT_TO = HERE.exit_to
TOMBSTONES = [HERE.keys, HERE.key_copies[0]]
BACKUP_DAYS = HERE.backup_days
WEB_URL = HERE.web_url
PRIVACY_CONTACT = HERE.privacy_contact
MAIL_IN = HERE.mail_in
PUSH_KEY = HERE.keys / "push_key"
PUSH_HERE = HERE.push_here
PUSH_AUTHORITY: str | None = None  # whose word on certificates of push services counts: the system's

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "keukentafel.look",
    "keukentafel.accesslog",
    "keukentafel.people",
    "keukentafel.dossiers",
    "keukentafel.access",
    "keukentafel.rooms.journal",
    "keukentafel.rooms.calendar",
    "keukentafel.rooms.plan",
    "keukentafel.rooms.meetings",
    "keukentafel.rooms.requests",
    "keukentafel.rooms.files",
    "keukentafel.rooms.talk",
    "keukentafel.rooms.table",
    "keukentafel.rooms.family",
    "keukentafel.overview",
    "keukentafel.notices",
    "keukentafel.exchange",
    "keukentafel.site",
]
MIDDLEWARE = [
    "keukentafel.site.shield.Shield",  # docs/decisions/0017
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # docs/decisions/0008
    "django.contrib.sessions.middleware.SessionMiddleware",
    "keukentafel.site.middleware.Language",
    "keukentafel.site.middleware.Reading",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "keukentafel.people.middleware.SignedIn",
    "keukentafel.people.keeping.Keeping",
    "keukentafel.people.pace.NotTooFast",
    "django.contrib.messages.middleware.MessageMiddleware",
    "keukentafel.site.middleware.Keyless",
]
TEMPLATES = [
    {
        "BACKEND": "keukentafel.look.jinja.KitchenTemplates",
        "NAME": "keukentafel",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["keukentafel.site.around.around"]},
    }
]

# The web role owns nothing. Prepared statements halve query time; the pool saves signing in for each request, and says
# within seconds that the database is away.
POOL = {"min_size": 1, "max_size": 8, "timeout": 5}
WEB_OPTIONS = {"server_side_binding": True, "prepare_threshold": 1, "pool": POOL}
DATABASES = {
    "default": database(HERE.web_url, **WEB_OPTIONS),
    "worker": database(HERE.worker_url, server_side_binding=True),
    "owner": database(HERE.owner_url),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "keukentafel.people.passwords.Breached"},
    {"NAME": "keukentafel.people.passwords.OfContext"},
]
BREACHED = HERE.breached
KEUKENTAFEL_TERMS = HERE.terms
LOGIN_URL = "/sign-in/"
SIGN_UP_URL = "/sign-up/"
LOGIN_REDIRECT_URL = "/today/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
CSRF_FAILURE_VIEW = "keukentafel.site.mistakes.form_too_old"
SESSION_ENGINE = "keukentafel.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
# Minutes idle, minutes at most, and whether it outlives the browser's window; by risk: docs/decisions/0011.
SESSION_LIMITS = {
    "professional": (30, 10 * 60, False),
    "family": (2 * 60, 12 * 60, False),
    "kept": (7 * 24 * 60, 30 * 24 * 60, True),
}
# Whether professionals may let a device of their own keep pages, sealed: docs/decisions/0027.
KEEP_FOR_PROFESSIONALS = HERE.keep_for_professionals
IDENTITY_PROVIDERS = HERE.identity_providers
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
SESSION_COOKIE_SAMESITE = "Lax"
# Behind TLS every cookie is bound to this host alone; on plain http (the demo) not every client keeps such cookies.
SECURE = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HERE.origin.startswith("https://")
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = COOKIE_PREFIX + "sessionid", COOKIE_PREFIX + "csrftoken"
CSRF_TRUSTED_ORIGINS = [HERE.origin]  # TLS may end before us: then we are asked by http, and the form says https
DEVICE_COOKIE_NAME = COOKIE_PREFIX + "device"
# Other sites to which a form of ours may lead; browsers hold the policy of forms against redirects too.
LEADS_TO = [HERE.exit_to, *(str(one.get("issuer", "")) for one in HERE.identity_providers)]
PROXIES = HERE.proxies
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "nl"
LANGUAGE_COOKIE_NAME = COOKIE_PREFIX + "language"
READING_COOKIE_NAME = COOKIE_PREFIX + "reading"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = HERE.data / "static"
STORAGES = {"staticfiles": {"BACKEND": HERE.static_storage}}
# The fonts of the fridge print go to the printer of PDFs, never to a browser: pressing them takes half a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else needs our fonts
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend" if HERE.demo else "keukentafel.site.mail.Backend"
EMAIL_FILE_PATH = HERE.letters
globals().update(HERE.mail)

# Errors are told without what people wrote: no request bodies, no local variables, no statements with values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# No file that somebody sends is ever written plainly: the pages that take one seal it while it comes.
FILE_UPLOAD_HANDLERS = ["keukentafel.exchange.uploads.NoFiles"]
# Pages for one person in ten minutes, in each process (docs/security/rules.md).
MOST_PAGES = HERE.number("KEUKENTAFEL_MOST_PAGES", MOST_PAGES_OF_A_DEMO if HERE.demo else MOST_PAGES_OF_ONE)
# How large a file may be, and all of them at one table together (docs/files.md): in bytes.
FILES_MOST = {
    sort: HERE.number(f"KEUKENTAFEL_FILES_{sort.upper()}_MB", most) * 1_000_000 for sort, most in MOST_MB.items()
}
FILES_MOST_OF_ALL = HERE.number("KEUKENTAFEL_FILES_DOSSIER_MB", 5_000) * 1_000_000
FILES_MOST_AT_ONCE = HERE.number("KEUKENTAFEL_FILES_AT_ONCE", 10)
FILES_MOST_DOTS = HERE.number("KEUKENTAFEL_FILES_MEGAPIXELS", 64, most=200) * 1_000_000
# How much an archive that is brought along may hold (docs/exchange/format.md).
BRING_MOST_BYTES = HERE.number("KEUKENTAFEL_BRING_MOST_MB", 2_048) * 1_000_000
BRING_MOST_CONTENT = HERE.number("KEUKENTAFEL_BRING_MOST_CONTENT_MB", 4_096) * 1_000_000
BRING_MOST_FILE = HERE.number("KEUKENTAFEL_BRING_MOST_FILE_MB", 1_024) * 1_000_000
BRING_MOST_ENTRIES = HERE.number("KEUKENTAFEL_BRING_MOST_ENTRIES", 60_000)
BRING_MOST_ITEMS = HERE.number("KEUKENTAFEL_BRING_MOST_ITEMS", 200_000)
