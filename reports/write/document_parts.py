"""What documents are made of: runs that leave their looks to the styles, fields that renumber, links, bookmarks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from locales import Words
from reports.write.packing import drop_leftovers

#: A document in each language, empty: page, grid, styles, numbers of headings, footers.
TEMPLATES = Path(__file__).parent / "templates"
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opened(code: str) -> Any:
    """The template of a language, without texts and leftovers of the program that saved it."""
    document = Document(str(TEMPLATES / f"document.{code}.docx"))
    document.element.body.clear_content()
    for owner in (document.part, document.part.package):
        drop_leftovers(owner.rels)
    return document


def element(name: str, /, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML; names and attributes without their prefix."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made


def printable(text: str) -> str:
    """A text without what no XML may hold."""
    return _UNPRINTABLE.sub("", text)


def size_of(document: Any, style: str) -> float:
    """The size of type of a style in points, its own or that of the styles it is based on."""
    found = document.styles[style]
    while found is not None:
        if found.font.size is not None:
            return float(found.font.size.pt)
        found = found.base_style
    raise ValueError(f"the style {style} has no size")


@dataclass
class Setter:
    """Sets texts in one document and numbers its bookmarks; how they look is for the styles to say."""

    words: Words
    _marks: int = 0

    def run(self, paragraph: Any, text: str, style: str = "") -> Any:
        """A run of text, in a character style where one is named."""
        run = paragraph.add_run(printable(text))
        if style:
            run.style = style
        return run

    def field(self, paragraph: Any, code: str, shown: str) -> list[Any]:
        """A field that the program brings up to date, with what it shows until then; returns its runs."""
        return [
            *self.open_field(paragraph, code, dirty="true"),
            self.run(paragraph, shown),
            self.mark(paragraph, "end"),
        ]

    def open_field(self, paragraph: Any, code: str, **attributes: str) -> list[Any]:
        """The begin of a field, which a mark ends, maybe in a later paragraph; returns its runs."""
        instruction = element("instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = f" {code} "
        runs = [self.mark(paragraph, "begin", **attributes), self.run(paragraph, "")]
        runs[1]._r.append(instruction)
        return [*runs, self.mark(paragraph, "separate")]

    def mark(self, paragraph: Any, kind: str, **attributes: str) -> Any:
        """The begin of a field, where what it shows begins, or its end."""
        run = self.run(paragraph, "")
        run._r.append(element("fldChar", fldCharType=kind, **attributes))
        return run

    def bookmark(self, first: Any, last: Any, name: str) -> None:
        """A bookmark from one run to another."""
        self._marks += 1
        number = str(self._marks)
        first._r.addprevious(element("bookmarkStart", id=number, name=name))
        last._r.addnext(element("bookmarkEnd", id=number))

    def link(self, paragraph: Any, address: str, text: str) -> None:
        """A text that leads to an address."""
        made = element("hyperlink")
        made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = self.run(paragraph, text, "Hyperlink")
        made.append(run._r)
        paragraph._p.append(made)

    def inner_link(self, paragraph: Any, name: str, first: int) -> None:
        """Let what stands in a paragraph from one place on lead to a bookmark."""
        made = element("hyperlink", anchor=name, history="1")
        for child in list(paragraph._p)[first:]:
            made.append(child)
        paragraph._p.append(made)

    def caption(self, paragraph: Any, label: str, number: int, name: str, text: str) -> None:
        """“Table 1  text”, whose number is a field; the label with the number can be referred to by `name`."""
        language = self.words.language
        start = self.run(paragraph, label + language.label_space)
        runs = self.field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        self.bookmark(start, runs[-1], name)
        self.run(paragraph, language.caption_space + text)

    def reference(self, paragraph: Any, name: str, shown: str) -> None:
        """A reference to a bookmark that follows it."""
        self.field(paragraph, f"REF {name} \\h", shown)
