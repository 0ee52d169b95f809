"""The pages of accounts: what a form sends, who sends it, and the document that answers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Container, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

from markupsafe import Markup
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data import settings
from data.access import base_path
from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.people import Person, Right, note_refusal
from data.workspace.sessions import LASTS
from locales import LANGUAGES, Words, words
from pages.meeting.work import language_of
from pages.shared import limits
from pages.shared.address import address
from pages.shared.base_path import below
from pages.shared.header import SWITCH
from pages.shared.identity import COOKIE, asking, name_by_proxy
from pages.shared.limits import Limit
from pages.shared.streamlit_internals import fill
from pages.shared.templates import render
from reports.presentation.document import asset

#: The longest form, in bytes.
LONGEST = 64_000
#: Fields that no document repeats.
_SECRET = {"password", "present", "new", "again"}
STYLE = Path(__file__).parents[1] / "shared/style.css"


class Sent(NamedTuple):
    """A request: in which language, by whom (None: nobody is signed in), its address, and the fields of its form.

    What is done is done by what a form sends, never by an address: a link from elsewhere comes with the cookie.
    """

    words: Words
    person: Person | None
    query: Mapping[str, str]
    fields: Mapping[str, str]
    #: Whether it is a form, not somebody who follows a link.
    is_form: bool
    is_large: bool
    #: From where it comes: attempts to sign in are counted by it.
    came_from: str
    is_secure: bool
    cookies: Mapping[str, str]
    #: The name by which the proxy of the office knows who sends it; '' where it names nobody.
    by_proxy: str
    #: The address of this server as the browser knows it, up to where its pages begin.
    origin: str

    def field(self, name: str) -> str:
        """Return a field of the form; '' where it was not sent."""
        return self.fields.get(name, "")

    @property
    def next(self) -> str:
        """Where somebody was going, as the form or else the address says."""
        return self.field("next") or self.query.get("next", "")

    def link(self, page: str, /, **parameters: str) -> str:
        """Return the address of a page in the language and text size of this request."""
        return address(page, self.words.code, large=self.is_large, **parameters)

    def said(self, error: WorkspaceError) -> str:
        """Return what is wrong in the language of this request."""
        return error.reason.text(self.words.code)


#: What answers a request, in a thread of its own; the workspace is None where there is none.
Answer = Callable[[Sent, Workspace | None], Response]
#: The same for somebody who is signed in.
Known = Callable[[Sent, Workspace, Person], Response]


def form(answer: Answer, longest: int = LONGEST) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler of what answers a request: read the form, look who sends it, say what cannot be done.

    A form of more bytes than `longest` is refused.
    """

    @wraps(answer)
    async def handler(request: Request) -> Response:
        body, answering = b"", answer
        if request.method == "POST":
            try:
                body = await _body(request, longest)
            except ClientDisconnect:  # nobody is there any more
                return Response(status_code=400)
            except ValueError:
                answering = _too_long
        code = language_of(request)
        try:
            return await limits.questions.run(_answered, answering, request, code, body)
        except limits.Busy:
            return Response(status_code=503, headers={"Retry-After": "5"})

    return handler


async def _body(request: Request, longest: int) -> bytes:
    """What a form sends. ValueError where it is more than is read."""
    body = b""
    async for block in request.stream():
        body += block
        if len(body) > longest:
            raise ValueError
    return body


def _too_long(sent: Sent, _workspace: Workspace | None) -> Response:
    words = sent.words
    error = words.gettext("The form is too long and was not read: shorten what is typed, and send it again.")
    return page(sent, "accounts/refused.html", words.gettext("Accounts"), 413, error=error)


def link_within(limit: Limit) -> Callable[[Answer], Callable[[Request], Awaitable[Response]]]:
    """Make a handler of what answers a link: those who follow it wait for each other, and for nobody else."""

    def made(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        @wraps(answer)
        async def handler(request: Request) -> Response:
            try:
                return await limit.run(_answered, answer, request, language_of(request), b"")
            except limits.Busy:
                return Response(status_code=503, headers={"Retry-After": "5"})

        return handler

    return made


def action(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler of what only a form may ask for; whoever follows a link to it is led to the account."""

    @wraps(answer)
    def of_forms(sent: Sent, workspace: Workspace | None) -> Response:
        return answer(sent, workspace) if sent.is_form else to(sent.link("account"))

    return form(of_forms)


def carried(query: Mapping[str, str], names: Container[str]) -> dict[str, str]:
    """Return what of an address counts; anything else is left behind."""
    return {name: text for name, text in query.items() if name in names}


def for_somebody(back: str, names: Container[str] = ()) -> Callable[[Known], Answer]:
    """Make an answer of one to somebody who is signed in; others are led to sign in first, and back to a page.

    `names` are the parameters of the address that lead back to the same page.
    """

    def made(answer: Known) -> Answer:
        @wraps(answer)
        def checked(sent: Sent, workspace: Workspace | None) -> Response:
            if sent.person is None or workspace is None:
                return to(sent.link("sign-in", next=sent.link(back, **carried(sent.query, names))))
            return answer(sent, workspace, sent.person)

        return checked

    return made


def for_those_who_may(*rights: Right) -> Callable[[Known], Known]:
    """Make an answer of one to people with one of some rights; others are told, and it is written down."""

    def made(answer: Known) -> Known:
        @wraps(answer)
        def checked(sent: Sent, workspace: Workspace, person: Person) -> Response:
            if not any(map(person.may, rights)):
                note_refusal(person, rights[0])
                return page(
                    sent, "accounts/refused.html", _title(sent), 403, error=_lacking(sent.words, rights[0])
                )
            return answer(sent, workspace, person)

        return checked

    return made


def _title(sent: Sent) -> str:
    return sent.words.gettext("Accounts")


def _lacking(words: Words, right: Right) -> str:
    """Which right somebody lacks, and who gives it."""
    return {
        "propose": words.gettext(
            "Your account reads, and proposes no changes: an administrator can make you an editor."
        ),
        "read_log": words.gettext("Only reviewers and administrators read the log."),
        "administer": words.gettext("Only administrators see the people of the office."),
    }[str(right)]


def _answered(answer: Answer, request: Request, code: str, body: bytes) -> Response:
    sent = Sent(
        words(code),
        asking(request),
        {name: _kept(text) for name, text in request.query_params.items()},
        {name: _kept(given[-1]) for name, given in parse_qs(body.decode("utf-8", "replace")).items()},
        request.method == "POST",
        request.query_params.get("text") == "large",
        request.client.host if request.client else "",
        request.url.scheme == "https",
        request.cookies,
        name_by_proxy(request.headers),
        f"{request.url.scheme}://{request.url.netloc}{base_path()}",
    )
    try:
        return answer(sent, open_workspace() if settings.has_workspace() else None)
    except WorkspaceError as error:
        again = _again(body)
        title = sent.words.gettext("Accounts")
        return page(sent, "accounts/once_more.html", title, 503, error=sent.said(error), again=again)


def _again(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form that could not be taken, to be sent once more; nothing of one that holds a password."""
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    if fields.keys() & _SECRET:
        return []
    return [(name, text) for name, texts in fields.items() for text in texts]


def _kept(text: str) -> str:
    """A text without the one character that PostgreSQL keeps nowhere."""
    return text.replace("\0", "")


def page(
    sent: Sent,
    template: str,
    title: str,
    status: int = 200,
    *,
    script: str = "",
    style: str = "",
    has_pictures: bool = False,
    is_wide: bool = False,
    **given: Any,
) -> Response:
    """Return a document of accounts: its policy lets nothing run but the script that knows light from dark.

    `script` and `style` are those of the page itself; such a script may ask this server, and nobody else. Pictures are
    loaded, from this server, only where a page has some.
    """
    content = render(
        "accounts/page.html",
        sent.words.code,
        large=sent.is_large,
        title=title,
        is_large=sent.is_large,
        person=sent.person,
        languages=LANGUAGES,
        language_links={to: f"?{urlencode(dict(sent.query) | {'lang': to})}" for to in LANGUAGES},
        switch=SWITCH,
        style=_style() + Markup(style),
        script=Markup(asset("reader.js")),
        own_script=Markup(script),
        is_wide=is_wide,
        body=render(template, sent.words.code, large=sent.is_large, sent=sent, **given),
    )
    return HTMLResponse(
        content,
        status,
        {"Cache-Control": "no-store", "Content-Security-Policy": _policy(script, has_pictures)},
    )


def to(address_of_page: str) -> RedirectResponse:
    """Return the way to another page after something was done: going back does not do it again."""
    return RedirectResponse(address_of_page, 303, {"Cache-Control": "no-store"})


def arriving(sent: Sent, token: str, address_of_page: str) -> RedirectResponse:
    """Return the way to a page for a browser that keeps a token from now on.

    No script reads it, and no other site sends it with a form.
    """
    answer = to(address_of_page)
    answer.set_cookie(COOKIE, token, LASTS, path="/", secure=sent.is_secure, httponly=True, samesite="lax")
    return answer


def leaving(sent: Sent) -> RedirectResponse:
    """Return the way out for a browser that forgets its token."""
    answer = to(sent.link("sign-in"))
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def local(text: str) -> str:
    """Return an address of this program; its first page where a link would lead elsewhere."""
    is_ours = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_ours and text.startswith(below("/")) else below("/")


@cache
def _style() -> Markup:
    return Markup(asset("forced_colours.css") + fill(STYLE.read_text("utf-8")))


@cache
def _policy(own: str, has_pictures: bool) -> str:
    scripts = (asset("reader.js"), own) if own else (asset("reader.js"),)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    further = " connect-src 'self';" if own else ""
    further += " img-src 'self';" if has_pictures else ""
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline';{further} "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
