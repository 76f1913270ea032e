"""Settings of the test run: the project's own, with a place of its own and a key that opens nothing."""

import atexit
import os
import shutil
import tempfile

if "TIJDIG_TEST_HOME" not in os.environ:
    # Processes that a test starts find this in their environment, and leave the cleaning to us.
    os.environ["TIJDIG_TEST_HOME"] = tempfile.mkdtemp(prefix="tijdig-test-")
    atexit.register(shutil.rmtree, os.environ["TIJDIG_TEST_HOME"], ignore_errors=True)

os.environ.setdefault("TIJDIG_DATA_DIR", os.environ["TIJDIG_TEST_HOME"])
os.environ.setdefault("TIJDIG_SECRET_KEY", "a key for tests only, long enough for the checks of Django: 0123456789")

from tijdig.settings import *  # noqa: F403 - the environment must stand first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; no real password comes here
MIDDLEWARE = [  # speed too: see there
    "tests.statics.FoundOnce" if name == "whitenoise.middleware.WhiteNoiseMiddleware" else name
    for name in MIDDLEWARE  # noqa: F405
]
