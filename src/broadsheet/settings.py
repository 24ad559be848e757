"""Django's settings, drawn from `config`. Read by the framework; no module of ours imports it."""

from pathlib import Path

from broadsheet import config
from broadsheet.paper import assets
from broadsheet.stories.body.players import PLAYER_HOSTS

HERE = Path(__file__).parent
VAR = config.folder()

SECRET_KEY = config.secret_key()
DEBUG = config.is_debug()
SITE = config.site()
SEARCH_RATE = config.search_rate()
PROXIES = config.proxies()
ALLOWED_HOSTS = config.hosts()
SECURE = SITE.startswith("https://")
CDN = config.cdn()

INSTALLED_APPS = [
    "broadsheet.press",
    "broadsheet.addresses",
    "broadsheet.media",
    "broadsheet.register",
    "broadsheet.stylebook",
    "broadsheet.topics",
    "broadsheet.paper",
    "broadsheet.stories",
    "broadsheet.fronts",
    "broadsheet.accounts",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
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
    "broadsheet.accounts.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "broadsheet.accounts.middleware.Tokens",
    "broadsheet.accounts.middleware.Users",
    "broadsheet.accounts.middleware.Messages",
    "broadsheet.accounts.middleware.Mark",
    "broadsheet.accounts.middleware.HouseStyle",
    "allauth.account.middleware.AccountMiddleware",
    "broadsheet.accounts.middleware.AskedAgain",
    "broadsheet.desk.middleware.NewsroomHours",
    "broadsheet.accounts.middleware.NewsroomDoor",
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
                "broadsheet.accounts.pages.dress",
            ],
        },
    },
]

# The first counts who tries to log in how often, for all processes and nodes together; the second
# how often each address searches, in each process for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "broadsheet.accounts.entrance.attempts.key_of_count",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
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
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- mail --------------------------------------------------------------------------------
MAIL = config.mail()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL.host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_encrypted, MAIL.becomes_encrypted
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender

# --- safety ------------------------------------------------------------------------------
PASSWORD_HASHERS = [
    "broadsheet.accounts.entrance.passwords.Argon2",
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
CSRF_FAILURE_VIEW = "broadsheet.accounts.views.refused"
SESSION_ENGINE = "broadsheet.accounts.sessions"
SESSION_COOKIE_AGE = 180 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # forgery is refused by accounts.middleware.Tokens, which it does not know
    "security.W004", "security.W008",  # TLS and what goes with it are the proxy's
    "security.W019",  # the newsroom shows previews in a frame of its own
]  # fmt: skip

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

# --- accounts ----------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ASKS_STAFF_TWICE = config.asks_staff_twice()
ACCOUNT_ADAPTER = "broadsheet.accounts.entrance.adapter.Entrance"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Of mails, `accounts.entrance.attempts` counts further: how many one address may get.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    ("request_login_code", "reset_password", "confirm_email"), "20/m/ip"
)
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "broadsheet.accounts.entrance.forms.LogInForm",
    "signup": "broadsheet.accounts.entrance.forms.SignUpForm",
    "request_login_code": "broadsheet.accounts.entrance.forms.RequestCodeForm",
    "confirm_login_code": "broadsheet.accounts.entrance.forms.LogInCodeForm",
    "confirm_email_verification_code": "broadsheet.accounts.entrance.forms.AddressCodeForm",
    "reset_password": "broadsheet.accounts.entrance.forms.ResetForm",
    "confirm_password_reset_code": "broadsheet.accounts.entrance.forms.ResetCodeForm",
    "reset_password_from_key": "broadsheet.accounts.entrance.forms.NewPasswordForm",
    "change_password": "broadsheet.accounts.entrance.forms.ChangePasswordForm",
    "set_password": "broadsheet.accounts.entrance.forms.FirstPasswordForm",
    "reauthenticate": "broadsheet.accounts.entrance.forms.PasswordAgainForm",
}
MFA_ADAPTER = "broadsheet.accounts.entrance.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not config.is_production()
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "broadsheet.accounts.entrance.forms.FactorForm",
    "reauthenticate": "broadsheet.accounts.entrance.forms.FactorAgainForm",
    "activate_totp": "broadsheet.accounts.entrance.forms.AppForm",
    "login_webauthn": "broadsheet.accounts.entrance.passkeys.PasskeyLogInForm",
    "authenticate_webauthn": "broadsheet.accounts.entrance.passkeys.PasskeyFactorForm",
    "reauthenticate_webauthn": "broadsheet.accounts.entrance.passkeys.PasskeyAgainForm",
    "add_webauthn": "broadsheet.accounts.entrance.passkeys.PasskeyForm",
    "edit_webauthn": "broadsheet.accounts.entrance.passkeys.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "broadsheet.accounts.entrance.vouching.Vouching"
SOCIALACCOUNT_FORMS = {"signup": "broadsheet.accounts.entrance.forms.VouchedSignUpForm"}
OPENID, APPLE = config.openid(), config.apple()
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": each.id,
                "name": each.name,
                "client_id": each.client,
                "secret": each.secret,
                "settings": {"server_url": each.issuer},
            }
            for each in OPENID
        ],
    },
    "apple": {
        "APPS": [
            {
                "client_id": APPLE.client,
                "secret": APPLE.key,
                "key": APPLE.team,
                "settings": {"certificate_key": APPLE.certificate},
            }
        ]
        if APPLE
        else []
    },
}
# Whoever was chosen to vouch for readers is believed about their addresses.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# A form that leads to them is one that may: browsers look at where it is led on to, too.
ENTRANCE_POLICY = {
    **READERS_POLICY,
    "form-action": [
        SELF,
        *(each.origin for each in OPENID),
        *(["https://appleid.apple.com"] if APPLE else []),
    ],
}

# --- newsroom ----------------------------------------------------------------------------
NEWSROOM = "/newsroom/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
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
# Who they are and how they log in, people say at /accounts/, in the newsroom as anywhere.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ml", "മലയാളം")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}

# --- logs --------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What readers ask for in vain, which scanners do all day, is no news: what failed is.
    "loggers": {
        "broadsheet": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        # Each attempt to reach a database that is away: whoever needed it says so once.
        "psycopg.pool": {"level": "ERROR"},
    },
}
