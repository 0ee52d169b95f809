"""How long somebody who reviews by keyboard waits for each key: from the key to the changed card, in Chromium.

`python -m tests.benchmarks.bench_intake_keys [--figures 40] [--accepted 2000]`

A report made up for tests is reviewed twice: in an office that begins, and in one that has accepted so many figures
before, whose wordings propose metrics. Wished: half of the keys within 200 ms. Prints, and never fails on a number.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import insert

from data.build import build
from data.workspace import intake_figures, people, sessions
from data.workspace.database import Workspace, now, open_workspace
from data.workspace.people import Person
from data.workspace.schema import INTAKE_FIGURES
from pages.shared.identity import COOKIE
from queries.store import open_store
from reports.draw.chromium import browser_path
from tests.benchmarks.bench_first_visit import CHROMIUM_ARGUMENTS
from tests.benchmarks.report import p95
from tests.benchmarks.server import OURS, serving
from tests.browser.made_documents import taken_in
from tests.browser.review_keys import Answer, answers, decide, figure_shown, watch
from tests.intake.invented_texts import LONG_REPORT

WISHED = 200


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print milliseconds: of all keys, and of the slowest kinds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--figures", type=int, default=40, help="so many figures are decided")
    parser.add_argument("--accepted", type=int, default=2_000, help="so many the second office has accepted")
    options = parser.parse_args(arguments)
    print(
        f"{'office that has accepted':28}{'keys':>6}{'median':>9}{'p95':>9}{'max':>9}  (ms; median wished ≤ {WISHED})"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM_ARGUMENTS)
        for accepted in (0, options.accepted):
            found = _measured(browser, options.figures, accepted)
            waited = [answer.milliseconds for answer in found]
            print(f"{accepted:<28,}{len(found):6}{median(waited):9.0f}{p95(waited):9.0f}{max(waited):9.0f}")
            for key in dict.fromkeys(answer.key for answer in found):
                of_key = [answer.milliseconds for answer in found if answer.key == key]
                print(f"  {key:26}{len(of_key):6}{median(of_key):9.0f}{'':9}{max(of_key):9.0f}")
        browser.close()


def _measured(browser: Browser, figures: int, accepted: int) -> list[Answer]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUJIAN_STORE"] = folder
        os.environ["QUJIAN_DATABASE"] = f"sqlite:///{Path(folder) / 'workspace.sqlite'}"
        workspace = open_workspace()
        editor = people.add(workspace, None, "编辑", "editor", "correct horse 电池")
        intake_id = taken_in(workspace, editor, "报告.txt", LONG_REPORT.encode())
        if accepted:
            _accept(
                workspace,
                editor,
                taken_in(workspace, editor, "以前.txt", b"\xef\xbb\xbf1"),
                intake_id,
                accepted,
            )
        with serving(OURS) as address:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            token = sessions.token(workspace, editor)
            context.add_cookies([{"name": COOKIE, "value": token, "url": f"http://{address}"}])
            page = context.new_page()
            page.goto(f"http://{address}/intake/review?lang=zh&id={intake_id}")
            page.keyboard.press("n")  # what the first reader of all pays is no key's
            page.wait_for_selector("#card[data-answered]")
            watch(page)
            for number in range(figures):
                if figure_shown(page):
                    decide(page, number)
            found = answers(page)
            context.close()
        return found


def _accept(workspace: Workspace, editor: Person, before: int, like: int, count: int) -> None:
    """Let figures of an earlier document be accepted, as many, each worded in its own way."""
    pattern = intake_figures.figures(workspace, editor, like)[0]
    metrics = list(open_store(build()).catalogue.metrics.values())
    rows = []
    for n in range(count):
        metric = metrics[n % len(metrics)]
        label = f"{metric.name_zh}{chr(0x4E00 + n % 5000)}{chr(0x5E00 + n // 7)}"
        rows.append(
            {
                "intake_id": before,
                "ordinal": n + 1,
                "state": "accepted",
                "reason": "",
                "revision": 2,
                "proposal": json.dumps({**pattern.proposal, "label": label, "unit_zh": metric.unit_zh}),
                "cells": json.dumps({"metric_id": metric.metric_id}),
                "decided_by": editor.person_id,
                "decided_at": now(),
            }
        )
    with workspace.writing() as connection:
        connection.execute(insert(INTAKE_FIGURES), rows)


if __name__ == "__main__":
    main()
