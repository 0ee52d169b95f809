"""axe-core, the accessibility engine, asked about a page as it stands in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

#: What must not be found. Lesser findings ("moderate", "minor") are advice.
GRAVE = ("critical", "serious")
_RUN = """async ([leave, grave]) => {
  // What fades has neither colour while it does; it is judged as it is before or after.
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, Object.assign(new CSSStyleSheet(), {})];
  document.adoptedStyleSheets.at(-1).replaceSync("* { transition: none !important; animation: none !important }");
  const found = await axe.run(
    { exclude: leave.map(css => [css]) }, { resultTypes: ["violations"], preload: false, iframes: false });
  return found.violations.filter(v => grave.includes(v.impact));
}"""


@cache
def _engine() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page: Page, leave: Iterable[str] = (), grave: Iterable[str] = GRAVE) -> list[str]:
    """Every fault of the page as "rule (how grave) at target: what is wrong"; `leave` are CSS selectors to skip."""
    if page.evaluate("typeof window.axe") != "object":
        page.evaluate(_engine())
    found: list[dict[str, Any]] = page.evaluate(_RUN, [list(leave), list(grave)])
    return [
        f"{rule['id']} ({rule['impact']}) at {_target(node['target'])}: {_wrong(node)}\n    {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def _target(steps: list[Any]) -> str:
    return " › ".join(step if isinstance(step, str) else " ".join(step) for step in steps)


def _wrong(node: dict[str, Any]) -> str:
    return "; ".join(
        dict.fromkeys(check["message"] for kind in ("any", "all", "none") for check in node[kind])
    )
