"""What `python -m reports` tells on stderr: always in Chinese and in English, with the name of the file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from locales import Words, words
from locales.languages import LANGUAGES
from reports.draw.pictures import MESSAGES, LeftOut
from views.draft import Draft
from views.spec import ViewSpec
from views.wording import some


def say(text: Callable[[Words], str]) -> None:
    """Print what went wrong to stderr in Chinese and in English."""
    for code in LANGUAGES:
        print(text(words(code)), file=sys.stderr)


def stopped(w: Words, what: str) -> str:
    """That nothing more was written, and why."""
    return w.gettext("Failed: {error}", error=what)


def failed(w: Words, report_draft: Draft, found: Sequence[ViewSpec]) -> str:
    """Name the items that failed by their place in the draft and what they ask; the files hold the others."""
    lines = [
        w.gettext(
            "Failed: item {n} of {total}, {item}",
            n=n,
            total=len(report_draft.items),
            item=_in_words(item.spec),
        )
        for n, item in enumerate(report_draft.items, 1)
        if item.spec in found
    ]
    return "\n".join([*lines, w.gettext("The files are written; each says in that place what is lacking.")])


def lacks(w: Words, file: str, parts: Sequence[LeftOut]) -> str:
    """What a file lacks, why, and what helps; a file that could not be written at all has one reason and no names."""
    reasons = " ".join(dict.fromkeys(MESSAGES[p.code][w.code] for p in parts))
    names = [p.name for p in parts if p.name]
    if not names:
        return w.gettext("{file} is not written. {reason}", file=file, reason=reasons)
    return w.ngettext(
        "{file} lacks {n} chart ({names}). {reason}",
        "{file} lacks {n} charts ({names}). {reason}",
        len(names),
        file=file,
        names=some(w, names, 3),
        reason=reasons,
    )


def _in_words(spec: ViewSpec) -> str:
    return " ".join([spec.kind, *(f"{name}={value[:60]}" for name, value in spec.values)])
