"""Every run builds its databases in a folder of its own and has the same date; no test touches data/build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Neither how quick the machine is nor chance decides a verdict: a change is judged by the same examples everywhere.
settings.register_profile(
    "ours", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ours")

#: The day of all tests: what is shown as new must not depend on when they run.
TODAY = "2026-11-22"


#: Folders whose tests take longest: begun first, so that at the end nobody waits for one long file.
FIRST = ("browser", "workspace", "pages", "reports", "jobs", "report_files", "pictures", "queries", "data")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; `--no-loadscope-reorder` keeps it so among several workers."""
    items.sort(
        key=lambda item: FIRST.index(item.path.parent.name) if item.path.parent.name in FIRST else len(FIRST)
    )


def pytest_collection_finish() -> None:
    """Streamlit collects garbage after every run of a page; thousands of collected tests never become any."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where this run (of this worker) builds its databases."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "BOUNDARIES", "MAP_APPROVAL", "TIMEZONE", "DATABASE", "VERSIONS", "SECRET"):
            patch.delenv(f"QUJIAN_{name}", raising=False)
        patch.setenv("QUJIAN_STORE", str(folder))
        patch.setenv("QUJIAN_TODAY", TODAY)
        yield folder
