"""What every page starts from: the facts, the reader's words, and how charts are to look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from charts.captioned import Caption
from charts.captions import caption_of
from charts.svg import strip
from charts.theme import Mode, SeriesStyle, Theme, styles
from data import settings
from locales import Words, words
from pages.shared.address import address, api_link, is_large, language, own_district, own_first
from pages.shared.common_cache import cached_for_all, start_with
from pages.shared.exports import Exports, packed
from pages.shared.templates import put, render
from pages.shared.versions import store_of_address
from queries.catalogue import Catalogue
from queries.checks import outcomes
from queries.comparison import Comparison
from queries.current import current_store
from queries.plan_records import Unit
from queries.records import District, Document, Metric, Observation, Practice, System
from queries.store import Store
from views import wording
from views.build import build
from views.evidence import cited_figure
from views.selection import quality_parameters
from views.spec import ViewSpec
from views.view import View

#: How many districts a page shows unless the reader chooses.
USUAL_DISTRICTS = 8


@dataclass(frozen=True)
class PageContext:
    """One reader's view of the store."""

    store: Store
    words: Words
    theme: Theme
    #: The day on which the reader looks: states of tasks and the age of figures go by it.
    today: dt.date

    @property
    def catalogue(self) -> Catalogue:
        """The small tables."""
        return self.store.catalogue

    @property
    def own(self) -> str:
        """The reader's own district (本区); '' where none is chosen."""
        return self.theme.own

    @property
    def district_ids(self) -> list[str]:
        """All districts, the reader's own first."""
        return own_first(self.catalogue.districts, self.own)

    @property
    def usual_districts(self) -> list[str]:
        """The districts shown unless the reader chooses."""
        return self.district_ids[:USUAL_DISTRICTS]

    @property
    def first_only(self) -> str:
        """That only the usual districts are shown, where there are more; '' where these are all."""
        n = len(self.catalogue.districts)
        if n <= USUAL_DISTRICTS:
            return ""
        if self.own:
            return self.words.gettext(
                "Shown are {own} and the first {most} of the other {n} districts.",
                own=self.district_name(self.own),
                most=USUAL_DISTRICTS - 1,
                n=self.words.number(n - 1),
            )
        return self.words.gettext(
            "Shown are the first {most} of {n} districts.", most=USUAL_DISTRICTS, n=self.words.number(n)
        )

    def styles(self, chosen: Iterable[str]) -> Mapping[str, SeriesStyle]:
        """Colours and symbols of the chosen districts."""
        return styles(list(self.catalogue.districts.values()), list(chosen), self.theme.mode)

    def strip(self, c: Comparison) -> str:
        """Return the small drawing of a comparison, as SVG."""
        return strip(c, self.styles(x.district_id for x in c.districts), self.theme)

    def render(self, template: str, **given: Any) -> Markup:
        """Return the HTML of a template, which knows this context as `d`."""
        return render(template, self.words.code, large=self.theme.large, d=self, **given)

    def show(self, template: str, **given: Any) -> None:
        """Put the HTML of a template on the page."""
        put(self.render(template, **given))

    def exports(self, spec: ViewSpec, sentence: str, documents: Sequence[Document], **how: Any) -> Markup:
        """Return what a reader takes away from a view; `how` is what `Exports` knows besides."""
        return self.render(
            "shared/under_a_view.html", t=Exports(self.words, spec, sentence, documents, **how)
        )

    def caption(self, view: View) -> Caption:
        """Return what must stand around a chart that is shown alone."""
        return caption_of(view, self.store.version, self.store.meta.get("released_on", ""))

    def comparison_picture(self, c: Comparison) -> str:
        """Return the address of the picture of a comparison."""
        districts = ",".join(x.district_id for x in c.districts)
        chosen = {"metric": c.metric.metric_id, "year": str(c.year), "districts": districts}
        chosen |= quality_parameters(c.quality, "reliability", "estimates")
        return self.picture("compare", **chosen)

    def picture(self, answer: str, **parameters: str) -> str:
        """Return the address of a picture of an answer of the API, in the reader's language, as large as a screen."""
        return api_link(answer, **parameters, lang=self.words.code, format="svg", size="slide")

    def cited(self, metric: Metric, o: Observation) -> str:
        """Return one figure as a report quotes it."""
        document = self.catalogue.documents[o.document_id]
        return cited_figure(
            self.words, metric, o, self.district_name(o.district_id), document, self.store.version
        )

    def adding(self, spec: ViewSpec) -> Markup:
        """Return the button that adds a view to the reader's report."""
        return self.render("shared/adding.html", item=packed(spec))

    def checked(self, observation_id: str) -> str:
        """Return what the checks of a figure gave (agrees, disagrees, unchecked); '' if no relation speaks of it."""
        return outcomes(self.store).get(observation_id, "")

    def view(self, spec: ViewSpec) -> View:
        """Return the view of a spec, as the reader is to see it."""
        return _view(self.store, self.words, spec, self.today)

    def link(self, page: str, /, **parameters: str) -> str:
        """The address of a page in this language and text size; reads nothing of the reader, unlike `address.link`."""
        return address(page, self.words.code, large=self.theme.large, **parameters)

    def comparison_link(self, c: Comparison) -> str:
        """The address of a comparison on its page, with the figures let in as they are in it."""
        chosen = quality_parameters(c.quality, "reliability", "estimates")
        return self.link("compare", metric=c.metric.metric_id, year=str(c.year), **chosen)

    def district_name(self, district_id: str) -> str:
        """A district's name in the reader's language."""
        return self.words.pick(self.catalogue.districts[district_id], "name")

    def district_label(self, district_id: str) -> str:
        """The same in a control, where the reader's own district is marked."""
        name = self.district_name(district_id)
        return (
            self.words.with_brackets(name, self.words.gettext("my district"))
            if district_id == self.own
            else name
        )

    def metric_name(self, metric_id: str) -> str:
        """A metric's name in the reader's language."""
        return self.words.pick(self.catalogue.metrics[metric_id], "name")

    def names(self, records: Iterable[District | Practice | System | Unit]) -> str:
        """Names of records in the reader's language, as a list in a sentence."""
        return self.words.joined(self.words.pick(record, "name") for record in records)

    def first_names(self, districts: Iterable[District]) -> str:
        """Names of districts as a list in a sentence: the first, and how many more there are."""
        return wording.districts(self.words, (self.words.pick(x, "name") for x in districts))

    def dimension_name(self, dimension_id: str) -> str:
        """A dimension's name in the reader's language."""
        return self.words.pick(self.catalogue.dimensions[dimension_id], "name")


@cached_for_all
def _view(store: Store, translator: Words, spec: ViewSpec, today: dt.date) -> View:
    return build(store, translator, spec, today)


def page_context() -> PageContext:
    """Return the context of this run of a page."""
    translator = words(language())
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    store = store_of_address()
    start_with(current_store())
    own = own_district(store.catalogue.districts)
    return PageContext(store, translator, Theme(translator, mode, is_large(), own), settings.today())
