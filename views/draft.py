"""What a report is before it is written: a title, a language and items, kept in a link or in a small JSON file.

An item is a view to show (`views.spec`) with the writer's title and comment, and holds no figures, so that next year's
report is the same draft over newer data. Drafts come from outside: they are read strictly, and what is broken is
refused in both languages.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, cast, get_args

from data.identifiers import is_identifier
from views.draft_values import (
    LONGEST_TITLE,
    MOST_SHARED,
    SHARED,
    attachments,
    day,
    filled,
    no_constant,
    once,
    only,
    shared_values,
    text_of,
)
from views.spec import KINDS, Kind, SpecError, ViewSpec, read, view_spec

Language = Literal["zh", "en", "both"]
LANGUAGE_OF: Mapping[str, Language] = {"zh": "zh", "en": "en"}
DRAFT_LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Longest texts and lists; a draft beyond them is refused, never cut. Every metric fits into the items.
LONGEST_COMMENT, MOST_ITEMS = 10_000, 400
#: Values from this length on that several items share are written once.
SHARED_FROM = 400
#: The longest file that is read, and the longest link that is made: beyond it browsers and proxies give up.
LONGEST_FILE, LONGEST_LINK = 1_500_000, 7_000
#: The longest packed draft: base64 writes three bytes as four.
LONGEST_PACKED = LONGEST_FILE * 4 // 3 + 1_000
#: The key by which a file is known as a draft, and the version of its form.
FORM_KEY, FORM = "qujian_draft", 1
_NAMES = {
    FORM_KEY,
    "template",
    "title",
    "language",
    "signature",
    "date",
    "attachments",
    "shared",
    "items",
    "origin",
}


@dataclass(frozen=True)
class Item:
    """One view of a report, with the writer's own title and comment where there are any."""

    spec: ViewSpec
    title: str = ""
    comment: str = ""


class Origin(NamedTuple):
    """Which draft that an office keeps this one was opened from, and in which revision."""

    draft_id: int
    revision: int


@dataclass(frozen=True)
class Draft:
    """A report before it is written."""

    #: The writer's title; '' for the title of the template.
    title: str = ""
    language: Language = "zh"
    items: tuple[Item, ...] = ()
    #: The template it was begun from; it names the report where the writer gave no title.
    template: str = ""
    #: Who signs the report (落款), of which day it is (ISO form, '' for none), and the names of what is attached.
    signature: str = ""
    dated: str = ""
    attachments: tuple[str, ...] = ()
    #: Where it was opened from, if an office keeps it. Links and browsers carry it along with the draft; it is no part
    #: of what is kept as a file or made into one.
    origin: Origin | None = None

    def as_json(self) -> str:
        """The file a writer keeps: short, readable, the same for the same draft."""
        return json.dumps(_plain(self), ensure_ascii=False, indent=2) + "\n"

    @property
    def fits_file(self) -> bool:
        """Whether `from_json` would read the file again."""
        return len(self.as_json().encode()) <= LONGEST_FILE

    def as_link(self) -> str:
        """The value of the parameter `draft`; SpecError where it would be too long for a link."""
        text = self.packed()
        if len(text) > LONGEST_LINK:
            raise SpecError(
                "草稿过长，链接放不下。请另存为文件。", "The draft is too long for a link. Keep it as a file."
            )
        return text

    def packed(self) -> str:
        """Return the form of links, whatever its length: what the reader's browser keeps."""
        content = _plain(self) | ({"origin": self.origin} if self.origin else {})
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")

    def with_item(self, place: int, changed: Item) -> Draft:
        """Return the draft with one item exchanged; places count from 0."""
        return replace(self, items=(*self.items[:place], changed, *self.items[place + 1 :]))

    def moved(self, place: int, by: int) -> Draft:
        """Return the draft with one item moved up or down, at most to an end."""
        rest = [*self.items[:place], *self.items[place + 1 :]]
        rest.insert(min(max(place + by, 0), len(rest)), self.items[place])
        return replace(self, items=tuple(rest))

    def without(self, place: int) -> Draft:
        """Return the draft without one item."""
        return replace(self, items=self.items[:place] + self.items[place + 1 :])


def from_json(text: str | bytes) -> Draft:
    """Read the file form; SpecError says what is wrong with it."""
    if len(text) > LONGEST_FILE:
        raise SpecError("草稿文件过大。", "The draft file is too large.")
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        content = json.loads(decoded, object_pairs_hook=once, parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, SpecError):
            raise
        raise SpecError(
            "这不是区鉴的报告草稿：不是有效的JSON文本。", "This is no draft of Qujian: not valid JSON."
        ) from None
    return _draft(content)


def from_link(value: str, longest: int = LONGEST_LINK) -> Draft:
    """Read the link form; SpecError says what is wrong with it."""
    broken = SpecError("链接中的草稿不完整或已损坏。", "The draft in the link is incomplete or damaged.")
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


def item(
    kind: Kind, /, title: str = "", comment: str = "", **parameters: str | Iterable[str] | int | None
) -> Item:
    """Return an item from values of our own, as `view_spec` takes them."""
    return _texts(view_spec(kind, **parameters), {"title": title, "comment": comment})


def _plain(draft: Draft) -> dict[str, Any]:
    """The draft as JSON knows it, without what is empty; long values that items share stand once, under `shared`."""
    uses = Counter(v for i in draft.items for _, v in i.spec.values if len(v) >= SHARED_FROM)
    often = [value for value, n in uses.items() if n > 1][:MOST_SHARED]
    names = {value: f"{SHARED}{n}" for n, value in enumerate(often, start=1)}
    items = [_plain_item(i, names) for i in draft.items]
    return {
        FORM_KEY: FORM,
        **({"template": draft.template} if draft.template else {}),
        "title": draft.title,
        "language": draft.language,
        **({"signature": draft.signature} if draft.signature else {}),
        **({"date": draft.dated} if draft.dated else {}),
        **({"attachments": list(draft.attachments)} if draft.attachments else {}),
        **({"shared": {name: value for value, name in names.items()}} if names else {}),
        "items": items,
    }


def _plain_item(i: Item, names: Mapping[str, str]) -> dict[str, Any]:
    """An item as JSON knows it; values that have a name under `shared` go by it."""
    return {
        "kind": i.spec.kind,
        **({"parameters": {k: names.get(v, v) for k, v in i.spec.values}} if i.spec.values else {}),
        **({"title": i.title} if i.title else {}),
        **({"comment": i.comment} if i.comment else {}),
    }


def _draft(content: Any) -> Draft:
    if not isinstance(content, dict) or FORM_KEY not in content:
        raise SpecError("这不是区鉴的报告草稿。", "This is no draft of Qujian.")
    if content[FORM_KEY] != FORM or isinstance(content[FORM_KEY], bool):
        raise SpecError("草稿的格式版本不符。", "The draft is of another version.")
    only(content, _NAMES)
    language = content.get("language", "zh")
    if language not in DRAFT_LANGUAGES:
        raise SpecError("language 只能是 zh、en 或 both。", "language must be zh, en or both.")
    items = content.get("items", [])
    if not isinstance(items, list):
        raise SpecError("items 应为列表。", "items must be a list.")
    if len(items) > MOST_ITEMS:
        raise SpecError(
            f"草稿共{len(items)}项，最多{MOST_ITEMS}项。",
            f"The draft has {len(items)} items; at most {MOST_ITEMS} are possible.",
        )
    shared = shared_values(content.get("shared", {}))
    template = text_of(content, "template", 80)
    if template and not is_identifier(template):
        raise SpecError("template 的写法不对。", "template is malformed.")
    return Draft(
        title=text_of(content, "title", LONGEST_TITLE),
        language=cast("Language", language),
        items=tuple(_item(filled(i, shared), n) for n, i in enumerate(items, start=1)),
        template=template,
        signature=text_of(content, "signature", LONGEST_TITLE),
        dated=day(text_of(content, "date", 10)),
        attachments=attachments(content.get("attachments", [])),
        origin=_origin(content.get("origin")),
    )


def _origin(content: Any) -> Origin | None:
    """Where a draft says it was opened from; whether that is there is for those to see who may."""
    if content is None:
        return None
    if not (
        isinstance(content, list) and len(content) == 2 and all(type(n) is int and n > 0 for n in content)
    ):
        raise SpecError("origin 的写法不对。", "origin is malformed.")
    return Origin(*content)


def _item(content: Any, number: int) -> Item:
    if not isinstance(content, dict):
        raise SpecError(f"第{number}项写法不对。", f"Item {number} is malformed.")
    only(content, {"kind", "parameters", "title", "comment"})
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise SpecError(
            f"第{number}项的 kind 只能是 {'、'.join(KINDS)}。",
            f"kind of item {number} must be one of {', '.join(KINDS)}.",
        )
    parameters = content.get("parameters", {})
    if not isinstance(parameters, dict):
        raise SpecError(
            f"第{number}项的 parameters 写法不对。", f"parameters of item {number} are malformed."
        )
    return _texts(read(kind, parameters, number), content)


def _texts(spec: ViewSpec, content: Mapping[str, Any]) -> Item:
    title = text_of(content, "title", LONGEST_TITLE)
    return Item(spec, title, text_of(content, "comment", LONGEST_COMMENT, lines=True))


def with_reliability(draft: Draft, kinds: Iterable[str]) -> Draft:
    """The draft with these kinds of sources let into every item that chooses among them; none named: all."""
    reliability = ",".join(kinds)
    items = (
        replace(i, spec=i.spec.with_values(reliability=reliability))
        if "reliability" in KINDS[i.spec.kind].parameters
        else i
        for i in draft.items
    )
    return replace(draft, items=tuple(items))
