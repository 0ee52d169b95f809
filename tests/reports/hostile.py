"""Texts that writers of reports paste, by accident or not."""

from __future__ import annotations

TITLES = {
    "html": "<script>alert(1)</script><b>x</b>",
    "xml": "]]></a:t></a:r><w:p/>&amp;&#0;<?xml?>",
    "typst": '#import "x"; $ a^2 $ *b* _c_ @d <e> \\u{1F600}',
    "formula": '=HYPERLINK("http://x","y")',
    "turned": "甲\u202e乙\u2066丙\u200f丁",
    "control": "甲\x00\x01\x08\x0b\x1f\x7f\x9f乙\ufffe\uffff",
    "lone": "甲\ud800乙",
    "emoji": "😀👩‍👩‍👧‍👦🇨🇳",
    "long word": "W" * 200,
    "chinese": "龘" * 200,
    "fields": "{values}{0}%s%(x)s",
}
COMMENTS = TITLES | {
    "10,000 letters": "x" * 10_000,
    "10,000 signs": "法" * 10_000,
    "10,000 lines": "\n" * 9_999 + "x",
    "paragraphs": "第一段。\n\n第二段。\r\nThird.",
}
#: Names that spreadsheets take for formulas, links or addresses of cells.
NAMES = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "Go!A1",
    "=Go!$A$1",
    "http://x.example/",
    "internal:Go!A1",
    "{=1+1}",
    "<b>&amp;'\"</b>",
)
