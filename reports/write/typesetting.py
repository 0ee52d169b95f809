"""typst as a function: a template, the files it reads, values that are text and nothing else; a PDF comes back."""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from reports.write.fonts import faces
from reports.write.packing import moment

#: What reports are: to be kept (PDF/A-2a) and to be read by all, aloud too (PDF/UA-1).
KEPT_AND_READ: tuple[Any, ...] = ("a-2a", "ua-1")
#: One after the other: typesetting takes all it can get of a machine that pages wait for too.
_turn = threading.Lock()


def typeset(
    template: str,
    files: Mapping[str, bytes],
    values: Mapping[str, str],
    released_on: str = "",
    standards: Sequence[Any] = (),
) -> bytes:
    """A PDF of a template. Whatever came from readers is in `files` or `values`, where typst takes it as data.

    The date inside is the data version's, so the same data give the same file. `standards` are those
    of PDF that the file must keep to. Raises FontsMissing.
    """
    found = faces()
    stamp = moment(released_on).replace(tzinfo=dt.UTC)
    with _turn, tempfile.TemporaryDirectory(prefix="qujian-typst-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        packages = str(Path(folder, "packages"))  # none: a template cannot fetch any
        compiler = typst.Compiler(
            root=folder, font_paths=found.fonts, package_path=packages, package_cache_path=packages
        )
        made: Any = compiler.compile(
            template.encode(),
            format="pdf",
            sys_inputs=dict(values),
            timestamp=stamp,
            root=folder,
            pdf_standards=list(standards),
        )
    return bytes(made)
