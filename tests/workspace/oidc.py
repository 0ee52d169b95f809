"""A small identity provider (OpenID Connect) on this machine: real HTTP, a key of its own, and faults on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT_ID, CLIENT_SECRET = "qujian", "a secret of the client"

Claims = dict[str, Any]


def new_key(name: str = "first") -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


def signed(claims: Claims, key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def unsigned(claims: Claims) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


@dataclass
class IdentityProvider:
    """What it says of itself and of whoever comes; tests change it."""

    url: str
    key: RSAKey = field(default_factory=new_key)
    #: Whom it signs in: everybody is the same person.
    person: Claims = field(default_factory=lambda: {"sub": "1001", "preferred_username": "小李"})
    #: What is changed of the claims it would send.
    spoil: Callable[[Claims], Claims] = dict
    #: How it makes the token.
    sign: Callable[[Claims], str] | None = None
    #: The error it answers with instead of a code.
    refuses: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Where it was asked, in order.
    requests: list[str] = field(default_factory=list)

    def description(self) -> Claims:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is led back to."""
        back = {"state": query["state"], "iss": self.url}
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({**back, 'error': self.refuses})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """The answer to whoever has a code, the verifier that fits it, and the secret of the client."""
        query = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        client = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        fits = (
            query is not None
            and query["code_challenge_method"] == "S256"
            and query["code_challenge"] == challenge.rstrip(b"=").decode()
            and query["redirect_uri"] == form["redirect_uri"]
            and client == f"{CLIENT_ID}:{CLIENT_SECRET}"
        )
        if query is None or not fits:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": query["nonce"]}
        claims = self.spoil({**claims, **self.person})
        text = self.sign(claims) if self.sign else signed(claims, self.key)
        return 200, {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": text}


def _handler(provider: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.requests.append(parts.path)
            if parts.path == "/.well-known/openid-configuration":
                self._json(200, provider.description())
            elif parts.path == "/keys":
                self._json(200, dict(KeySet([provider.key]).as_dict(private=False)))
            elif parts.path == "/authorize":
                query = {name: given[0] for name, given in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            else:
                self._json(404, {})

        def do_POST(self) -> None:
            provider.requests.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: given[0] for name, given in parse_qs(body).items()}
            self._json(*provider.token(form, self.headers.get("Authorization", "")))

        def _json(self, status: int, content: Claims) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: Any) -> None:
            """Say nothing on the terminal of the tests."""

    return Handler


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """A provider that answers until the end."""
    provider = IdentityProvider("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
