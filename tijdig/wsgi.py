"""The door for a web server that speaks WSGI (gunicorn)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tijdig.settings")
application = get_wsgi_application()

# Loaded only now: Django must stand first.
from tijdig.actions import afterwards  # noqa: E402

afterwards.begin()

# What was loaded stays: to look through it for garbage again and again would cost every page some of its time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
