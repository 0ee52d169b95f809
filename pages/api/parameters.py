"""The query string of an API request, read strictly: whatever is unknown, repeated or malformed is refused by name.

What chat programs append is passed over first, as on pages (`views.query_string`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar
from urllib.parse import parse_qsl

from pages.api.errors import ApiError, malformed
from views.query_string import cleaned, values_of
from views.spec import PARAMETERS

T = TypeVar("T")

#: Signs of one value, and of a list of ids: as many as all districts of the country have.
LONGEST_VALUE, LONGEST_LIST = 2000, 40_000
#: Far more parameters than any endpoint has.
_MOST_PARAMETERS = 40
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2100


def among(found: Iterable[T], **chosen: Collection[str]) -> list[T]:
    """The records whose fields have the values chosen; of a field for which none is chosen any value will do."""
    return [
        record
        for record in found
        if all(not values or getattr(record, name) in values for name, values in chosen.items())
    ]


class Parameters:
    """The parameters of one request; every method raises ApiError where the request is at fault.

    An empty value counts as absent, as a form sends it for a field left blank. `today` is the day of the request.
    """

    def __init__(self, query: str, known: Collection[str], today: dt.date) -> None:
        self.today = today
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
        except ValueError:
            raise malformed("?", "fewer parameters", "更少的参数") from None
        self._values: dict[str, str] = {}
        for name, value in cleaned(pairs):
            if name not in known:
                raise ApiError("unknown_parameter", name, known=", ".join(known))
            if name in self._values:
                raise ApiError("repeated_parameter", name)
            is_list = name in PARAMETERS and PARAMETERS[name].several
            longest = LONGEST_LIST if is_list else LONGEST_VALUE
            if len(value) > longest:
                raise ApiError("value_too_long", name, longest=longest)
            if "\0" in value:
                raise malformed(name, "a text without NUL characters", "不含空字符的文本")
            self._values[name] = value.strip()

    def text(self, name: str) -> str:
        """A free text; '' if absent."""
        return self._values.get(name, "")

    def required(self, name: str) -> str:
        """A text that must be there."""
        if not self.text(name):
            raise ApiError("missing_parameter", name)
        return self.text(name)

    def words(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Some words out of a few, joined by commas; () if absent."""
        words = self._split(name)
        if not set(words) <= set(allowed):
            listed = ", ".join(allowed)
            raise malformed(name, f"one or more of {listed}", f"以下各项中的一项或多项：{listed}")
        return words

    def word(self, name: str, allowed: Collection[str], default: str) -> str:
        """One word out of a few."""
        word = self.text(name) or default
        if word not in allowed:
            listed = ", ".join(allowed)
            raise malformed(name, f"one of {listed}", f"以下各项之一：{listed}")
        return word

    def ids(self, name: str, table: Mapping[str, object]) -> tuple[str, ...]:
        """Identifiers joined by commas, each once, in the order given; () if absent."""
        ids = self._split(name)
        for i in ids:
            if i not in table:
                raise ApiError("unknown_id", name, value=i)
        return ids

    def one_id(self, name: str, table: Mapping[str, object]) -> str:
        """Exactly one identifier, which must be there."""
        self.required(name)
        ids = self._split(name)
        if len(ids) != 1:
            raise malformed(name, "one identifier", "一个标识")
        return self.ids(name, table)[0]

    def districts(self, table: Mapping[str, object]) -> tuple[str, ...]:
        """The districts asked for, as `districts` or, one alone, as `district`; () if absent."""
        if self.text("district"):
            if self.text("districts"):
                raise malformed(
                    "district", "either district or districts", "district 与 districts 只能选用其一"
                )
            return (self.one_id("district", table),)
        return self.ids("districts", table)

    def districts_or_all(self, table: Mapping[str, object]) -> tuple[str, ...]:
        """The districts asked for; all of them where none is."""
        return self.districts(table) or tuple(table)

    def year(self, name: str) -> int | None:
        """A year; None if absent."""
        return self.number(name, 0, FIRST_YEAR, LAST_YEAR) or None

    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year asked for, given as `from` and `to` or, one alone, as `year`."""
        year, first, last = self.year("year"), self.year("from"), self.year("to")
        if year is None:
            if first is not None and last is not None and first > last:
                raise malformed("from", "a year not after `to`", "不晚于 to 的年份")
            return first, last
        if first is not None or last is not None:
            raise malformed("year", "either year or from and to", "year 与 from、to 只能选用其一")
        return year, year

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds; `default` if absent."""
        text = self.text(name)
        if not text:
            return default
        if not _WHOLE_NUMBER.fullmatch(text) or not low <= int(text) <= high:
            raise malformed(name, f"a whole number from {low} to {high}", f"{low}至{high}之间的整数")
        return int(text)

    def _split(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(values_of(self.text(name))))
