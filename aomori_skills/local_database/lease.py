"""Who uses the embedded server: counted by file locks, which the kernel frees with the process."""

import contextlib
import fcntl
import os

from aomori_skills.local_database import programs, server
from aomori_skills.local_database.place import Place


class Lease:
    """One process's use of the server. The last one released stops the server.

    A forked child lets go of it at once: a lock that outlived its process in its children would
    keep the server of a killed office running.
    """

    def __init__(self, place: Place, *, durable: bool = True):
        self.place = place
        self.lock = None
        os.register_at_fork(after_in_child=self._forget)
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
        return self.lock is not None

    def release(self) -> None:
        if self.is_mine:
            with _door(self.place):
                self._leave()

    def _forget(self) -> None:
        if self.lock is not None:
            os.close(self.lock)  # the parent's lock stays: it goes with the last descriptor
            self.lock = None

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
