"""A page that breaks inside apologises in one line; header and other pages go on, and the fault is in the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import words
from tests.pages.reader import FAILURE, Seen
from tests.waiting import SLOWEST


@pytest.fixture
def broken(copy_of_pages: Path) -> Path:
    page = copy_of_pages / "compare.py"
    text = page.read_text("utf-8")
    assert text.rstrip().endswith("page()")
    page.write_text(text + '\nraise RuntimeError("secret <detail>")\n', "utf-8")
    return copy_of_pages / "frame.py"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_and_the_header(broken: Path, lang: str, caplog: pytest.LogCaptureFixture) -> None:
    at = AppTest.from_file(str(broken), default_timeout=SLOWEST)
    at.switch_page("compare.py")
    at.query_params["lang"] = lang
    seen = Seen(at.run(), lang)
    assert not seen.at.exception
    assert words(lang).gettext(FAILURE) in seen.named
    assert seen.find("qj-header")
    assert "secret" not in seen.text + "".join(seen.bodies)
    assert "secret" in caplog.text, "whoever runs the dashboard can find out what happened"
    at.switch_page("trends.py")
    seen = Seen(at.run(), lang)
    assert words(lang).gettext(FAILURE) not in seen.text
    assert seen.charts


def test_a_page_that_stops_or_reruns_is_no_failure(copy_of_pages: Path) -> None:
    page = copy_of_pages / "compare.py"
    page.write_text("import streamlit as st\nst.html('<p>before</p>')\nst.stop()\n", "utf-8")
    at = AppTest.from_file(str(copy_of_pages / "frame.py"), default_timeout=SLOWEST)
    at.switch_page("compare.py")
    seen = Seen(at.run(), "zh")
    assert "before" in seen.text
    assert words("zh").gettext(FAILURE) not in seen.text
