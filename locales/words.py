"""Translation and formatting for one language.

`words("zh")` answers every question of wording: interface texts (`gettext`, `ngettext`), the language's column of a
bilingual record (`pick`), numbers, dates and periods. Catalogues are gettext `.po` files read once per process.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from locales.languages import DEFAULT_LANGUAGE, LANGUAGES
from locales.units import display_unit, singular

FOLDER = Path(__file__).parent


class Words:
    """The words of one language; obtain it with `words(code)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.language = LANGUAGES[code]
        self.tag = self.language.tag
        self._catalogue = _read(code)

    # -- interface texts -------------------------------------------------------------------------------------
    def gettext(self, text: str, /, **values: Any) -> str:
        """The text in this language with `{name}` fields filled in; the English text where none is recorded."""
        return self._fill(self._catalogue.gettext(text), values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: Any) -> str:
        """The form that goes with the number `n`, which is filled in as `{n}` with separators."""
        form = self._catalogue.ngettext(singular, plural, n)
        return self._fill(form, {"n": self.number(n), **values})

    @staticmethod
    def _fill(text: str, values: dict[str, Any]) -> str:
        return text.format(**values) if values else text

    # -- bilingual records -----------------------------------------------------------------------------------
    def pick(self, record: Any, field: str) -> str:
        """The language's side of a bilingual pair: `pick(metric, "name")` is `name_zh` or `name_en`; '' if empty."""
        return getattr(record, f"{field}_{self.code}") or ""

    # -- punctuation -----------------------------------------------------------------------------------------
    def joined(self, parts: Iterable[str]) -> str:
        """A list in a sentence: 甲、乙和丙; A, B and C."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        return self.enumerated(items[:-1]) + self.language.last + items[-1]

    def enumerated(self, parts: Iterable[str]) -> str:
        """A list that no sentence holds: 甲、乙; A, B."""
        return self.language.enumeration.join(parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts of a sentence, with commas between them."""
        return self.language.comma.join(parts)

    def statements(self, parts: Iterable[str]) -> str:
        """Parts that could stand alone, with semicolons between them."""
        return self.language.semicolon.join(parts)

    def paragraph(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other; empty ones are left out."""
        return self.language.between_sentences.join(s for s in sentences if s)

    def remarks(self, parts: Iterable[str]) -> str:
        """Short remarks beside each other; empty ones are left out."""
        return self.language.between_remarks.join(p for p in parts if p)

    def sentence(self, text: str) -> str:
        """A text with a full stop, if it has none."""
        return text if text.endswith(("。", ".")) else text + self.language.stop

    @staticmethod
    def capitalised(text: str) -> str:
        """A text as it stands alone: an option, a head; as it is where the language has no capitals."""
        return text[:1].upper() + text[1:]

    def continued(self, text: str) -> str:
        """A sentence as it stands after a colon: small at the beginning, but for a name."""
        return text[0].lower() + text[1:] if text.startswith(self.language.openings) else text

    def labelled(self, label: str, text: str) -> str:
        """A label, a colon and a text; the text alone without a label."""
        return f"{label}{self.language.colon}{text}" if label else text

    def with_brackets(self, text: str, inner: str) -> str:
        """A text and what stands in brackets behind it."""
        return text + self.language.brackets.format(inner)

    def titled(self, title: str) -> str:
        """The title of a document as running text names it."""
        return self.language.title.format(title)

    def between(self, low: str, high: str) -> str:
        """From one to another: 甲至乙; A to B."""
        return f"{low}{self.language.between_dates}{high}"

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
        factor, _ = display_unit(self.pick(metric, "unit"))
        decimals = metric.decimals + max(0, -int(factor.as_tuple().exponent))
        return self.number(float(Decimal(str(value)) * factor), decimals)

    def unit(self, metric: Any) -> str:
        """The display unit of a metric: 亿元; billion yuan."""
        return display_unit(self.pick(metric, "unit"))[1]

    def scale(self, metric: Any) -> float:
        """What a stored value is multiplied by to be shown in `unit`."""
        return float(display_unit(self.pick(metric, "unit"))[0])

    def with_unit(self, amount: str, metric: Any) -> str:
        """An amount with its unit in running text: 934件, 24.2%; 934 cases, 24.2%."""
        unit = self.unit(metric)
        space = "" if unit.startswith("%") else self.language.unit_space
        if space and amount == "1":
            unit = singular(unit)
        return f"{amount}{space}{unit}"

    def compact(self, value: float) -> str:
        """A short form for axes and cards: 82.2万, 1.5亿; 822k, 1.5m. Rounded, so never the only form shown."""
        for size, name, divisor in self.language.steps:
            if abs(value) >= size:
                return self.number(value / divisor, 1) + name
        return self.number(value)

    # -- places and dates ------------------------------------------------------------------------------------
    def place(self, larger: str, smaller: str) -> str:
        """A place within another: 陕西省咸阳市; Xianyang, Shaanxi. One name where both are the same."""
        if larger == smaller:
            return smaller
        parts = (larger, smaller) if self.language.larger_place_first else (smaller, larger)
        return self.language.place_separator.join(parts)

    def initial(self, name: str) -> str:
        """The beginning of a name, for a narrow column."""
        return name[: self.language.initial]

    def date(self, day: dt.date) -> str:
        """One day: 2022年12月31日; 31 Dec 2022."""
        name = self.language.months[day.month - 1]
        return self.language.date.format(year=day.year, month=day.month, day=day.day, name=name)

    def year(self, year: int) -> str:
        """A year in running text: 2022年; 2022."""
        return self.language.year.format(year)

    def span(self, start: dt.date, end: dt.date) -> str:
        """A stretch of days, written as shortly as it stays exact."""
        if start == end:
            return self.date(start)
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            if start.year == end.year:
                return self.year(start.year)
            return self.language.years.format(start.year, end.year)
        return self.between(self.date(start), self.date(end))


def _read(code: str) -> NullTranslations:
    """Return the catalogue of a language with its own rule of plurals; that of English is the texts themselves."""
    path = FOLDER / code / "LC_MESSAGES" / "qujian.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=len(LANGUAGES))
def words(code: str) -> Words:
    """The words of a language; an unknown code gets the default language."""
    return Words(code if code in LANGUAGES else DEFAULT_LANGUAGE)
