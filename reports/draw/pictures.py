"""Figures as pictures: one warm browser a process, started on first need, restarted after a fault, bounded in all.

PNG and SVG are drawn by the plotly.js that comes with the installed package. A PDF is that SVG set by typst, which
keeps Chinese as text with its font embedded. Nothing is asked of any network: the page that draws may load nothing.
"""

from __future__ import annotations

import atexit
import base64
import json
import logging
import re
import struct
import threading
import time
import zlib
from contextlib import suppress
from html import escape
from typing import Literal, NamedTuple, get_args

from charts.plotly_figures import PlotlyFigure, new_figure, plotly_js
from charts.sizes import PER_INCH, SIZES, Size, SizeName
from reports.collecting import Collector
from reports.draw.chromium import BrowserUnavailable, Chromium, browser_path
from reports.jobs.job_queue import JobQueue, QueueFull

_log = logging.getLogger(__name__)

PictureFormat = Literal["png", "svg", "pdf"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)

#: Seconds for one picture, for starting the browser, and for which somebody waits for a turn: far more than any takes
#: on a quiet machine.
DRAWING, STARTING, WAITING = 30.0, 60.0, 60.0
#: How many may wait; one more is told to come back.
QUEUE = 60
#: After so many pictures the browser is replaced, after so many idle seconds ended: memory is given back.
PICTURES_EACH, IDLE = 400, 600.0
#: The finest a PNG is drawn: 300 pixels an inch, some 11 million pixels at most.
FINEST = 300 / PER_INCH
#: The longest figure that is drawn, in bytes of JSON.
LONGEST = 4_000_000

_PAGE = (
    "<!doctype html><meta charset=utf-8>"
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; "
    'img-src data: blob:">'
)
#: plotly.js makes ids at random; the same figure shall give the same bytes.
_DRAW = """(async () => {
  let seed = 7;
  Math.random = () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const figure = %s;
  return Plotly.toImage(figure, { format: "%s", width: %d, height: %d, scale: %s, imageDataOnly: true });
})()"""


#: An attribute of the root of an SVG, as XMLSerializer writes it.
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')


class PicturesError(Exception):
    """No picture; `code` says why: no_browser, no_fonts, busy, failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES[code]


class LeftOut(NamedTuple):
    """A picture that a file lacks: what it would have shown, and the code of the reason."""

    name: str
    code: str


#: The pictures that files lack.
left_out: Collector[LeftOut] = Collector("left_out")

#: Why there is no picture and what to do, in both languages.
MESSAGES = {
    "no_browser": {
        "zh": "本机没有安装 Chromium，不能生成图片。请管理员执行：apt-get install chromium fonts-noto-cjk。"
        "表格、CSV、Excel 和文档中的原生图表不受影响。",
        "en": "There is no Chromium on this machine, so no pictures can be made. As administrator run: "
        "apt-get install chromium fonts-noto-cjk. Tables, CSV, Excel and native charts work without it.",
    },
    "no_fonts": {
        "zh": "本机没有安装中文字体，不能生成PDF。请管理员执行：apt-get install fonts-noto-cjk。",
        "en": "There is no Chinese font on this machine, so no PDF can be made. As administrator run: "
        "apt-get install fonts-noto-cjk.",
    },
    "busy": {
        "zh": "此刻请求图片的人过多，请稍后再试。",
        "en": "Too many people are asking for pictures just now. Please try again in a moment.",
    },
    "failed": {
        "zh": "图片没有生成，原因已记入日志。请再试一次。",
        "en": "The picture could not be made; the cause is in the log. Please try again.",
    },
}


class Renderer:
    """The warm browser. Safe to share between threads: pictures are drawn one after the other."""

    def __init__(self) -> None:
        self._queue = JobQueue(QUEUE, WAITING)
        self._browser: Chromium | None = None
        self._drawn = 0
        self._rest: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The process of the browser, if it is running."""
        return self._browser.pid if self._browser else None

    def draw(self, figure: str, form: Literal["png", "svg"], width: int, height: int, scale: float) -> str:
        """A figure (as JSON) as SVG text or as base64 of a PNG; PicturesError where that cannot be."""
        if len(figure) > LONGEST:
            raise PicturesError("failed")
        script = _DRAW % (figure, form, width, height, scale)
        try:
            with self._queue.turn():
                return self._drawn_twice(script, form)
        except QueueFull:
            raise PicturesError("busy") from None

    def _drawn_twice(self, script: str, form: str) -> str:
        """The picture; where the browser ends over it, what a fresh one makes of it."""
        for last in (False, True):
            try:
                return self._drawn_by(self._warm(), script, form)
            except BrowserUnavailable as error:
                _log.warning("The browser that draws pictures is restarted: %s", error)
                self._end()
                if last:
                    raise PicturesError("failed") from error
            except RuntimeError as error:
                _log.error("A figure could not be drawn: %s", error)
                self._end()
                raise PicturesError("failed") from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._queue.alone():
            self._end()

    def _drawn_by(self, browser: Chromium, script: str, form: str) -> str:
        result = browser.run(script, time.monotonic() + DRAWING)
        if not isinstance(result, str) or not result:
            raise RuntimeError("the browser returned no picture")
        self._drawn += 1
        if self._drawn >= PICTURES_EACH:
            self._end()
        else:
            self._rest_later()
        return result

    def _warm(self) -> Chromium:
        if self._browser is None:
            path = browser_path()
            if path is None:
                raise PicturesError("no_browser")
            deadline = time.monotonic() + STARTING
            browser = Chromium(path, deadline)
            try:
                browser.show(_PAGE, deadline)
                browser.run(plotly_js(), deadline)
            except BaseException:
                browser.close()
                raise
            self._browser, self._drawn = browser, 0
        return self._browser

    def _end(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        if self._browser is not None:
            self._browser.close()
            self._browser = None

    def _rest_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(IDLE, self.close)
        self._rest.daemon = True
        self._rest.start()


renderer = Renderer()


@atexit.register
def _close() -> None:
    with suppress(Exception):
        renderer.close()


def picture(
    figure: PlotlyFigure,
    form: PictureFormat,
    size: SizeName = "slide",
    scale: float = 1,
    *,
    title: str = "",
    description: str = "",
    released_on: str = "",
    language: str = "zh-CN",
) -> bytes:
    """A figure as a file in a fixed format, or one grown higher for its texts.

    `title` and `description` go into the file for those who cannot see it.
    `scale` says how many times finer than on screen a PNG is, up to `FINEST`; SVG and PDF have no pixels. `language` is
    the tag of the language of its texts. Raises PicturesError.
    """
    s = SIZES[size]
    s = s._replace(height=max(s.height, int(figure.layout.height or 0)))  # grown for its texts
    if not 1 <= scale <= FINEST:
        raise ValueError(f"scale {scale} is not between 1 and {FINEST}")
    source = json.dumps(json.loads(figure.to_json()), ensure_ascii=True).replace("</", "<\\/")
    if form == "png":
        finer = s.enlarged * scale + 1e-6  # plotly.js cuts 3999.9… pixels to 3999
        drawn = renderer.draw(source, "png", s.width, s.height, finer)
        return _with_facts(base64.b64decode(drawn), scale, title, language)
    svg = _finished(renderer.draw(source, "svg", s.width, s.height, 1), s, title, description, language)
    if form == "svg":
        return svg
    return _pdf(svg, s, title, released_on, language)


def drawing(figure: PlotlyFigure, width: int, height: int) -> bytes:
    """A figure as SVG in a size of its own, for documents that set its caption themselves. Raises PicturesError."""
    copy = new_figure(figure)
    copy.update_layout(width=width, height=height, autosize=False)
    source = copy.to_json().replace("</", "<\\/")
    size = Size(width, height, 1.0)
    return _finished(renderer.draw(source, "svg", width, height, 1), size, "", "")


def _finished(svg: str, size: Size, title: str, description: str, language: str = "") -> bytes:
    """An SVG with its size on screen, its language, title and text alternative; plotly.js writes none of them."""
    head, _, rest = svg.removeprefix("<svg").partition(">")
    width, height = size.pixels
    root = {"viewBox": f"0 0 {size.width} {size.height}", **dict(_ATTRIBUTE.findall(head))}
    root |= {"width": f"{width}", "height": f"{height}"}
    texts = f"<title>{escape(title)}</title>" if title else ""
    texts += f"<desc>{escape(description)}</desc>" if description else ""
    if texts:
        root.setdefault("role", "img")
    if language:
        root["xml:lang"] = escape(language)
    # In which order plotly.js writes them depends on the moment; the same figure shall give the same bytes.
    attributes = "".join(f' {name}="{value}"' for name, value in sorted(root.items()))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<svg{attributes}>{texts}{rest}\n'.encode()


def _with_facts(png: bytes, scale: float, title: str, language: str) -> bytes:
    """A PNG that says how large it is on paper, so that Word places it in that size, and what it shows."""
    metre = round(PER_INCH * scale / 0.0254)
    chunks = _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
    if title:
        chunks += _chunk(b"iTXt", b"Title\0\0\0" + language.encode() + b"\0\0" + title.encode())
    start = 8 + 25  # the signature and the header, which comes first
    return png[:start] + chunks + png[start:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _pdf(svg: bytes, size: Size, title: str, released_on: str, language: str) -> bytes:
    from reports.write.fonts import FontsMissing
    from reports.write.typesetting import typeset

    paper = 0.75 * size.enlarged
    code, _, region = language.partition("-")
    source = (
        "#set text(lang: sys.inputs.lang, region: sys.inputs.region)\n"
        "#set document(title: sys.inputs.title, date: none)\n"
        f"#set page(width: {size.width * paper}pt, height: {size.height * paper}pt, margin: 0pt)\n"
        '#image("picture.svg", width: 100%, height: 100%, alt: sys.inputs.title)\n'
    )
    values = {"title": title or "Qujian", "lang": code, "region": region}
    try:
        return typeset(source, {"picture.svg": svg}, values, released_on)
    except FontsMissing as error:
        raise PicturesError("no_fonts") from error
