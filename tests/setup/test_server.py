"""script/server for real: an office of its own is opened, used beside, stopped and killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from aomori_skills.local_database.place import Place
from aomori_skills.local_database.server import _process

PROJECT = Path(__file__).resolve().parents[2]


class Office:
    """An office in a folder of its own, opened and closed as a person does it."""

    def __init__(self, var_dir: Path):
        self.var_dir = var_dir
        self.process = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def environment(self) -> dict:
        ours = ("DATABASE_URL", "DEMO", "PRODUCTION", "STATIC_ROOT", "FILES_ROOT", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {"VAR_DIR": str(self.var_dir)}

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [PROJECT / "script" / "server", "--port", str(self.port), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env=self.environment | environment,
        )

    def open(self, *arguments: str) -> str:
        """What the screen says until the office is open."""
        self.process = subprocess.Popen(
            [PROJECT / "script" / "server", "--port", str(self.port), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=self.environment,
        )
        said = ""
        for line in self.process.stdout:
            said += line
            if line.startswith("http://"):
                return said
        raise AssertionError(f"it did not open: {said}")

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.check_output(command, cwd=PROJECT, text=True, env=self.environment)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    @property
    def database(self) -> psutil.Process | None:
        return _process(Place.within(self.var_dir))

    def processes(self) -> list[psutil.Process]:
        master = psutil.Process(self.process.pid)
        return [master, *master.children(recursive=True)]

    def seconds_worked(self) -> float:
        """Processor time of the start: what a machine with nothing else to do waits at most."""
        return sum(psutil.Process(self.process.pid).cpu_times()[:4])

    def kill(self) -> None:
        everything = self.processes() if self.process and self.process.poll() is None else []
        for process in [*everything, self.database]:
            if process and process.is_running():
                process.kill()
        if self.process:
            self.process.wait(10)


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.kill()


def test_an_empty_office_opens_closes_and_opens_again(office):
    first = office.open()
    password = re.search(r"仮パスワード: (\S+)", first)[1]
    status, page = office.get("/login/")
    assert status == 200
    sheet = re.search(r'href="(/static/css/[^"]+\.[0-9a-f]{12}\.css)"', page)[1]
    assert office.get(sheet)[0] == 200

    # a command beside the running office uses its database and leaves it running
    count = "from aomori_skills.office.models import User; print(User.objects.count())"
    assert office.manage("shell", "--verbosity", "0", "-c", count) == "1\n"
    assert office.get("/login/")[0] == 200

    database = office.database
    office.process.send_signal(signal.SIGINT)
    assert office.process.wait(30) == 0
    assert office.database is None
    assert not database.is_running() or database.status() == psutil.STATUS_ZOMBIE

    second = office.open()
    assert office.seconds_worked() < 5
    assert password not in second
    assert second == (
        f"http://127.0.0.1:{office.port}/ で開いています。止めるには Ctrl-C を押してください。\n"
    )

    office.kill()
    assert office.open() == second
    assert office.manage("shell", "--verbosity", "0", "-c", count) == "1\n"
    office.process.terminate()
    assert office.process.wait(30) == 0
    assert office.database is None


def test_a_taken_port_is_one_sentence(office):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", office.port))
        taken.listen()
        result = office.run()
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"ポート {office.port} は使われています。--port で別の番号を指定してください。\n"
    )


@pytest.mark.parametrize("wrong", ["abc", "0", "70000"])
def test_a_wrong_port_shows_how_to_call_it(office, wrong):
    result = office.run("--port", wrong)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == ("使い方: script/server [--demo] [--port 番号]（番号は 1～65535）\n")


def test_a_database_that_does_not_answer_is_one_sentence(office):
    result = office.run(DATABASE_URL="postgres://office@127.0.0.1:1/aomori")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("データベースを使えません（")
    assert len(result.stderr.splitlines()) == 1


def test_a_broken_database_is_one_sentence(office):
    place = Place.within(office.var_dir)
    place.data.mkdir(parents=True)
    (place.data / "PG_VERSION").write_text("18\n")
    result = office.run()
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == (
        f"データベースを起動できません。記録 {place.log} を確認してください。"
    )
    assert "Traceback" not in result.stderr
