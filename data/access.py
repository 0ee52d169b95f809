"""Who may come in, and by which way, as the operator has set it.

Read from the environment at each call, but for the path of the server.
"""

from __future__ import annotations

import ipaddress
import os
import re
from functools import lru_cache
from typing import Literal, NamedTuple, cast, get_args
from urllib.parse import urlsplit

from data import settings
from data.violations import Reason

Readers = Literal["open", "signed-in"]
Newcomers = Literal["refused", "reader"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PATH = re.compile(r"(/[A-Za-z0-9_-]{1,60}){1,4}")
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
#: Fixed when the process starts: it stands in every address, and so in all that is kept for readers.
_GIVEN_PATH = os.environ.get("QUJIAN_BASE_PATH", "").strip()


class SettingError(ValueError):
    """A setting that nothing can be made of; `reason` says why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Reason(zh, en)
        super().__init__(en)


class Proxies(NamedTuple):
    """The reverse proxies of the office: where they are, and the header in which they name who signed in with them."""

    networks: tuple[Network, ...]
    #: In small letters; '' where they name nobody.
    header: str

    def include(self, address: str) -> bool:
        """Whether an address is that of a proxy."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None)
        return any((mapped or found) in network for network in self.networks)


class Provider(NamedTuple):
    """The identity provider (OpenID Connect) of the office."""

    issuer: str
    client_id: str
    #: '' where the provider knows this program without a secret.
    client_secret: str
    #: What people call it.
    name: str
    #: Whether somebody without an account gets one, as a reader.
    admits_newcomers: bool


def check() -> None:
    """Raise SettingError where a setting is wrong; the start does, before anybody can come.

    So is closed reading where nobody could ever sign in.
    """
    proxies()
    provider()
    base_path()
    has_metrics()
    if readers() == "signed-in" and not _has_people():
        raise SettingError(
            "QUJIAN_READERS 设为 signed-in，但尚无账号，无人可以登录；请先添加管理员："
            "python -m data people add 姓名 --role administrator",
            "QUJIAN_READERS is signed-in and there are no accounts, so nobody could sign in; "
            "add an administrator first: python -m data people add NAME --role administrator",
        )


def _has_people() -> bool:
    if not settings.has_workspace():
        return False
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.people import everybody

    try:
        return bool(everybody(open_workspace()))
    except WorkspaceError as error:
        raise SettingError(*error.reason) from error


def base_path() -> str:
    """Below which path is this server reached (QUJIAN_BASE_PATH)? '' for the root of its host. Raises SettingError."""
    path = _GIVEN_PATH.rstrip("/")
    if path and not _PATH.fullmatch(path):
        raise SettingError(
            f"QUJIAN_BASE_PATH 的值 {_GIVEN_PATH!r} 不是路径，应如 /qujian（字母、数字、- 和 _）",
            f"QUJIAN_BASE_PATH is {_GIVEN_PATH!r}: write a path such as /qujian (letters, digits, - and _)",
        )
    return path


def has_metrics() -> bool:
    """Whether what is counted may be read (QUJIAN_METRICS)? Raises SettingError."""
    return _choice("QUJIAN_METRICS", ("off", "on")) == "on"


def readers() -> Readers:
    """Who may read (QUJIAN_READERS): everybody, or only who is signed in. Raises SettingError."""
    return cast(Readers, _choice("QUJIAN_READERS", get_args(Readers)))


def proxies() -> Proxies | None:
    """Which proxies are trusted (QUJIAN_PROXIES), and with which header (QUJIAN_PROXY_HEADER)?

    None: no proxy is. Raises SettingError.
    """
    return _proxies(_text("QUJIAN_PROXIES"), _text("QUJIAN_PROXY_HEADER"))


@lru_cache(maxsize=8)
def _proxies(addresses: str, header: str) -> Proxies | None:
    networks = tuple(_network(text.strip()) for text in addresses.split(",") if text.strip())
    if header and not networks:
        raise SettingError(
            "设置了 QUJIAN_PROXY_HEADER，还须在 QUJIAN_PROXIES 中写明代理的地址，否则任何人都可冒名",
            "QUJIAN_PROXY_HEADER is set: name the proxy's address in QUJIAN_PROXIES too, or anybody could "
            "take any name",
        )
    if header and not _HEADER.fullmatch(header):
        raise SettingError(
            f"QUJIAN_PROXY_HEADER 的值 {header!r} 不是请求头名称，应如 X-Remote-User",
            f"QUJIAN_PROXY_HEADER is {header!r}: write the name of a header, such as X-Remote-User",
        )
    return Proxies(networks, header.lower()) if networks else None


def _network(text: str) -> Network:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:
        raise SettingError(
            f"QUJIAN_PROXIES 中的 {text!r} 不是代理的地址或网段，应如 10.0.0.5 或 10.0.0.0/29",
            f"QUJIAN_PROXIES has {text!r}: write addresses or networks of proxies, such as 10.0.0.5 or 10.0.0.0/29",
        )
    return network


def provider() -> Provider | None:
    """Which identity provider does the office have (QUJIAN_OIDC_ISSUER), if any? Raises SettingError."""
    issuer, client_id = _text("QUJIAN_OIDC_ISSUER"), _text("QUJIAN_OIDC_CLIENT_ID")
    newcomers = _choice("QUJIAN_OIDC_NEWCOMERS", get_args(Newcomers))
    if not issuer and not client_id:
        return None
    if not issuer or not client_id:
        raise SettingError(
            "QUJIAN_OIDC_ISSUER 与 QUJIAN_OIDC_CLIENT_ID 须同时设置",
            "QUJIAN_OIDC_ISSUER and QUJIAN_OIDC_CLIENT_ID go together: set both",
        )
    if not is_safe(issuer):
        raise SettingError(
            f"QUJIAN_OIDC_ISSUER 的值 {issuer!r} 须为 https 地址",
            f"QUJIAN_OIDC_ISSUER is {issuer!r}: write an https address",
        )
    name = _text("QUJIAN_OIDC_NAME") or str(urlsplit(issuer).hostname)
    return Provider(issuer, client_id, _text("QUJIAN_OIDC_CLIENT_SECRET"), name, newcomers == "reader")


def is_safe(address: str) -> bool:
    """Whether what is sent to an address can be read by nobody on the way: https, or this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return (parts.scheme == "https" and bool(host)) or (parts.scheme == "http" and _is_this_machine(host))
    except ValueError:
        return False


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _choice(variable: str, known: tuple[str, ...]) -> str:
    """The value of a setting, by default the first that is known."""
    text = _text(variable) or known[0]
    if text not in known:
        raise SettingError(
            f"{variable} 的值 {text!r} 无效，可用 {'、'.join(known)}",
            f"{variable} is {text!r}: write {' or '.join(known)}",
        )
    return text


def _text(variable: str) -> str:
    return os.environ.get(variable, "").strip()
