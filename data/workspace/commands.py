"""`python -m data people | versions | fold | backup | restore`: the workspace from the command line of the server."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from data.violations import terminal_language

WORDS = {
    "en": {
        "people": "accounts: add NAME --role ROLE, list, role NAME --role ROLE, password | unbind | remove NAME",
        "versions": "list the published versions of the data",
        "fold": "write published changes into the CSV files",
        "backup": "write the whole workspace into a file",
        "restore": "read a backup into an empty workspace",
        "name": "name of the person",
        "role": "reader, editor (proposes), reviewer (decides and publishes) or administrator",
        "own": "a reviewer may accept proposals of their own",
        "stdin": "read the password from standard input",
        "none": "no password: the identity provider or the proxy of the office names this person",
        "file": "file to write or to read",
        "password": "Password for {name}: ",
        "again": "Once more: ",
        "different": "the two differ; nothing was done",
        "added": "{name}: {role}",
        "removed": "{name} was removed",
        "unbound": "{name}: whom the identity provider names so next takes the account over",
        "changed": "the password of {name} was changed; their sessions have ended",
        "no_people": "no accounts; add the first: python -m data people add NAME --role administrator",
        "no_versions": "nothing was published yet",
        "no_changes": "nothing to fold: no published changes are outside of the files",
        "folded": "{files}: {rows} rows",
        "conflict": "conflict, not folded: {table} {key}",
        "backed_up": "{path}: {rows} rows",
        "restored": "{rows} rows restored",
    },
    "zh": {
        "people": "账号：add 姓名 --role 角色、list、role 姓名 --role 角色、password 姓名、unbind 姓名、remove 姓名",
        "versions": "列出已发布的数据版本",
        "fold": "将已发布的更改写入 CSV 文件",
        "backup": "将整个工作库写入一个文件",
        "restore": "将备份读入空的工作库",
        "name": "人员姓名",
        "role": "reader（阅读）、editor（提出更改）、reviewer（审核、发布）或 administrator（管理）",
        "own": "允许审核人员通过自己提出的更改",
        "stdin": "从标准输入读取密码",
        "none": "不设密码，由统一身份认证或本单位代理确认身份",
        "file": "写入或读取的文件",
        "password": "{name} 的密码：",
        "again": "再输一次：",
        "different": "两次输入不一致，未作更改",
        "added": "{name}：{role}",
        "removed": "已移除 {name}",
        "unbound": "{name}：下次由统一身份认证以此姓名登录者将绑定该账号",
        "changed": "已更改 {name} 的密码，其登录均已失效",
        "no_people": "尚无账号；添加第一个：python -m data people add 姓名 --role administrator",
        "no_versions": "尚未发布过版本",
        "no_changes": "没有需要写入的更改",
        "folded": "{files}：{rows}行",
        "conflict": "冲突，未写入：{table} {key}",
        "backed_up": "{path}：{rows}行",
        "restored": "已恢复{rows}行",
    },
}


class _Wrong(Exception):
    """What was asked for cannot be done; the message says why."""


def words() -> Mapping[str, str]:
    """Return what these commands say in the language of the terminal."""
    return WORDS[terminal_language()]


def add_parsers(commands: Any) -> None:
    """Add these commands to those of `python -m data`."""
    said = words()
    for name in ("versions", "fold"):
        commands.add_parser(name, help=said[name], description=said[name])
    for name in ("backup", "restore"):
        parser = commands.add_parser(name, help=said[name], description=said[name])
        parser.add_argument("file", type=Path, metavar="FILE", help=said["file"])
    people = commands.add_parser("people", help=said["people"], description=said["people"])
    actions = people.add_subparsers(
        dest="action", required=True, metavar="add | list | role | password | unbind | remove"
    )
    actions.add_parser("list")
    for name in ("add", "role", "password", "unbind", "remove"):
        parser = actions.add_parser(name)
        parser.add_argument("name", metavar="NAME", help=said["name"])
        if name in ("add", "role"):
            parser.add_argument("--role", required=True, metavar="ROLE", help=said["role"])
        if name == "role":
            parser.add_argument("--decides-own", action="store_true", help=said["own"])
        if name in ("add", "password"):
            kinds = parser.add_mutually_exclusive_group()
            kinds.add_argument("--password-stdin", action="store_true", help=said["stdin"])
        if name == "add":
            kinds.add_argument("--no-password", action="store_true", help=said["none"])


def run(options: argparse.Namespace) -> int:
    """Do what the command line asks of the workspace; 0 done, 1 failed, which is said on standard error."""
    from data.workspace.database import WorkspaceError

    try:
        return _COMMANDS[options.command](options)
    except WorkspaceError as error:
        print(error.reason.text(terminal_language()), file=sys.stderr)
    except _Wrong as error:
        print(error, file=sys.stderr)
    return 1


def _people(options: argparse.Namespace) -> int:
    from data.workspace import identities, people
    from data.workspace.database import open_workspace

    said, workspace = words(), open_workspace()
    if options.action == "list":
        everybody = people.everybody(workspace)
        print("\n".join(f"{p.name}\t{p.role}" for p in everybody) or said["no_people"])
        return 0
    if options.action == "add":
        password = None if options.no_password else _password(options)
        people.add(workspace, None, options.name, options.role, password)
        print(said["added"].format(name=options.name, role=options.role))
        return 0
    person = people.somebody_named(workspace, options.name)
    if options.action == "role":
        people.set_role(workspace, None, person, options.role, options.decides_own)
        print(said["added"].format(name=person.name, role=options.role))
    elif options.action == "password":
        people.set_password(workspace, None, person, _password(options))
        print(said["changed"].format(name=person.name))
    elif options.action == "unbind":
        identities.unbind(workspace, None, person)
        print(said["unbound"].format(name=person.name))
    else:
        people.remove(workspace, None, person)
        print(said["removed"].format(name=person.name))
    return 0


def _password(options: argparse.Namespace) -> str:
    """A password from standard input or typed twice, never from the command line, which others can read."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(words()["password"].format(name=options.name))
    if getpass.getpass(words()["again"]) != first:
        raise _Wrong(words()["different"])
    return first


def _versions(_: argparse.Namespace) -> int:
    from data.workspace.database import open_workspace
    from data.workspace.publishing import publications

    with open_workspace().reading() as connection:
        found = publications(connection)
    for p in found:
        text = p.text_zh if terminal_language() == "zh" else p.text_en
        print(f"{p.version}\t{p.published_at}\t{p.content_hash}\t{text}")
    if not found:
        print(words()["no_versions"])
    return 0


def _fold(_: argparse.Namespace) -> int:
    from data.workspace.database import open_workspace
    from data.workspace.folding import fold

    folded = fold(open_workspace())
    said = words()
    print(
        said["folded"].format(files=", ".join(folded.files), rows=folded.rows)
        if folded.files
        else said["no_changes"]
    )
    for conflict in folded.conflicts:
        key = conflict.change.key
        print(said["conflict"].format(table=key.table, key="+".join(key.cells)), file=sys.stderr)
    return 1 if folded.conflicts else 0


def _backup(options: argparse.Namespace) -> int:
    from data.workspace.backup import backup
    from data.workspace.database import open_workspace

    rows = backup(open_workspace(), options.file)
    print(words()["backed_up"].format(path=options.file, rows=rows))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from data.workspace.backup import restore
    from data.workspace.database import open_workspace

    print(words()["restored"].format(rows=restore(open_workspace(), options.file)))
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "people": _people,
    "versions": _versions,
    "fold": _fold,
    "backup": _backup,
    "restore": _restore,
}
COMMANDS = tuple(_COMMANDS)
