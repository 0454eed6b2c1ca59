"""Secrets of one machine stay the same and stay secret."""

import stat

import pytest

from aomori_skills import kept_secrets


@pytest.fixture(autouse=True)
def no_password_given(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


@pytest.mark.parametrize("name", ["secret_key", "demo_password"])
def test_a_secret_is_made_once_for_its_owner_only(tmp_path, name):
    make = getattr(kept_secrets, name)
    first = make(tmp_path)
    assert make(tmp_path) == first
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_machines_differ(tmp_path):
    assert kept_secrets.secret_key(tmp_path / "a") != kept_secrets.secret_key(tmp_path / "b")


def test_a_given_demo_password_is_kept_for_the_next_start(tmp_path, monkeypatch):
    kept_secrets.demo_password(tmp_path)
    monkeypatch.setenv("DEMO_PASSWORD", "ことし の 合言葉")
    assert kept_secrets.demo_password(tmp_path) == "ことし の 合言葉"
    monkeypatch.delenv("DEMO_PASSWORD")
    assert kept_secrets.demo_password(tmp_path) == "ことし の 合言葉"
