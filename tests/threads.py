"""Two people at once, on real PostgreSQL."""

from time import sleep

from django.db import connection


def in_thread(act_, *given):
    try:
        act_(*given)
    finally:
        connection.close()


def wait_until_somebody_waits():
    """Until another transaction waits for a lock of this one."""
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute(
                "select exists (select from pg_locks where not granted"
                " and pg_backend_pid() = any(pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
            sleep(0.1)
    raise AssertionError("nobody waits")
