"""The tests themselves: none waits a fixed time, reads an element that may be missing, or asserts over nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
FILES = sorted(p for p in ROOT.rglob("*.py") if "benchmarks" not in p.parts)
TESTS = [p for p in FILES if p.name.startswith("test_")]
#: Where waiting is done for all others.
HELPERS = {"waiting.py", "browser/reading.py", "browser/conftest.py"}
#: What reads something of the first element found without asking whether there is one.
UNGUARDED = re.compile(
    r"""querySelector\((?:"[^"]*"|'[^']*'|`[^`]*`|[^()'"`]+)\)\s*(?:\.|\[)"""
    r"""|getComputedStyle\(\s*document\.querySelector\("""
)
SCRIPTS = {"wait_for_function", "evaluate"}
#: Names that say that something is checked.
CHECKS = {"expect", "raises", "warns", "fail"}
#: What gives as many things as it is given.
SAME_LENGTH = {"enumerate", "zip", "sorted", "reversed", "list", "tuple", "set", "cycle"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def called(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def text_of(node: ast.AST, constants: dict[str, ast.AST]) -> str:
    """The text an argument stands for, as far as the file says it."""
    if isinstance(node, ast.Name) and node.id in constants:
        return text_of(constants[node.id], {})
    return "".join(
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )


def constants_of(tree: ast.AST) -> dict[str, ast.AST]:
    """What names of the file stand for; a name given twice stands for the last."""
    return {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def fixed_waits(tree: ast.AST) -> list[str]:
    found = [c for c in calls(tree) if called(c) in {"sleep", "wait_for_timeout"}]
    return [f"line {c.lineno}: {called(c)}" for c in found]


def timed_verdicts(tree: ast.AST) -> list[str]:
    """Assertions about time that passed, which a busy machine makes longer; that of the processor is meant."""
    found = [a for a in ast.walk(tree) if isinstance(a, ast.Assert)]
    timed = [a for a in found if any(called(c) in {"perf_counter", "monotonic", "time"} for c in calls(a))]
    return [f"line {a.lineno}" for a in timed]


def unguarded_reads(tree: ast.AST) -> list[str]:
    constants = constants_of(tree)
    found = [c for c in calls(tree) if called(c) in SCRIPTS and c.args]
    return [f"line {c.lineno}" for c in found if UNGUARDED.search(text_of(c.args[0], constants))]


# -- loops over nothing --------------------------------------------------------------------------------------


def functions(tree: ast.AST) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_check(node: ast.AST, checking: set[str]) -> bool:
    return isinstance(node, (ast.Assert, ast.Raise)) or (
        isinstance(node, ast.Call) and called(node) in CHECKS | checking
    )


def checking_functions(trees: list[ast.AST]) -> set[str]:
    """The names of helpers that check something themselves or call one that does."""
    known = {f: node for tree in trees for f, node in functions(tree).items() if not f.startswith("test_")}
    found: set[str] = set()
    while True:
        more = {
            f
            for f, node in known.items()
            if f not in found and any(is_check(n, found) for n in ast.walk(node))
        }
        if not more:
            return found
        found |= more


def surely_some(data: ast.expr, parameters: set[str]) -> bool:
    """Whether a loop over this is known to run: what is written out, constants, parameters, strict pairs of these."""
    if isinstance(data, (ast.Tuple, ast.List, ast.Set)):
        return bool(data.elts)
    if isinstance(data, ast.Dict):
        return bool(data.keys)
    if isinstance(data, ast.Name):
        return data.id.isupper() or data.id in parameters
    if isinstance(data, ast.Constant):
        return bool(data.value)
    if isinstance(data, (ast.Attribute, ast.Subscript)):
        return surely_some(data.value, parameters)
    if isinstance(data, ast.BinOp):
        return surely_some(data.left, parameters) or surely_some(data.right, parameters)
    if isinstance(data, (ast.GeneratorExp, ast.ListComp)):
        return all(not g.ifs and surely_some(g.iter, parameters) for g in data.generators)
    if not isinstance(data, ast.Call):
        return False
    if called(data) == "range":
        return True
    if called(data) == "product":
        return all(surely_some(a, parameters) for a in data.args)
    if called(data) in SAME_LENGTH and data.args:
        return any(surely_some(a, parameters) for a in data.args)
    method = isinstance(data.func, ast.Attribute) and called(data) in {"items", "values", "keys", "split"}
    return method and surely_some(data.func.value, parameters)  # type: ignore[attr-defined]


def checks_outside_loops(node: ast.AST, checking: set[str], parameters: set[str]) -> bool:
    if isinstance(node, ast.For) and not surely_some(node.iter, parameters):
        return any(checks_outside_loops(n, checking, parameters) for n in node.orelse)
    if isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return False  # it runs where it is called
    return is_check(node, checking) or any(
        checks_outside_loops(n, checking, parameters) for n in ast.iter_child_nodes(node)
    )


def loops_over_nothing(tree: ast.AST, checking: set[str]) -> list[str]:
    """Tests whose every check stands in a loop that may not run."""
    found = []
    for test, node in functions(tree).items():
        if not test.startswith("test_") or not any(is_check(n, checking) for n in ast.walk(node)):
            continue
        parameters = {a.arg for a in node.args.args}
        inner = {
            f
            for f, n in functions(node).items()
            if n is not node and any(is_check(c, checking) for c in ast.walk(n))
        }
        if not any(checks_outside_loops(n, checking | inner, parameters) for n in node.body):
            found.append(f"line {node.lineno}: {test}")
    return found


CHECKING = checking_functions([ast.parse(p.read_text("utf-8")) for p in FILES])


@pytest.mark.parametrize("path", [p for p in FILES if name(p) not in HELPERS], ids=name)
def test_nothing_waits_a_fixed_time(path: Path) -> None:
    found = fixed_waits(ast.parse(path.read_text("utf-8")))
    assert found == [], "wait for what is to come: `when`, `until`, `expect`, `eventually`"


@pytest.mark.parametrize("path", [p for p in FILES if name(p) not in HELPERS], ids=name)
def test_nothing_needs_the_loop_of_the_main_thread(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path == Path(__file__) or "asyncio.run(" not in text, "a browser test may have left one: `awaited`"


@pytest.mark.parametrize("path", [p for p in FILES if name(p) not in HELPERS], ids=name)
def test_no_verdict_depends_on_the_speed_of_the_machine(path: Path) -> None:
    assert timed_verdicts(ast.parse(path.read_text("utf-8"))) == [], "take time.process_time()"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_is_read_of_an_element_that_may_be_missing(path: Path) -> None:
    found = unguarded_reads(ast.parse(path.read_text("utf-8")))
    assert found == [], "use `when` or a locator, which wait for the element, or guard it with ?."


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_no_test_passes_because_there_was_nothing_to_check(path: Path) -> None:
    found = loops_over_nothing(ast.parse(path.read_text("utf-8")), CHECKING)
    assert found == [], "assert that there were data before looping over them"


# -- the rules themselves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("time.sleep(1)", 1),
        ("page.wait_for_timeout(100)", 1),
        ("pool.run(time.sleep, 60)", 0),
        ("page.wait_for_function('x')", 0),
    ],
)
def test_fixed_waits_are_found(source: str, expected: int) -> None:
    assert len(fixed_waits(ast.parse(source))) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("getComputedStyle(document.querySelector('[data-testid=stApp]')).color == 'red'", 1),
        ("() => document.querySelector('a').href", 1),
        ("() => document.querySelector('a:not([b])').href", 1),
        ("() => document.querySelector('a')?.href", 0),
        ("() => !!document.querySelector('a')", 0),
        ("() => document.querySelectorAll('a').length", 0),
    ],
)
def test_unguarded_reads_are_found(script: str, expected: int) -> None:
    direct = f"page.wait_for_function({script!r})"
    assert len(unguarded_reads(ast.parse(direct))) == expected
    named = f"SCRIPT = {script!r}\npage.evaluate(SCRIPT)"
    assert len(unguarded_reads(ast.parse(named))) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for x in found(): assert x", 1),
        ("for x in found():\n  for y in (1, 2): assert x", 1),
        ("for x in found(): helper(x)", 1),
        ("for x in found(): expect(x).to_be_visible()", 1),
        ("rows = found()\n assert rows\n for x in rows: assert x", 0),
        ("for x in (1, 2): assert x", 0),
        ("for x in NAMES: assert x", 0),
        ("for x, y in zip(found(), NAMES, strict=True): assert x", 0),
        ("for x in given: assert x", 0),
        ("for x in found(): pass\n assert done", 0),
        ("with raises(ValueError): found()", 0),
    ],
)
def test_loops_over_nothing_are_found(body: str, expected: int) -> None:
    source = "def helper(x):\n assert x\ndef test_it(given):\n " + body
    assert len(loops_over_nothing(ast.parse(source), {"helper"})) == expected
