"""The embedded PostgreSQL of an office that has no database server of its own.

Nothing here runs when ``DATABASE_URL`` is set. Otherwise each process that needs the database takes
a lease: the first one starts the server, the last one to leave stops it, and the kernel gives back
the lease of a killed process. So a command beside a running office never stops the office's
database, and nothing stale can be left behind.
"""

import contextlib
import os
import signal
import sys
from pathlib import Path
from urllib.parse import quote

from aomori_skills.local_database.lease import Lease
from aomori_skills.local_database.place import DATABASE, Place
from aomori_skills.local_database.programs import DatabaseProblem, program

__all__ = ["DATABASE", "DatabaseProblem", "program", "running", "start", "url"]

_leases: dict[Path, Lease] = {}


def url(var_dir: Path) -> str:
    """``DATABASE_URL`` if set, else the address of the embedded server."""
    given = os.environ.get("DATABASE_URL")
    return given or f"postgresql://postgres@/{quote(str(Place.within(var_dir).socket))}/{DATABASE}"


def start(var_dir: Path, *, durable: bool = True) -> Lease | None:
    """Make sure that the embedded server runs, if one is needed, until the lease is released."""
    if os.environ.get("DATABASE_URL"):
        return None
    place = Place.within(var_dir)
    lease = _leases.get(place.root)
    if lease is None or not lease.is_mine:
        lease = _leases[place.root] = Lease(place, durable=durable)
    return lease


@contextlib.contextmanager
def running(var_dir: Path):
    """Have the database while the block runs; SIGTERM and a closed terminal leave the block too."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
    lease = start(var_dir)
    try:
        yield
    finally:
        if lease:
            lease.release()
