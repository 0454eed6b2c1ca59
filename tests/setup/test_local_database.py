"""The embedded PostgreSQL: its place, and the leases that start and stop it."""

import subprocess
import sys
from pathlib import Path

import environ
import psutil
import psycopg2
import pytest

from aomori_skills import local_database
from aomori_skills.local_database.place import LONGEST_SOCKET_PATH, Place
from aomori_skills.local_database.server import _process

PROJECT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from aomori_skills import local_database
with local_database.running(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that uses the database until it is told to leave."""

    def __init__(self, var_dir: Path):
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(var_dir)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def leave(self) -> int:
        self.process.stdin.close()
        return self.process.wait(30)


@pytest.fixture
def var_dir(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path
    if server := _process(Place.within(tmp_path)):
        server.kill()
        server.wait(10)


def query(var_dir: Path, sql: str) -> list:
    connection = psycopg2.connect(
        host=str(Place.within(var_dir).socket), user="postgres", dbname=local_database.DATABASE
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def test_the_last_one_to_leave_stops_the_server(var_dir):
    first, second = Holder(var_dir), Holder(var_dir)
    server = _process(Place.within(var_dir))
    assert first.leave() == 0
    assert query(var_dir, "select 1") == [(1,)]
    assert second.leave() == 0
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
    assert _process(Place.within(var_dir)) is None


@pytest.mark.parametrize("also_the_server", [True, False])
def test_nothing_is_lost_when_everything_is_killed(var_dir, also_the_server):
    holder = Holder(var_dir)
    query(var_dir, "create table kept as select 7 as number")
    server = _process(Place.within(var_dir))
    holder.process.kill()
    holder.process.wait()
    if also_the_server:
        server.kill()
    again = Holder(var_dir)
    assert query(var_dir, "select number from kept") == [(7,)]
    assert (_process(Place.within(var_dir)).pid == server.pid) == (not also_the_server)
    assert again.leave() == 0
    assert _process(Place.within(var_dir)) is None


def test_a_terminated_command_stops_its_server(var_dir):
    holder = Holder(var_dir)
    holder.process.terminate()
    assert holder.process.wait(30) == 128 + 15
    assert _process(Place.within(var_dir)) is None


def test_a_pid_file_that_names_a_stranger_does_not_hinder_the_start(var_dir):
    assert Holder(var_dir).leave() == 0
    stranger = Place.within(var_dir).data / "postmaster.pid"
    stranger.write_text(f"1\n{stranger.parent}\n")
    holder = Holder(var_dir)
    assert query(var_dir, "select 1") == [(1,)]
    assert holder.leave() == 0


def test_a_broken_data_folder_is_one_sentence_and_is_left_alone(var_dir):
    place = Place.within(var_dir)
    place.data.mkdir(parents=True)
    (place.data / "PG_VERSION").write_text("18\n")
    with pytest.raises(local_database.DatabaseProblem) as problem:
        local_database.start(var_dir)
    assert str(problem.value) == (
        f"データベースを起動できません。記録 {place.log} を確認してください。"
    )
    assert [path.name for path in place.data.iterdir()] == ["PG_VERSION"]


def test_no_server_is_started_when_another_one_is_given(var_dir, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office@db.example.jp/aomori")
    assert local_database.start(var_dir) is None
    assert local_database.url(var_dir) == "postgres://office@db.example.jp/aomori"
    assert list(var_dir.iterdir()) == []


@pytest.mark.usefixtures("var_dir")
def test_any_folder_name_survives_the_address():
    folder = Path("/srv/業務 A+B & 50%")
    config = environ.Env.db_url_config(local_database.url(folder))
    assert (config["HOST"], config["NAME"]) == (str(folder / "postgres/socket"), "aomori_skills")


def test_a_folder_too_long_for_a_socket_gets_a_short_one():
    near = Place.within(Path("/srv/業務"))
    deep = Path("/srv") / ("あ" * 60)
    far = Place.within(deep)
    assert near.socket == near.root / "socket"
    assert len(str(far.socket / ".s.PGSQL.5432").encode()) <= LONGEST_SOCKET_PATH
    assert far.socket.parent == Path("/tmp")
    assert far.socket == Place.within(deep / ".." / deep.name).socket
    assert far.socket != Place.within(deep / "var").socket
