"""Evidence 数据来源: where does that number come from?"""

from __future__ import annotations

from pages.evidence_tabs import checks, documents, doubts, editing, figures, metrics
from pages.evidence_tabs.passage import draw_passage
from pages.evidence_tabs.provenance import provenance
from pages.shared import messages
from pages.shared.address import here, value
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put

TABS = {
    "figures": figures.draw,
    "documents": documents.draw,
    "metrics": metrics.draw,
    "doubts": doubts.draw,
    "checks": checks.draw,
}


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    opened = value("observation")
    if opened:
        _show_provenance(d, opened)
    names = {
        "figures": words.gettext("Figures"),
        "documents": words.gettext("Documents"),
        "metrics": words.gettext("Metrics"),
        "doubts": words.gettext("Doubts"),
        "checks": words.gettext("Checks"),
    }
    tab = one_of(
        "tab", words.gettext("Show"), list(TABS), default="figures", names=names.__getitem__, shown=True
    )
    editing.of_list(d, tab)
    TABS[tab](d)
    unknown()


def _show_provenance(d: PageContext, observation_id: str) -> None:
    """Show the whole provenance of one figure."""
    shown = provenance(d, observation_id, here("evidence", "observation"))
    if shown is None:
        text = d.words.gettext("There is no figure “{id}”. Search for it below.", id=observation_id[:60])
        messages.show("warning", text)
    else:
        put(shown)
        draw_passage(d, observation_id)
        editing.of_figure(d, observation_id)


page()
