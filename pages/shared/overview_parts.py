"""The overview, put together once for all readers of one language and look."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.shared import overview_cards
from pages.shared.common_cache import cached_for_all
from pages.shared.matrices import coverage, practices
from pages.shared.page_context import PageContext
from pages.shared.plan_summaries import counted
from queries.comparison import compare
from queries.key_facts import law_based
from queries.plans import plans
from queries.ready import first_of_each_metric, ready_sets
from queries.releases import newest_release
from views import findings
from views.spec import view_spec

#: How many ready comparisons the overview shows.
COMPARISONS = 8


class Parts(NamedTuple):
    """The overview as HTML, top to bottom."""

    finding: Markup
    cards: Markup
    coverage: Markup
    where: Markup
    below: Markup


@cached_for_all
def parts(d: PageContext) -> Parts:
    """The overview of one store in one language, light or dark, normal or large, for one own district or none.

    It is that of one day, and built once for all readers: it is the page that a whole meeting opens at the same moment.
    Nothing in it may depend on one of them: addresses come from the templates' `link`, and a button that adds to a
    report leaves it to the browser which report that is.
    """
    return Parts(_finding(d), overview_cards.cards(d), coverage(d), overview_cards.where(d), _below(d))


def _finding(d: PageContext) -> Markup:
    """What this is, what compares, what is new."""
    found, release = law_based(d.store), newest_release(d.store)
    return d.render(
        "overview/finding.html",
        finding=findings.of_overview(d.words, d.catalogue, found),
        newest=found.newest,
        released=findings.of_release(d.words, release) if release else "",
    )


def _below(d: PageContext) -> Markup:
    """The comparisons that hold today, the plans with their tasks by state, what the districts do."""
    ready = ready_sets(d.store)
    shown = first_of_each_metric(ready)[:COMPARISONS]
    done = d.view(view_spec("practices", districts=d.usual_districts))
    return d.render(
        "overview/below.html",
        comparisons=[compare(d.store, s.metric_id, s.year, s.district_ids) for s in shown],
        comparable=len(ready),
        plans=[(plan, counted(d, plan)) for plan in plans(d.store, d.today)],
        done=done,
        practices=practices(d, done.practices) if done.practices else {},
    )
