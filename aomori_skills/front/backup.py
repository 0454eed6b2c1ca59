"""One file with everything that can't be made again: the database and the stored files."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from aomori_skills import local_database

DUMP = "database.dump"
FILES = "files"


class BackupProblem(Exception):
    """The backup can't be written or brought back; the text is a sentence for the user."""


def write(target: Path) -> int:
    """Write database and files into the new archive ``target``; return its size in bytes."""
    if target.exists():
        raise BackupProblem(f"{target} がすでにあります。別の名前を指定してください。")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            open(unfinished, "xb", opener=_private) as stream,
        ):
            dump = Path(folder) / DUMP
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", *_where())
            with tarfile.open(fileobj=stream, mode="w:gz") as archive:
                archive.add(dump, DUMP)
                if settings.FILES_ROOT.exists():
                    archive.add(settings.FILES_ROOT, FILES)
        unfinished.rename(target)
    except OSError as problem:
        raise BackupProblem(f"{target} に書き込めません（{problem.strerror}）。") from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> None:
    """Bring ``source`` back into an empty database and an empty folder of files."""
    if connection.introspection.table_names():
        raise BackupProblem(
            "データベースが空ではないため、戻せません。新しいデータベースを指定してください。"
        )
    if settings.FILES_ROOT.exists() and any(settings.FILES_ROOT.iterdir()):
        raise BackupProblem(f"{settings.FILES_ROOT} が空ではないため、戻せません。")
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(source) as archive:
            _unpack(archive, Path(folder))
            dump, files = Path(folder) / DUMP, Path(folder) / FILES
            connection.close()
            _run(
                "pg_restore",
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                *_where(),
                str(dump),
            )
            if files.exists():
                settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
                for entry in files.iterdir():
                    shutil.move(entry, settings.FILES_ROOT / entry.name)
    except (OSError, tarfile.TarError) as problem:
        raise BackupProblem(f"{source} を読み取れません（{problem}）。") from problem


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the archive's plain files below ``folder``; Debian's tarfile has no filter for it."""
    for member in archive:
        target = (folder / member.name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(member.name)
        if member.isfile():
            target.parent.mkdir(parents=True, exist_ok=True)
            with (
                archive.extractfile(member) as content,
                open(target, "xb", opener=_private) as stream,
            ):
                shutil.copyfileobj(content, stream)


def _where() -> list[str]:
    """The database as PostgreSQL's programs are told of it; the password goes another way."""
    known = connection.get_connection_params()
    names = {"host": "host", "port": "port", "user": "username", "dbname": "dbname"}
    return [f"--{flag}={known[name]}" for name, flag in names.items() if known.get(name)]


def _run(program: str, *arguments: str) -> None:
    environment = dict(os.environ)
    if password := connection.get_connection_params().get("password"):
        environment["PGPASSWORD"] = password
    done = subprocess.run(
        [local_database.program(program), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()
        raise BackupProblem(f"{program} が失敗しました（{reason[-1] if reason else '理由不明'}）。")


def _private(path, flags):
    """An opener: readable by its owner only."""
    return os.open(path, flags, 0o600)
