"""The door for a web server that speaks ASGI; ours are sync views, so gunicorn over WSGI is the faster one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tijdig.settings")
application = get_asgi_application()
