"""The WSGI application of production servers and of `manage.py serve`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityportal.settings.production")

application = get_wsgi_application()
