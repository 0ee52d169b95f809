"""Files into documents: what a file is, whether it is small enough, and what it says.

Pure: bytes in, a Document out. Files of strangers are read in a process of their own, see `intake.isolated`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from importlib import import_module

from intake.document import Document, Format, IntakeError
from intake.reading import limits, refusals
from intake.reading.formats import format_of, other_ending

#: Told of a page that was read and of how many there are.
Progress = Callable[[int, int], None]

#: Each imports libraries of its own, and a process that reads one file needs those of one format.
_READERS: dict[Format, str] = {
    "html": "intake.reading.html_file",
    "pdf": "intake.reading.pdf_file",
    "docx": "intake.reading.docx_file",
    "xlsx": "intake.reading.xlsx_file",
    "txt": "intake.reading.text_file",
}
_NAMES: dict[Format, tuple[str, str]] = {
    "html": ("网页", "HTML"),
    "pdf": ("PDF ", "PDF"),
    "docx": ("DOCX ", "DOCX"),
    "xlsx": ("XLSX ", "XLSX"),
    "txt": ("文本", "text"),
}


def read_file(content: bytes, name: str, progress: Progress | None = None) -> Document:
    """Return what a file says. Its content decides what it is; its name is only compared with that.

    Raises IntakeError, and MemoryError where memory is limited.
    """
    if len(content) > limits.FILE_BYTES:
        raise refusals.too_large(len(content))
    kind = format_of(content)
    document = _read(kind, content, progress)
    warning = other_ending(name, kind)
    return replace(document, warnings=(*document.warnings, warning)) if warning else document


def read_text(text: str) -> Document:
    """Return what a pasted text says; its hash is that of the text in UTF-8.

    Raises IntakeError where it says nothing or is too long.
    """
    from intake.reading.text_file import document_of

    whole = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" or sign == "\x00" else sign for sign in text)
    document = document_of(whole, sha256(whole.encode()).hexdigest())
    return replace(document, encoding="utf-8")


def _read(kind: Format, content: bytes, progress: Progress | None) -> Document:
    reader = import_module(_READERS[kind])
    digest = sha256(content).hexdigest()
    try:
        found: Document = (
            reader.read(content, digest, progress) if kind == "pdf" else reader.read(content, digest)
        )
        return found
    except (IntakeError, MemoryError):
        raise
    except Exception as error:  # whatever a library makes of a damaged file
        raise refusals.damaged(*_NAMES[kind]) from error
