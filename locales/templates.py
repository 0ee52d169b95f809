"""Jinja2 templates in the words of one language: whatever is put into them is escaped, unless it is HTML already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from locales.words import Words


def environment(folder: Path, words: Words, **known: Any) -> Environment:
    """Return what the templates of a folder share: `words`, `gettext`, `ngettext`, and what is `known` besides."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals.update(words=words, gettext=words.gettext, ngettext=words.ngettext, **known)
    return env
