"""The project's settings as the tests need them: own database and files, quick hashes."""

import os
from pathlib import Path

os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Playwright keeps an event loop in the thread of the tests; Django would refuse every query there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from aomori_skills.settings import *

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
FILES_ROOT = VAR_DIR / "files" / DATABASES["default"]["TEST"]["NAME"] / WORKER
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"]["OPTIONS"]["location"] = FILES_ROOT
STORAGES["staticfiles"] = {"BACKEND": "tests.static_files.FoundStaticFiles"}
# Files are served from their sources, so that a test run needs no collectstatic before it.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# What a worker of its own hands its mails to; in the tests' process they stay in mail.outbox.
EMAIL_BACKEND = os.environ.get(
    "TEST_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend"
)
