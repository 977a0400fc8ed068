"""Pages for people: HTML without scripts, every word of the graph escaped by the template engine.

What could mislead the eye in words of others, marks that turn the direction of writing or are not seen at all, stands
as its name in a box, and each text is kept apart from its surroundings (<bdi>, Unicode Standard Annex 9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from diplograph.query.questions import Question
from diplograph.serve.negotiation import GRAPHS

if TYPE_CHECKING:
    from diplograph.serve.description import Counted
    from diplograph.serve.nodes import View
    from diplograph.serve.search import Found

_NAMES = ("base", "home", "node", "found", "missing", "query", "notice")
# Bidirectional controls, zero-width marks, line separators and control characters other than tab and line feed.
_MARKS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SHORT = {
    0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE",
    0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI",
    0x2069: "PDI", 0x00AD: "SHY", 0xFEFF: "BOM",
}  # fmt: skip
# Harmless and common: a narrow space; the joiners that Persian, Indian scripts and emoji need.
_KEPT = {0x202F, 0x200C, 0x200D, 0x2028, 0x2029}


def words(text: object) -> Markup:
    """Words of the graph as HTML.

    >>> print(words("a <b> & \u202eevil"))
    <bdi>a &lt;b&gt; &amp; <span class="mark" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>evil</bdi>
    """
    plain = str(text)
    pieces, end = [], 0
    for match in _MARKS.finditer(plain):
        code = ord(match.group())
        if code in _KEPT:
            continue
        pieces.append(escape(plain[end : match.start()]))
        name = unicodedata.name(match.group(), f"U+{code:04X}")
        pieces.append(Markup('<span class="mark" title="{}">{}</span>').format(name, _SHORT.get(code, f"U+{code:04X}")))
        end = match.end()
    pieces.append(escape(plain[end:]))
    return Markup("<bdi>{}</bdi>").format(Markup("").join(pieces))


def address(iri: str) -> str:
    """Where the page of a node is."""
    return "/node?iri=" + quote(iri, safe=":/")


def asking(sparql: str) -> str:
    """Where the query page is with a query in it."""
    return "/query#query=" + quote(sparql, safe="")


def outside(iri: str) -> str | None:
    """An IRI as a link that leads out, None for one that a browser should not follow (javascript:, data:)."""
    return iri if re.match(r"https?://", iri) else None


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("diplograph.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(words=words, address=address, asking=asking, outside=outside, thousands=lambda n: f"{n:,}")
    return found


def preload() -> None:
    """Read all templates."""
    for name in _NAMES:
        _environment().get_template(name + ".html")


def _page(name: str, **values: Any) -> bytes:
    return _environment().get_template(name + ".html").render(**values).encode("utf-8", "replace")


def node(view: View) -> bytes:
    """The page of a node."""
    return _page("node", view=view, forms=[one for one in GRAPHS if one.name in ("turtle", "jsonld", "ntriples")])


def missing(iri: str, near: Iterable[Found]) -> bytes:
    """The page of a node that isn't there."""
    return _page("missing", iri=iri, near=list(near))


def found(text: str, nodes: Iterable[Found]) -> bytes:
    """What a search found."""
    return _page("found", text=text, nodes=list(nodes))


def notice(status: int, message: str) -> bytes:
    """A refusal, for people."""
    return _page("notice", status=status, message=message)


def home(title: str, counts: Counted, classes: Iterable[tuple[str, str, int]], questions: Iterable[Question]) -> bytes:
    """The page to begin with. classes: IRI, label and number of members."""
    groups: dict[str, list[Question]] = {}
    for one in questions:
        groups.setdefault(one.group, []).append(one)
    return _page("home", title=title, counts=counts, classes=list(classes), groups=groups)


def query() -> bytes:
    """The page to ask SPARQL."""
    return _page("query")
