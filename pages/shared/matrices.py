"""Matrices of the overview: what is held, and what districts do."""

from __future__ import annotations

from html import escape

from pages.shared import html
from pages.shared.page_context import PageContext
from queries.coverage import Cell, by_dimension
from queries.practices import PracticeMatrix, practice_matrix, systems_of
from queries.records import District, Document, Practice
from views import explaining
from views.spec import view_spec

#: Age of the newest figure in years → shade; older than the last is the palest.
FRESHNESS = ((1, 3), (3, 2), (6, 1))


def coverage(d: PageContext) -> str:
    """Dimension × district: how many figures and the newest year, shaded by freshness; a dash where nothing is held."""
    words = d.words
    cells = {(c.dimension_id, c.district_id): c for c in by_dimension(d.store)}
    head = [words.gettext("Dimension"), *(d.district_name(x) for x in d.usual_districts)]
    rows = [
        [escape(d.dimension_name(i)), *(_cell(d, cells.get((i, x)), x, i) for x in d.usual_districts)]
        for i in d.catalogue.dimensions
    ]
    note = words.gettext(
        "Number of figures and newest year; the deeper the shade, the newer. – nothing in our sources."
    )
    return (
        html.tag("h3", words.gettext("What the sources hold"), "qj-side")
        + html.table(head, rows).replace("qj-table", "qj-table qj-matrix", 1)
        + html.tag("p", note, "qj-small")
        + html.tag("p", d.first_only, "qj-small")
        + html.takeaway(d, view_spec("missing", **shown(d)), note, (), is_brief=True)
    )


def shown(d: PageContext) -> dict[str, str]:
    """The districts of a matrix, as the API is asked for them."""
    return {"districts": ",".join(d.usual_districts)}


def _cell(d: PageContext, cell: Cell | None, district_id: str, dimension_id: str) -> str:
    if cell is None:
        return '<span class="qj-none">–</span>'
    age = d.today.year - cell.newest_year
    shade = next((s for limit, s in FRESHNESS if age <= limit), 0)
    where = d.link("evidence", districts=district_id, dimension=dimension_id)
    title = d.words.gettext(
        "{official} official, {press} press, {secondary} secondary",
        official=cell.official,
        press=cell.press,
        secondary=cell.secondary,
    )
    return (
        f'<a class="qj-cell qj-fresh{shade}" href="{escape(where)}" target="_self" title="{escape(title)}">'
        f"<b>{cell.figures}</b> <small>{cell.newest_year}</small></a>"
    )


def practices(d: PageContext) -> str:
    """Practice types × districts in small, by dimension: in use, planned, not found in our sources."""
    words = d.words
    matrix = practice_matrix(d.store, d.usual_districts)
    names = "".join(f"<span>{escape(_initial(d, x))}</span>" for x in d.usual_districts)
    groups: dict[str, list[Practice]] = {}
    for practice in matrix.practices:
        groups.setdefault(practice.dimension_id, []).append(practice)
    blocks = []
    for dimension_id, members in groups.items():
        rows = "".join(_practice(d, matrix, p) for p in members)
        top = f'<div class="qj-prow qj-phead">{html.tag("b", d.dimension_name(dimension_id))}{names}</div>'
        blocks.append(f'<div class="qj-group">{top}{rows}</div>')
    legend = " ".join(
        f"{sign} {explaining.state(words, code)}" for code, sign in explaining.STATE_SIGNS.items()
    )
    note = words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )
    return (
        html.tag("h3", words.gettext("What the districts do"), "qj-side")
        + html.tag("p", f"{legend}　{note}", "qj-small")
        + html.tag("p", d.first_only, "qj-small")
        + f'<div class="qj-practices" style="--n:{len(d.usual_districts)}">{"".join(blocks)}</div>'
        + html.takeaway(
            d, view_spec("practices", **shown(d)), note, documents_of_practices(d), size="a4", is_brief=True
        )
    )


def documents_of_practices(d: PageContext) -> list[Document]:
    """The documents in which the practices were found."""
    used = dict.fromkeys(s.document_id for s in systems_of(d.store, d.usual_districts) if s.practice_id)
    return [d.catalogue.documents[i] for i in used]


def _initial(d: PageContext, district_id: str) -> str:
    """A heading short enough for a narrow column: the first two characters, or the first four letters."""
    return d.words.initial(d.district_name(district_id))


def _practice(d: PageContext, matrix: PracticeMatrix, practice: Practice) -> str:
    words = d.words
    cells = "".join(f"<span>{_sign(d, matrix, practice, x)}</span>" for x in matrix.districts)
    name = f'<span title="{escape(words.pick(practice, "question"))}">{escape(words.pick(practice, "name"))}</span>'
    return f'<div class="qj-prow">{name}{cells}</div>'


def _sign(d: PageContext, matrix: PracticeMatrix, practice: Practice, district: District) -> str:
    """Whether a district has a practice; says by which systems, and leads to the district."""
    words = d.words
    code = matrix.state(practice.practice_id, district.district_id)
    systems = matrix.systems.get((practice.practice_id, district.district_id), ())
    what = words.joined(words.pick(s, "name") for s in systems)
    title = escape(
        words.labelled(words.pick(district, "name"), f"{explaining.state(words, code)} {what}".strip())
    )
    mark = explaining.STATE_SIGNS[code]
    sign = f'<span class="qj-p-{code}" title="{title}" role="img" aria-label="{title}">{mark}</span>'
    if not systems:
        return sign
    return f'<a href="{escape(d.link("district", district=district.district_id))}" target="_self">{sign}</a>'
