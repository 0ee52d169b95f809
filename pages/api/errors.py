"""What the API says when it cannot answer: a status, a code, a sentence in both languages, the parameter at fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.responses import Response

from reports.draw.pictures import MESSAGES

#: code → (HTTP status, English, Chinese)
_ERRORS = {
    "missing_parameter": (422, "The parameter {parameter} is required.", "缺少必填参数 {parameter}。"),
    "unknown_parameter": (
        422,
        "There is no parameter {parameter} here. Known: {known}.",
        "没有参数 {parameter}。可用参数：{known}。",
    ),
    "repeated_parameter": (
        422,
        "The parameter {parameter} is given more than once; join several values by commas.",
        "参数 {parameter} 重复出现，多个值请用英文逗号连接。",
    ),
    "value_too_long": (
        422,
        "The value of {parameter} is longer than {longest} characters.",
        "参数 {parameter} 的值超过{longest}个字符。",
    ),
    "malformed_value": (
        422,
        "The value of {parameter} cannot be read: expected {expected_en}.",
        "参数 {parameter} 的值无法识别，应为{expected_zh}。",
    ),
    "unknown_id": (404, "There is no {parameter} {value}.", "没有标识为 {value} 的 {parameter}。"),
    "nothing_to_draw": (
        404,
        "There is no figure to draw: ask for format=json, which says what is missing or refused.",
        "没有可以画的数据；请改用 format=json，其中说明缺少什么、为何不算。",
    ),
    "not_found": (404, "There is nothing at this address.", "该地址没有内容。"),
    "method_not_allowed": (
        405,
        "The API only reads: use GET or HEAD.",
        "接口仅供读取，请使用 GET 或 HEAD。",
    ),
    "not_ready": (
        503,
        "There is no data to answer from yet: the facts could not be built.",
        "数据尚未建成，暂时无法作答。",
    ),
    "unknown_host": (
        400,
        "This server does not answer to the name {value}. An administrator adds it to the setting QUJIAN_HOSTS.",
        "本服务器不接受以“{value}”为域名的访问。请管理员将该域名写入设置 QUJIAN_HOSTS 后重新启动。",
    ),
    "foreign_origin": (
        403,
        "Requests from pages of {value} are not accepted here. Behind a proxy, it must pass on the Host header.",
        "不接受来自“{value}”页面的请求。经反向代理访问的，代理须原样转发 Host 请求头。",
    ),
    "sign_in_first": (
        401,
        "This server is open only to people who are signed in: sign in at {place} first.",
        "本平台仅供登录人员使用，请先在 {place} 登录。",
    ),
    "too_many_files": (
        413,
        "Too many files. Reload the page and try again.",
        "文件过多，请刷新页面后再试。",
    ),
    "busy": (
        503,
        "The server is busy just now. Please try again in a moment.",
        "服务器此刻较忙，请稍后再试。",
    ),
    "nothing_to_show": (
        404,
        "There is nothing to present at this address.",
        "该地址没有可以演示的内容。",
    ),
    "draft": (422, "{en}", "{zh}"),
    "version": (404, "{en}", "{zh}"),
    "work_failed": (
        500,
        "This could not be made; the cause is in the log.",
        "未能生成，原因已记入日志。",
    ),
    "internal_error": (
        500,
        "Something went wrong here; it has been written to the log.",
        "服务内部出错，已记入日志。",
    ),
}
_ERRORS |= {
    f"pictures_{code}": (500 if code == "failed" else 503, texts["en"], texts["zh"])
    for code, texts in MESSAGES.items()
}
_LONGEST_ECHO = 80
#: Seconds after which somebody who was refused for want of room may ask again.
RETRY_AFTER = 5


class ApiError(Exception):
    """A request the API cannot answer; `code` is one of the codes above."""

    def __init__(self, code: str, parameter: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self._given = (code, parameter, details)
        self.status, english, chinese = _ERRORS[code]
        short = {"parameter": _short(parameter), **details}
        if "value" in details:
            short["value"] = _short(details["value"])
        self.content: dict[str, Any] = {
            "error": {
                "code": code,
                "message": english.format_map(short),
                "message_zh": chinese.format_map(short),
                "parameter": None if parameter is None else short["parameter"],
            }
        }

    def response(self) -> Response:
        """Return the answer to the request: JSON with the error, never kept by browsers and proxies."""
        headers = {"Cache-Control": "no-store"}
        if self.status == 405:
            headers["Allow"] = "GET, HEAD"
        if self.status == 503:
            headers["Retry-After"] = str(RETRY_AFTER)
        return Response(dumped(self.content), self.status, headers, media_type="application/json")

    def __reduce__(self) -> tuple[Any, ...]:
        """For the way from one process to another."""
        code, parameter, details = self._given
        return partial(ApiError, **details), (code, parameter)


def dumped(content: Mapping[str, Any], default: Any = None) -> bytes:
    """Return JSON as UTF-8; `default` writes what JSON does not know."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=default)
    # Lone surrogates cannot be written as UTF-8; they come only from broken requests.
    return text.encode("utf-8", "replace")


def _short(value: object) -> str:
    """What somebody sent, short and printable enough to be sent back."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value)[: _LONGEST_ECHO + 1])
    return text if len(text) <= _LONGEST_ECHO else text[:_LONGEST_ECHO] + "…"


def malformed(parameter: str, expected_en: str, expected_zh: str) -> ApiError:
    """The error for a value that is not of the form its parameter asks for."""
    return ApiError("malformed_value", parameter, expected_en=expected_en, expected_zh=expected_zh)
