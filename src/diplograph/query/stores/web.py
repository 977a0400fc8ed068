"""HTTP to a store: who asks, whom to trust, trying again, and what went wrong in words that help."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from diplograph.errors import StoreError

if TYPE_CHECKING:
    import requests

_BUSY = frozenset({408, 425, 429, 502, 503, 504})  # worth another try
_FULL = re.compile(
    r"no space left|disk (is )?full|out of (disk )?(space|memory)|quota|insufficient storage|database (is )?full", re.I
)
_TOO_MUCH = re.compile(r"memory exhausted|too (large|big|long)", re.I)  # Virtuoso of a long update
_AGAIN = re.compile(r"deadlock|try again", re.I)  # what stores say with status 500 when two writers meet
_REMEDIES = {
    400: "the store's own words tell what it doesn't like",
    403: "may this user write?",
    404: "is this the store's address for writing? (Oxigraph: /store, Fuseki: /NAME/data, Virtuoso: "
    "/sparql-graph-crud-auth)",
    405: "the address takes no writing; is it the query endpoint?",
    413: "send less at once with --batch",
    415: "it doesn't take N-Triples; is it the store's address?",
    501: "the address takes no writing; is it the store's address?",
}
_LONGEST_WAIT = 120.0  # seconds, whatever a store asks for
_PHRASES = {one.value: one.phrase for one in HTTPStatus}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a store answered. kind: the media type, without its parameters."""

    status: int
    kind: str
    body: bytes


@dataclass(slots=True)
class Web:
    """How to speak to a store.

    auth: "auto" answers as the store asks. ca: file of certificates to trust instead of the system's. timeout: seconds
    without a sign of life. retries: after refused connections and busy answers, waiting twice as long each time.
    told: gets a line for people about each wait.
    """

    user: str | None = None
    password: str | None = None
    auth: str = "auto"
    ca: str | None = None
    timeout: float = 300.0
    retries: int = 4
    told: Callable[[str], None] = lambda line: None
    sleep: Callable[[float], None] = time.sleep
    _session: requests.Session | None = field(default=None, init=False)

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = True,
        allow: frozenset[int] = frozenset(),
    ) -> Reply:
        """The store's answer to one request.

        repeatable: whether the request may be sent twice. allow: statuses of refusal that the caller wants to see.
        Raises StoreError: can't be reached, refuses, is full, is too slow, is no store.
        """
        import requests

        wait = 0.5
        for tries_left in range(self.retries, -1, -1):
            failure: StoreError
            try:
                answer = self._open().request(
                    method,
                    url,
                    data=body,
                    headers={"Accept": "*/*", **(headers or {})},
                    timeout=(min(self.timeout, 30.0), self.timeout),
                    allow_redirects=False,
                )
            except requests.exceptions.SSLError as error:
                raise StoreError(
                    f"its certificate isn't trusted ({_reason(error)})",
                    place=_shown(url),
                    remedy="name the authority that signed it with --ca FILE",
                ) from None
            except requests.exceptions.ReadTimeout:
                raise StoreError(
                    f"gave no answer within {self.timeout:g} s",
                    place=_shown(url),
                    remedy="give it longer with --timeout, or send less at once with --batch",
                ) from None
            except requests.exceptions.ConnectionError as error:
                refused = isinstance(error, requests.exceptions.ConnectTimeout) or not _sent(error)
                failure = StoreError(
                    f"can't be reached ({_reason(error)})" if refused else f"broke off ({_reason(error)})",
                    place=_shown(url),
                    remedy="is it running?" if refused else "look into the store's log; --batch sends less at once",
                )
                again = refused or repeatable
            except requests.exceptions.RequestException as error:
                raise StoreError(f"can't be asked ({_reason(error)})", place=_shown(url)) from None
            except OSError as error:
                raise StoreError(
                    f"can't be reached ({error})", place=_shown(url), remedy="look at the file of --ca"
                ) from None
            else:
                kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                reply = Reply(answer.status_code, kind, answer.content)
                if answer.ok and not answer.is_redirect:
                    return self._a_stores(reply, url)
                if reply.status in allow:
                    return reply
                failure = self._refusal(reply, url, answer.headers)
                busy = reply.status in _BUSY and not _FULL.search(_words(reply))
                again = busy or (reply.status == 500 and bool(_AGAIN.search(_words(reply))))
                wait = max(wait, _asked_to_wait(answer.headers))
            if not again or not tries_left:
                raise failure
            self.told(f"{failure.what}; trying again in {wait:g} s ({tries_left} left)")
            self.sleep(wait)
            wait = min(2 * wait, 30.0)
        raise AssertionError("the last try returns or raises")

    def warnings(self, url: str) -> list[str]:
        """What a careful person would like to know before a password is sent."""
        parts = urlsplit(url)
        if self.password and parts.scheme == "http" and parts.hostname not in _LOCAL and self.auth != "digest":
            return [f"the password may go to {parts.hostname} unencrypted; use https or --auth digest"]
        return []

    def _open(self) -> requests.Session:
        if self._session is None:
            import requests
            from requests.auth import HTTPBasicAuth, HTTPDigestAuth

            self._session = requests.Session()
            self._session.headers["User-Agent"] = "diplograph"
            if self.ca:
                self._session.verify = self.ca
                self._session.trust_env = False  # else REQUESTS_CA_BUNDLE would win
            if self.user is not None:
                # Bytes, so that names and passwords outside of Latin-1 go as UTF-8 (RFC 7617).
                user, password = self.user.encode(), (self.password or "").encode()
                if self.auth == "basic":
                    self._session.auth = HTTPBasicAuth(user, password)
                elif self.auth == "digest":
                    self._session.auth = HTTPDigestAuth(self.user, self.password or "")
                else:
                    self._session.auth = _as_asked(self.user, self.password or "")
        return self._session

    def _a_stores(self, reply: Reply, url: str) -> Reply:
        if reply.kind in ("text/html", "application/xhtml+xml") and b"<" in reply.body[:1000]:
            title = re.search(r"<title[^>]*>(.*?)</title>", reply.body[:5000].decode("utf-8", "replace"), re.I | re.S)
            called = f" (“{_line(html.unescape(title[1]))}”)" if title and title[1].strip() else ""
            raise StoreError(
                f"answered with a web page{called}, as no store does",
                place=_shown(url),
                remedy="is this the store's address, and not its web interface or the login page of a proxy?",
            )
        return reply

    def _refusal(self, reply: Reply, url: str, headers: Mapping[str, str]) -> StoreError:
        phrase = _PHRASES.get(reply.status, "")
        said = _line(_words(reply))
        reason = f"{reply.status} {phrase}".strip() + (f": {said}" if said and said != phrase else "")
        if 300 <= reply.status < 400:
            other = urljoin(url, headers.get("Location", ""))
            return StoreError(
                f"sends elsewhere ({reason})",
                place=_shown(url),
                remedy=f"if you trust it, give that address: {_shown(other)}" if other != url else None,
            )
        if reply.status == 507 or _FULL.search(_words(reply)):
            return StoreError(
                f"the store is full ({reason})", place=_shown(url), remedy="make room there, then run it again"
            )
        if reply.status == 401:
            if self.user is None:
                return StoreError(
                    f"the store refused ({reason})",
                    place=_shown(url),
                    remedy="it wants a name and password: --user NAME, and the password when asked, from "
                    "--password-file or DIPLOGRAPH_STORE_PASSWORD",
                )
            return StoreError(f"the store refused ({reason})", place=_shown(url), remedy="wrong name or password")
        if reply.status in _BUSY:
            return StoreError(f"the store is busy ({reason})", place=_shown(url), remedy="try again later")
        remedy = _REMEDIES.get(reply.status, "look into the store's log")
        if _TOO_MUCH.search(_words(reply)):
            remedy = _REMEDIES[413]
        return StoreError(f"the store refused ({reason})", place=_shown(url), remedy=remedy)


def _as_asked(user: str, password: str) -> Any:
    """Authentication that answers the store's challenge, digest where it may, and keeps to that."""
    from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

    class AsAsked(AuthBase):
        def __init__(self) -> None:
            self.chosen: AuthBase | None = None

        def __call__(self, request: Any) -> Any:
            if self.chosen is not None:
                return self.chosen(request)
            request.register_hook("response", self.challenged)
            return request

        def challenged(self, response: Any, **options: Any) -> Any:
            if response.status_code != 401 or self.chosen is not None:
                return response
            schemes = response.headers.get("WWW-Authenticate", "").lower()
            if "digest" in schemes:
                digest = HTTPDigestAuth(user, password)
                self.chosen = digest
                digest(response.request)
                return digest.handle_401(response, **options)
            if "basic" not in schemes:
                return response
            self.chosen = HTTPBasicAuth(user.encode(), password.encode())
            _ = response.content  # so that the connection can be used again
            request = self.chosen(response.request.copy())
            again = response.connection.send(request, **options)
            again.history.append(response)
            again.request = request
            return again

    return AsAsked()


def _asked_to_wait(headers: Mapping[str, str]) -> float:
    """Seconds that a store asks to wait; a date is not looked at.

    >>> _asked_to_wait({"Retry-After": "7"}), _asked_to_wait({"Retry-After": "999999"}), _asked_to_wait({})
    (7.0, 120.0, 0.0)
    """
    value = headers.get("Retry-After", "").strip()
    return min(float(value), _LONGEST_WAIT) if value.isdecimal() else 0.0


def _words(reply: Reply) -> str:
    """The beginning of an answer, without markup."""
    text = reply.body[:4000].decode("utf-8", "replace")
    if "html" in reply.kind:
        # Titles only say that something is wrong; what it is stands below them.
        text = re.sub(r"(?s)<(script|style|title).*?</\1>|<[^>]*>", " ", text)
        text = " ".join(html.unescape(text).split())
    return text


def _line(text: str) -> str:
    """The first line that says something, for a message: short, nothing unseen in it.

    >>> _line("\\n\\n \\x1b[31mNo   such graph\\nat line 3")
    '[31mNo such graph'
    """
    shown = "".join(one if one.isprintable() or one.isspace() else "" for one in text).strip()
    first = " ".join(shown.split("\n", 1)[0].split())
    return first if len(first) <= 200 else first[:199] + "…"


def _shown(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()


def _sent(error: Exception) -> bool:
    """Whether a connection was there before it broke."""
    words = repr(error)
    return "NewConnectionError" not in words and "NameResolutionError" not in words and "ProxyError" not in words


def _reason(error: BaseException) -> str:
    """The innermost reason of an error of requests, without addresses of objects.

    >>> _reason(OSError(111, "Connection refused"))
    'Connection refused'
    """
    reason: Any = error
    for _ in range(6):
        inside = [getattr(reason, "reason", None), *getattr(reason, "args", ())]
        inner = next((one for one in inside if isinstance(one, BaseException)), None)
        if inner is None:
            break
        reason = inner
    text = getattr(reason, "strerror", None) or str(reason)
    text = re.sub(r"^.*?object at 0x\w+>: |^HTTPS?Connection\w*\(.*?\): ", "", text)
    found = re.search(r"\[Errno -?\d+\] ([^)'\"]+)", text)
    return _line(found[1] if found else text)
