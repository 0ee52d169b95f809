"""The page that tells how all this is used, put together once for all readers."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from locales import Words
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from queries.coverage import by_district
from queries.quality import RELIABILITY
from queries.requirements import state_rules
from views import wording


@cached_for_all
def about(d: PageContext) -> Markup:
    """Return the page; its counts are those of the data."""
    return d.render(
        "about/about.html",
        contents=_contents(d.words),
        counts=_counts(d),
        version=d.store.version,
        # a state may have several rules, one for each way to it
        rules=list({r.state: r for r in reversed(state_rules(d.store))}.values())[::-1],
    )


def _contents(words: Words) -> list[tuple[str, str]]:
    """The parts of the page: the fragment of the address, and the head."""
    return [
        ("what", words.gettext("What this is")),
        ("sources", words.gettext("Where the figures come from")),
        ("comparison", words.gettext("When figures may be compared")),
        ("adding", words.gettext("How figures are added")),
        ("errors", words.gettext("How to report an error")),
        ("signs", words.gettext("What the signs mean")),
    ]


def _counts(d: PageContext) -> str:
    """How many figures of how many documents, by kind of source."""
    words = d.words
    kinds = Counter(document.reliability for document in d.catalogue.documents.values())
    figures = sum(c.figures for c in by_district(d.store).values())
    return words.sentence(
        words.labelled(
            words.gettext(
                "{figures} from {documents}",
                figures=words.ngettext("{n} figure", "{n} figures", figures),
                documents=words.ngettext("{n} document", "{n} documents", kinds.total()),
            ),
            words.clauses(f"{wording.reliability(words, k)} {words.number(kinds[k])}" for k in RELIABILITY),
        )
    )
