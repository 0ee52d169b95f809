"""Files come to intake: several at once, broken and hostile ones among them, and one of 200 MB."""

from __future__ import annotations

import base64
import http.client
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from intake.reading.limits import FILE_BYTES
from tests.browser.conftest import Server
from tests.browser.own_server import office_of
from tests.browser.test_editing import EDITOR, PASSWORD, _come
from tests.browser.test_phone import WIDE
from tests.intake import made_files

LARGE = 200 << 20
#: Drops files made of base64 (or of nothing but their size) on the form; says how many bars stand there at once.
_DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, content, size] of files) {
    const bytes = size ? new Uint8Array(size) : Uint8Array.from(atob(content), c => c.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  document.getElementById('add').dispatchEvent(
    new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
  return document.querySelectorAll('#sending progress').length;
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an office with somebody who takes documents in."""
    with office_of(tmp_path_factory.mktemp("office"), {EDITOR: "editor"}, PASSWORD) as server:
        yield server


def _encrypted() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(made_files.pdf(1)))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _drop(page: Page, files: dict[str, bytes | int]) -> int:
    given = [
        [name, "", content] if isinstance(content, int) else [name, base64.b64encode(content).decode(), 0]
        for name, content in files.items()
    ]
    return int(page.evaluate(_DROP, given))


def test_several_files_at_once_some_of_them_broken(chromium: Browser, office: Server) -> None:
    editor = _come(chromium, office, EDITOR)
    page = editor.page
    page.goto("/intake?lang=zh")
    good = made_files.TEXT.encode()
    files: dict[str, bytes | int] = {
        "报告.txt": good,
        "空.pdf": b"",
        "过大.pdf": FILE_BYTES + 1,
        "加密.pdf": _encrypted(),
        "程序改名.pdf": b"MZ" + bytes(2_000),
        "截断.docx": made_files.word()[:-900],
        "网页.html": made_files.web_page(),
    }
    assert _drop(page, files) == len(files)
    faults = page.locator("#sending .qj-fault")
    expect(faults).to_have_text(
        [
            "空.pdf：文件是空的（0 字节），请重新下载或导出后再收录",
            "过大.pdf：一次上传超过 50 MB，未收录。多个文件请逐个上传；单个文件过大的，请拆分，或去掉图片后另存。",
        ]
    )
    expect(page.locator("#sending li")).to_have_count(2)
    expect(page.locator("#documents tbody tr")).to_have_count(5)
    expect(page.locator("#documents progress")).to_have_count(0)  # all are read, or refused
    said = {
        "加密.pdf": ("文件有密码保护，请用密码打开，取消保护后另存一份再收录。", "protected by a password"),
        "程序改名.pdf": ("这是程序文件，不能直接读取", "This is a program"),
        "截断.docx": ("文件已损坏或不完整，请重新下载", "damaged or cut short; download it again"),
    }
    for lang, at in (("zh", 0), ("en", 1)):
        page.goto(f"/intake?lang={lang}")
        for name, texts in said.items():
            row = page.locator("#documents tbody tr", has_text=name)
            expect(row.locator(".qj-fault")).to_contain_text(texts[at])
    for name in ("报告.txt", "网页.html"):  # the others are as good as alone
        expect(page.locator("#documents tbody tr", has_text=name).get_by_role("link").first).to_be_visible()
    _drop(page, {"again.txt": good})
    expect(faults).to_have_text(
        ["again.txt: the same file has been taken in already: open 报告.txt in the list"]
    )
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(WIDE) == []
    assert editor.outside == []
    editor.context.close()


def test_what_a_server_cannot_answer_is_said_in_words(chromium: Browser, office: Server) -> None:
    editor = _come(chromium, office, EDITOR)
    page = editor.page
    page.goto("/intake?lang=zh")
    said = page.locator("#sending .qj-fault")
    page.route("**/intake/add*", lambda route: route.fulfill(status=503), times=1)
    _drop(page, {"某.txt": b"x"})
    expect(said).to_have_text("某.txt：服务器繁忙，未收录，请稍后重新上传。")
    page.route("**/intake/add*", lambda route: route.abort(), times=1)
    _drop(page, {"某.txt": b"x"})
    expect(said).to_have_text("某.txt：文件未完整上传，请重新上传。")
    editor.context.close()


def test_a_file_of_200_megabytes_is_refused(chromium: Browser, office: Server, tmp_path: Path) -> None:
    """Sent by a program, its size known or not; and through the page without its script, which would not send it."""
    editor = _come(chromium, office, EDITOR)
    editor.page.goto("/intake?lang=zh")
    before = editor.page.locator("#documents tbody tr").count()
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in editor.context.cookies())
    for is_known in (True, False):
        assert "一次上传超过 50 MB" in _posted(office.port, cookies, is_known=is_known)
    path = tmp_path / "很大.pdf"
    with path.open("wb") as file:
        file.truncate(LARGE)
    plain = _come(chromium, office, EDITOR, java_script_enabled=False)
    plain.page.goto("/intake?lang=zh")
    plain.page.set_input_files("#file", path)
    plain.page.locator("#add button").click()
    expect(plain.page.get_by_role("alert")).to_contain_text("一次上传超过 50 MB")
    assert plain.page.locator("#documents tbody tr").count() == before
    editor.context.close()
    plain.context.close()


def _posted(port: int, cookies: str, *, is_known: bool) -> str:
    """What the server answers to 200 MB that are sent as they come, with their size known or not."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", "/intake/add?lang=zh")
    sent = {
        "Cookie": cookies,
        "Accept": "application/json",
        "Content-Type": "multipart/form-data; boundary=b",
    }
    size = {"Content-Length": str(len(head) + LARGE)} if is_known else {"Transfer-Encoding": "chunked"}
    for name, value in {**sent, **size}.items():
        connection.putheader(name, value)
    connection.endheaders()
    block = bytes(1 << 20)
    try:
        for part in (head, *[block] * (LARGE >> 20)):
            connection.send(part if is_known else b"%x\r\n%b\r\n" % (len(part), part))
    except OSError:
        pass  # it has heard enough, and says so
    with connection.getresponse() as answer:
        assert answer.status == 413
        return answer.read().decode()
