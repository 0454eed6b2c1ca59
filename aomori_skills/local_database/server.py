"""Making, starting and stopping the embedded server; the caller holds the lease's door."""

import os
import shutil
import signal
import subprocess
import time

import psutil
import psycopg2

from aomori_skills.local_database import programs
from aomori_skills.local_database.place import DATABASE, PORT, Place
from aomori_skills.local_database.programs import DatabaseProblem

PATIENCE = 60  # seconds; the recovery after a power cut is slower than a usual start of one second
ALWAYS = ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
# A test database is made anew whenever it breaks: it may lose data in a power cut, and is faster.
NOT_DURABLE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def ensure(place: Place, *, durable: bool) -> None:
    """Return when the server answers and has our database."""
    _make_folders(place)
    if not place.data.exists():
        _make_data(place)
    launched = None
    deadline = time.monotonic() + PATIENCE
    while not _answers(place):
        if time.monotonic() > deadline or (launched and launched.poll() is not None):
            raise DatabaseProblem(
                f"データベースを起動できません。記録 {place.log} を確認してください。"
            )
        if launched is None and _process(place) is None:
            launched = _launch(place, durable=durable)
        time.sleep(0.05)
    if launched:
        launched.returncode = 0  # it may outlive this process, and Python need not wait for it
    _make_database(place)


def stop(place: Place) -> None:
    """Stop the server, if it runs, after its transactions under way have been broken off."""
    if process := _process(place):
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _make_folders(place: Place) -> None:
    who = programs.account(place)
    for folder in (place.root, place.socket):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, who.pw_uid, who.pw_gid)
        elif folder.stat().st_uid != who.pw_uid:
            raise DatabaseProblem(f"フォルダー {folder} は別の利用者のものです。")
        folder.chmod(0o700)


def _make_data(place: Place) -> None:
    programs.make_reachable(place)
    shutil.rmtree(place.unfinished, ignore_errors=True)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
    made = programs.begin(
        ["initdb", "-D", place.unfinished, *options], place=place, output=subprocess.PIPE
    )
    said, _ = made.communicate()
    if made.returncode != 0:
        raise DatabaseProblem(f"データベースを作成できません（{said.strip()[-200:]}）。")
    place.unfinished.rename(place.data)


def _answers(place: Place, database: str = "postgres"):
    try:
        _connect(place, database).close()
    except psycopg2.OperationalError as error:
        return "too many" in str(error) or "reserved" in str(error)
    return True


def _connect(place: Place, database: str):
    return psycopg2.connect(
        host=str(place.socket), port=PORT, user="postgres", dbname=database, connect_timeout=10
    )


def _process(place: Place) -> psutil.Process | None:
    """The server's process; a pid file left by a killed one may name a stranger by now."""
    try:
        pid = int((place.data / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(pid)
        return process if str(place.data) in process.cmdline() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def _clear_away(place: Place) -> None:
    """Remove what a killed server left: it names a process that is gone, or a stranger's by now."""
    traces = [place.data / "postmaster.pid", *place.socket.glob(".s.PGSQL.*")]
    if not any(trace.exists() for trace in traces):
        return
    deadline = time.monotonic() + PATIENCE
    while _survivors(place) and time.monotonic() < deadline:
        time.sleep(0.1)  # they notice within moments that their parent is gone
    for trace in traces:
        trace.unlink(missing_ok=True)


def _survivors(place: Place) -> bool:
    """Whether children of a killed server still work in the data folder."""
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == str(place.data):
            return True
    return False


def _launch(place: Place, *, durable: bool) -> subprocess.Popen:
    programs.make_reachable(place)
    _clear_away(place)
    options = ["-p", str(PORT), "-k", place.socket, *ALWAYS, *([] if durable else NOT_DURABLE)]
    with place.log.open("ab") as log:
        return programs.begin(["postgres", "-D", place.data, *options], place=place, output=log)


def _make_database(place: Place) -> None:
    connection = _connect(place, "postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select from pg_database where datname = %s", [DATABASE])
        if not cursor.rowcount:
            cursor.execute(f'create database "{DATABASE}"')
    connection.close()
