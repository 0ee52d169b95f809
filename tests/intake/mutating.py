"""Files with a few bytes changed."""

from __future__ import annotations

import random

#: The part of an Office file that holds its text; changed from outside, an archive mostly does not open.
INNER = {"虚构区.docx": "word/document.xml", "虚构区.xlsx": "xl/worksheets/sheet1.xml"}


def mutated(content: bytes, seed: int) -> bytes:
    """A file with a few of its bytes changed, left out, or put in elsewhere."""
    choose = random.Random(seed)
    changed = bytearray(content)
    for _ in range(choose.choice((1, 2, 8, 40))):
        place = choose.randrange(max(len(changed), 1))
        end = place + choose.randrange(1, 64)
        match choose.randrange(4):
            case 0:
                changed[place : place + 1] = bytes([choose.randrange(256)])
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end] * choose.randrange(1, 9)
            case 3:
                changed[place:end] = bytes(end - place)
    return bytes(changed)
