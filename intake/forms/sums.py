"""The sums that a form promises, asked of what was read; and who is to blame where one does not hold.

How the conclusion is reached, for every sum:

- *holds*: both sides come to the same. An empty cell or a dash adds nothing; a cell that was not found, or that
  holds something that is no figure, makes the sum unasked.
- *read_wrongly*: a cell of the sum was not found though its table was (a row lost at a page break), holds
  something that is no figure, or stands twice with different figures; or the sum fails and one of its cells is
  empty or has its digits apart: the figure may stand where we did not read it.
- *source_wrong*: the file is one whose cells are exact (HTML, DOCX, XLSX), and either two sums or more fail and
  exactly one cell, which holds a figure, explains them all (it stands in each of them, in none that holds, and one
  other figure would mend them): that cell is named; or all cells hold figures and the sum is the only one that
  fails among those it shares cells with: the source contradicts itself, and its cells are all named.
- *cannot_tell*: all else. Several sums fail and no cell, or more than one, explains them; and in PDF or plain
  text, where a digit may have been lost in reading, whatever fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from data.violations import Reason
from intake.document import Format
from intake.forms.values import CellValue
from intake.proposal import Check, Conclusion, Proposal

EXACT_FORMATS: frozenset[Format] = frozenset(("html", "docx", "xlsx"))


class Sum(NamedTuple):
    """The figures of `left` come to the same as those of `right`; both are paths."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return all cells it rests on."""
        return self.left + self.right


class Evidence(NamedTuple):
    """What was read: values and places by path, and which paths stand twice with different figures."""

    values: Mapping[str, CellValue]
    places: Mapping[str, str]
    repeated: frozenset[str] = frozenset()


def checks_of_sums(sums: Iterable[Sum], evidence: Evidence, file_format: Format) -> tuple[Check, ...]:
    """Return what came of each sum of which at least one cell was found."""
    tested = [one for one in sums if any(path in evidence.values for path in one.paths)]
    faults = {one.name: _fault(one, evidence) for one in tested}
    sound = [one for one in tested if not faults[one.name]]
    failing = [one for one in sound if _difference(one, evidence)]
    sound_paths = {path for one in sound if one not in failing for path in one.paths}
    checks = []
    for one in tested:
        if faults[one.name]:
            checks.append(_check(one, "read_wrongly", faults[one.name], evidence))
        elif one not in failing:
            checks.append(_check(one, "holds", [], evidence))
        else:
            checks.append(_judged(one, failing, sound_paths, evidence, file_format))
    return tuple(checks)


def _judged(
    one: Sum, failing: Sequence[Sum], sound_paths: set[str], evidence: Evidence, file_format: Format
) -> Check:
    group = _sharing(one, failing)
    explaining = [] if len(group) < 2 else _explaining(group, sound_paths, evidence)
    exact = file_format in EXACT_FORMATS
    if exact and len(explaining) == 1 and evidence.values[explaining[0]].kind == "number":
        return _check(one, "source_wrong", explaining, evidence)
    empty = [path for path in one.paths if evidence.values[path].kind != "number"]
    if empty:
        return _check(one, "read_wrongly", empty, evidence)
    if len(explaining) == 1:
        return _check(one, "cannot_tell", explaining, evidence)
    return _check(one, "source_wrong" if exact and len(group) == 1 else "cannot_tell", [], evidence)


def _fault(one: Sum, evidence: Evidence) -> list[str]:
    """Return the cells of a sum that were not read as they should."""
    return [
        path
        for path in one.paths
        if path not in evidence.values
        or evidence.values[path].kind == "unreadable"
        or path in evidence.repeated
        or (evidence.values[path].broken and _difference(one, evidence))
    ]


def _difference(one: Sum, evidence: Evidence) -> Decimal:
    return _total(one.left, evidence) - _total(one.right, evidence)


def _total(paths: Sequence[str], evidence: Evidence) -> Decimal:
    values = (evidence.values[path].number for path in paths if path in evidence.values)
    return sum((number for number in values if number is not None), Decimal(0))


def _sharing(one: Sum, failing: Sequence[Sum]) -> list[Sum]:
    """Return the failing sums that share cells with one, or with one that does."""
    group, paths = [one], set(one.paths)
    grew = True
    while grew:
        more = [other for other in failing if other not in group and paths & set(other.paths)]
        group += more
        paths.update(path for other in more for path in other.paths)
        grew = bool(more)
    return group


def _explaining(group: Sequence[Sum], sound_paths: set[str], evidence: Evidence) -> list[str]:
    """Return the cells of which one other figure would mend every sum of a group and break none that holds."""
    common = set(group[0].paths).intersection(*(other.paths for other in group[1:])) - sound_paths
    return [
        path
        for path in group[0].paths
        if path in common and len({_mending(path, one, evidence) for one in group}) == 1
    ]


def _mending(path: str, one: Sum, evidence: Evidence) -> Decimal:
    difference = _difference(one, evidence)
    return -difference if path in one.left else difference


def _check(one: Sum, conclusion: Conclusion, blamed: Sequence[str], evidence: Evidence) -> Check:
    left, right = _total(one.left, evidence), _total(one.right, evidence)
    named = blamed or one.paths
    places = tuple(evidence.places[path] for path in (*named, *one.paths) if path in evidence.places)
    return Check(
        one.name, conclusion, _TEXTS[conclusion](one, blamed, left, right), tuple(dict.fromkeys(places))
    )


def _holds(one: Sum, blamed: Sequence[str], left: Decimal, right: Decimal) -> Reason:
    return Reason(f"{_short(one.name)}：{left:f}，相符。", f"{_short(one.name)}: {left:f} on both sides.")


def _source_wrong(one: Sum, blamed: Sequence[str], left: Decimal, right: Decimal) -> Reason:
    zh = f"{_short(one.name)}：左边{left:f}，右边{right:f}，原文不符。"
    en = f"{_short(one.name)}: {left:f} on the left, {right:f} on the right. The source contradicts itself."
    if blamed:
        return Reason(
            f"{zh}行、列各合计均指向“{blamed[0]}”一格。", f"{en} All sums point at one cell: {blamed[0]}."
        )
    return Reason(f"{zh}无法确定是哪一格。", f"{en} Which cell is wrong cannot be known.")


def _read_wrongly(one: Sum, blamed: Sequence[str], left: Decimal, right: Decimal) -> Reason:
    cells_zh, cells_en = "、".join(blamed[:5]), ", ".join(blamed[:5])
    return Reason(
        f"{_short(one.name)}：以下单元格未读到、为空或不是数字，请对照原文：{cells_zh}。",
        f"{_short(one.name)}: these cells were not found, are empty or hold no figure; compare with the source: "
        f"{cells_en}.",
    )


def _cannot_tell(one: Sum, blamed: Sequence[str], left: Decimal, right: Decimal) -> Reason:
    zh = f"{_short(one.name)}：左边{left:f}，右边{right:f}，不符；是原文有误还是识读有误，无法判断。"
    en = (
        f"{_short(one.name)}: {left:f} on the left, {right:f} on the right. Whether the source is wrong or was read "
        "wrongly cannot be told."
    )
    if blamed:
        return Reason(f"{zh}请先看“{blamed[0]}”一格。", f"{en} Look at this cell first: {blamed[0]}.")
    return Reason(zh, en)


_TEXTS: dict[Conclusion, Callable[[Sum, Sequence[str], Decimal, Decimal], Reason]] = {
    "holds": _holds,
    "source_wrong": _source_wrong,
    "read_wrongly": _read_wrongly,
    "cannot_tell": _cannot_tell,
}


def _short(name: str) -> str:
    return name.split(":", 1)[-1]


def with_checks(
    proposals: Iterable[tuple[str, Proposal]], sums: Iterable[Sum], checks: Iterable[Check]
) -> Iterator[Proposal]:
    """Yield proposals, each given with its path, with the checks of the sums in which they stand."""
    by_name = {check.name: check for check in checks}
    of_path: dict[str, list[Check]] = {}
    for one in sums:
        if check := by_name.get(one.name):
            for path in one.paths:
                of_path.setdefault(path, []).append(check)
    for path, proposal in proposals:
        yield replace(proposal, checks=(*proposal.checks, *of_path.get(path, ())))
