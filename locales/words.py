"""Translation and formatting for one language.

`words("zh")` answers every question of wording: interface texts (`gettext`, `ngettext`), the language's column of a
bilingual record (`pick`), numbers, dates and periods. Catalogues are gettext `.po` files read once per process.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from locales.units import display_unit, singular

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "zh"
#: code → (name in the language itself, BCP 47 tag for `<html lang>` and file metadata)
LANGUAGES = {"zh": ("中文", "zh-CN"), "en": ("English", "en-GB")}

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Words:
    """The words of one language; obtain it with `words(code)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.tag = LANGUAGES[code][1]
        self._catalogue = _read(code)

    # -- interface texts -------------------------------------------------------------------------------------
    def gettext(self, text: str, /, **values: Any) -> str:
        """The text in this language with `{name}` fields filled in; the English text where none is recorded."""
        return self._fill(self._find(text), values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: Any) -> str:
        """The form that goes with the number `n`, which is filled in as `{n}` with separators."""
        forms = self._find((singular, plural))
        form = forms if isinstance(forms, str) else forms[0 if n == 1 else len(forms) - 1]
        return self._fill(form, {"n": self.number(n), **values})

    def _find(self, key: Any) -> Any:
        message = self._catalogue.get(key) if self._catalogue is not None else None
        if message is None or not message.string or not any(message.string):
            return key
        return message.string

    @staticmethod
    def _fill(text: Any, values: dict[str, Any]) -> str:
        return str(text).format(**values) if values else str(text)

    # -- bilingual records -----------------------------------------------------------------------------------
    def pick(self, record: Any, field: str) -> str:
        """The language's side of a bilingual pair: `pick(metric, "name")` is `name_zh` or `name_en`; '' if empty."""
        return getattr(record, f"{field}_{self.code}") or ""

    def joined(self, parts: Iterable[str]) -> str:
        """A list in a sentence: 甲、乙和丙; A, B and C."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        comma, last = ("、", "和") if self.code == "zh" else (", ", " and ")
        return comma.join(items[:-1]) + last + items[-1]

    # -- numbers ---------------------------------------------------------------------------------------------
    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as a statistical bulletin prints it: thousands separators, no digit that was not published."""
        exact = Decimal(str(value))
        if decimals is not None:
            exact = round(exact, decimals)
        text = f"{exact + 0:,f}"  # plus zero: minus nought is nought
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")

    def amount(self, value: float, metric: Any) -> str:
        """A metric's value in its display unit without the unit (English money is shown in millions or billions)."""
        factor, _ = display_unit(metric.unit_en if self.code == "en" else metric.unit_zh)
        decimals = metric.decimals + max(0, -int(factor.as_tuple().exponent))
        return self.number(float(Decimal(str(value)) * factor), decimals)

    def unit(self, metric: Any) -> str:
        """The display unit of a metric: 亿元; billion yuan."""
        return display_unit(metric.unit_en if self.code == "en" else metric.unit_zh)[1]

    def scale(self, metric: Any) -> float:
        """What a stored value is multiplied by to be shown in `unit`."""
        return float(display_unit(metric.unit_en if self.code == "en" else metric.unit_zh)[0])

    def with_unit(self, amount: str, metric: Any) -> str:
        """An amount with its unit in running text: 934件, 24.2%; 934 cases, 24.2%."""
        unit = self.unit(metric)
        if self.code == "en" and amount == "1":
            unit = singular(unit)
        tight = self.code == "zh" or unit.startswith("%")
        return f"{amount}{unit}" if tight else f"{amount} {unit}"

    def compact(self, value: float) -> str:
        """A short form for axes and cards: 82.2万, 1.5亿; 822k, 1.5m. Rounded, so never the only form shown."""
        steps = ((1e8, "亿"), (1e4, "万")) if self.code == "zh" else ((1e9, "bn"), (1e6, "m"), (1e4, "k"))
        for size, name in steps:
            if abs(value) >= size:
                divisor = 1e3 if name == "k" else size
                return self.number(value / divisor, 1) + name
        return self.number(value)

    # -- dates -----------------------------------------------------------------------------------------------
    def date(self, day: dt.date) -> str:
        """One day: 2022年12月31日; 31 Dec 2022."""
        if self.code == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def year(self, year: int) -> str:
        """A year in running text: 2022年; 2022."""
        return f"{year}年" if self.code == "zh" else str(year)

    def span(self, start: dt.date, end: dt.date) -> str:
        """A stretch of days, written as shortly as it stays exact."""
        if start == end:
            return self.date(start)
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            if start.year == end.year:
                return self.year(start.year)
            return f"{start.year}—{end.year}年" if self.code == "zh" else f"{start.year}–{end.year}"
        dash = "至" if self.code == "zh" else " to "
        return f"{self.date(start)}{dash}{self.date(end)}"


def _read(code: str) -> Catalog | None:
    path = FOLDER / code / "LC_MESSAGES" / "qujian.po"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=code)


@lru_cache(maxsize=len(LANGUAGES))
def words(code: str) -> Words:
    """The words of a language; an unknown code gets the default language."""
    return Words(code if code in LANGUAGES else DEFAULT_LANGUAGE)
