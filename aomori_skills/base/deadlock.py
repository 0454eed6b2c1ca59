"""Two who wait for each other: PostgreSQL undoes the work of one of them."""

from django.db import OperationalError
from psycopg2.errors import DeadlockDetected


def was_undone(error: OperationalError) -> bool:
    """Whether it hit us, and not any other trouble with the database."""
    return isinstance(error.__cause__, DeadlockDetected)
