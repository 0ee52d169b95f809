"""What we lean on in Streamlit beyond its documentation is there in the installed version, and named in one module.

After an upgrade of Streamlit, what fails here names what has to be mended in `pages/shared/streamlit_internals.py`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.server import MEDIA_ENDPOINT, UPLOAD_FILE_ENDPOINT
from streamlit.web.server.starlette import starlette_routes, starlette_websocket

from pages.shared import streamlit_internals as internals

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = {"streamlit_internals.py", "streamlit_internals.js"}
#: What only Streamlit calls so: test ids, its addresses, what it looks for in a page.
FOREIGN = re.compile(
    r"data-testid|\btestid\b|\bst[A-Z]\w+|_stcore|__streamlit|data-test-|data-stale|react-aria|deck-events"
    r"|from streamlit import |from streamlit\.(?!delta_generator)|import streamlit\.|streamlit\.__file__"
)


@cache
def program() -> str:
    scripts = sorted((internals.STATIC / "static" / "js").glob("*.js"))
    assert scripts, "Streamlit's program is no longer in static/static/js"
    return "\n".join(path.read_text("utf-8") for path in scripts)


@pytest.mark.parametrize("test_id", internals.TEST_IDS.values())
def test_an_element_is_still_called_so(test_id: str) -> None:
    kind, _, _ = test_id.partition("-")  # the kind of a button is put together with its variant
    wanted = [f"{q}{test_id}{q}" for q in "`\"'"] + [f"`{kind}-$"] * ("-" in test_id)
    assert any(w in program() for w in wanted), f"Streamlit has no data-testid {test_id} any more"


@pytest.mark.parametrize("name", internals.IN_PROGRAM)
def test_its_program_still_contains(name: str) -> None:
    assert name in program(), f"Streamlit's program no longer contains {name}"


@pytest.mark.parametrize("part", ["NOSCRIPT", "FONT", "AGENTS", "LANGUAGE", "TITLE", "END_OF_HEAD"])
def test_its_page_still_has_what_is_replaced(part: str) -> None:
    page = internals.INDEX.read_text("utf-8")
    assert len(getattr(internals, part).findall(page)) == 1, f"index.html of Streamlit: {part} is another now"


def test_the_page_is_in_our_words_and_language() -> None:
    page = internals.index_page("zh-CN", "题", r"<p>文\1</p>", "<style>ours</style>")
    assert '<html lang="zh-CN">' in page
    assert "<title>题</title>" in page
    assert r"<noscript><p>文\1</p></noscript>" in page
    assert "<style>ours</style></head>" in page
    assert "service-desc" not in page
    assert 'rel="preload"' not in page


def test_its_addresses_are_still_these() -> None:
    core = starlette_routes.BASE_ROUTE_CORE
    assert f"/{starlette_websocket._ROUTE_WEBSOCKET_STREAM}" == internals.STREAM
    assert f"{UPLOAD_FILE_ENDPOINT}/" == internals.UPLOADS
    assert core in internals.FIRST_PARTS.split("|")
    for needed in (internals.STREAM, f"{internals.UPLOADS}a/b", f"{MEDIA_ENDPOINT}/x", f"/{core}/health"):
        assert re.fullmatch(internals.NEEDED, needed), f"{needed} is not let through to Streamlit"
    for folder in internals.PROGRAM_FOLDERS:
        assert any((internals.STATIC / folder).iterdir()), f"Streamlit's {folder} is empty"


def test_uploaded_files_are_still_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(Runtime.uploaded_file_mgr, property)
    manager = MemoryUploadedFileManager(UPLOAD_FILE_ENDPOINT)
    running = type("Running", (), {"uploaded_file_mgr": manager})
    monkeypatch.setattr(internals.runtime, "get_instance", running)
    assert internals.uploaded_files("reader") == 0
    for number in range(3):
        manager.add_file("reader", UploadedFileRec(str(number), "draft.json", "application/json", b"{}"))
    assert internals.uploaded_files("reader") == 3
    assert internals.uploaded_files("another") == 0


def test_stop_and_rerun_still_pass_through_what_catches_exceptions() -> None:
    for control in (StopException, RerunException):
        assert not issubclass(control, Exception), f"pages/frame.py would catch {control.__name__}"


def test_every_setting_is_still_known() -> None:
    given = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    names = [
        f"{section}.{name}"
        for section, values in given.items()
        for name in values
        if name not in ("light", "dark")
    ]
    assert "runner.postScriptGC" in names, "app.py collects garbage itself"
    unknown = [name for name in names if name not in config._config_options_template]
    assert unknown == [], "Streamlit knows these settings no more"


def test_every_name_in_styles_and_scripts_is_known_and_used() -> None:
    files = [p for p in (ROOT / "pages" / "shared").iterdir() if p.suffix in (".css", ".js")]
    assert files
    used = {name for p in files for name in internals._NAMED.findall(p.read_text("utf-8"))}
    assert used == set(internals.SELECTORS), "named and not known, or known and not used"


def test_tests_in_the_browser_know_no_test_id() -> None:
    folder = ROOT / "tests" / "browser"
    assert [p.name for p in folder.glob("*.py") if re.search("test_?id", p.read_text("utf-8"))] == []


def test_nothing_else_knows_streamlits_internals() -> None:
    files = [
        path
        for folder in ("pages", "reports", "charts", "views", "queries", "data", "locales")
        for ending in ("py", "js", "css", "html")
        for path in (ROOT / folder).rglob(f"*.{ending}")
        if path.name not in HOME
    ]
    assert len(files) > 100
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in [ROOT / "app.py", *files]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for match in FOREIGN.finditer(line)
    ]
    assert found == []
