"""The facts over which the collection was written: they stay as they are, whatever is added to `data/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.build import build
from queries.store import Store, open_store
from tests.contract.collection import FACTS


@pytest.fixture(scope="module", autouse=True)
def frozen(tmp_path_factory: pytest.TempPathFactory, store_folder: Path) -> Iterator[Store]:
    """Everything here answers from these facts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_DATA", str(FACTS))
        patch.setenv("QUJIAN_STORE", str(tmp_path_factory.mktemp("frozen")))
        yield open_store(build())
