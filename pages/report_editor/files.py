"""Making the files on a click, and keeping the draft as a file."""

from __future__ import annotations

import logging
from itertools import product

import streamlit as st

from pages.report_editor import state
from pages.shared import messages
from pages.shared.page_context import PageContext
from reports.files import FORMATS, MEDIA, Format, Made, languages, made, name_of
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from reports.write.slide_extent import Extent
from views.draft import LONGEST_FILE, Draft, from_json
from views.spec import SpecError

_log = logging.getLogger(__name__)

_MADE = "made-files"


def build(d: PageContext, value: Draft, formats: tuple[Format, ...], extent: Extent) -> None:
    """The button, the progress, and the files when they are there."""
    words = d.words
    key = (d.store.content_hash, d.today, value.as_json(), formats, extent)
    if st.button(
        words.gettext("Make the files"),
        type="primary",
        disabled=not (value.items and formats),
        key="control-make",
    ):
        st.session_state[_MADE] = (key, _made(d, value, formats, extent))
    made = st.session_state.get(_MADE)
    if made is None or made[0] != key:
        text = words.gettext("Files are made when you press the button, and kept for this visit only.")
        messages.show("small", text)
        return
    for file in made[1]:
        size = words.gettext("{n} KB", n=words.number(len(file.content) // 1024 + 1))
        st.download_button(
            f"{file.name} · {size}",
            file.content,
            file.name,
            MEDIA[file.form],
            key=f"control-file-{file.name}",
            on_click="ignore",
        )


def _made(d: PageContext, value: Draft, formats: tuple[Format, ...], extent: Extent) -> list[Made]:
    """The files; those that cannot be made are named, the others are there."""
    words = d.words
    found: list[Made] = []
    total = len(formats) * len(languages(value.language))
    bar = st.progress(0.0, words.gettext("Waiting for a turn …"))
    text = value.as_json()
    try:
        for form, code in product(formats, languages(value.language)):
            bar.progress(len(found) / total, name_of(value, code, form))
            try:
                found.append(worker_pool.files.run(made, d.store.path, text, code, form, d.today, extent))
            except QueueFull:
                messages.show(
                    "warning", words.gettext("Many reports are being made just now. Try again in a minute.")
                )
                break
            except Exception:  # noqa: BLE001 - the other formats are still wanted
                _log.exception("a report could not be written as %s", form)
                messages.show(
                    "warning",
                    words.gettext(
                        "The {form} file could not be made; the fault has been logged.", form=form.upper()
                    ),
                )
    finally:
        bar.empty()
    return sorted(found, key=lambda f: (f.name.rsplit(".", 1)[0], FORMATS.index(f.form)))


def keep(d: PageContext, value: Draft) -> None:
    """The draft as a small file to keep, and such a file taken up again."""
    words = d.words
    d.show("report/keep.html", is_long=state.is_long())
    st.download_button(
        words.gettext("Draft as a file"),
        value.as_json(),
        "qujian-draft.json",
        "application/json",
        key="control-draft-file",
        on_click="ignore",
    )
    given = st.file_uploader(
        words.gettext("Open a draft file"), type="json", key="control-draft-given", max_upload_size=2
    )
    if given is None or st.session_state.get("draft-read") == given.file_id:
        return
    st.session_state["draft-read"] = given.file_id
    content = given.getvalue()
    try:
        state.opened(from_json(content[: LONGEST_FILE + 1]))
    except SpecError as error:
        messages.show("warning", error.message[words.code])
        return
    st.rerun()
