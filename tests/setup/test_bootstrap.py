"""script/bootstrap, in a folder of its own with stand-ins for Debian's programs and for Python."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class Machine:
    """A copy of the project's set-up on a machine that tells what it has and what was done."""

    def __init__(self, folder: Path):
        self.project = folder / "project"
        self.programs = folder / "bin"
        self.record = folder / "record"
        self.record.touch()
        (self.project / "script").mkdir(parents=True)
        self.programs.mkdir()
        for name in ("script/bootstrap", "requirements.txt"):
            shutil.copy(PROJECT / name, self.project / name)
        self.make_program(self.programs / "apt-get", f'echo "apt-get $*" >> {self.record}')
        self.has(*LIBRARIES)
        self.is_user(1000)

    def make_program(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def has(self, *libraries: str) -> None:
        lines = "\n".join(f"{name} (libc6,x86-64) => /usr/lib/{name}" for name in libraries)
        self.make_program(self.programs / "ldconfig", f"cat <<'END'\n{lines}\nEND")

    def is_user(self, number: int) -> None:
        self.make_program(self.programs / "id", f"echo {number}")

    def has_environment(self) -> None:
        python = self.project / ".venv" / "bin" / "python"
        self.make_program(python, f'[ "$1" = -c ] || echo "python $*" >> {self.record}')
        (self.project / ".venv" / "folder").write_text(f"{self.project}\n")

    def bootstrap(self) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.project / "script" / "bootstrap"],
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": f"{self.programs}:/usr/bin:/bin"},
        )

    @property
    def done(self) -> list[str]:
        return self.record.read_text().splitlines()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_a_normal_user_is_told_the_one_line_to_run(machine):
    machine.has("libpango-1.0.so.0")
    machine.has_environment()
    result = machine.bootstrap()
    assert result.returncode == 1
    assert result.stderr == (
        "足りないパッケージがあります。次の 1 行を実行してから、もう一度お試しください。\n"
        "  sudo apt-get update && sudo apt-get install -y --no-install-recommends"
        " libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )
    assert machine.done == []


def test_root_gets_what_is_missing(machine):
    machine.is_user(0)
    machine.has()
    machine.has_environment()
    assert machine.bootstrap().returncode == 0
    assert machine.done == [
        "apt-get update -qq",
        f"apt-get install -y -qq --no-install-recommends {' '.join(LIBRARIES.values())}",
        "python -m pip install -qq --disable-pip-version-check --no-input -r requirements.txt",
    ]


def test_root_hears_when_debian_refuses(machine):
    machine.is_user(0)
    machine.has("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
    machine.make_program(machine.programs / "apt-get", "echo no network; exit 100")
    result = machine.bootstrap()
    assert result.returncode == 1
    assert result.stderr == (
        "no network\nDebian のパッケージを入れられませんでした: libharfbuzz-subset0\n"
    )


def test_packages_are_installed_once_and_again_when_the_list_changes(machine):
    machine.has_environment()
    install = "python -m pip install -qq --disable-pip-version-check --no-input -r requirements.txt"
    for _ in range(2):
        assert machine.bootstrap().returncode == 0
    assert machine.done == [install]
    with (machine.project / "requirements.txt").open("a") as requirements:
        requirements.write("another==1.0\n")
    assert machine.bootstrap().returncode == 0
    assert machine.done == [install, install]


def test_an_interrupted_installation_is_taken_up_again(machine):
    machine.has_environment()
    python = machine.project / ".venv" / "bin" / "python"
    works = python.read_text()
    machine.make_program(python, '[ "$1" = -c ]')
    failed = machine.bootstrap()
    assert failed.returncode == 1
    assert failed.stderr == (
        "Python の部品を入れられませんでした。"
        "ネットワークの接続を確認して、もう一度お試しください。\n"
    )
    python.write_text(works)
    assert machine.bootstrap().returncode == 0
    assert len(machine.done) == 1


def test_the_environment_of_another_folder_is_left_alone(machine, tmp_path):
    theirs = tmp_path / "theirs"
    (theirs / "bin").mkdir(parents=True)
    (theirs / "folder").write_text("/elsewhere\n")
    (machine.project / ".venv").symlink_to(theirs)
    stand_in = tmp_path / "python"
    machine.make_program(stand_in, f'echo "python $*" >> {machine.record}')
    makes = f'[ "$1" = -c ] || {{ mkdir -p .venv/bin; cp {stand_in} .venv/bin/python; }}'
    machine.make_program(machine.programs / "python3.11", makes)

    assert machine.bootstrap().returncode == 0

    assert [path.name for path in sorted(theirs.iterdir())] == ["bin", "folder"]
    assert not (machine.project / ".venv").is_symlink()
    assert (machine.project / ".venv" / "folder").read_text() == f"{machine.project}\n"
