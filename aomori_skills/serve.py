"""Serve the office on this machine: ``script/server`` calls this when everything is installed.

One process holds the database, prepares it and becomes gunicorn's master, which also keeps the
worker for long acts; when it ends, whether by Ctrl-C, SIGTERM or a closed terminal, everything it
started has ended.
"""

import argparse
import os
import signal
import socket
import sys
import time

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import Application

from aomori_skills import collected_static, local_database
from aomori_skills.serve_worker import OfficeArbiter

HOST = "127.0.0.1"


class CannotServe(Exception):
    """The office can't open; the text is a sentence for the person at the screen."""


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, "使い方: script/server [--demo] [--port 番号]（番号は 1～65535）\n")


class OfficeServer(Application):
    """gunicorn with the project's settings, the port asked for, and a word when it is ready."""

    def __init__(self, port: int):
        self.port = port
        # gunicorn takes a closed terminal for the wish to reload; nohup's wish stays
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        self.hang_up = signal.SIG_IGN if ignored else terminate
        super().__init__()

    def load_config(self):
        self.load_config_from_file(str(settings.BASE_DIR / "gunicorn.conf.py"))
        self.cfg.set("bind", f"{HOST}:{self.port}")
        self.cfg.set("when_ready", self.say_ready)

    def load(self):
        from aomori_skills.wsgi import application

        return application

    def run(self):
        OfficeArbiter(self).run()

    def say_ready(self, arbiter):
        signal.signal(signal.SIGHUP, self.hang_up)
        print(f"http://{HOST}:{self.port}/ で開いています。止めるには Ctrl-C を押してください。")


def terminate(number, frame):
    os.kill(os.getpid(), signal.SIGTERM)


def main():
    parser = Arguments(add_help=False)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--port", type=int, choices=range(1, 65536), default=8000)
    options = parser.parse_args()
    os.umask(0o077)
    sys.stdout.reconfigure(line_buffering=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aomori_skills.settings")
    if options.demo:
        os.environ["DEMO"] = "1"
    try:
        check_port(options.port)
        with local_database.running(settings.VAR_DIR):
            prepare(demo=options.demo)
            OfficeServer(options.port).run()
    except KeyboardInterrupt:
        sys.exit(130)
    except (CannotServe, local_database.DatabaseProblem) as problem:
        sys.exit(str(problem))
    except ImproperlyConfigured as problem:
        sys.exit(f"設定に誤りがあります（{problem}）。")
    except PermissionError as problem:
        sys.exit(f"{problem.filename} を読み書きする権限がありません。")


def check_port(port: int) -> None:
    """Refuse a taken port; the workers of a killed office leave theirs within moments."""
    deadline = time.monotonic() + 2
    while error := _refused(port):
        if isinstance(error, PermissionError):
            raise CannotServe(
                f"ポート {port} を使う権限がありません。"
                "--port で 1024 以上の番号を指定してください。"
            )
        if time.monotonic() > deadline:
            raise CannotServe(
                f"ポート {port} は使われています。--port で別の番号を指定してください。"
            )
        time.sleep(0.1)


def _refused(port: int) -> OSError | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error
    return None


def prepare(*, demo: bool) -> None:
    """Bring database and static files up to date with the program; seconds when they are."""
    django.setup()
    try:
        migrate()
        if collected_static.is_outdated():
            print("画面の部品を集めています。")
            collected_static.collect()
        call_command("setup")
        call_command("tidy")
        if demo:
            call_command("demo")
    except CommandError as problem:
        raise CannotServe(str(problem)) from problem
    except (DatabaseError, InterfaceError, InconsistentMigrationHistory) as problem:
        reason = str(problem).strip().partition("\n")[0]
        raise CannotServe(f"データベースを使えません（{reason}）。") from problem
    connections.close_all()  # gunicorn's workers are forked and open their own


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("データベースを準備しています。")
        call_command("migrate", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
