"""The worker beside the office: it comes and goes with it, and comes again when it is killed."""

import signal
import time

import psutil
import pytest

from aomori_skills.local_database.place import Place
from tests.setup.test_server import Office

PATIENCE = 60


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.kill()


def worker_of(office) -> psutil.Process | None:
    found = [one for one in office.processes() if _words(one)[-4:-2] == ["manage.py", "work"]]
    return found[0] if found else None


def _words(process) -> list[str]:
    words = process.cmdline()
    return [word.rpartition("/")[2] for word in words]


def until(reached):
    deadline = time.monotonic() + PATIENCE
    while not (found := reached()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)
    return found


def is_gone(process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def users_of(office) -> int:
    """How many processes have the lock on the embedded database open."""
    lock = str(Place.within(office.var_dir).root / "users.lock")
    return sum(
        any(file.path == lock for file in process.open_files()) for process in office.processes()
    )


def test_the_worker_comes_again_when_killed_and_ends_with_the_office(office):
    office.open()
    first = until(lambda: worker_of(office))
    until(lambda: users_of(office) >= 2)
    first.kill()
    second = until(lambda: worker_of(office) if is_gone(first) else None)
    assert (second.pid != first.pid, office.get("/login/")[0]) == (True, 200)

    office.process.send_signal(signal.SIGINT)
    assert office.process.wait(PATIENCE) == 0
    assert is_gone(second)
    assert office.database is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_worker_ends_when_the_office_is_stopped_or_its_terminal_closed(office, number):
    office.open()
    worker = until(lambda: worker_of(office))

    office.process.send_signal(number)

    office.process.wait(PATIENCE)
    assert is_gone(worker)
    assert office.database is None


def test_the_worker_of_a_killed_office_gives_the_database_back(office):
    office.open()
    worker = until(lambda: worker_of(office))
    until(lambda: users_of(office) >= 2)
    database = office.database

    office.process.kill()

    until(lambda: is_gone(worker))
    until(lambda: is_gone(database))
    assert office.database is None
