"""What every page stands in: the header, the page that the address names, the foot. Streamlit's main script."""

from __future__ import annotations

import logging
import time

import streamlit as st

from locales import words
from pages.monitoring.process import RERUNS
from pages.report_editor.state import take_in
from pages.shared import chosen as folded
from pages.shared import messages
from pages.shared.address import PAGES, language
from pages.shared.controls import misread
from pages.shared.footer import footer
from pages.shared.header import header, page_names
from pages.shared.signed_out import stop_unless_admitted
from pages.shared.versions import leave_out_unknown, say_version, store_of_address

began = time.perf_counter()
FILES = {"": "overview.py"} | {page: f"{page}.py" for page in PAGES if page}

translator = words(language())
names = page_names(translator)
pages = [
    st.Page(file, title=f"{names[page]} · {translator.gettext('Qujian')}", url_path=page, default=not page)
    for page, file in FILES.items()
]
chosen = st.navigation(pages, position="hidden")
st.set_page_config(page_title=chosen.title, layout="wide")
if chosen.url_path == "report":
    take_in()  # before anything writes the address into links
stop_unless_admitted(translator)
left_out = leave_out_unknown(translator)
store = store_of_address()
header(translator, chosen.url_path, store)
say_version(translator, chosen.url_path, store, left_out)
misread(chosen.url_path, store.catalogue.districts)
line = folded.begin()
try:
    chosen.run()
except Exception:  # stop and rerun are no Exceptions in Streamlit, they pass through
    logging.getLogger(__name__).exception("page %r broke", chosen.url_path)
    text = translator.gettext("This page has failed; the fault has been logged. The other pages work.")
    messages.show("warning", text)
folded.end(line, translator, chosen.url_path)
footer(translator, store)
RERUNS.labels(page=chosen.url_path or "overview").observe(time.perf_counter() - began)
