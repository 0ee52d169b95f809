"""How far a build is: a bar at a terminal, where it takes longer than a moment; nothing in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data.violations import terminal_language

_TITLE = {"zh": "读入数据", "en": "Reading facts"}
#: Nothing is shown of what takes less, in seconds.
_MOMENT = 1.0


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """Yield what is to be called with the bytes read so far and those there are."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(
        desc=_TITLE[terminal_language()],
        unit="B",
        unit_scale=True,
        delay=_MOMENT,
        disable=None,  # where nobody sits before it
        leave=False,
        file=sys.stderr,
    ) as shown:

        def progress(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield progress
