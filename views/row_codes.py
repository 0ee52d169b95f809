"""The words for the codes of enumerated columns: those that pages use, where pages use them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from data.columns import Column, Table
from locales import Words
from views import explaining, wording


def code_name(words: Words, table: Table, column: Column, code: str) -> str:
    """Return the words for a code; the code itself where it is none of the column."""
    names = _names(words)
    known = names.get(f"{table.name}.{column.name}") or names.get(column.name, {})
    return words.capitalised(known.get(code, code))


def _of(column: str, words: Words) -> dict[str, str]:
    """The words of pages for the codes of a column."""
    return {
        "period_basis": {
            c: wording.basis(words, c)
            for c in ["year", "half_year", "part_year", "multi_year", "as_of", "cumulative", "as_published"]
        },
        "qualifier": {c: wording.qualifier(words, c) for c in ("exact", "approx", "at_least", "at_most")},
        "status": {c: wording.status(words, c) for c in ("actual", "estimate")},
        "systems.status": {c: explaining.state(words, c) for c in ("in_use", "planned", "awarded")},
        "scope": {c: wording.scope_kind(words, c) for c in ("district", "department", "area", "site")},
        "reliability": {c: wording.reliability(words, c) for c in ("official", "press", "secondary")},
        "severity": {c: wording.severity(words, c) for c in ("note", "caution", "do_not_compare")},
        "absences.kind": {c: wording.missing(words, c) for c in ("not_published", "not_applicable")},
        "units.kind": {
            c: explaining.unit_kind(words, c)
            for c in ["party", "office", "department", "court_procuratorate", "group", "other"]
        },
        "level": {c: explaining.level(words, c) for c in ("national", "provincial", "city", "district")},
        "view": {
            c: n for c, n in explaining.view_names(words).items() if c in ("per_10k", "per_km2", "share")
        },
    }[column]


@lru_cache(maxsize=4)
def _names(words: Words) -> Mapping[str, Mapping[str, str]]:
    truth = {"yes": words.gettext("yes"), "no": words.gettext("no")}
    shared = (
        "period_basis qualifier status systems.status scope reliability severity absences.kind units.kind "
        "level view"
    )
    return {
        **{column: _of(column, words) for column in shared.split()},
        "per_capita": truth,
        "share": truth,
        "final_accounts": truth,
        "measure": {
            "count": words.gettext("number of things"),
            "rate": words.gettext("rate, in %"),
            "money": words.gettext("money"),
            "people": words.gettext("number of people"),
            "area": words.gettext("area"),
            "duration": words.gettext("duration"),
            "index": words.gettext("index"),
        },
        "better": {
            "higher": words.gettext("the higher the better"),
            "lower": words.gettext("the lower the better"),
            "neutral": words.gettext("neither"),
        },
        "basis": {
            "flow": words.gettext("over a period"),
            "stock": words.gettext("at a date"),
        },
        "documents.kind": {
            "annual_report": words.gettext("annual report"),
            "plan": words.gettext("plan document"),
            "news": words.gettext("news item"),
            "experience": words.gettext("account of experience"),
            "statistics": words.gettext("statistics"),
            "disclosure_report": words.gettext("report on disclosure of information"),
            "budget": words.gettext("budget or accounts"),
            "reference": words.gettext("reference work"),
            "other": words.gettext("other"),
        },
        "systems.kind": {
            "platform": words.gettext("platform"),
            "mechanism": words.gettext("mechanism"),
            "service": words.gettext("service"),
            "honour": words.gettext("honour"),
            "case": words.gettext("case"),
            "plan": words.gettext("plan"),
        },
        "targets.kind": {
            "target": words.gettext("to be reached"),
            "standard": words.gettext("to be kept every year or always"),
        },
        "comparator": {
            ">=": words.gettext("at least"),
            "=": words.gettext("exactly"),
            "<=": words.gettext("at most"),
        },
        "role": {
            "lead": words.gettext("leads"),
            "responsible": words.gettext("is responsible too"),
        },
        "bars": {
            "none": words.gettext("nothing"),
            "districts": words.gettext("other districts"),
            "years": words.gettext("other years"),
            "both": words.gettext("other districts and other years"),
        },
        "relations.kind": {
            "ratio": words.gettext("ratio: all parts but the last, over the last"),
            "sum": words.gettext("sum of the parts"),
            "difference": words.gettext("difference: all parts but the last, less the last"),
            "growth": words.gettext("growth over a year, in %"),
        },
        "sense": {
            "=": words.gettext("equal"),
            ">=": words.gettext("may be larger"),
        },
        "criterion": {
            "status": words.gettext("Status"),
            "final_accounts": words.gettext("Reports final accounts"),
            "qualifier": words.gettext("Exactness"),
            "reliability": words.gettext("Kind of source"),
            "report_year_match": words.gettext("Report on that very year"),
            "published_on": words.gettext("Published"),
            "observation_id": words.gettext("Identifier"),
        },
    }
