"""`python -m tests.sweeping [--processes N] [--every N] [--only pages,api,pictures]`: ask for every address once.

A page fails if it raises or says that it has failed, the API and its pictures if they answer 5xx, or 422 for what was
put together wrongly. Prints how many addresses were asked for and each that failed; exit 1 if any did.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from data.build import build
from queries.store import open_store
from tests.sweeping.addresses import Address, api, pages, pictures
from tests.sweeping.visits import ask, begin, visit

KINDS = {"pages": (pages, visit), "api": (api, ask), "pictures": (pictures, ask)}
#: The day of all tests.
TODAY = "2026-11-22"
#: Addresses that a process takes at once.
CHUNK = 25


def main() -> int:
    """Walk all addresses in several processes and say what failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.sweeping", description=__doc__)
    parser.add_argument("--processes", type=int, default=max(2, min(4, os.cpu_count() or 2)))
    parser.add_argument("--every", type=int, default=1, help="ask only for every N-th address")
    parser.add_argument("--only", default=",".join(KINDS), help="some of " + ", ".join(KINDS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qujian-sweep-") as folder:
        os.environ |= {
            "QUJIAN_STORE": folder,
            "QUJIAN_TODAY": os.environ.get("QUJIAN_TODAY") or TODAY,
        }
        store = open_store(build())
        failures: list[str] = []
        for kind in options.only.split(","):
            enumerate_addresses, _ = KINDS[kind]
            failures += _walk(kind, enumerate_addresses(store)[:: options.every], options.processes)
    causes = Counter(line.split("  ", 1)[-1] for line in failures)
    for cause, n in causes.most_common():
        print(f"{n:6} × {cause}")
    return 1 if failures else 0


def _walk(kind: str, addresses: Sequence[Address], processes: int) -> list[str]:
    """The addresses that failed, each with its cause."""
    begun = time.monotonic()
    # Pictures are drawn by one browser; several would only get in each other's way.
    workers = 1 if kind == "pictures" else processes
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=begin) as pool:
        results = list(pool.map(KINDS[kind][1], addresses, chunksize=CHUNK))
    failures = [f"{address}  {fault}" for address, fault in zip(addresses, results, strict=True) if fault]
    seconds = time.monotonic() - begun
    print(f"{kind}: {len(addresses)} addresses in {seconds:.0f} s, {len(failures)} failed", flush=True)
    for line in failures:
        print(f"  {line}", flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(main())
