"""All settings, from the environment; docs/operate.md says what each one does (a test compares the two)."""

import os
import secrets  # noqa: TID251 - makes the key of a new installation, once
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_TRUE = {"1", "true", "yes", "on"}
_CODE = Path(__file__).resolve().parent


def _text(name: str, default: str = "") -> str:
    return os.environ.get(f"TIJDIG_{name}", default)


def _flag(name: str, *, default: bool = False) -> bool:
    return _text(name, str(default)).strip().lower() in _TRUE


def _list(name: str) -> list[str]:
    return [part.strip() for part in _text(name).split(",") if part.strip()]


def _home() -> Path:
    """The project folder in a checkout, else the folder one stands in."""
    return _CODE.parent if (_CODE.parent / "pyproject.toml").exists() else Path.cwd()


def _sqlite(path: str) -> dict[str, Any]:
    Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's data: for its owner only
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A writer waits for its turn at BEGIN instead of failing halfway with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


# Our queries fetch some thousands of rows by index: compiling them or sharing them out costs more than it brings, and
# a page out of order costs no more than the next one on disks of today. Measured on a night of 200,000 cases: facts of
# 5,000 cases in 1.1 s instead of 3.7. `?options=` in the address takes its place.
_PLANNING = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"


def _postgres(url: str) -> dict[str, Any]:
    parts, prepared = urlsplit(url), int(_text("DATABASE_PREPARED", "2"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Of a query that stands ready (tijdig/queries/ready.py) the plan is kept after so many times; -1 is never.
        "OPTIONS": {"options": _PLANNING, "prepare_threshold": None if prepared < 0 else prepared}
        | dict(parse_qsl(parts.query, keep_blank_values=True)),
        # A connection per request costs more than the request (measured: 4 to 9 times slower).
        "CONN_MAX_AGE": int(_text("DATABASE_CONN_MAX_AGE", "600")),
        "CONN_HEALTH_CHECKS": True,
    }


def _database(url: str) -> dict[str, Any]:
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(url.removeprefix("sqlite://").removeprefix("/"))
    if scheme in {"postgres", "postgresql"}:
        return _postgres(url)
    message = f"TIJDIG_DATABASE_URL starts with {scheme!r}; write sqlite:///file or postgres://user@host/name"
    raise ValueError(message)


def _kept_secret(path: Path) -> str:
    """The key of this installation, made at first use and readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass  # made before, perhaps a moment ago by a process beside us
    return path.read_text()


# Where things are kept -------------------------------------------------------------------------------------------

DATA_DIR = Path(_text("DATA_DIR") or _home() / "var").resolve()
OUTBOX_DIR = Path(_text("OUTBOX_DIR") or DATA_DIR / "outbox")
CLOCK_FILE = DATA_DIR / "clock"
# Letters read aloud: where their sound lies, and a voice of the house instead of espeak-ng.
SPOKEN_DIR = Path(_text("SPOKEN_DIR") or DATA_DIR / "spoken")
SPEAKER = _text("SPEAKER")
DATABASES = {"default": _database(_text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'tijdig.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who may come in -------------------------------------------------------------------------------------------------

DEBUG = _flag("DEBUG")
SECRET_KEY = _text("SECRET_KEY") or _kept_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = _list("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = _list("TRUSTED_ORIGINS")
AUTH_USER_MODEL = "accounts.User"

# Behind a proxy that speaks HTTPS: one switch, so that nobody forgets half of it.
HTTPS = _flag("HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # the load balancer asks from within, without HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Who helps when a page cannot: shown on every page, so that none ends in a dead end.
HELP_NAME = _text("HELP_NAME")
HELP_PHONE = _text("HELP_PHONE")

# How staff sign in: password and a code from an app, or a passkey (allauth) ------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/werk/"
SESSION_COOKIE_AGE = 12 * 3600  # a working day
ACCOUNT_ADAPTER = "accounts.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up by himself; the adapter keeps that door shut
ACCOUNT_EMAIL_VERIFICATION = "none"  # an organisation knows its own staff
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/15m/key,60/15m/ip", "reauthenticate": "10/m/user"}
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
MFA_ADAPTER = "accounts.adapter.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.ActivateForm",
    "login_webauthn": "accounts.passkeys.SignInForm",
    "authenticate_webauthn": "accounts.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "accounts.passkeys.AgainForm",
    "add_webauthn": "accounts.passkeys.AddForm",
}
# A passkey cannot be guessed; a whole team behind one address signs in at nine, with two requests each.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # finger, face or PIN: the key alone is half of it
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tijdig"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost only
# How many proxies of ours stand before us: so many addresses at the end of X-Forwarded-For can be believed.
PROXIES = int(_text("PROXIES", "1" if HTTPS else "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# Tries are counted, and codes used once, across all processes and machines.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}}

# How it is put together ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",  # allauth says in it what was done
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts",
    "tijdig",
    "demo",
]
MIDDLEWARE = [
    "tijdig.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "tijdig.web.headers.Lighter",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tijdig.web.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tijdig.web.portal.session.CustomerMiddleware",
    "tijdig.web.languages.LanguageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tijdig.urls"
# No WSGI_APPLICATION: tijdig.wsgi is for a web server of production, which sends once a page is out; Django's own
# servers, also those of the tests, do everything there and then.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_CODE / "templates"],
        "OPTIONS": {
            "loaders": [("tijdig.web.languages.Loader", ["django.template.loaders.filesystem.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tijdig.web.help.person",
            ],
            "builtins": ["tijdig.templatetags.addresses"],
        },
    }
]
CSRF_FAILURE_VIEW = "tijdig.web.errors.expired"
STATIC_URL = "static/"
# The files of the package itself are served as they are; `collectstatic` is for those who let a proxy do it.
STATIC_ROOT = _text("STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = True

# Carriers of messages: one provider per kind (docs/operate.md, Carriers).
CHANNELS = {
    "letter": _text("CHANNEL_LETTER", "tijdig.channels.outbox.Outbox"),
    "email": _text("CHANNEL_EMAIL", "tijdig.channels.outbox.Outbox"),
    "sms": _text("CHANNEL_SMS", "tijdig.channels.outbox.Outbox"),
}

# Who takes the money of a joint arrangement for all, by the code of an organisation here; nobody: one account for each.
JOINT_PAYEE = _text("JOINT_PAYEE")

# Secrets of identity providers (level 2), by the code of the organisation: TIJDIG_OIDC_SECRET_ and WOONSTEDE, say.
_OF_PROVIDERS = "TIJDIG_OIDC_SECRET_"
OIDC_SECRETS = {
    name.removeprefix(_OF_PROVIDERS): value for name, value in os.environ.items() if name.startswith(_OF_PROVIDERS)
}

# Time and language -----------------------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"  # stored
DISPLAY_TIME_ZONE = "Europe/Amsterdam"  # judged and shown
USE_I18N = True
LANGUAGE_CODE = "nl"
PSEUDO_LANGUAGE = DEBUG  # Dutch in Arabic letters, from right to left: shows what a layout does with it

# Logs ------------------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tijdig.logs.Json"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": _text("LOG_LEVEL", "WARNING").upper()},
    # Django's own handlers write text with addresses of pages; of requests we log all but the errors ourselves.
    "loggers": {
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
