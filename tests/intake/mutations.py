"""Many mutations of each format in a process bounded in memory: `python -m tests.intake.mutations 500`."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

from intake.document import IntakeError
from intake.reading import limits, read_file
from tests.intake.made_files import FILES, with_part
from tests.intake.mutating import INNER, mutated


def main(count: int) -> None:
    """Print, for each format, what came of its mutations, the slowest, and the peak of memory so far."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_BYTES, limits.WORKER_BYTES))
    for name, content in FILES.items():
        report(name, [mutated(content, seed) for seed in range(count)])
    for name, part in INNER.items():
        with ZipFile(BytesIO(FILES[name])) as source:
            inner = source.read(part)
        report(
            f"{name}/{part}", [with_part(FILES[name], part, mutated(inner, seed)) for seed in range(count)]
        )


def report(name: str, contents: list[bytes]) -> None:
    """Read each content and print a line; anything but a document or a refusal ends the run."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for content in contents:
        start = time.process_time()
        try:
            read_file(content, name)
            outcomes["read"] += 1
        except IntakeError:
            outcomes["refused"] += 1
        slowest = max(slowest, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {dict(outcomes)}, slowest {slowest:.2f} s, peak {peak} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]))
