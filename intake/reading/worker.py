"""The process that reads one file: `python -m intake.reading.worker`, bounded before it reads a byte.

It gets one line of JSON and the file, and answers with messages: a letter for the kind, the length in four bytes,
the content. `p` is progress, `d` a document, `f` a filled workbook, `i` a picture, `e` a refusal.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

from intake.document import IntakeError
from intake.reading import limits, read_file, refusals

_HEADER = 4096
#: What a reader never needs: the network, other programs.
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
)


def main() -> None:
    """Read the file on standard input and answer on standard output."""
    _limit()
    sys.addaudithook(_watch)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    request = json.loads(sys.stdin.buffer.readline(_HEADER))
    content = sys.stdin.buffer.read(limits.FILE_BYTES + 1)

    def send(kind: bytes, message: bytes) -> None:
        answers.write(kind + len(message).to_bytes(4, "big") + message)
        answers.flush()

    try:
        send(*_answer(request, content, lambda n, m: send(b"p", json.dumps([n, m]).encode())))
    except IntakeError as error:
        send(b"e", json.dumps(error.reason).encode())
    except MemoryError:
        send(b"e", json.dumps(refusals.too_much_memory().reason).encode())


def _answer(request: dict[str, Any], content: bytes, progress: Any) -> tuple[bytes, bytes]:
    if request["do"] == "picture":
        from intake.reading.page_pictures import page_picture

        return b"i", page_picture(content, request["number"], request["scale"])
    filled = _filled(content, request["name"]) if request["do"] == "open" else None
    answer = (filled or read_file(content, request["name"], progress).to_json()).encode()
    if len(answer) > limits.ANSWER_BYTES:
        raise refusals.too_many(None, limits.CHARACTERS, "字", "characters")
    return b"f" if filled else b"d", answer


def _filled(content: bytes, name: str) -> str | None:
    """Return what a filled workbook says, as JSON; None of any other file."""
    from intake.template.archive import is_template

    if not is_template(content):
        return None
    from intake.exchange import filled_data
    from intake.template.read import read_template

    return json.dumps(filled_data(read_template(content, name)), ensure_ascii=False)


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.WORKER_BYTES),
        (resource.RLIMIT_CPU, limits.WORKER_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
    os.nice(5)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    # What is open already has a number instead of a name.
    named = event == "open" and not isinstance(arguments[0], int)
    writes = named and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event in _FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
