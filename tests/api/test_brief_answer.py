"""The brief as an answer of the API: rows, and the page itself as a file."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.api.conftest import Get


def test_rows_hold_what_is_said_and_its_source(get: Get) -> None:
    answer = get("/brief?district=hedong&reliability=official,press").json()
    assert {row["group"] for row in answer["data"]} >= {"可比位次", "变化情况", "有期限的目标任务"}
    assert answer["meta"]["sentence_en"].startswith("Hedong compares with others")
    assert answer["meta"]["documents"]
    assert get("/brief").json()["error"]["parameter"] == "district"
    assert get("/brief?district=atlantis").status_code == 404


@pytest.mark.parametrize(
    ("form", "begins", "kind"),
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("docx", b"PK", "wordprocessingml"),
        ("pptx", b"PK", "presentationml"),
        ("html", b"<!", "text/html"),
    ],
)
def test_the_page_comes_as_a_file(get: Get, form: str, begins: bytes, kind: str) -> None:
    answer = get(f"/brief?district=hexi&format={form}&lang=en")
    assert answer.status_code == 200 and kind in answer.headers["content-type"]
    assert answer.content.lstrip()[: len(begins)].lower() == begins.lower()
    assert f'filename="qujian-brief-hexi-en.{form}"' in answer.headers["content-disposition"]
    if form == "pdf":
        assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_other_answers_give_no_such_files(get: Get) -> None:
    answer = get("/gaps?district=hexi&format=docx")
    assert (answer.status_code, answer.json()["error"]["parameter"]) == (422, "format")
