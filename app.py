"""The ASGI entry: pages, API, security, compression and what is done before the first reader comes.

Started with `streamlit run app.py`.
"""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware

from data import access, logs, settings
from data.access import SettingError
from data.build import DataError, StoreError, build
from data.progress import bar
from data.settings import today
from data.violations import Reason
from pages.accounts import routes as accounts
from pages.api import routes as api
from pages.editing import routes as editing
from pages.intake_pages import routes as intake
from pages.meeting import routes as presenting
from pages.monitoring import following
from pages.monitoring import routes as monitoring
from pages.monitoring.request_log import RequestLog
from pages.shared.base_path import BasePath
from pages.shared.closed import Closed
from pages.shared.document import Document
from pages.shared.packed import Packed
from pages.shared.proxies import TrustedProxies
from pages.shared.security import Security
from pages.shared.sharing import routes as sharing
from pages.shared.uploads import Uploads
from queries.current import current_store
from queries.finding import find
from queries.ready import prepare

log = logging.getLogger("qujian")

#: Seconds between two collections of garbage.
COLLECT_EVERY = 5.0

#: How an office that wants to add figures begins.
NO_ACCOUNTS = (
    "尚无账号，只能阅读；添加第一名管理员：python -m data people add 姓名 --role administrator\n"
    "No accounts, reading only; add the first administrator: python -m data people add NAME --role administrator"
)

HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "pydeck", "shapely.geometry")


def warm() -> None:
    """Pay once, before the first reader, for what every visit would pay again."""
    today()
    access.check()
    try:
        if settings.is_shared():
            following.replica().begin()
        else:
            with bar() as progress:
                build(progress=progress)
    except (DataError, StoreError) as error:
        current_store()  # raises where there is no database that could be used instead
        log.error("%s", "\n".join(_why(error)))
        log.error("继续使用上一次建成的数据库。\nThe database built last stays in use.")
    if not settings.has_workspace():
        print(NO_ACCOUNTS, flush=True)
    for name in HEAVY:
        importlib.import_module(name)
    store = current_store()
    prepare(store)
    find(store, "")
    # What is loaded by now never becomes garbage, and no collection need look at it. Once only: frozen at a later time,
    # the sessions of that moment would never be freed.
    gc.collect()
    gc.freeze()


async def collect() -> None:
    """Collect garbage on a timer, without end.

    Streamlit would after every rerun (`postScriptGC` in .streamlit/config.toml), the longer the more sessions there
    are: a third of all processor time with 150. It must be done, since a session that has ended keeps three
    descriptors until then.
    """
    thread = anyio.CapacityLimiter(1)  # of its own: the others may all be waiting
    while True:
        await anyio.sleep(COLLECT_EVERY)
        await anyio.to_thread.run_sync(gc.collect, limiter=thread)


def _why(error: Exception) -> Reason:
    """What keeps the server from starting, or from new data, in both languages."""
    if isinstance(error, DataError):
        texts = {code: "\n".join(v.text(code) for v in error.violations) for code in ("zh", "en")}
        return Reason(f"CSV 文件有误：\n{texts['zh']}", f"The CSV files are broken:\n{texts['en']}")
    if isinstance(error, StoreError | SettingError):
        return error.reason
    return Reason(f"设置有误：{error}", f"A setting is wrong: {error}")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up, then collect garbage as long as the server runs; Streamlit's runtime is already started here.

    What it cannot start with is said and ends the process.
    """
    try:
        logs.set_up()
        await anyio.to_thread.run_sync(warm)
    except (DataError, StoreError, ValueError) as error:
        print("无法启动 cannot start", *_why(error), sep="\n", file=sys.stderr, flush=True)
        # An exception from here would be printed by the server as a traceback, and its exit code is not ours.
        os._exit(1)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(collect)
        tasks.start_soon(following.follow)
        yield
        tasks.cancel_scope.cancel()


app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    middleware=[
        Middleware(BasePath),
        Middleware(RequestLog),
        Middleware(TrustedProxies),
        Middleware(Security),
        Middleware(Closed),
        Middleware(Uploads),
        Middleware(Packed),
        Middleware(Document),
    ],
    routes=[*api, *presenting, *sharing, *accounts, *editing, *intake, *monitoring],
)
