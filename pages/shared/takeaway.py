"""What a reader takes away from a chart: tables, pictures in fixed formats, the picture or the sentence copied.

Pictures are made when asked for; shell.js shows that they are being made, and says why where they cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from charts.sizes import SIZE_NAMES, SizeName
from locales import Words
from pages.shared.address import api_link
from pages.shared.html import cited, tag
from queries.records import Document

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


def takeaway(
    words: Words,
    endpoint: str,
    sentence: str,
    documents: Sequence[Document],
    *,
    asked: Mapping[str, str],
    chart: str = "",
    size: SizeName = "slide",
    brief: bool = False,
    has_picture: bool = True,
) -> str:
    """One line of links and buttons under a chart; other formats behind a fold.

    `asked` is what the API is asked for, in the words of its parameters; empty values are left out. `size` is the
    format of the pictures in the line itself: long tables need a page. A page of many parts leaves the fold out.
    Without `has_picture` nothing is drawn, so there is no picture to take away.
    """
    drawn = {**asked, "lang": words.code, "chart": chart}
    plain = {"size": size, **drawn}
    links = [
        f'<a href="{escape(api_link(endpoint, format=form, chart=chart, **asked))}" download>{name}</a>'
        for form, name in _TABLES.items()
    ]
    links += _pictures(endpoint, plain) if has_picture else []
    text = cited(words, sentence, documents)
    buttons = (
        [_copy_picture(words, api_link(endpoint, format="png", scale="2", **plain))] if has_picture else []
    )
    buttons.append(
        _button(
            words.gettext("Copy sentence with source"),
            "copy-text",
            done=words.gettext("The sentence is in the clipboard."),
            why=words.gettext(
                "Browsers allow copying only on https or localhost. The text is selected: press Ctrl+C."
            ),
        )
    )
    return (
        '<div class="qj-takeaway">'
        f'<p class="qj-downloads">{escape(words.gettext("Download"))} {" · ".join(links)} {" ".join(buttons)} '
        f'<span role="status"></span></p><p class="qj-copy" hidden>{escape(text)}</p>'
        f"{'' if brief or not has_picture else _formats(words, endpoint, drawn)}</div>"
    )


def _pictures(
    endpoint: str, asked: dict[str, str], forms: Mapping[str, dict[str, str]] = _PICTURES
) -> list[str]:
    return [
        f'<a href="{escape(api_link(endpoint, **(asked | form)))}" data-do="make">{name}</a>'
        for name, form in forms.items()
    ]


def _copy_picture(words: Words, href: str) -> str:
    return _button(
        words.gettext("Copy picture"),
        "copy-picture",
        href=href,
        done=words.gettext("The picture is in the clipboard."),
        why=words.gettext(
            "Browsers allow copying only on https or localhost, so the picture is saved as a file."
        ),
    )


def _button(name: str, action: str, **data: str) -> str:
    facts = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f'<button type="button" data-do="{action}"{facts}>{escape(name)}</button>'


def _formats(words: Words, endpoint: str, asked: dict[str, str]) -> str:
    """Every fixed format, also for print, with and without definitions and notes under the picture."""
    names = {
        "slide": words.gettext("slide 16:9"),
        "half_a4": words.gettext("half A4"),
        "a4": words.gettext("A4"),
        "square": words.gettext("square"),
    }
    lines = []
    for size in SIZE_NAMES:
        plain, detailed = (
            " · ".join(_pictures(endpoint, {**asked, "size": size, **more}, _ALSO_PRINTED))
            for more in ({}, {"details": "yes"})
        )
        with_notes = escape(words.gettext("with definitions and notes"))
        lines.append(f"<li>{escape(names[size])} {plain} ({with_notes} {detailed})</li>")
    summary = tag("summary", words.gettext("Other picture formats"))
    return f'<details class="qj-downloads">{summary}<ul>{"".join(lines)}</ul></details>'
