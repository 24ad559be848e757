"""Django's settings, drawn from `config`. Read by the framework; no module of ours imports it."""

from pathlib import Path

from broadsheet import config, origin
from broadsheet.paper import assets
from broadsheet.stories.body.players import PLAYER_HOSTS

HERE = Path(__file__).parent
VAR = config.folder()

SECRET_KEY = config.secret_key()
DEBUG = config.is_debug()
SITE = config.site()
SEARCH_RATE = config.search_rate()
PROXIES = origin.proxies()
ALLOWED_HOSTS = config.hosts()
SECURE = SITE.startswith("https://")
CDN = config.cdn()

INSTALLED_APPS = [
    "broadsheet.press",
    "broadsheet.accounts",
    "broadsheet.addresses",
    "broadsheet.media",
    "broadsheet.topics",
    "broadsheet.paper",
    "broadsheet.stories",
    "broadsheet.fronts",
    "broadsheet.feeds",
    "broadsheet.search",
    "broadsheet.readers",
    "broadsheet.wire",
    "broadsheet.desk",
    "broadsheet.ops",
    "broadsheet.demo",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "broadsheet.ops.middleware.KnownHosts",
    "django.middleware.security.SecurityMiddleware",
    "broadsheet.ops.middleware.StaticFiles",
    "broadsheet.ops.middleware.Compression",
    "broadsheet.ops.middleware.Methods",
    "broadsheet.desk.middleware.SecurityPolicy",
    "broadsheet.desk.insiders.Sessions",
    "django.middleware.common.CommonMiddleware",
    "broadsheet.desk.insiders.Tokens",
    "broadsheet.desk.insiders.Staff",
    "broadsheet.desk.insiders.Messages",
    "broadsheet.desk.middleware.NewsroomHours",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "broadsheet.fronts.middleware.OldAddresses",
]

ROOT_URLCONF = "broadsheet.urls"
ASGI_APPLICATION = "broadsheet.asgi.application"
DATABASES = {"default": config.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Kept by each process for itself. The second counts how often each address asks.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pace": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pace",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# --- language and time -------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ml", "മലയാളം")]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["broadsheet.desk.formats"]

# --- files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "broadsheet.paper.assets.Finder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- safety ------------------------------------------------------------------------------
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CSRF_FAILURE_VIEW = "broadsheet.desk.insiders.refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

SELF, NONE = "'self'", "'none'"
READERS_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, f"'{assets.first_paint_hash()}'"],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [NONE],
    "connect-src": [SELF],
    "frame-src": [f"https://{host}" for host in PLAYER_HOSTS],
    "manifest-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
NEWSROOM_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF, *(f"https://{host}" for host in PLAYER_HOSTS)],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}

# --- newsroom ----------------------------------------------------------------------------
NEWSROOM = "/newsroom/"
WAGTAIL_SITE_NAME = "Broadsheet"
WAGTAILADMIN_BASE_URL = SITE
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "broadsheet.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 120_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "broadsheet.stories.newsroom.forms.Writing"},
}
# The clock on everybody's wall is the paper's: with one zone to choose, Wagtail asks nobody.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ml", "മലയാളം")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
LOGIN_URL = "wagtailadmin_login"

# --- logs --------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What readers ask for in vain, which scanners do all day, is no news: what failed is.
    "loggers": {"broadsheet": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
