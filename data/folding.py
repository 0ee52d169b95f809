"""Texts made alike, so that what is typed finds what is written."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def _simplifier() -> OpenCC:
    from opencc import OpenCC  # every start comes by here, and mostly looks for nothing

    return OpenCC("t2s")


def plain(text: str) -> str:
    """Return lower-case text in half-width, simplified characters; signs and blanks stay."""
    bare = unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()
    return str(_simplifier().convert(bare)).casefold()


def folded(text: str) -> str:
    """Return lower-case words apart by single blanks.

    Full-width and compatibility characters become plain (NFKC), traditional Chinese simplified, ü is written v as on
    keyboards, tones and accents are dropped, and punctuation, symbols and quotes are blanks.
    """
    simple = unicodedata.normalize("NFD", plain(text))
    bare = "".join(c for c in simple.replace("u\u0308", "v") if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())
