"""Values in a draft file, read strictly: what is broken is refused in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from views.plain_text import neutral
from views.spec import SpecError

#: Longest title or name, and how many attachments a report names.
LONGEST_TITLE, MOST_ATTACHMENTS = 200, 20
#: The sign of a shared value, and how many there may be: no value of any parameter begins with it.
SHARED, MOST_SHARED = "@", 100


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON in which no name stands twice."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise SpecError("草稿中同一名称出现了两次。", "A name stands twice in the draft.")
    return content


def no_constant(name: str) -> Any:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(name)


def day(text: str) -> str:
    """Return a day in ISO form, or ''."""
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise SpecError("date 应为 2026-11-30 的写法。", "date must be written like 2026-11-30.") from None


def attachments(content: Any) -> tuple[str, ...]:
    """Return the names of attachments; empty ones count for nothing."""
    if not isinstance(content, list) or len(content) > MOST_ATTACHMENTS:
        raise SpecError(
            f"attachments 应为列表，最多{MOST_ATTACHMENTS}项。",
            f"attachments must be a list of at most {MOST_ATTACHMENTS}.",
        )
    return tuple(filter(None, (text_of({"attachments": a}, "attachments", LONGEST_TITLE) for a in content)))


def shared_values(content: Any) -> dict[str, str]:
    """Return the values that several items share, by the names items call them."""
    good = isinstance(content, dict) and len(content) <= MOST_SHARED
    if not good or not all(
        name.startswith(SHARED) and isinstance(value, str) and not value.startswith(SHARED)
        for name, value in content.items()
    ):
        raise SpecError("shared 的写法不对。", "shared is malformed.")
    return dict(content)


def filled(content: Any, shared: Mapping[str, str]) -> Any:
    """Return an item with the shared values in the places of their names; unknown names stay."""
    given = content.get("parameters") if isinstance(content, dict) else None
    if not isinstance(given, dict):
        return content
    return content | {
        "parameters": {k: shared.get(v, v) if isinstance(v, str) else v for k, v in given.items()}
    }


def only(content: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse names that nobody knows."""
    strange = sorted(set(content) - set(known))
    if strange:
        name = neutral(strange[0])[:40]
        raise SpecError(f"草稿中有不认识的名称：{name}。", f"The draft holds an unknown name: {name}.")


def text_of(content: Mapping[str, Any], name: str, longest: int, *, lines: bool = False) -> str:
    """Return a text of at most so many characters, without what no text holds; '' where there is none."""
    value = content.get(name, "")
    if not isinstance(value, str):
        raise SpecError(f"{name} 应为文字。", f"{name} must be a text.")
    if len(value) > longest:
        raise SpecError(
            f"{name} 有{len(value)}个字符，最多{longest}个。",
            f"{name} has {len(value)} characters; at most {longest} are possible.",
        )
    return neutral(value, lines=lines)
