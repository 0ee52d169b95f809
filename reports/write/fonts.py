"""The Chinese fonts that documents set as text: found where systems keep them, never fetched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

#: Families that set Chinese, the wanted ones first: sans for charts and tables, serif for running text.
SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "STSong",
    "Songti SC",
)
FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
)
#: A start of the name of font files worth reading: all other fonts of the machine are left alone.
_NAMES = ("NotoSansCJK-", "NotoSerifCJK-", "NotoSansCJKsc", "NotoSerifCJKsc")


class FontsMissing(Exception):
    """No Chinese font is installed, so Chinese text cannot be set."""


class Faces:
    """What typst may set with."""

    def __init__(self) -> None:
        folders = [f for f in FOLDERS if any(p.name.startswith(_NAMES) for p in _files(Path(f)))]
        # A folder of its own reads in a third of the time of all fonts of the system.
        self.fonts = typst.Fonts(include_system_fonts=not folders, font_paths=folders)
        present = set(self.fonts.families())
        self.sans = tuple(f for f in SANS if f in present)
        self.serif = tuple(f for f in SERIF if f in present) or self.sans


@lru_cache(maxsize=1)
def _known() -> Faces:
    return Faces()


def faces() -> Faces:
    """The fonts of this machine, read once; FontsMissing where none sets Chinese."""
    found = _known()
    if not found.sans:
        _known.cache_clear()
        raise FontsMissing
    return found


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
