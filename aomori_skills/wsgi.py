"""WSGI entry, served by gunicorn."""

import atexit
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from aomori_skills import local_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aomori_skills.settings")

if lease := local_database.start(settings.VAR_DIR):
    atexit.register(lease.release)
application = get_wsgi_application()
# Every page is loaded before gunicorn forks, not at somebody's first click.
_ = get_resolver().url_patterns
