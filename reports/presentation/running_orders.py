"""Running orders: from the words of an address to a draft, and from what is not known to a message about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from locales import LANGUAGES, Words, words
from queries.coverage import by_district
from queries.profile import standing
from queries.quality import EVERYTHING, FIRST_HAND, RELIABILITY, Quality
from queries.ready import comparable_metrics, ready_sets
from queries.search import search_everything
from queries.series_choice import longest_first
from queries.store import Store
from reports.report import unknown
from reports.templates import TEMPLATES, Choice, draft, left_out, template_names
from views import selection
from views.draft import MOST_ITEMS, Draft, Item, from_link, item, with_reliability
from views.query_string import first_values, unglued, unknown_names, values_of
from views.spec import KINDS, Kind, SpecError, fits, kind_of_page
from views.wording import some

#: The words of an address that name a running order.
ORDER = ("template", "draft", "districts", "district", "dimension", "metrics", "from", "to", "reliability")
#: How many comparisons answer a question about a district, and how many answers a question from the audience offers.
COMPARISONS, HITS = 4, 12
#: How many pages of one reader become screens.
MOST_PAGES = 24


@dataclass(frozen=True)
class Order:
    """A running order and, in both languages, what of the address is not known."""

    draft: Draft
    messages: tuple[Mapping[str, str], ...] = field(default_factory=tuple)


def order_of_address(store: Store, parameters: Mapping[str, str]) -> Order | None:
    """The running order that an address asks for; None where it asks for none or for one that cannot be read."""
    given, glued = unglued(parameters)
    order = _order(store, given)
    messages = _misread(unknown_names("meeting", given), glued)
    if order is None:
        return Order(Draft(), messages) if messages else None
    return replace(order, messages=(*order.messages, *messages))


def _order(store: Store, parameters: Mapping[str, str]) -> Order | None:
    if parameters.get("draft"):
        try:
            order_draft = from_link(parameters["draft"])
        except SpecError as error:
            return Order(Draft(), (error.message,))
        return Order(order_draft, unknown_in(store, order_draft))
    template = next((t for t in TEMPLATES if t == parameters.get("template")), None)
    if template is None:
        return (
            Order(Draft(), (_left_out([f"template={parameters['template']}"]),))
            if parameters.get("template")
            else None
        )
    choice, strange = _choice(store, parameters)
    return Order(draft(store, template, choice, "both"), (_left_out(strange),) if strange else ())


def unknown_in(store: Store, order_draft: Draft) -> tuple[Mapping[str, str], ...]:
    """What of a draft is not known here, as a message in both languages; none where all of it is."""
    strange = unknown(store, order_draft)
    return (_left_out(strange),) if strange else ()


def _choice(store: Store, parameters: Mapping[str, str]) -> tuple[Choice, list[str]]:
    catalogue = store.catalogue
    districts = catalogue.known_districts(
        values_of(parameters.get("districts") or parameters.get("district", ""))
    )
    metrics = catalogue.known_metrics(values_of(parameters.get("metrics", "")))
    strange = [f"districts={d}" for d in districts.unknown] + [f"metrics={m}" for m in metrics.unknown]
    dimension = parameters.get("dimension", "")
    if dimension and dimension not in catalogue.dimensions:
        strange.append(f"dimension={dimension}")
        dimension = ""
    years: dict[str, int | None] = {"from": None, "to": None}
    for name in years:
        text = parameters.get(name, "")
        if text.isascii() and text.isdecimal() and len(text) == 4:
            years[name] = int(text)
        elif text:
            strange.append(f"{name}={text}")
    sources = reliability_of(parameters.get("reliability", ""))
    if sources is None:
        strange.append(f"reliability={parameters['reliability']}")
    choice = Choice(districts.found, metrics.found, years["from"], years["to"], dimension)
    return replace(choice, reliability=sources) if sources else choice, strange


def reliability_of(text: str) -> tuple[str, ...] | None:
    """The kinds of sources that an address lets in, `all` for all of them; () where it names none, None if unknown."""
    if text == "all":
        return RELIABILITY
    kinds = values_of(text)
    return tuple(kinds) if all(k in RELIABILITY for k in kinds) else None


def _misread(names: Sequence[str], glued: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Messages about parameters that the meeting does not have and about text glued to the link."""
    found = (
        (
            names,
            lambda translator, listed: translator.gettext(
                "Parameters of the link that this page does not have: {names}", names=listed
            ),
        ),
        (
            glued,
            lambda translator, listed: translator.gettext(
                "Text after the link, left out: {values}", values=listed
            ),
        ),
    )
    return tuple(_in_both(sentence, texts) for texts, sentence in found if texts)


def _left_out(strange: Sequence[str]) -> Mapping[str, str]:
    return _in_both(
        lambda translator, listed: translator.gettext(
            "Left out, because it is not known here: {values}", values=listed
        ),
        strange,
    )


def _in_both(sentence: Callable[[Words, str], str], found: Sequence[str]) -> Mapping[str, str]:
    """A sentence about the first of what was found, in every language."""
    return {
        code: sentence(words(code), some(words(code), (text[:60] for text in found))) for code in LANGUAGES
    }


# -- questions from the audience ---------------------------------------------------------------------------------


def hits(store: Store, translator: Words, text: str) -> dict[str, Any]:
    """What a question may mean: metrics (those with most to show first) and districts; and how many more there are."""
    catalogue = store.catalogue
    compares = comparable_metrics(store)
    searched = search_everything(store, text)
    called = searched.question.metric_ids
    found = [h for h in searched.hits if h.kind in ("metric", "district")]
    found.sort(key=lambda h: (h.kind != "district", h.hit_id not in called, h.hit_id not in compares))
    shown = [
        {
            "question": ":".join([h.kind, h.hit_id, *h.districts[:1]]),
            "name": translator.pick(h, "name"),
            "about": translator.gettext("District")
            if h.kind == "district"
            else translator.joined(
                translator.pick(x, "name")
                for x in (
                    *(catalogue.districts[i] for i in h.districts[:1]),
                    catalogue.dimensions[catalogue.metrics[h.hit_id].dimension_id],
                )
            ),
        }
        for h in found[:HITS]
    ]
    rest = len(found) - len(shown)
    more = translator.ngettext(
        "{n} more; a longer word finds fewer.", "{n} more; a longer word finds fewer.", rest
    )
    return {"hits": shown, "more": more if rest else ""}


def answer(store: Store, question: str, reliability: str = "") -> Draft | None:
    """The screens that answer `metric:ID`, `metric:ID:DISTRICT` or `district:ID`; None where nobody knows the id."""
    kinds = reliability_of(reliability) or FIRST_HAND.reliability
    order_draft = _answer(store, question, Quality(kinds))
    return order_draft and with_reliability(order_draft, kinds if len(kinds) < len(RELIABILITY) else ())


def _answer(store: Store, question: str, quality: Quality) -> Draft | None:
    kind, what, district = [*question.split(":", 2), "", ""][:3]
    catalogue = store.catalogue
    if kind == "metric" and what in catalogue.metrics:
        chosen = {"district": district} if district in catalogue.districts else {}
        items = (item("compare", metric=what, **chosen), item("trend", metric=what, **chosen))
        return Draft(language="both", items=items)
    if kind == "district" and what in catalogue.districts:
        return Draft(language="both", items=tuple(_of_district(store, what, quality)))
    return None


def _of_district(store: Store, district_id: str, quality: Quality = EVERYTHING) -> list[Item]:
    """Where it stands among the others, what it does, and all its figures."""
    compared = standing(store, district_id, COMPARISONS, quality)
    return [
        *(item("compare", metric=c.metric.metric_id, year=c.year, district=district_id) for c in compared),
        item("practices", district=district_id),
        item("figures", district=district_id),
    ]


# -- the pages somebody has open -------------------------------------------------------------------------------


def of_pages(store: Store, addresses: Sequence[str]) -> tuple[Draft, int]:
    """The pages a reader has open as one running order, and how many are left out: no screen for them, or no room."""
    items: list[Item] = []
    skipped = max(0, len(addresses) - MOST_PAGES)
    for address in addresses[:MOST_PAGES]:
        items_of_page = _screens_of(store, address)
        skipped += not items_of_page
        if len(items) <= MOST_ITEMS:
            items += [i for i in items_of_page if i not in items]
    if len(items) > MOST_ITEMS:
        kept = items[: MOST_ITEMS - 1]
        items = [*kept, left_out(kept, (), "both")]
    return Draft(language="both", items=tuple(items)), skipped


def _screens_of(store: Store, address: str) -> list[Item]:
    """The items of a page; none where its address cannot be read or says too little for a screen."""
    try:
        return _of_page(store, address) if is_readable(address) else []
    except SpecError:
        return []


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart; `//[` cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _of_page(store: Store, address: str) -> list[Item]:
    parts = urlsplit(address)
    if parts.netloc:
        return []
    parameters, _ = unglued(first_values(parts.query))
    page = parts.path.strip("/")
    if page == "report":
        order = order_of_address(
            store, parameters if parameters.get("draft") else {"template": "annual"} | parameters
        )
        return list(order.draft.items) if order else []
    if page == "district":
        district = parameters.get("district") or _usual_district(store, parameters)
        return _of_district(store, district) if district in store.catalogue.districts else []
    kind = kind_of_page(page, parameters)
    return _items(store, kind, parameters) if kind else []


def _usual_district(store: Store, parameters: Mapping[str, str]) -> str:
    """The district that a page shows whose address names none: the reader's own, else the first."""
    own = parameters.get("own", "")
    return own if own in store.catalogue.districts else next(iter(store.catalogue.districts), "")


def _items(store: Store, kind: Kind, parameters: Mapping[str, str]) -> list[Item]:
    """The items of a page; where it names no metric, its own first one."""
    required = KINDS[kind].required
    if "metric" not in required:
        named = dict(parameters)
        if "district" in required:
            named.setdefault("district", _usual_district(store, parameters))
        if kind == "brief":  # as the page does
            named.setdefault("reliability", ",".join(FIRST_HAND.reliability))
        return [_known(store, kind, named)]
    if kind == "trend":
        return _of_metrics(store, kind, parameters, {"metric": next(iter(longest_first(store)), "")})
    first = next(iter(ready_sets(store)), None)
    usual = {"metric": first.metric_id, "year": str(first.year)} if first else {}
    return _of_metrics(store, kind, parameters, usual)


def _of_metrics(
    store: Store, kind: Kind, parameters: Mapping[str, str], usual: Mapping[str, str]
) -> list[Item]:
    """An item for each metric of an address; the page's own first one where it names none."""
    named = dict(parameters) if parameters.get("metric") else {**parameters, **usual}
    found = dict.fromkeys(m for m in values_of(named.get("metric", "")) if m in store.catalogue.metrics)
    return [_known(store, kind, {**named, "metric": m}) for m in list(found)[:MOST_ITEMS]]


def _known(store: Store, kind: Kind, parameters: Mapping[str, str]) -> Item:
    """An item of what an address says and the item understands."""
    known = {k: v for k, v in parameters.items() if fits(kind, k, v)}
    for name in ("districts", "district"):
        if name in known:
            known[name] = ",".join(i for i in values_of(known[name]) if i in store.catalogue.districts)
    return item(kind, **known)


# -- what can be begun with ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Beginning:
    """A running order to choose: its name, what it is made of, and the words of its address."""

    name: str
    about: str
    parameters: Mapping[str, str]


def beginnings(store: Store, translator: Words) -> list[tuple[str, list[Beginning]]]:
    """The running orders that need no preparation, in groups with a heading."""
    catalogue = store.catalogue
    names = template_names(translator)
    about = {
        "meeting": translator.gettext("the comparisons that say most"),
        "annual": translator.gettext("every metric that compares, then what is missing"),
        "brief": translator.ngettext(
            "{n} district, one after the other",
            "{n} districts, one after the other",
            min(len(catalogue.districts), selection.USUAL_DISTRICTS),
        ),
    }
    everyone = [Beginning(names[t], text, {"template": t}) for t, text in about.items()]
    coverage = by_district(store)
    briefs = [
        Beginning(
            translator.pick(d, "name"),
            translator.ngettext("{n} figure", "{n} figures", coverage[d.district_id].figures),
            {"template": "district", "districts": d.district_id},
        )
        for d in catalogue.districts.values()
    ]
    metrics = comparable_metrics(store)
    counts = {
        i: sum(m.dimension_id == i and m.metric_id in metrics for m in catalogue.metrics.values())
        for i in catalogue.dimensions
    }
    topics = [
        Beginning(
            translator.pick(x, "name"),
            translator.ngettext("{n} metric that compares", "{n} metrics that compare", counts[i]),
            {"template": "dimension", "dimension": i},
        )
        for i, x in catalogue.dimensions.items()
        if counts[i]
    ]
    return [
        (translator.gettext("For all districts"), everyone),
        (names["district"], briefs),
        (names["dimension"], topics),
    ]


def filled(order_draft: Draft) -> Draft:
    """The draft, if it holds anything; SpecError otherwise."""
    if not order_draft.items:
        raise SpecError("草稿中没有内容。", "The draft holds no items.")
    return order_draft


def both(order_draft: Draft) -> Draft:
    """The same for every language it was written in: presentations always hold both."""
    return replace(order_draft, language="both")
