"""What a report is before it is written: a title, a language and items, kept in a link or in a small JSON file.

An item names what to show by the same words as the links of the pages (`metric`, `year`, `districts` …) and holds no
figures, so that next year's report is the same draft over newer data. Drafts come from outside: they are read
strictly, and what is broken is refused in both languages.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from data.identifiers import IDENTIFIER_PATTERN, is_identifier

Kind = Literal[
    "compare",
    "map",
    "years",
    "scatter",
    "trend",
    "metrics",
    "heat",
    "ready",
    "figures",
    "practices",
    "gaps",
    "tasks",
    "targets",
    "missing",
    "text",
]
Language = Literal["zh", "en", "both"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DRAFT_LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Longest texts and lists; a draft beyond them is refused, never cut. The ids of some thousand districts fit into a
#: value, and every metric into the items.
LONGEST_TITLE, LONGEST_COMMENT, LONGEST_VALUE, MOST_ITEMS = 200, 10_000, 130_000, 400
#: Values from this length on that several items share are written once.
SHARED_FROM = 400
#: The mark of a shared value, and how many there may be: no value of any parameter begins with it.
SHARED, MOST_SHARED = "@", 100
#: The longest file that is read, and the longest link that is made: beyond it browsers and proxies give up.
LONGEST_FILE, LONGEST_LINK = 1_500_000, 7_000
#: The longest packed draft: base64 writes three bytes as four.
LONGEST_PACKED = LONGEST_FILE * 4 // 3 + 1_000
#: The mark by which a file is known as a draft, and the version of its form.
MARK, FORM = "qujian_draft", 1

_YEAR = re.compile(r"[12][0-9]{3}")
#: parameter → whether it may be several ids joined by commas, and what each looks like
_SHAPES: Mapping[str, tuple[bool, re.Pattern[str]]] = {
    "metric": (True, IDENTIFIER_PATTERN),
    "metric2": (False, IDENTIFIER_PATTERN),
    "districts": (True, IDENTIFIER_PATTERN),
    "district": (False, IDENTIFIER_PATTERN),
    "dimension": (True, IDENTIFIER_PATTERN),
    "unit": (True, IDENTIFIER_PATTERN),
    "state": (True, IDENTIFIER_PATTERN),
    "year": (False, _YEAR),
    "from": (False, _YEAR),
    "to": (False, _YEAR),
    "base": (False, _YEAR),
    "view": (False, re.compile("published|per_10k|per_km2|share|index|change|growth")),
    "reliability": (True, re.compile("official|press|secondary")),
    "estimates": (False, re.compile("yes|no")),
    "group": (False, re.compile("shown|all")),
}
#: What each kind of item understands.
PARAMETERS: Mapping[Kind, tuple[str, ...]] = {
    "compare": ("metric", "year", "districts", "view", "reliability", "estimates", "group", "district"),
    "map": ("metric", "year", "districts", "view", "reliability", "estimates", "district"),
    "years": ("metric", "from", "year", "districts", "reliability", "estimates", "district"),
    "scatter": ("metric", "metric2", "year", "districts", "reliability", "estimates"),
    "trend": ("metric", "districts", "from", "to", "view", "base", "reliability", "estimates", "district"),
    "metrics": ("dimension", "districts", "reliability", "estimates", "from"),
    "heat": ("dimension", "districts", "reliability", "estimates", "from"),
    "ready": ("districts", "reliability", "estimates", "from"),
    "figures": ("district", "dimension", "from", "to", "reliability"),
    "practices": ("districts", "dimension", "district"),
    "gaps": ("district", "districts"),
    "tasks": ("districts", "unit", "dimension", "state"),
    "targets": ("districts", "metric"),
    "missing": ("metric", "dimension", "districts", "district"),
    "text": (),
}
_ONE_METRIC: tuple[Kind, ...] = ("compare", "map", "years", "scatter", "trend")
_SOME_DIMENSIONS: tuple[Kind, ...] = ("tasks", "missing")
_ONE_DISTRICT: tuple[Kind, ...] = ("figures", "gaps")


class DraftError(ValueError):
    """A draft that cannot be read, and why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = {"zh": zh, "en": en}


@dataclass(frozen=True)
class Item:
    """One thing to show, with the writer's own title and comment where there are any."""

    kind: Kind
    #: The words of the links: ids and codes, never labels.
    parameters: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    comment: str = ""

    def get(self, name: str) -> str:
        """One parameter; '' where it is not given."""
        return self.parameters.get(name, "")

    def many(self, name: str) -> tuple[str, ...]:
        """The ids of a parameter that may hold several."""
        return tuple(dict.fromkeys(v for v in self.get(name).split(",") if v))

    def year(self, name: str) -> int | None:
        """A year, or None."""
        return int(self.get(name)) if self.get(name) else None


@dataclass(frozen=True)
class Draft:
    """A report before it is written."""

    #: The writer's title; '' for the title of the template.
    title: str = ""
    language: Language = "zh"
    items: tuple[Item, ...] = ()
    #: The template it was begun from; it names the report where the writer gave no title.
    template: str = ""

    def as_json(self) -> str:
        """The file a writer keeps: short, readable, the same for the same draft."""
        return json.dumps(_plain(self), ensure_ascii=False, indent=2) + "\n"

    @property
    def fits_file(self) -> bool:
        """Whether `from_json` would read the file again."""
        return len(self.as_json().encode()) <= LONGEST_FILE

    def as_link(self) -> str:
        """The value of the parameter `draft`; DraftError where it would be too long for a link."""
        text = self.packed()
        if len(text) > LONGEST_LINK:
            raise DraftError(
                "草稿过长，链接放不下。请另存为文件。", "The draft is too long for a link. Keep it as a file."
            )
        return text

    def packed(self) -> str:
        """The form of links, whatever its length: what the reader's browser keeps."""
        plain = json.dumps(_plain(self), ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def from_json(text: str | bytes) -> Draft:
    """Read the file form; DraftError says what is wrong with it."""
    if len(text) > LONGEST_FILE:
        raise DraftError("草稿文件过大。", "The draft file is too large.")
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        found = json.loads(decoded, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, DraftError):
            raise
        raise DraftError(
            "这不是区鉴的报告草稿：不是有效的JSON文本。", "This is no draft of Qujian: not valid JSON."
        ) from None
    return _draft(found)


def from_link(value: str, longest: int = LONGEST_LINK) -> Draft:
    """Read the link form; DraftError says what is wrong with it."""
    broken = DraftError("链接中的草稿不完整或已损坏。", "The draft in the link is incomplete or damaged.")
    if len(value) > longest or not re.fullmatch(r"[A-Za-z0-9_-]+", value):
        raise broken
    try:
        packed = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        opener = zlib.decompressobj()
        plain = opener.decompress(packed, LONGEST_FILE)
        if opener.unconsumed_tail or not opener.eof:
            raise broken
        text = plain.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise broken from None
    return from_json(text)


#: Marks that turn the direction of text round or are not seen at all; a joiner within an emoji stays.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def neutral(text: str, *, lines: bool = False) -> str:
    """A text without control characters, marks of direction and what no XML may hold; line ends only with `lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _INVISIBLE.sub("", text.replace("\t", " "))
    kept = "".join(
        c
        for c in text
        if c == "\n" or not (unicodedata.category(c) in ("Cc", "Cs") or ord(c) & 0xFFFE == 0xFFFE)
    )
    if lines:
        return re.sub(r"\n{3,}", "\n\n", kept).strip()
    return re.sub(r"\s+", " ", kept).strip()


def item(
    kind: Kind, /, title: str = "", comment: str = "", **parameters: str | Iterable[str] | int | None
) -> Item:
    """An item from values of our own: lists are joined, empty ones left out; `from_`: a Python word ends in `_`."""
    kept: dict[str, str] = {}
    for name, value in parameters.items():
        text = "" if value is None else str(value) if isinstance(value, (str, int)) else ",".join(value)
        if text:
            kept[name.rstrip("_")] = text
    return _item({"kind": kind, "title": title, "comment": comment, "parameters": kept}, 1)


def _plain(draft: Draft) -> dict[str, Any]:
    """The draft as JSON knows it, without what is empty; long values that items share stand once, under `shared`."""
    uses = Counter(v for i in draft.items for v in i.parameters.values() if len(v) >= SHARED_FROM)
    often = [value for value, n in uses.items() if n > 1][:MOST_SHARED]
    names = {value: f"{SHARED}{n}" for n, value in enumerate(often, start=1)}
    items = [_plain_item(i, names) for i in draft.items]
    return {
        MARK: FORM,
        **({"template": draft.template} if draft.template else {}),
        "title": draft.title,
        "language": draft.language,
        **({"shared": {name: value for value, name in names.items()}} if names else {}),
        "items": items,
    }


def _plain_item(i: Item, names: Mapping[str, str]) -> dict[str, Any]:
    """An item as JSON knows it; values that have a name under `shared` go by it."""
    return {
        "kind": i.kind,
        **({"parameters": {k: names.get(v, v) for k, v in i.parameters.items()}} if i.parameters else {}),
        **({"title": i.title} if i.title else {}),
        **({"comment": i.comment} if i.comment else {}),
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DraftError("草稿中同一名称出现了两次。", "A name stands twice in the draft.")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _draft(found: Any) -> Draft:
    if not isinstance(found, dict) or MARK not in found:
        raise DraftError("这不是区鉴的报告草稿。", "This is no draft of Qujian.")
    if found[MARK] != FORM or isinstance(found[MARK], bool):
        raise DraftError("草稿的格式版本不符。", "The draft is of another version.")
    _only(found, {MARK, "template", "title", "language", "shared", "items"})
    language = found.get("language", "zh")
    if language not in DRAFT_LANGUAGES:
        raise DraftError("language 只能是 zh、en 或 both。", "language must be zh, en or both.")
    items = found.get("items", [])
    if not isinstance(items, list):
        raise DraftError("items 应为列表。", "items must be a list.")
    if len(items) > MOST_ITEMS:
        raise DraftError(
            f"草稿共{len(items)}项，最多{MOST_ITEMS}项。",
            f"The draft has {len(items)} items; at most {MOST_ITEMS} are possible.",
        )
    shared = _shared(found.get("shared", {}))
    template = _text(found, "template", 80)
    if template and not is_identifier(template):
        raise DraftError("template 的写法不对。", "template is malformed.")
    return Draft(
        title=_text(found, "title", LONGEST_TITLE),
        language=cast("Language", language),
        items=tuple(_item(_filled(i, shared), n) for n, i in enumerate(items, start=1)),
        template=template,
    )


def _shared(found: Any) -> dict[str, str]:
    """The values that several items share, by the names items call them."""
    good = isinstance(found, dict) and len(found) <= MOST_SHARED
    if not good or not all(
        name.startswith(SHARED) and isinstance(value, str) and not value.startswith(SHARED)
        for name, value in found.items()
    ):
        raise DraftError("shared 的写法不对。", "shared is malformed.")
    return dict(found)


def _filled(found: Any, shared: Mapping[str, str]) -> Any:
    """An item with the shared values in the places of their names; an unknown name is refused as any bad value is."""
    given = found.get("parameters") if isinstance(found, dict) else None
    if not isinstance(given, dict):
        return found
    return found | {
        "parameters": {k: shared.get(v, v) if isinstance(v, str) else v for k, v in given.items()}
    }


def _only(found: Mapping[str, Any], known: Iterable[str]) -> None:
    strange = sorted(set(found) - set(known))
    if strange:
        name = neutral(strange[0])[:40]
        raise DraftError(f"草稿中有不认识的名称：{name}。", f"The draft holds an unknown name: {name}.")


def _text(found: Mapping[str, Any], name: str, longest: int, *, lines: bool = False) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise DraftError(f"{name} 应为文字。", f"{name} must be a text.")
    if len(value) > longest:
        raise DraftError(
            f"{name} 有{len(value)}个字符，最多{longest}个。",
            f"{name} has {len(value)} characters; at most {longest} are possible.",
        )
    return neutral(value, lines=lines)


def _item(found: Any, number: int) -> Item:
    if not isinstance(found, dict):
        raise DraftError(f"第{number}项写法不对。", f"Item {number} is malformed.")
    _only(found, {"kind", "parameters", "title", "comment"})
    kind = found.get("kind")
    if kind not in KINDS:
        raise DraftError(
            f"第{number}项的 kind 只能是 {'、'.join(KINDS)}。",
            f"kind of item {number} must be one of {', '.join(KINDS)}.",
        )
    parameters = found.get("parameters", {})
    if not isinstance(parameters, dict):
        raise DraftError(
            f"第{number}项的 parameters 写法不对。", f"parameters of item {number} are malformed."
        )
    _only(parameters, PARAMETERS[kind])
    for name, value in parameters.items():
        _check(kind, name, value, number)
    if kind in _ONE_METRIC and not parameters.get("metric"):
        raise DraftError(f"第{number}项没有指标（metric）。", f"Item {number} has no metric.")
    if kind == "scatter" and not parameters.get("metric2"):
        raise DraftError(
            f"第{number}项没有第二个指标（metric2）。", f"Item {number} has no second metric (metric2)."
        )
    if kind in _ONE_DISTRICT and not parameters.get("district"):
        raise DraftError(f"第{number}项没有区（district）。", f"Item {number} has no district.")
    return Item(
        kind,
        {name: parameters[name] for name in PARAMETERS[kind] if parameters.get(name)},
        _text(found, "title", LONGEST_TITLE),
        _text(found, "comment", LONGEST_COMMENT, lines=True),
    )


def with_reliability(draft: Draft, kinds: Iterable[str]) -> Draft:
    """The draft with these kinds of sources let into every item that chooses among them; none named: all."""
    wanted = {"reliability": ",".join(kinds)}
    items = (
        _item({**_plain_item(i, {}), "parameters": {**i.parameters, **wanted}}, n)
        if "reliability" in PARAMETERS[i.kind]
        else i
        for n, i in enumerate(draft.items, start=1)
    )
    return replace(draft, items=tuple(items))


@lru_cache(maxsize=64)
def _has_shape(value: str, shape: re.Pattern[str], several: bool) -> bool:
    """Whether a value looks as it must; the same long list comes with one item after another."""
    return not value or all(shape.fullmatch(part) for part in (value.split(",") if several else [value]))


def fits(kind: Kind, name: str, value: str) -> bool:
    """Whether an item of a kind understands a parameter with this value."""
    try:
        _check(kind, name, value, 1)
    except DraftError:
        return False
    return name in PARAMETERS[kind] and bool(value)


def _check(kind: Kind, name: str, value: Any, number: int) -> None:
    several, shape = _SHAPES.get(name, (False, IDENTIFIER_PATTERN))
    several = several and not (name == "metric" and kind in _ONE_METRIC)
    several = several and not (name == "dimension" and kind not in _SOME_DIMENSIONS)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE or not _has_shape(value, shape, several):
        raise DraftError(
            f"第{number}项的 {name} 写法不对：{neutral(str(value)[:40])}。",
            f"{name} of item {number} is malformed: {neutral(str(value)[:40])}.",
        )
