"""`python -m reports`: reports as files, for batches and schedules. Exit 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from data.settings import today
from locales import words
from queries.quality import RELIABILITY
from queries.store import Store
from queries.versions import VersionError, store_of
from reports.command_messages import failed, lacks, say, stopped
from reports.draw.pictures import LeftOut, left_out
from reports.files import FORMATS, Format, languages, make
from reports.per_district import by_district
from reports.report import failed_items, unknown
from reports.templates import TEMPLATES, Choice, draft
from reports.write.fonts import FontsMissing
from reports.write.slide_extent import EXTENTS, Extent
from views.draft import DRAFT_LANGUAGES, Draft, from_json, with_reliability
from views.query_string import values_of
from views.spec import SpecError
from views.wording import some

#: How wide the progress bar is.
BAR = 24


class WrongUseError(Exception):
    """The command cannot be what was meant."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files asked for."""
    options = _parser().parse_args(arguments)  # argparse ends with 2 by itself
    logging.basicConfig(level=logging.ERROR)
    try:
        formats = _formats(options.format)
        master = _read(options.master, ".pptx") if options.master else None
        day = today()
        store = store_of(options.data)
        report_draft = _draft(store, options)
        _check_master(master, options.master)
        out = Path(options.out)
        out.mkdir(parents=True, exist_ok=True)
    except WrongUseError as error:
        print(error, file=sys.stderr)
        return 2
    except VersionError as error:
        print(f"--data：{error.reason.zh}\n--data: {error.reason.en}", file=sys.stderr)
        return 2 if error.is_unknown else 1
    except Exception as error:  # noqa: BLE001 - a schedule wants a line in each language and an exit code
        say(partial(stopped, what=str(error)))
        return 1
    name = options.template if options.template in TEMPLATES else Path(options.template).stem[:80]
    drafts = {name: report_draft}
    if options.each:
        drafts = {f"{name}-{d}": one for d, one in by_district(report_draft).items()} or drafts
    extent: Extent = options.slides or ("brief" if report_draft.template == "district" else "whole")
    progress = _Progress(len(drafts) * len(formats) * len(languages(report_draft.language)))
    lacking: dict[str, list[LeftOut]] = {}

    def cannot(file: str, _: FontsMissing) -> None:
        lacking[file] = [LeftOut("", "no_fonts")]

    try:
        with failed_items.collect() as found, left_out.collect() as pictures:
            for called, one in drafts.items():
                for file in make(store, one, formats, day, called, master, progress.begins, cannot, extent):
                    _put(out / file.name, file.content)
                    if pictures:
                        lacking[file.name] = list(pictures)
                        pictures.clear()
                    progress.done()
    except Exception as error:
        progress.end()
        logging.getLogger(__name__).debug("report failed", exc_info=True)
        what = f"{progress.name}: {type(error).__name__}: {error}"
        say(partial(stopped, what=what))
        return 1
    progress.end()
    if found:
        say(partial(failed, report_draft=report_draft, found=found))
    for file_name, parts in lacking.items():
        say(partial(lacks, file=file_name, parts=parts))
    return 1 if found or (lacking and not options.allow_missing) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m reports", description="报告文件 Reports as files: qujian-TEMPLATE-LANG.EXT"
    )
    parser.add_argument(
        "--template",
        required=True,
        metavar="|".join((*TEMPLATES, "FILE")),
        help="模板名称，或草稿文件 a template, or a draft kept from the report page",
    )
    parser.add_argument(
        "--language", choices=DRAFT_LANGUAGES, help="语言，缺省依草稿或为中文 as the draft says, or zh"
    )
    parser.add_argument(
        "--format", default="docx", metavar=",".join(FORMATS), help="格式，逗号分隔 joined by commas"
    )
    parser.add_argument("--out", default=".", metavar="DIR", help="输出文件夹 the folder for the files")
    parser.add_argument("--districts", default="", help="区的编号，逗号分隔 ids joined by commas")
    parser.add_argument("--metrics", default="", help="指标编号，逗号分隔 ids joined by commas")
    parser.add_argument(
        "--dimension", default="", help="领域编号（dimension 模板） an id, for the template dimension"
    )
    parser.add_argument("--from", dest="year_from", metavar="YEAR", help="起始年份 first year")
    parser.add_argument("--to", dest="year_to", metavar="YEAR", help="截止年份 last year")
    parser.add_argument(
        "--reliability",
        metavar="official|official,press|all",
        help="列入的来源，缺省为官方和媒体，草稿依其自定 sources let in; official,press, or as the draft says",
    )
    parser.add_argument(
        "--data",
        default="",
        metavar="VERSION",
        help="数据版本，缺省为最新 a version of the data, or the newest",
    )
    parser.add_argument(
        "--allow-missing",
        action="store_true",
        help="缺图或缺字体时仍以 0 结束 end with 0 although charts or files are lacking",
    )
    parser.add_argument(
        "--each",
        action="store_true",
        help="每个区一份文件（district、brief 模板） a file a district: qujian-TEMPLATE-DISTRICT-LANG.EXT",
    )
    parser.add_argument(
        "--slides",
        choices=EXTENTS,
        help="幻灯片篇幅：全部、每区至多12页、12页加附录；district 模板缺省为 brief，其他为 whole"
        " extent of the slides: all, at most 12 a district, or these with the rest as an appendix",
    )
    parser.add_argument(
        "--master", metavar="FILE.pptx", help="单位自己的幻灯片模板 an office's own slide template"
    )
    return parser


def _formats(text: str) -> tuple[Format, ...]:
    names = values_of(text)
    found = tuple(f for f in FORMATS if f in names)
    strange = [f for f in names if f not in FORMATS]
    if strange or not found:
        raise WrongUseError(
            f"--format：没有 {'、'.join(strange) or '任何'} 格式，可用 {'、'.join(FORMATS)}\n"
            f"--format: no such format: {', '.join(strange) or 'none given'}; there are {', '.join(FORMATS)}"
        )
    return found


def _draft(store: Store, options: argparse.Namespace) -> Draft:
    """The draft of a template or of a file."""
    language = options.language
    if options.template not in TEMPLATES:
        if any((options.districts, options.metrics, options.dimension, options.year_from, options.year_to)):
            raise WrongUseError(
                "草稿文件自带区、指标和年份，不能再另外指定。\n"
                "A draft file names its districts, metrics and years itself; they cannot be given besides."
            )
        content = _read(options.template, "")
        try:
            report_draft = from_json(content)
        except SpecError as error:
            raise WrongUseError(
                f"{options.template}：{error.message['zh']}\n{options.template}: {error.message['en']}"
            ) from error
        strange = unknown(store, report_draft)
        if strange:
            raise WrongUseError(_no_such(strange))
        if options.reliability:
            kinds = _reliability(options.reliability)
            report_draft = with_reliability(report_draft, kinds if len(kinds) < len(RELIABILITY) else ())
        return replace(report_draft, language=language) if language else report_draft
    catalogue = store.catalogue
    districts = catalogue.known_districts(values_of(options.districts))
    metrics = catalogue.known_metrics(values_of(options.metrics))
    strange = [f"--districts {d}" for d in districts.unknown] + [f"--metrics {m}" for m in metrics.unknown]
    if options.dimension and options.dimension not in catalogue.dimensions:
        strange.append(f"--dimension {options.dimension}")
    if strange:
        raise WrongUseError(_no_such(strange))
    first, last = _year("--from", options.year_from), _year("--to", options.year_to)
    if first and last and first > last:
        raise WrongUseError("--from 晚于 --to\n--from is later than --to")
    choice = Choice(districts.found, metrics.found, first, last, options.dimension)
    if options.reliability:
        choice = replace(choice, reliability=_reliability(options.reliability))
    return draft(store, options.template, choice, language or "zh")


def _reliability(text: str) -> tuple[str, ...]:
    known = {"official": RELIABILITY[:1], "official,press": RELIABILITY[:2], "all": RELIABILITY}
    if text not in known:
        raise WrongUseError(
            f"--reliability：只能是 {'、'.join(known)}\n--reliability: must be one of {'; '.join(known)}"
        )
    return known[text]


def _no_such(strange: Sequence[str]) -> str:
    zh, en = (some(words(code), (s[:60] for s in strange)) for code in ("zh", "en"))
    return f"没有这样的编号：{zh}\nNo such id: {en}"


def _year(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise WrongUseError(f"{name}：应为四位年份\n{name}: a year has four digits")
    return int(text)


def _read(path: str, ending: str) -> bytes:
    try:
        if ending and not path.endswith(ending):
            raise WrongUseError(f"{path}：应为 {ending} 文件\n{path}: not a {ending} file")
        return Path(path).read_bytes()
    except OSError as error:
        names = "、".join(TEMPLATES)
        raise WrongUseError(
            f"没有模板或文件 {path}；模板有 {names}\nNo template or file {path}; templates are {', '.join(TEMPLATES)}"
        ) from error


def _check_master(master: bytes | None, path: str | None) -> None:
    if master is None:
        return
    from reports.write.slide_master import MasterError, office_master

    try:
        office_master(master)
    except MasterError as error:
        raise WrongUseError(
            f"--master：{path} 不是 PowerPoint 文件\n--master: {path} is not a PowerPoint file"
        ) from error


def _put(path: Path, content: bytes) -> None:
    """Write to a temporary file, then rename it: nobody finds half a file."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class _Progress:
    """A bar on a terminal; elsewhere a line a file."""

    def __init__(self, total: int) -> None:
        self._total, self._done, self.name = total, 0, ""
        self._is_terminal = sys.stderr.isatty()

    def begins(self, name: str) -> None:
        """A file is begun."""
        self.name = name
        self._draw()

    def done(self) -> None:
        """The file begun last is written."""
        self._done += 1
        if self._is_terminal:
            self._draw()
        else:
            print(f"{self._done}/{self._total} {self.name}", file=sys.stderr)

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal:
            print(file=sys.stderr)

    def _draw(self) -> None:
        if self._is_terminal:
            full = BAR * self._done // self._total
            bar = "█" * full + "░" * (BAR - full)
            print(f"\r{bar} {self._done}/{self._total} {self.name:<44}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
