"""Passwords: kept as hashes that take time to try, and compared in the same time whether there is one or not."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.workspace.database import WorkspaceError

#: The shortest and the longest password.
SHORTEST, LONGEST = 10, 200

_HASHER = PasswordHasher()
#: What a password is compared with where nobody has the name, so that the answer takes as long.
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """Return what is kept of a password. WorkspaceError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WorkspaceError(
            f"密码须为{SHORTEST}至{LONGEST}个字符", f"a password has {SHORTEST} to {LONGEST} characters"
        )
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; where none was, the answer is no and takes as long."""
    try:
        _HASHER.verify(kept or _NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)
