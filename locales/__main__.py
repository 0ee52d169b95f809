"""`python -m locales`: bring the catalogues up to date with the texts in the code, and name what is untranslated."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from locales.extract import messages
from locales.languages import LANGUAGES
from locales.words import FOLDER

#: Catalogues carry no date of their own: a rewrite without news changes nothing.
UNDATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def update(code: str, root: Path) -> list[str]:
    """Rewrite one catalogue: new texts are added empty, texts no longer used are dropped; returns what is empty."""
    path = FOLDER / code / "LC_MESSAGES" / "qujian.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    old = Catalog(locale=code)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=code)
    new = Catalog(
        locale=code, project="Qujian", version="1", header_comment=f"# Interface texts of Qujian: {code}"
    )
    for message in sorted(messages(root), key=str):
        known = old.get(message)
        new.add(message, known.string if known else "")
    new.creation_date = new.revision_date = UNDATED
    with path.open("wb") as file:
        write_po(file, new, width=110, sort_output=True, omit_header=False)
    return [
        str(m.id) for m in new if m.id and not any(m.string if isinstance(m.string, tuple) else (m.string,))
    ]


def main() -> int:
    """Update the catalogue of every language but English, whose texts stand in the code."""
    empty = [(code, text) for code in LANGUAGES if code != "en" for text in update(code, FOLDER.parent)]
    for code, text in empty:
        print(f"{code}: no translation: {text}")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
