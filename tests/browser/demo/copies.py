"""Copies of a database, so that a test may commit and the next one finds nothing of it."""

from contextlib import contextmanager

from django.db import connection


def create(name: str, *, of: str) -> None:
    """Nobody may be connected to the original meanwhile, no ended thread of an earlier test too."""
    connection.close()
    drop(name)
    _run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{of}'")
    _run(f'create database "{name}" template "{of}"')


def drop(name: str) -> None:
    """Also from under a thread of the server that has not left yet."""
    _run(f'drop database if exists "{name}" with (force)')


@contextmanager
def connected_to(name: str):
    """While the block runs, the connections of all threads lead to this database."""
    address = connection.settings_dict  # theirs too
    before = address["NAME"]
    connection.close()
    address["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        address["NAME"] = before


def _run(command: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(command)
