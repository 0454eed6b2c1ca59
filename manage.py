#!/usr/bin/env python
"""Command-line entry of the project."""

import contextlib
import os
import sys

WITHOUT_DATABASE = {"check", "collectstatic", "diffsettings", "findstatic", "help", "version"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aomori_skills.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from aomori_skills import local_database

    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "help")
    try:
        with contextlib.ExitStack() as stack:
            if command not in WITHOUT_DATABASE:
                stack.enter_context(local_database.running(settings.VAR_DIR))
            execute_from_command_line(sys.argv)
    except local_database.DatabaseProblem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
