"""Installed apps, the order of middleware, templates."""

from .env import BASE_DIR

INSTALLED_APPS = [
    # Ours come first: their templates and policies win over Wagtail's.
    "cityportal",
    "search",
    "exchange",
    "qa",
    "participation",
    "information",
    "home",
    "library",
    "adminsite",
    "provisioning",
    "oversight",
    "deadlines",
    "authentication",
    "editorial",
    "notifications",
    "members",
    "page_cache",
    "sites",
    "audit",
    "accounts",
    "wagtail_localize",
    "wagtail.locales",
    # Its model alone: addresses of its screens are refused, ours is in `home`.
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    # Wagtail's users, with forms and views of ours.
    "adminsite.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # "2 giờ trước" in the admin: Wagtail calls its functions, the Vietnamese words come with the app.
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Counts what leaves the application.
    "cityportal.monitoring.requests.MetricsMiddleware",
    # Keeps what left all others.
    "page_cache.middleware.PageCacheMiddleware",
    "cityportal.log_formats.RequestIDMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # This and the policy below stand before the one that answers by itself: its pages have both as well.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sites.middleware.ContentPolicyMiddleware",
    # Knows the portal of the host; answers unknown hosts and portals that are not open. Before anything with state.
    "sites.middleware.PortalMiddleware",
    "cityportal.read_only.middleware.ReadOnlyMiddleware",
    "members.middleware.RolesMiddleware",
    "audit.client_address.ClientAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sites.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "authentication.session_time.SessionTimeMiddleware",
    "authentication.second_factor.middleware.SecondFactorMiddleware",
    "authentication.rules_middleware.RulesMiddleware",
    "adminsite.middleware.AdminGuardMiddleware",
]

ROOT_URLCONF = "cityportal.urls"
WSGI_APPLICATION = "cityportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.chrome",
                "participation.rating.context_processors.feedback",
                "cityportal.read_only.context_processors.read_only",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.GroupRightsBackend"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
