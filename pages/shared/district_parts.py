"""A district as it is drawn: where it compares, all its figures, what else is known of it."""

from __future__ import annotations

from markupsafe import Markup

from charts.svg import spark
from pages.evidence_tabs.figures import saved_figures
from pages.shared.common_cache import cached_for_all
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.plan_summaries import others_have, plans_of
from queries import observations
from queries.coverage import by_district
from queries.evidence import Filters
from queries.key_facts import key_facts
from queries.profile import Profile, headline, profile, residents, standing
from queries.quality import EVERYTHING, Quality
from views import selection
from views.findings import Finding, of_district
from views.spec import ViewSpec

#: How many series and documents stand open; the rest is folded.
SERIES_SHOWN, DOCUMENTS_SHOWN = 8, 6


@cached_for_all
def district_parts(d: PageContext, spec: ViewSpec) -> tuple[Markup, Markup, Markup]:
    """Return where a district compares, all its figures, and what else is known of it."""
    district_id, quality = spec.get("district"), selection.recent(spec)
    p = profile(d.store, district_id, quality)  # its view holds the newest figure of a metric alone
    style = d.styles([district_id])[district_id]
    saved = saved_figures(
        Filters(
            districts=[district_id],
            reliability=spec.many("reliability"),
            status=() if quality.estimates else ("actual",),
            year_from=quality.since,
        )
    )
    head = d.render(
        "district/head.html",
        p=p,
        finding=_finding(d, district_id, quality),
        coverage=by_district(d.store)[district_id],
        residents=residents(d.store, district_id),
        comparisons=standing(d.store, district_id, quality=quality),
        series=[(s, spark(s, style, d.theme)) for s in p.series[:SERIES_SHOWN]],
    )
    figures = d.render(
        "district/figures.html",
        p=p,
        spec=spec,
        left_out=selection.left_out(d.store, d.words, spec),
        saved=saved,
        lacking=_dimensions_without_figures(d, p, quality),
        in_excerpts=sum(not d.catalogue.documents[i].in_full for i in _documents_of_figures(p)),
    )
    rest = d.render(
        "district/rest.html",
        p=p,
        plans=plans_of(d, district_id),
        others_have=others_have(d, district_id),
        systems=grouped((s for s in p.systems if s.kind != "honour"), lambda s: s.dimension_id),
        shown=DOCUMENTS_SHOWN,
    )
    return head, figures, rest


def _finding(d: PageContext, district_id: str, quality: Quality) -> Finding:
    """How the district stands by the figures let in."""
    firm = headline(d.store, district_id)
    alone = next(iter(quality.keep([firm], d.catalogue)), None) if firm else None
    [facts] = key_facts(d.store, [district_id], quality)
    return of_district(d.words, d.catalogue, facts, alone)


def _documents_of_figures(p: Profile) -> set[str]:
    return {o.document_id for metrics in p.figures.values() for m in metrics for o in m.figures}


def _dimensions_without_figures(d: PageContext, p: Profile, quality: Quality) -> dict[str, str]:
    """Return in words the dimensions of which nothing is listed: filtered out, and not in our sources."""
    unfiltered = () if quality == EVERYTHING else observations.of_district(d.store, p.district.district_id)
    having = {*p.figures, *(d.catalogue.metrics[o.metric_id].dimension_id for o in unfiltered)}
    empty = [i for i in d.catalogue.dimensions if i not in p.figures]
    return {
        "filtered": d.words.enumerated(d.dimension_name(i) for i in empty if i in having),
        "not_in_sources": d.words.enumerated(d.dimension_name(i) for i in empty if i not in having),
    }
