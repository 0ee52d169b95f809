"""What a reader takes away from a view: tables, pictures in fixed formats, the picture or the sentence, a report item.

Pictures are made when asked for; shell.js shows that they are being made, and says why where they cannot be.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from charts.sizes import SIZE_NAMES, SizeName
from locales import Words
from pages.shared.address import api_link
from queries.records import Document
from views.draft import Draft, Item
from views.spec import KINDS, ViewSpec

_TABLES = {"csv": "CSV", "xlsx": "Excel"}
#: name → parameters of the picture
_PICTURES = {
    "PNG": {"format": "png"},
    "PNG 2×": {"format": "png", "scale": "2"},
    "SVG": {"format": "svg"},
    "PDF": {"format": "pdf"},
}
#: The same and what printed pages need besides.
_ALSO_PRINTED = {**_PICTURES, "PNG 300 dpi": {"format": "png", "dpi": "300"}}


#: The address and the name of each link.
Links = list[tuple[str, str]]


@dataclass(frozen=True)
class Exports:
    """What is offered under a view; `shared/exports.html` draws it. Nothing here depends on the reader's draft."""

    words: Words
    spec: ViewSpec
    sentence: str
    documents: Sequence[Document]
    #: The chart of the picture, where an answer of the API has several; '' for that of the kind.
    chart: str = ""
    #: The format of the pictures in the line itself: long tables need a page.
    size: SizeName = "slide"
    #: A page of many parts leaves out the fold with the other formats.
    is_brief: bool = False
    #: Whether the picture is what fills a screen: where the page has no chart of its own that could.
    fills_screen: bool = False
    #: Where nothing is drawn, there is no picture to take away.
    has_picture: bool = True
    #: Parameters that an answer of the API needs not be told, because it takes the same for granted.
    granted: Container[str] = ()

    @property
    def tables(self) -> Links:
        """Return the links that save the rows."""
        return [
            (self._link({"format": form, "chart": self._chart, **self._parameters}), name)
            for form, name in _TABLES.items()
        ]

    @property
    def pictures(self) -> Links:
        """Return the links that make the picture; none where there is none."""
        return self._pictures({"size": self.size, **self._drawn}) if self.has_picture else []

    @property
    def copied(self) -> str:
        """Return the address of the picture that is copied."""
        return self._link({"format": "png", "scale": "2", "size": self.size, **self._drawn})

    @property
    def enlarged(self) -> str:
        """Return the address of the picture that fills a screen."""
        return self._link({"format": "svg", "size": "slide", **self._drawn})

    def formats(self) -> Iterator[tuple[str, Links, Links]]:
        """Return for each fixed format its name and the pictures without and with definitions and notes."""
        names = {
            "slide": self.words.gettext("slide 16:9"),
            "half_a4": self.words.gettext("half A4"),
            "a4": self.words.gettext("A4"),
            "square": self.words.gettext("square"),
        }
        for size in SIZE_NAMES:
            plain = {**self._drawn, "size": size}
            detailed = {**plain, "details": "yes"}
            yield names[size], self._pictures(plain, _ALSO_PRINTED), self._pictures(detailed, _ALSO_PRINTED)

    @property
    def item(self) -> str:
        """Return the item of a draft that shows the same, packed."""
        return packed(self.spec)

    @property
    def _parameters(self) -> dict[str, str]:
        return {name: value for name, value in self.spec.values if name not in self.granted}

    @property
    def _drawn(self) -> dict[str, str]:
        return {**self._parameters, "lang": self.words.code, "chart": self._chart}

    @property
    def _chart(self) -> str:
        return self.chart or KINDS[self.spec.kind].chart

    def _pictures(
        self, parameters: Mapping[str, str], forms: Mapping[str, dict[str, str]] = _PICTURES
    ) -> Links:
        return [(self._link({**parameters, **form}), name) for name, form in forms.items()]

    def _link(self, parameters: Mapping[str, str]) -> str:
        return api_link(KINDS[self.spec.kind].answer, **parameters)


def packed(spec: ViewSpec) -> str:
    """Return a view as the item of a draft, as draft.js takes it in."""
    return Draft(items=(Item(spec),)).packed()
