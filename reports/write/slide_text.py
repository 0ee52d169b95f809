"""Texts on slides, in faces for both scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from locales import LANGUAGES, Words
from reports.write.slide_colours import add_fill
from reports.write.slide_master import Master


@dataclass(frozen=True)
class Pen:
    """Writes texts in the faces of a master and the language of a report."""

    master: Master
    words: Words

    def dress(self, run_properties: Any) -> None:
        """Name both faces on a run's (or default run's) properties, in the order the schema wants."""
        run_properties.set("lang", self.words.tag)
        run_properties.set("altLang", next(x.tag for x in LANGUAGES.values() if x.tag != self.words.tag))
        follower = None
        for child in list(run_properties):
            if child.tag in _FACES:
                run_properties.remove(child)
            elif child.tag in _AFTER_FACES and follower is None:
                follower = child
        latin, east_asian = self.master.latin, self.master.east_asian
        for tag, face in zip(_FACES, (latin, east_asian, latin), strict=True):
            element = run_properties.makeelement(tag, {"typeface": face})
            if follower is None:
                run_properties.append(element)
            else:
                follower.addprevious(element)

    def run(
        self,
        paragraph: Any,
        text: str,
        size: float | None = None,
        colour: str = "",
        *,
        bold: bool | None = None,
    ) -> Any:
        """A run of text, returned as XML; colour is a token of `slide_colours`, '' for that of the layout.

        Built by hand: a presentation has thousands of runs, and python-pptx takes a millisecond for each.
        """
        run = _R.makeelement(_R.tag)
        properties = etree.SubElement(run, _RPR)
        if size is not None:
            properties.set("sz", str(int(size * 100)))
        if bold is not None:
            properties.set("b", "1" if bold else "0")
        if colour:
            add_fill(properties, colour)
        self.dress(properties)
        etree.SubElement(run, _T).text = printable(text)
        end = paragraph._p.find(END)
        if end is not None:
            end.addprevious(run)
        else:
            paragraph._p.append(run)
        return run

    def box(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        """An empty text box without margins that wraps and keeps its size; returns its text frame."""
        frame = slide.shapes.add_textbox(*map(Emu, (int(left), int(top), int(width), int(height)))).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def fill(
        self, frame: Any, text: str, size: float | None = None, colour: str = "", *, bold: bool | None = None
    ) -> None:
        """A text with its paragraphs into a frame."""
        for i, part in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            self.run(paragraph, part, size, colour, bold=bold)

    def dress_all(self, element: Any) -> None:
        """Name both faces on every run and default run below an element, also the ends of paragraphs."""
        for properties in element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            self.dress(properties)


_R = parse_xml(f"<a:r {nsdecls('a')}/>")
_RPR, _T, END = map(qn, ("a:rPr", "a:t", "a:endParaRPr"))
_FACES = tuple(map(qn, ("a:latin", "a:ea", "a:cs")))
_AFTER_FACES = frozenset(map(qn, ("a:sym", "a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst")))
#: What no XML may hold, wherever it came from.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text that XML can hold."""
    return _UNPRINTABLE.sub("", text)


def points(emu: int) -> float:
    """EMU as points."""
    return emu / 12_700
