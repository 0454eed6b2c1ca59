"""Secrets of one machine: made once, kept in ``var/``, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path


def secret_key(var_dir: Path) -> str:
    """Django's key of a machine that was given none."""
    return _kept(Path(var_dir) / "secret_key", secrets.token_urlsafe(50))


def demo_password(var_dir: Path) -> str:
    """``$DEMO_PASSWORD``, else one that stays the same, so that every start can show it."""
    path = Path(var_dir) / "demo_password"
    given = os.environ.get("DEMO_PASSWORD")
    if given:
        _write(path, given, replace=True)
        return given
    return _kept(path, secrets.token_urlsafe(9))


def _kept(path: Path, new: str) -> str:
    if not path.exists():
        _write(path, new, replace=False)
    return path.read_text().strip()


def _write(path: Path, text: str, *, replace: bool) -> None:
    """Write the file whole or not at all; of two processes the first one's text stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as unfinished:
        unfinished.write(text)
        unfinished.flush()
        if replace:
            path.unlink(missing_ok=True)
        try:
            os.link(unfinished.name, path)
        except FileExistsError:
            return
