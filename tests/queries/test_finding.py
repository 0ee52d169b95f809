"""Searching over everything: by Chinese, English, pinyin and initials, and by what nobody would type."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from pypinyin import Style, pinyin

from queries.finding import LONGEST, Hit, find
from queries.store import Store
from tests.queries import oracle

ALL = 100_000
#: kind → file, column of the id, stem of the name, other columns that are searched
KINDS = {
    "district": ("districts", "district_id", "name", ()),
    "metric": ("metrics", "metric_id", "name", ("definition_zh", "definition_en")),
    "practice": ("practices", "practice_id", "name", ("question_zh", "question_en")),
    "system": ("systems", "system_id", "name", ("summary_zh", "summary_en")),
    "honour": ("systems", "system_id", "name", ("summary_zh", "summary_en")),
    "task": ("tasks", "task_id", "title", ("chapter_zh", "chapter_en")),
    "unit": ("units", "unit_id", "name", ()),
    "document": ("documents", "document_id", "title", ("publisher_zh", "publisher_en")),
}


#: Words of the questions below that name a district: they need not stand in what belongs to it.
NAMED = {"通州": "tongzhou", "hedong": "hedong"}


def _rows(kind: str) -> list[oracle.Row]:
    rows = oracle.table(KINDS[kind][0])
    if kind in ("system", "honour"):
        return [r for r in rows if (r["kind"] == "honour") == (kind == "honour")]
    return rows


def _names(kind: str, row: oracle.Row) -> tuple[str, str]:
    stem = KINDS[kind][2]
    return row[f"{stem}_zh"], row[f"{stem}_en"]


def _plain(text: str) -> str:
    """Words apart by single blanks, as what is searched is to be compared."""
    spread = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def _ids(hits: list[Hit], kind: str) -> list[str]:
    return [h.hit_id for h in hits if h.kind == kind]


EVERYTHING = [(kind, row[KINDS[kind][1]], *_names(kind, row)) for kind in KINDS for row in _rows(kind)]


@pytest.mark.parametrize(
    ("question", "kind", "hit_id"),
    [
        # Chinese
        ("跨省通办", "practice", "cross_province_services"),
        ("司法局", "unit", "justice_bureau"),
        ("行政复议 工作", "task", "hedong-task-25"),
        ("通州区", "district", "tongzhou"),
        ("实施纲要", "document", "hedong-outline-2022"),
        ("枫桥式工作法", "honour", ""),
        # English, whichever case
        ("cross-province", "practice", "cross_province_services"),
        ("JUSTICE bureau", "unit", "justice_bureau"),
        ("reconsideration strengthening", "task", "hedong-task-25"),
        ("Court-appearance", "metric", "court_appearance_rate"),
        # pinyin in full, where a sign has several readings too
        ("kuashengtongban", "practice", "cross_province_services"),
        ("sifaju", "unit", "justice_bureau"),
        ("xingzhengfuyi", "task", "hedong-task-25"),
        ("TONGZHOU", "district", "tongzhou"),
        ("weicheng", "district", "weicheng"),
        ("jianchayuan", "unit", "district_procuratorate"),
        # initials
        ("kstb", "practice", "cross_province_services"),
        ("qsfj", "unit", "justice_bureau"),
        ("xzfy", "task", "hedong-task-25"),
        ("bhxq", "district", "binhai"),
        # mixed
        ("区 sifaju", "unit", "justice_bureau"),
        ("跨省 tongban", "practice", "cross_province_services"),
        ("xzfy 工作 strengthening", "task", "hedong-task-25"),
        ("cross-province kstb 跨省", "practice", "cross_province_services"),
        ("  sfj   justice ", "unit", "justice_bureau"),
    ],
)
def test_what_people_type(store: Store, question: str, kind: str, hit_id: str) -> None:
    found = _ids(find(store, question, ALL), kind)
    assert hit_id in found or (found and not hit_id)


def test_signs_with_several_readings_are_read_as_in_their_word(store: Store) -> None:
    assert find(store, "xingzhengfuyi")
    assert find(store, "hangzhengfuyi") == []


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_found_by_each_of_its_names(store: Store, kind: str) -> None:
    rows = _rows(kind)
    for row in rows[:: 1 + len(rows) // 60]:
        hit_id = row[KINDS[kind][1]]
        chinese, english = _names(kind, row)
        full = "".join(s[0] for s in pinyin(chinese, style=Style.NORMAL, errors="ignore"))
        first = "".join(s[0] for s in pinyin(chinese, style=Style.FIRST_LETTER, errors="ignore"))
        for question in (chinese, english, full, first):
            hits = find(store, question, ALL)
            hit = next((h for h in hits if (h.kind, h.hit_id) == (kind, hit_id)), None)
            assert hit is not None, (question, hit_id)
            assert (hit.name_zh, hit.name_en) == (chinese, english)
            own = row.get("district_id") or None
            assert hit.district_id == own


@pytest.mark.parametrize(
    "question",
    ["复议", "reconsideration", "court", "法治 建设", "通州 2023", "national award", "hedong-outline"],
)
def test_what_holds_every_word_and_nothing_else(store: Store, question: str) -> None:
    expected = set()
    for kind, (_, key, _, more) in KINDS.items():
        for row in _rows(kind):
            text = _plain(" ".join([*_names(kind, row), *(row[m] for m in more), row[key]]))
            terms = _plain(question).split()
            lacking = [word for word in terms if word not in text]
            of_district = [kind == "metric" or row.get("district_id") == NAMED.get(w) for w in lacking]
            if len(lacking) < len(terms) and NAMED.keys() >= set(lacking) and all(of_district):
                expected.add((kind, row[key]))
    found = find(store, question, ALL)
    assert {(h.kind, h.hit_id) for h in found} == expected
    assert len(found) == len(expected)


def test_names_stand_before_other_text_and_kinds_together(store: Store) -> None:
    for question in ("复议", "reconsideration", "平台", "xzfy"):
        hits = find(store, question, ALL)
        in_name = [_in_name(h, question) for h in hits]
        assert in_name == sorted(in_name, reverse=True)
        for part in (True, False):
            kinds = [
                list(KINDS).index(h.kind) for h, named in zip(hits, in_name, strict=True) if named == part
            ]
            assert all(a <= b for a, b in pairwise(kinds))
    assert not all(_in_name(h, "复议") for h in find(store, "复议", ALL))


def _in_name(hit: Hit, word: str) -> bool:
    initials = "".join(s[0] for s in pinyin(hit.name_zh, style=Style.FIRST_LETTER, errors="ignore"))
    full = "".join(s[0] for s in pinyin(hit.name_zh, style=Style.NORMAL, errors="ignore"))
    return any(word in text.lower() for text in (hit.name_zh, hit.name_en, initials, full))


def test_the_limit_keeps_the_best(store: Store) -> None:
    whole = find(store, "e", ALL)
    assert len(whole) > 300
    assert find(store, "e") == whole
    for n in (0, 1, 59, len(whole) + 1):
        assert find(store, "e", n) == whole[:n]


@pytest.mark.parametrize("question", ["", " ", "\t\n", "\u3000", " " * 1000, "％", "“”", "?!"])
def test_nothing_asked_is_nothing_found(store: Store, question: str) -> None:
    assert find(store, question) == []


HOSTILE = [
    "' OR '1'='1", "'; DROP TABLE systems; --", "\" OR \"\"=\"", "UNION SELECT * FROM meta", "%", "_", "%%%", "\\",
    ".*", "[a-z]+", "(", ")", "(?P<x>", "*", "+", "?", "^区", "区$", "a{1000}", "|", "$1", "{0.__class__}", "%s%n",
    "<script>alert(1)</script>", "\x00", "\ud800", "\u202e", "🏛️", "İstanbul ß ﬁ", "../../etc/passwd", "ＧＤＰ",
]  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_signs_mean_only_themselves(store: Store, question: str) -> None:
    words = _plain(question.encode("utf-8", "replace").decode()).split()
    for hit in find(store, question, ALL):
        kind, key, more = hit.kind, KINDS[hit.kind][1], KINDS[hit.kind][3]
        row = next(r for r in _rows(kind) if r[key] == hit.hit_id)
        text = _plain(" ".join([*_names(kind, row), *(row[m] for m in more), row[key]]))
        text += "".join(
            s[0] for s in pinyin(row[f"{KINDS[kind][2]}_zh"], style=Style.NORMAL, errors="ignore")
        )
        text += "".join(
            s[0] for s in pinyin(row[f"{KINDS[kind][2]}_zh"], style=Style.FIRST_LETTER, errors="ignore")
        )
        assert all(word in text for word in words), "found by something that is not there"
    assert find(store, "司法局"), "and everything is still there"


def test_what_nobody_types_is_cut(store: Store) -> None:
    huge = "司法局 " * 2_500_000
    begun = time.process_time()
    assert find(store, huge) == find(store, "司法局")
    assert find(store, "x" * 10_000_000) == []
    assert time.process_time() - begun < 2
    assert find(store, "司法局".ljust(LONGEST) + "nowhere") == find(store, "司法局"), (
        "cut after so many signs"
    )
    assert find(store, "司法局".ljust(LONGEST - 1) + "ƒƒ") == [], "but not before"


def test_everything_can_be_found(store: Store) -> None:
    files = {file for file, *_ in KINDS.values()}
    assert len(EVERYTHING) == sum(len(oracle.table(file)) for file in files) > 0
    found = {(h.kind, h.hit_id) for word in "aeio" for h in find(store, word, ALL)}
    assert found == {(kind, hit_id) for kind, hit_id, _, _ in EVERYTHING}
