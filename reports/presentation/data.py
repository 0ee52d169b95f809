"""A draft as a presentation: its screens in both languages and the evidence behind every figure on them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from charts.frame import LOCALES
from charts.plotly_figures import new_figure
from charts.theme import FONT, Mode, Theme, in_dark
from locales import LANGUAGES, words
from queries.store import Store, open_store
from reports.presentation.cards import card
from reports.presentation.labels import labels
from reports.presentation.screens import answers, screens
from reports.report import report
from views.draft import Draft, from_json


def presentation_data(store: Store, draft: Draft, today: dt.date, *, bare: bool = False) -> dict[str, Any]:
    """Everything the presentation shows of a draft, ready for JSON; `bare` without cover and what stands at the end."""
    languages: dict[str, Any] = {}
    for code in LANGUAGES:
        translator = words(code)
        finished_report = report(store, translator, draft, today)
        languages[code] = {
            "tag": translator.tag,
            "title": finished_report.title,
            "edition": finished_report.edition,
            "words": labels(translator),
            "screens": answers(finished_report) if bare else screens(finished_report),
            "evidence": {
                e.observation.observation_id: card(store, translator, e)
                for view in finished_report.views
                for e in view.evidence
            },
        }
    return {"stamp": stamp(store, today), "said": languages, **dressing()}


def stamp(store: Store, today: dt.date) -> str:
    """What a screen compares to see whether it is still right: a corrected figure changes it, and so does midnight."""
    return f"{store.content_hash} {today.isoformat()}"


def presentation_json(store: Store, draft: Draft, today: dt.date, *, bare: bool = False) -> str:
    """The presentation of a draft as JSON that may stand inside a script."""
    return packed(presentation_data(store, draft, today, bare=bare))


def presentation_json_at(path: Path, draft_json: str, bare: bool, today: dt.date) -> str:
    """The same over the store at a path: all that a worker is told."""
    return presentation_json(open_store(path), from_json(draft_json), today, bare=bare)


def packed(value: Any) -> str:
    """JSON without what would end a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def dressing() -> dict[str, Any]:
    """What all charts share: the template, dark colours for light ones, Plotly's own words in Chinese."""
    return {
        "template": json.loads(new_figure().to_json())["layout"]["template"],
        "dark": in_dark(),
        "locale": LOCALES["zh-CN"],
    }


def colours() -> str:
    """The colours of both looks as CSS, from the charts' own."""
    rules = []
    selectors: dict[Mode, str] = {"light": ":root", "dark": ':root[data-theme="dark"]'}
    for mode, selector in selectors.items():
        theme = Theme(words("en"), mode)
        rules.append(
            f"{selector}{{--ink:{theme.ink};--muted:{theme.muted};--rule:{theme.rule};--paper:{theme.paper};"
            f"--font:{FONT};color-scheme:{mode}}}"
        )
    return "".join(rules)
