"""Who uses the embedded server: counted by file locks, which the kernel frees with the process."""

import contextlib
import fcntl
import os

from aomori_skills.local_database import programs, server
from aomori_skills.local_database.place import Place


class Lease:
    """One process's use of the server. The last one released stops the server.

    A forked child holds the same lock as its parent and must not release for it: only the process
    that took the lease can.
    """

    def __init__(self, place: Place, *, durable: bool = True):
        self.place = place
        self.process = os.getpid()
        self.lock = None
        place.root.mkdir(parents=True, exist_ok=True)
        programs.account(place)
        with _door(place):
            self.lock = _open(place, "users.lock")
            fcntl.flock(self.lock, fcntl.LOCK_SH)
            try:
                server.ensure(place, durable=durable)
            except BaseException:
                self._leave()
                raise

    @property
    def is_mine(self) -> bool:
        return self.lock is not None and self.process == os.getpid()

    def release(self) -> None:
        if self.is_mine:
            with _door(self.place):
                self._leave()

    def _leave(self) -> None:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else still works with the database
        else:
            server.stop(self.place)
        finally:
            os.close(self.lock)
            self.lock = None


@contextlib.contextmanager
def _door(place: Place):
    """Starting and stopping happen one process at a time."""
    lock = _open(place, "door.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(place: Place, name: str) -> int:
    """A lock file that root and the owner of the folder can both open."""
    return os.open(place.root / name, os.O_RDONLY | os.O_CREAT, 0o644)
