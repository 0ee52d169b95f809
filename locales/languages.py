"""What each language of the interface writes in its own way: punctuation, short numbers, dates. Tables, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language; patterns take the fields they name."""

    #: In the language itself, and as `<html lang>` and file metadata want it.
    name: str
    tag: str
    #: Between items of a list, and before its last.
    enumeration: str
    last: str
    comma: str
    semicolon: str
    colon: str
    stop: str
    #: Between sentences, and between remarks set beside each other.
    between_sentences: str
    between_remarks: str
    brackets: str
    title: str
    #: Between names of places taken together.
    dash: str
    #: Publisher and title of a document.
    citation: str
    #: Between a number with its label, and the number and its text.
    label_space: str
    caption_space: str
    #: How chapters and sections are numbered: `chapter` and `section` are numbers, `numeral` is the own one in words.
    chapter: str
    section: str
    #: Between amount and unit in running text.
    unit_space: str
    #: Size → its sign and what a number is divided by, the largest first.
    steps: tuple[tuple[float, str, float], ...]
    date: str
    #: A date as a spreadsheet shows it.
    date_format: str
    year: str
    years: str
    between_dates: str
    #: Whether the larger place stands before the smaller.
    larger_place_first: bool
    place_separator: str
    #: What a sentence begins with that is written small after a colon.
    openings: tuple[str, ...]
    #: Characters of a name that stand for it in a narrow column.
    initial: int
    #: Degrees by which the name of an upright axis is turned.
    axis_rotation: int
    months: tuple[str, ...] = ("",) * 12


LANGUAGES: Mapping[str, Language] = {
    "zh": Language(
        name="中文",
        tag="zh-CN",
        enumeration="、",
        last="和",
        comma="，",
        semicolon="；",
        colon="：",
        stop="。",
        between_sentences="",
        between_remarks="　",
        brackets="（{}）",
        title="《{}》",
        dash="—",
        citation="{}{}",
        label_space="",
        caption_space="　",
        chapter="{numeral}、",
        section="（{numeral}）",
        unit_space="",
        steps=((1e8, "亿", 1e8), (1e4, "万", 1e4)),
        date="{year}年{month}月{day}日",
        date_format='yyyy"年"m"月"d"日"',
        year="{}年",
        years="{}—{}年",
        between_dates="至",
        larger_place_first=True,
        place_separator="",
        openings=(),
        initial=2,
        axis_rotation=0,
    ),
    "en": Language(
        name="English",
        tag="en-GB",
        enumeration=", ",
        last=" and ",
        comma=", ",
        semicolon="; ",
        colon=": ",
        stop=".",
        between_sentences=" ",
        between_remarks="; ",
        brackets=" ({})",
        title="{}",
        dash="–",
        citation="{}: {}",
        label_space=" ",
        caption_space="  ",
        chapter="{chapter}  ",
        section="{chapter}.{section}  ",
        unit_space=" ",
        steps=((1e9, "bn", 1e9), (1e6, "m", 1e6), (1e4, "k", 1e3)),
        date="{day} {name} {year}",
        date_format="d mmm yyyy",
        year="{}",
        years="{}–{}",
        between_dates=" to ",
        larger_place_first=False,
        place_separator=", ",
        openings=("The ", "Of ", "Which "),
        initial=4,
        axis_rotation=-90,
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
}
DEFAULT_LANGUAGE = "zh"
