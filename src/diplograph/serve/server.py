"""HTTP for the application: the standard library's server, bounded, and ended in order.

The library's server is enough here: one graph, one machine, a few clients, and the work itself is done in processes of
their own. Nothing has to be installed for it.
"""

from __future__ import annotations

import errno
import ipaddress
import shutil
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from diplograph import __version__
from diplograph.errors import StoreError
from diplograph.serve.application import Application, Request
from diplograph.serve.responses import TEXT, Refusal, Response
from diplograph.serve.workers import ClientGone

_BODY = 1 << 20  # bytes that a request may carry
_CONNECTIONS = 100
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NEARBY = 50  # ports that are tried for a free one


class Server(ThreadingHTTPServer):
    """A server for one application. say: told what a person should know; log: told every request, None for no log.

    Raises StoreError when the port is taken (naming a free one) or may not be used.
    """

    daemon_threads = True  # idle connections must not keep the server from ending
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        application: Application,
        host: str,
        port: int,
        *,
        say: Callable[[str], None],
        log: Callable[[str], None] | None = None,
    ) -> None:
        self.application, self.say, self.log = application, say, log
        self.loopback = is_loopback(host)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._slots = threading.BoundedSemaphore(_CONNECTIONS)
        self._working, self._rest = 0, threading.Condition()
        try:
            super().__init__((host, port), Handler)
        except (OSError, OverflowError) as error:
            raise _unbound(error, host, port) from error
        self.host = host

    def server_bind(self) -> None:
        # The library's own looks the host's name up, which may ask the network.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def home(self) -> str:
        """The address to go to."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._slots.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        with request:
            request.settimeout(1)
            with suppress(OSError):
                request.sendall(_FULL)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            self.say(f"a request failed: {error!r}")

    def begin_work(self) -> None:
        with self._rest:
            self._working += 1

    def end_work(self) -> None:
        with self._rest:
            self._working -= 1
            self._rest.notify_all()

    def finish(self, seconds: float) -> bool:
        """Take no more requests, and give those in work some time; whether all were answered."""
        self.shutdown()
        self.socket.close()
        end = time.monotonic() + seconds
        with self._rest:
            while self._working and (left := end - time.monotonic()) > 0:
                self._rest.wait(left)
            return not self._working


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = f"diplograph/{__version__}"
    sys_version = ""
    timeout = 60.0  # seconds that a client may be silent
    server: Server

    def __getattr__(self, name: str) -> Any:
        # The library looks for a method of each verb: all go one way.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        self.server.begin_work()
        try:
            try:
                response = self.server.application.respond(self._request())
            except Refusal as refusal:
                self.close_connection = True  # what was not read would be taken for the next request
                response = Response(
                    refusal.status, TEXT, refusal.message.encode("utf-8", "replace"), headers=refusal.headers
                )
            self._send(response)
        except ClientGone:
            self.close_connection = True
            self.log_message("%s", "the client went away")
        finally:
            self.server.end_work()

    def _request(self) -> Request:
        host = self.headers.get("Host", "")
        if self.server.loopback and host and not is_loopback(_hostname(host)) and _hostname(host) != self.server.host:
            # A page elsewhere whose name was made to mean this machine could read everything (DNS rebinding).
            raise Refusal(403, f"This server is called by its own name only ({self.server.home}).\n")
        if self.headers.get("Transfer-Encoding"):
            raise Refusal(411, "Send the request with Content-Length.\n")
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise Refusal(400, "Content-Length is no number.\n")
        if int(length) > _BODY:
            raise Refusal(413, f"The request is larger than {_BODY >> 20} MiB.\n")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ClientGone
        headers = {name.lower(): value for name, value in self.headers.items()}
        home = f"http://{host}/" if host and _plain(host) else self.server.home
        return Request(self.command, self.path, headers, body, home, self.connection)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        bodiless = response.status in (204, 304)
        if not bodiless:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(response.size))
        for name, value in response.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if isinstance(response.body, bytes):
            if self.command != "HEAD" and not bodiless:
                self.wfile.write(response.body)
            return
        with response.body as file:
            if self.command != "HEAD":
                shutil.copyfileobj(file, self.wfile)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library itself refuses: broken requests, lines and headers that are too long."""
        self.close_connection = True
        self.request_version = "HTTP/1.1"  # a line that is none gets a whole answer too
        text = {414: "The address is too long; send the query by POST."}.get(code, message or "Not understood.")
        body = f"{text}\n".encode("utf-8", "replace")
        try:
            self.send_response(code)
            self.send_header("Content-Type", TEXT)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, format: str, *values: Any) -> None:
        if self.server.log:
            # A request may hold anything: control characters would write to the terminal.
            text = (format % values).encode("ascii", "backslashreplace").decode()
            self.server.log("".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text))


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine only.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.lower().rstrip(".") in ("localhost", "ip6-localhost") or host.lower().rstrip(".").endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _hostname(host: str) -> str:
    """The name in a header Host, without the port.

    >>> _hostname("[::1]:80"), _hostname("localhost:7800")
    ('::1', 'localhost')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _plain(host: str) -> bool:
    return all(one.isalnum() or one in ".-:[]" for one in host) and host.isascii()


def _unbound(error: Exception, host: str, port: int) -> StoreError:
    number = getattr(error, "errno", None)
    place = f"{host}:{port}"
    if number == errno.EADDRINUSE:
        free = free_port(host, port)
        return StoreError(
            f"port {port} is in use",
            place=host,
            remedy=f"take one that is free: --port {free}" if free else "take another",
        )
    if number == errno.EACCES:
        return StoreError(f"port {port} may not be used by you", place=host, remedy="take one above 1023")
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError(f"can't be listened at ({reason})", place=place, remedy="look at --host and --port")


def check_free(host: str, port: int) -> None:
    """Raise the StoreError that a server there would raise, before a large graph is read for it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise _unbound(error, host, port) from error


def free_port(host: str, port: int) -> int | None:
    """The next port that is free now; None when there is none nearby."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port + 1, min(port + 1 + _NEARBY, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return None


def listening(server: Server) -> threading.Thread:
    """Serve in a thread of its own, until `finish`."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    return thread
