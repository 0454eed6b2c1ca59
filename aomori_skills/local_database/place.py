"""Where the embedded PostgreSQL keeps its things; known before the server runs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

DATABASE = "aomori_skills"
PORT = 5432
LONGEST_SOCKET_PATH = 107  # bytes, a limit of the Linux kernel


@dataclass(frozen=True)
class Place:
    """The folder ``postgres`` of a ``var`` folder."""

    root: Path

    @classmethod
    def within(cls, var_dir: Path) -> "Place":
        return cls((Path(var_dir) / "postgres").resolve())

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def unfinished(self) -> Path:
        """A data folder in the making, renamed to ``data`` when it is whole."""
        return self.root / "data.unfinished"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def socket(self) -> Path:
        """Folder of the Unix socket: beside the data, or a short path where that is too long."""
        beside = self.root / "socket"
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return beside
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path("/tmp") / f"aomori-skills-{name}"
