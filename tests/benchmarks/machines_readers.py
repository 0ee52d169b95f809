"""People who read through nginx while servers come and go, and what they notice."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

import httpx

from tests.benchmarks.server import PAGES
from tests.benchmarks.streamlit_client import Session
from tests.machines.cluster import PASSWORD, Cluster

#: Seconds between two clicks of a person, and after which a click that is not answered counts as lost.
PAUSE, PATIENCE = 5.0, 30.0
#: Seconds after which a page whose connection is lost tries again, as the browser's does.
RETRY = 0.25


@dataclass
class Tally:
    """What all people together noticed; times in seconds."""

    clicks: list[float] = field(default_factory=list)
    #: From the moment a connection was lost, or was not to be had, until the same view was back.
    losses: list[float] = field(default_factory=list)
    signed_out: int = 0
    error_pages: int = 0
    broken_pages: int = 0


async def cookies_of(cluster: Cluster, name: str = "reviewer") -> dict[str, str]:
    """The cookies of a browser of its own in which somebody signed in."""
    async with httpx.AsyncClient(base_url=cluster.url, timeout=60, trust_env=False) as client:
        answer = await client.post("/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return dict(client.cookies)


async def reads(cluster: Cluster, session: str, n: int, end: float, tally: Tally) -> None:
    """One person on one page, who clicks every five seconds and comes back to it whatever happens."""
    path = list(PAGES)[n % len(PAGES)]
    cookies = {"qujian-session": session, "qujian_way": f"reader-{n}"}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    address = cluster.url.removeprefix("http://")
    lost = 0.0
    chance = random.Random(n)
    await asyncio.sleep(chance.uniform(0, PAUSE))
    while time.monotonic() < end:
        try:
            async with Session(address, path, PAGES[path], cookie) as page:
                while True:
                    took = await page.rerun(PATIENCE)
                    if lost:
                        tally.losses.append(time.monotonic() - lost)
                        lost = 0.0
                        await _looks(cluster, cookies, path, tally)
                    else:
                        tally.clicks.append(took)
                    tally.broken_pages += page.exceptions
                    page.exceptions = 0
                    if time.monotonic() > end:
                        return
                    # A browser notices a lost connection at once, not with the next click.
                    if await _is_lost_within(page, PAUSE * chance.uniform(0.8, 1.2)):
                        raise ConnectionError
        except TimeoutError:
            lost = lost or time.monotonic() - PATIENCE
        except Exception:  # noqa: BLE001 - whatever it is, the person has no page
            lost = lost or time.monotonic()
            await asyncio.sleep(RETRY)


async def _is_lost_within(page: Session, seconds: float) -> bool:
    assert page._connection is not None
    try:
        await asyncio.wait_for(page._connection.wait_closed(), seconds)
    except TimeoutError:
        return False
    return True


async def _looks(cluster: Cluster, cookies: dict[str, str], path: str, tally: Tally) -> None:
    """Whether somebody who was led to another server is signed in there, and gets the document."""
    async with httpx.AsyncClient(
        base_url=cluster.url, timeout=60, cookies=cookies, trust_env=False
    ) as client:
        account, document = await client.get("/account?lang=en"), await client.get(path)
    tally.signed_out += account.status_code == 303
    tally.error_pages += (account.status_code >= 500) + (document.status_code >= 400)
