"""Which characters the bytes of a text or a web page stand for. Nothing is guessed from statistics.

A byte order mark decides, then what the page declares, then strict UTF-8, then strict GB18030. Where none fits, a page
that declares what it is may have a few broken characters.
"""

from __future__ import annotations

import codecs
import re

from intake.document import IntakeError
from intake.reading import refusals

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)
#: Declared names that mean a subset of GB18030; pages say gb2312 and hold characters beyond it.
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz", "gb18030"}
_READ = {"utf-8", "gb18030", "big5", "iso8859-1", "cp1252"}
#: Declared by pages that nobody told otherwise: believed only where neither UTF-8 nor GB18030 fits.
_DEFAULTS = {"iso8859-1", "cp1252", "ascii"}
_DECLARATION_WITHIN = 4096
#: What stands for a character that is broken, and how many a page may have.
BROKEN = "\ufffd"
_MOST_BROKEN = 20


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of bytes and the name of their encoding.

    Raises IntakeError where they are in none that is read.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content, (name,))
    declared = _declared(content)
    first = (declared,) if declared and declared not in _DEFAULTS else ()
    last = (declared,) if declared in _DEFAULTS else ()
    try:
        return _decoded(content, (*first, "utf-8", "gb18030", *last))
    except IntakeError:
        text = content.decode(declared, "replace") if declared else ""
        if not text or text.count(BROKEN) > _MOST_BROKEN:
            raise
        return text, declared or ""


def _decoded(content: bytes, names: tuple[str, ...]) -> tuple[str, str]:
    for name in names:
        try:
            return content.decode(name), name.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise refusals.unknown_encoding()


def _declared(content: bytes) -> str | None:
    """Return what a page declares, under Python's name of it; None for nothing and for what is not read."""
    match = _DECLARED.search(content[:_DECLARATION_WITHIN])
    if not match:
        return None
    name = match[1].decode("ascii").lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return known if known in _READ or known in _DEFAULTS else None
