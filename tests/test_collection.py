"""Garbage is collected on a timer of our own, and no longer by Streamlit after every rerun."""

from __future__ import annotations

import gc
import tomllib
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from streamlit import config

import app
from tests.waiting import awaited, eventually_async

ROOT = Path(__file__).resolve().parent.parent


class Circle:
    """What only a collection frees: it holds itself, as a session of Streamlit does."""

    def __init__(self) -> None:
        self.itself = self


def _is_collected(reference: weakref.ref[Circle]) -> bool:
    return reference() is None


@pytest.fixture
def _by_hand() -> Iterator[None]:
    """No collection but those that are asked for."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_by_hand")
def test_what_has_ended_is_freed_while_the_server_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "warm", lambda: None)
    monkeypatch.setattr(app, "COLLECT_EVERY", 0.01)

    async def served() -> None:
        async with app.lifespan(app.app):
            for _ in range(2):
                ended = weakref.ref(Circle())
                assert ended() is not None
                await eventually_async(partial(_is_collected, ended))

    awaited(served())


def test_streamlit_leaves_it_to_the_timer() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    known = config.get_config_options()
    named = {f"{section}.{key}" for section, keys in settings.items() for key in keys if section != "theme"}
    assert named and named <= set(known), (
        "Streamlit knows the setting no more: see script_runner.py and app.py"
    )
