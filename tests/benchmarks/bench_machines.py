"""What do readers notice of two servers, nginx and PostgreSQL, to which all kinds of harm are done?

`python -m tests.benchmarks.bench_machines [--json FILE] [--trial NAME]… [--people 100] [--seconds 300] [--every 20]`

Trials: `kill` (a server is killed with -9 every 20 seconds while 100 people read), `outage` (PostgreSQL is stopped for
a minute), `publish` (50 publications while answers of both are compared), `disk` (one server's disk is full for a
while), `clock` (one server's clock is ten minutes ahead), `capacity` (people served at p95 ≤ 150 ms by one server and
by two). A slow disk is not tried: there is no device here that could be slowed down. Client and servers share the
processors.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from tests.benchmarks.machines_readers import Tally, cookies_of, reads
from tests.benchmarks.report import p95, save
from tests.machines.cluster import MISSING, Cluster, Replica, answered, running, seconds_until

Row = tuple[str, float, str]
#: What 95 of 100 clicks may take, in seconds.
AIM = 0.15
OUTAGE = 60.0


async def _beside(
    cluster: Cluster, people: int, seconds: float, work: Callable[[float], Awaitable[None]] | None = None
) -> Tally:
    """What so many people notice in so many seconds while something is done."""
    session = (await cookies_of(cluster))["qujian-session"]
    tally, end = Tally(), time.monotonic() + seconds
    readers = [reads(cluster, session, n, end, tally) for n in range(people)]
    await asyncio.gather(*readers, *([work(end)] if work else []))
    return tally


def _noticed(name: str, tally: Tally) -> list[Row]:
    return [
        (f"{name}: clicks answered", len(tally.clicks), ""),
        (f"{name}: a click, p95", p95(tally.clicks or [0.0]), "s"),
        (f"{name}: connections lost", len(tally.losses), ""),
        (f"{name}: the view was away, longest", max(tally.losses, default=0.0), "s"),
        (f"{name}: views away for more than 5 s", sum(t > 5 for t in tally.losses), ""),
        (f"{name}: signed out", tally.signed_out, ""),
        (f"{name}: error pages", tally.error_pages + tally.broken_pages, ""),
    ]


def kill(cluster: Cluster, options: argparse.Namespace) -> list[Row]:
    """Kill one server after the other."""
    kills = 0

    async def harm(end: float) -> None:
        nonlocal kills
        while time.monotonic() + options.every < end:
            await asyncio.sleep(options.every)
            victim = cluster.replicas[kills % 2]
            others = [r for r in cluster.replicas if r is not victim]
            found = await asyncio.gather(*(asyncio.to_thread(r.readiness) for r in others))
            if all(status == 200 for status, _ in found):
                victim.kill()
                kills += 1
                await asyncio.to_thread(victim.start)

    tally = asyncio.run(_beside(cluster, options.people, options.seconds, harm))
    return [("kill: servers killed", kills, ""), *_noticed("kill", tally)]


def outage(cluster: Cluster, options: argparse.Namespace) -> list[Row]:
    """Stop PostgreSQL for a minute."""
    back = 0.0

    async def harm(_end: float) -> None:
        nonlocal back
        await asyncio.sleep(10)
        await asyncio.to_thread(cluster.stop_postgres)
        await asyncio.sleep(OUTAGE)
        await asyncio.to_thread(cluster.start_postgres)
        publication = await asyncio.to_thread(cluster.publish)
        back = await asyncio.to_thread(
            seconds_until,
            lambda: all(r.serves == publication.content_hash for r in cluster.replicas),
            "caught up",
        )

    tally = asyncio.run(_beside(cluster, options.people, OUTAGE + 30, harm))
    return [*_noticed("outage", tally), ("outage: both serve the next version after", back, "s")]


def publish(cluster: Cluster, options: argparse.Namespace) -> list[Row]:
    """Publish again and again, and look which versions both give, in which order, and whether any answer is mixed."""
    seen: list[list[str]] = [[] for _ in cluster.replicas]
    bodies: dict[str, set[str]] = {}
    mixed = 0

    async def probe(n: int, replica: Replica, is_over: asyncio.Event) -> None:
        nonlocal mixed
        async with httpx.AsyncClient(base_url=replica.url, timeout=60, trust_env=False) as client:
            while not is_over.is_set():
                answer = await client.get("/api/v1/observations?limit=50")
                version = answer.headers["Qujian-Data-Version"]
                mixed += answer.json()["meta"]["data_version"] != version
                bodies.setdefault(version, set()).add(answer.headers["ETag"])
                if not seen[n] or seen[n][-1] != version:
                    seen[n].append(version)

    async def measured() -> tuple[list[str], list[float]]:
        is_over = asyncio.Event()
        probes = [asyncio.create_task(probe(n, r, is_over)) for n, r in enumerate(cluster.replicas)]
        order, behind = [], []
        for _ in range(options.publications):
            began = time.monotonic()
            made = await asyncio.to_thread(cluster.publish)
            order.append(made.version)
            behind.append(
                await asyncio.to_thread(
                    seconds_until,
                    lambda h=made.content_hash: all(r.serves == h for r in cluster.replicas),
                    "served",
                )
            )
            await asyncio.sleep(max(0.0, options.seconds / options.publications - (time.monotonic() - began)))
        is_over.set()
        await asyncio.gather(*probes)
        return order, behind

    order, behind = asyncio.run(measured())
    places = {version: place for place, version in enumerate(order)}
    ordered = [[places.get(v, -1) for v in versions] for versions in seen]
    return [
        ("publish: versions published", len(order), ""),
        ("publish: seen on the first, on the second", min(map(len, seen)), ""),
        ("publish: servers that went back to an older one", sum(s != sorted(s) for s in ordered), ""),
        ("publish: versions with two different answers", sum(len(b) > 1 for b in bodies.values()), ""),
        ("publish: answers that mix two versions", mixed, ""),
        ("publish: served on both after, p95", p95(behind), "s"),
    ]


def disk(cluster: Cluster, _options: argparse.Namespace) -> list[Row]:
    """Fill the disk of one server, publish, and make room again."""
    replica = cluster.replicas[1]
    replica.stop()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(replica.store)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        replica.start()
        return [("disk: not tried, no right to mount one", 0, "")]
    try:
        replica.start()
        filler = replica.store / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        before = replica.serves
        publication = cluster.publish()
        said = seconds_until(lambda: _reason(replica) == "disk_full", "it is said")
        kept = replica.serves == before
        reads_on = answered(f"{replica.url}/api/v1/districts")[0] == 200
        filler.unlink()
        back = seconds_until(lambda: replica.serves == publication.content_hash, "served")
    finally:
        replica.stop()
        subprocess.run(["umount", str(replica.store)], check=False)
        replica.start()
    return [
        ("disk: said in /readyz after", said, "s"),
        ("disk: the version before stays, and is read", float(kept and reads_on), ""),
        ("disk: served once there is room, after", back, "s"),
    ]


def _reason(replica: Replica) -> str:
    reasons = replica.readiness()[1].get("reasons") or [{}]
    return str(reasons[0].get("code", ""))


#: What puts the clock of a process ten minutes ahead, whoever in it asks the system for the time of day.
_AHEAD = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
int clock_gettime(clockid_t kind, struct timespec *found) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(kind, found);
  if (!result && (kind == CLOCK_REALTIME || kind == CLOCK_REALTIME_COARSE)) found->tv_sec += 600;
  return result;
}
time_t time(time_t *kept) {
  struct timespec found;
  clock_gettime(CLOCK_REALTIME, &found);
  if (kept) *kept = found.tv_sec;
  return found.tv_sec;
}
int gettimeofday(struct timeval *found, void *zone) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  found->tv_sec = at.tv_sec;
  found->tv_usec = at.tv_nsec / 1000;
  return 0;
}
"""


def _clock_ahead(folder: Path) -> Path | None:
    """Write the library that does it; None where there is no compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    source, library = folder / "ahead.c", folder / "ahead.so"
    source.write_text(_AHEAD, "utf-8")
    if compiler:
        subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library if compiler else None


def clock(cluster: Cluster, _options: argparse.Namespace) -> list[Row]:
    """Put the clock of one server ten minutes ahead; sign in with each, read with the other, publish."""
    replica = cluster.replicas[1]
    library = _clock_ahead(cluster.folder)
    if library is None:
        return [("clock: not tried, no C compiler", 0, "")]
    replica.stop()
    replica.environment["LD_PRELOAD"] = str(library)
    try:
        replica.start()
        said = seconds_until(lambda: _reason(replica) == "clock", "it is said")
        good = 0
        for one, other in (cluster.replicas, cluster.replicas[::-1]):
            with httpx.Client(base_url=one.url, trust_env=False, timeout=60) as client:
                client.post("/sign-in", data={"name": "reviewer", "password": "correct horse 电池"})
                answer = httpx.get(f"{other.url}/account", cookies=dict(client.cookies), trust_env=False)
                good += answer.status_code == 200
        publication = cluster.publish()
        served = seconds_until(
            lambda: all(r.serves == publication.content_hash for r in cluster.replicas), "served"
        )
    finally:
        del replica.environment["LD_PRELOAD"]
        replica.stop()
        replica.start()
    return [
        ("clock: said in /readyz after", said, "s"),
        ("clock: sessions good on the other server, of 2", good, ""),
        ("clock: the next version served on both after", served, "s"),
    ]


def capacity(cluster: Cluster, options: argparse.Namespace) -> list[Row]:
    """Find how many people two servers, then one, serve quickly enough, and the processor time of a rerun."""
    rows: list[Row] = []
    for count in (2, 1):
        if count == 1:
            cluster.replicas[1].stop()
        people = options.people // 2
        best, cost = 0, 0.0
        while people <= options.most:
            before = _processor(cluster.replicas[:count])
            tally = asyncio.run(_beside(cluster, people, 40))
            spent = _processor(cluster.replicas[:count]) - before
            if not tally.clicks or p95(tally.clicks) > AIM:
                break
            best, cost = people, spent / len(tally.clicks)
            people = round(people * 1.4)
        rows.append((f"capacity: people at p95 ≤ {AIM:g} s, {count} server(s)", best, ""))
        if cost:
            rows.append((f"capacity: processor time a rerun, {count} server(s)", cost, "s"))
    cluster.replicas[1].start()
    return rows


def _processor(replicas: list[Replica]) -> float:
    """Seconds of processor time that servers have taken, as they say themselves."""
    total = 0.0
    for replica in replicas:
        text = httpx.get(f"{replica.url}/metrics", trust_env=False, timeout=30).text
        line = next(line for line in text.splitlines() if line.startswith("qujian_processor_seconds "))
        total += float(line.split()[1])
    return total


TRIALS = {t.__name__: t for t in (kill, outage, publish, disk, clock, capacity)}


def main() -> None:
    """Do the trials, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument("--trial", action="append", choices=TRIALS, help="only this one (again for more)")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--publications", type=int, default=50)
    parser.add_argument("--most", type=int, default=800, help="people at which capacity stops looking")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--every", type=float, default=20.0, help="seconds between two kills")
    options = parser.parse_args()
    if shutil.which("nginx") is None:
        sys.exit(MISSING)
    rows: list[Row] = []
    with running() as cluster:
        for name in options.trial or TRIALS:
            for row in TRIALS[name](cluster, options):
                rows.append(row)
                print(f"{row[0]:60}{row[1]:9.3f} {row[2]}", flush=True)
    save(options.json, [{"name": n, "value": v, "unit": u} for n, v, u in rows])


if __name__ == "__main__":
    main()
