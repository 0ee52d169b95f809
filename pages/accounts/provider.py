"""The identity provider of the office: OpenID Connect by authorization code, with PKCE, state and nonce.

What the provider says of itself is fetched when somebody signs in, never at the start. Nothing of codes and tokens is
written to the log.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Lock
from typing import Any, NamedTuple

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from cachetools import TTLCache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from data.access import Provider, is_safe
from data.workspace.identities import Identity

#: Seconds until the provider must have let us in, and until it must have answered.
PATIENCE = (3, 8)
#: Signatures by a key that only the provider has: never "none", never a secret that both have.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: Seconds by which the clocks of the two machines may differ.
LEEWAY = 60
#: What the provider says of itself and its keys, for ten minutes.
_KEPT: TTLCache[str, Mapping[str, Any]] = TTLCache(maxsize=8, ttl=600)
_LOCK = Lock()

_log = logging.getLogger(__name__)


class UnreachableError(Exception):
    """The provider does not answer, or not as a provider does."""


class RefusedError(Exception):
    """The provider does not say who this is, or what it says cannot be trusted."""


class Attempt(NamedTuple):
    """What must fit when somebody comes back from the provider."""

    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, back: str) -> tuple[str, Attempt]:
    """Return the address at the provider to which somebody goes to sign in, and what must fit afterwards.

    `back` is the address here to which the provider leads back. Raises UnreachableError.
    """
    attempt = Attempt(generate_token(32), generate_token(32), generate_token(64))
    with _client(provider, back) as client:
        url, _ = client.create_authorization_url(
            _about(provider)["authorization_endpoint"],
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
        )
    return str(url), attempt


def identity(provider: Provider, back: str, attempt: Attempt, code: str) -> Identity:
    """Return whom the provider names for a code. Raises UnreachableError and RefusedError."""
    with _client(provider, back) as client, _answering("token"):
        answer = client.fetch_token(
            _about(provider)["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=attempt.verifier,
            allow_redirects=False,
        )
    claims = _claims(provider, attempt, answer)
    names = [claims.get("preferred_username")]
    if claims.get("email_verified") is True:
        names.append(claims.get("email"))
    return Identity(
        provider.issuer, claims["sub"], [name for name in names if isinstance(name, str) and name]
    )


def _claims(provider: Provider, attempt: Attempt, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the provider says of somebody, once signature, sender, receiver, time and nonce are checked."""
    text = answer.get("id_token")
    if not isinstance(text, str):
        raise _refused("no id_token")
    try:
        found = _decoded(provider, text)
        options = {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        }
        expected = {
            "nonce": attempt.nonce,
            "client_id": provider.client_id,
            "access_token": answer.get("access_token"),
        }
        claims = CodeIDToken(found.claims, found.header, options, expected)
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _refused(type(error).__name__) from None
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise _refused("no sub")
    return dict(claims)


def _decoded(provider: Provider, text: str) -> jwt.Token:
    """The token, its signature checked; a key that is not known may be a new one."""
    address = _about(provider)["jwks_uri"]
    try:
        return jwt.decode(text, _keys(address), algorithms=ALGORITHMS)
    except (JoseError, ValueError):
        with _LOCK:
            _KEPT.pop(address, None)
        return jwt.decode(text, _keys(address), algorithms=ALGORITHMS)


def _keys(address: str) -> KeySet:
    return KeySet.import_key_set(dict(_fetched(address)))  # type: ignore[arg-type] # checked as it is read


def _about(provider: Provider) -> Mapping[str, Any]:
    """What the provider says of itself; UnreachableError where it is no provider, or another one."""
    found = _fetched(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    addresses = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    are_safe = all(isinstance(address, str) and is_safe(address) for address in addresses)
    if found.get("issuer") != provider.issuer or not are_safe:
        _log.warning("The identity provider %s describes itself as another, or not in full", provider.issuer)
        raise UnreachableError
    return found


def _fetched(address: str) -> Mapping[str, Any]:
    with _LOCK:
        kept = _KEPT.get(address)
    if kept is not None:
        return kept
    with _answering("description"):
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict):
            raise ValueError("no object")
    with _LOCK:
        _KEPT[address] = found
    return found


@contextmanager
def _client(provider: Provider, back: str) -> Iterator[OAuth2Session]:
    ways = _about(provider).get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
    client = OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        token_endpoint_auth_method=way if provider.client_secret else "none",
        scope="openid profile email",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=PATIENCE,
    )
    with closing(client):
        yield client


@contextmanager
def _answering(step: str) -> Iterator[None]:
    """Say which step failed and how, and nothing of what was sent: addresses and answers hold codes and tokens."""
    try:
        yield
    except AuthlibBaseError as error:
        raise _refused(f"{step}: {error.error}"[:80]) from None
    except (requests.RequestException, ValueError) as error:
        _log.warning("The identity provider does not answer (%s: %s)", step, type(error).__name__)
        raise UnreachableError from None


def _refused(why: str) -> RefusedError:
    _log.warning("Somebody could not be signed in by the identity provider (%r)", why)
    return RefusedError()
