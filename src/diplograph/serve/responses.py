"""Answers, and refusals with their reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

TEXT = "text/plain; charset=utf-8"


class Refusal(Exception):
    """A request that is not answered. status: of HTTP; message: what is wrong and what to do, a line or more."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        self.status, self.message = status, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. body: bytes, or a file that stands at its beginning and is `length` bytes long."""

    status: int
    content_type: str
    body: bytes | IO[bytes] = b""
    length: int | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self.body) if isinstance(self.body, bytes) else self.length or 0
