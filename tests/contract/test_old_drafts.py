"""Draft files and links with drafts that people have kept hold the same items as before."""

from __future__ import annotations

import json
from typing import Any

import pytest

from queries.store import Store
from reports.report import unknown
from tests.contract.collection import HERE, draft_of, drafts, kept
from views.draft import from_json, from_link
from views.spec import KINDS

DRAFTS = kept("drafts")


def _without_link(read: Any) -> dict[str, Any]:
    return {name: value for name, value in draft_of(read).items() if name != "link"}


def test_every_file_is_kept_and_every_kind_is_in_one() -> None:
    assert list(DRAFTS) == [path.name for path in drafts()]
    kinds = {item["kind"] for draft in DRAFTS.values() for item in draft["items"]}
    assert kinds == KINDS.keys()


@pytest.mark.parametrize("name", DRAFTS)
def test_a_file_and_its_link_hold_the_same_items_as_before(frozen: Store, name: str) -> None:
    then = {key: value for key, value in DRAFTS[name].items() if key != "link"}
    read = from_json((HERE / "drafts" / name).read_bytes())
    assert _without_link(read) == then
    assert _without_link(from_link(DRAFTS[name]["link"])) == then
    assert unknown(frozen, read) == []
    assert from_json(read.as_json()) == read == from_link(read.as_link())


def test_values_written_once_for_several_items_are_read() -> None:
    districts = ",".join(f"district-{n}" for n in range(60))
    items = [{"kind": kind, "parameters": {"districts": districts}} for kind in ("ready", "practices")]
    whole = {"qujian_draft": 1, "items": items}
    once = [{"kind": i["kind"], "parameters": {"districts": "@1"}} for i in items]
    shared = {"qujian_draft": 1, "shared": {"@1": districts}, "items": once}
    assert from_json(json.dumps(shared)) == from_json(json.dumps(whole))
