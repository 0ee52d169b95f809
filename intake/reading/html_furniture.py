"""What surrounds the article of a web page: navigation, sharing, the foot of a site. By rules, never by site."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from lxml import etree

_NEVER_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "canvas",
    "select",
    "button",
    "textarea",
    "nav",
    "footer",
    "aside",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NAMES = (
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs mbx dqwz footer foot copyright sidebar "
    "share sharebox bdshare qrcode ewm search login toolbar pagination pager related recommend advert friendlink "
    "friendlinks yqlj topbar header banner"
)
#: Words in the class or id of what is no part of an article.
_NAMED = frozenset(_NAMES.split())
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: Of all text outside links, what is taken for furniture may hold so much and no more.
_MOST = 0.3
_CONTAINERS = ("div", "ul", "ol", "dl", "p", "td", "section", "header", "form", "span", "table")
#: A list of so many links, mostly links, each short.
_FEWEST_LINKS, _LINKED, _LINK_LENGTH = 3, 0.6, 30
#: Ids and classes by which the systems of offices call the article, and which share of the text it must hold.
_ARTICLE = re.compile(
    r"trs_editor|trs_ueditor|view trs_paper|^zoom$|ucap-?content|pages_content|article[-_]?(?:content|body|con)?$|"
    r"^content$|con(?:tent)?[-_](?:text|main|detail)|detail[-_]?(?:content|con)?$|news[-_]?(?:content|text)|^vsb_content",
    re.I,
)
_ARTICLE_SHARE = 0.5
_LONGEST_LINE = 100
_LINE = re.compile(
    r"网站标识码|ICP备|公网安备|版权所有|扫一扫|返回顶部|无障碍|设为首页|加入收藏|打印本页|关闭(?:窗口|本页)|政府网站找错|"
    r"(?:站点|网站)地图|^(?:主办单位|主办|承办单位|承办|技术支持|联系我们|网站支持IPv6)|当前位置|您(?:的|所在的?|现在的)位置|"
    r"^(?:上|下)一[篇条]|[【\[（(]?字[体号]\s*[：:]|(?:浏览|阅读|点击)(?:次数|量|数)|^(?:打印|关闭|分享到?|收藏|纠错)(?:[\s：:|]|$)"
)


class _Size(NamedTuple):
    """Of an element: characters of text, of text in links, and the number of links."""

    text: int
    linked: int
    links: int


def is_furniture(line: str) -> bool:
    """Whether a line is one that sites print around every article."""
    return len(line) <= _LONGEST_LINE and bool(_LINE.search(line))


def remove_furniture(page: etree._Element) -> None:
    """Take out of a page what is hidden and what surrounds its article."""
    for element in list(page.iter(*_NEVER_TEXT)):
        _remove(element)
    for element in list(page.iter(etree.Element)):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            _remove(element)
    sizes = _sizes(page)
    most = _MOST * (sizes[page].text - sizes[page].linked)
    for element in list(page.iter(*_CONTAINERS)):
        size = sizes[element]
        if (_is_named(element) and size.text - size.linked <= most) or _is_list_of_links(size):
            _remove(element)


def main_part(page: etree._Element) -> etree._Element:
    """Return the element that holds the article; the whole page where none holds most of the text."""
    sizes = _sizes(page)
    enough = _ARTICLE_SHARE * (sizes[page].text - sizes[page].linked)
    found = [
        element
        for element in page.iter("div", "td", "article", "main", "section")
        if element.tag in {"article", "main"}
        or _ARTICLE.search(element.get("id", ""))
        or _ARTICLE.search(element.get("class", ""))
    ]
    fitting = [element for element in found if sizes[element].text - sizes[element].linked >= enough]
    # The innermost one: what surrounds it is left out.
    return fitting[-1] if fitting else page


def _is_named(element: etree._Element) -> bool:
    words = _WORDS.findall(f"{element.get('class', '')} {element.get('id', '')}")
    return any(word.lower() in _NAMED for word in words) and next(element.iter("h1"), None) is None


def _is_list_of_links(size: _Size) -> bool:
    return (
        size.links >= _FEWEST_LINKS
        and size.linked >= _LINKED * size.text
        and size.linked <= _LINK_LENGTH * size.links
    )


def _sizes(page: etree._Element) -> dict[etree._Element, _Size]:
    """Return the size of every element, each counted once from the leaves up."""
    sums: defaultdict[etree._Element, list[int]] = defaultdict(lambda: [0, 0, 0])
    sizes: dict[etree._Element, _Size] = {}
    for _, element in etree.iterwalk(page, events=("end",)):
        text, linked, links = sums.pop(element, (0, 0, 0))
        text += len((element.text or "").strip())
        if element.tag == "a":
            linked, links = text, 1
        sizes[element] = _Size(text, linked, links)
        parent = element.getparent()
        if parent is not None:
            found = sums[parent]
            found[0] += text + len((element.tail or "").strip())
            found[1] += linked
            found[2] += links
    return sizes


def _remove(element: etree._Element) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)
