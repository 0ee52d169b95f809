"""What does an identifier look like? One pattern for CSV files, drafts, links and the API."""

from __future__ import annotations

import re

#: ASCII without commas, blanks, dots and slashes, so that ids stand unquoted in addresses, lists and file names.
IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
LONGEST_IDENTIFIER = 80
IDENTIFIER_PATTERN = re.compile(IDENTIFIER)


def is_identifier(text: str) -> bool:
    """Whether a row may be called so."""
    return IDENTIFIER_PATTERN.fullmatch(text) is not None
