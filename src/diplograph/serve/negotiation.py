"""Which form of an answer a client gets (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_QUALITY = re.compile(r"[qQ]\s*=\s*([01](?:\.\d{0,3})?)")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer. name: as `format=` takes it. types: media types that mean it, the one sent first."""

    name: str
    types: tuple[str, ...]
    text: bool = True

    @property
    def content_type(self) -> str:
        """What stands in the header Content-Type. Formats of RDF and SPARQL are UTF-8 by definition, where they are
        no text/*."""
        return self.types[0] + "; charset=utf-8" * self.types[0].startswith("text/")


# The first of each is for those who take anything. SPARQL 1.1 Query Results: JSON, XML, CSV and TSV.
TABLES = (
    Form("json", ("application/sparql-results+json", "application/json")),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Form("csv", ("text/csv",)),
    Form("tsv", ("text/tab-separated-values",)),
)
GRAPHS = (
    Form("turtle", ("text/turtle", "application/x-turtle")),
    Form("ntriples", ("application/n-triples",)),
    Form("jsonld", ("application/ld+json", "application/json")),
    Form("rdfxml", ("application/rdf+xml", "application/xml", "text/xml")),
    Form("nquads", ("application/n-quads",)),
    Form("trig", ("application/trig",)),
)
HTML = Form("html", ("text/html", "application/xhtml+xml"))
_OTHER_NAMES = {"ttl": "turtle", "nt": "ntriples", "n3": "turtle", "json-ld": "jsonld", "rdf": "rdfxml", "nq": "nquads"}


def chosen(accept: str | None, forms: Sequence[Form], name: str | None = None) -> Form | None:
    """The form that a client likes best; of equals the first. None when it takes none of them.

    accept: the header, None or empty for anything. name: of a form (`format=` in an address), which goes before the
    header; an unknown one is no wish.

    >>> chosen("text/csv, application/sparql-results+xml;q=0.5", TABLES).name
    'csv'
    >>> chosen("text/html,application/xml;q=0.9,*/*;q=0.8", (*GRAPHS, HTML)).name
    'html'
    >>> chosen("image/png", TABLES) is None
    True
    """
    if name:
        wanted = _OTHER_NAMES.get(name.lower(), name.lower())
        for form in forms:
            if wanted == form.name or name in form.types or (wanted == "xml" and form.name == "rdfxml"):
                return form
    if not (accept or "").strip():
        return forms[0]
    ranges = _ranges(accept or "")
    best, liking = None, 0.0
    for form in forms:
        refused = any((one, 0.0) in ranges for one in form.types)
        quality = 0.0 if refused else max(_quality(ranges, one) for one in form.types)
        if quality > liking:
            best, liking = form, quality
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their quality; one that can't be read counts as not there."""
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        if re.fullmatch(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", kind):
            weights = [match[1] for one in parameters if (match := _QUALITY.fullmatch(one))]
            found.append((kind.lower(), min(1.0, float(weights[0])) if weights else 1.0))
        elif kind == "*":  # Java's URLConnection
            found.append(("*/*", 1.0))
    return found


def _quality(ranges: Iterable[tuple[str, float]], kind: str) -> float:
    """How much a type is liked: the most exact range that covers it decides."""
    exactness, quality = -1, 0.0
    for wanted, weight in ranges:
        level = 2 if wanted == kind else 1 if wanted == kind.partition("/")[0] + "/*" else 0 if wanted == "*/*" else -1
        if level > exactness or (level == exactness >= 0 and weight > quality):
            exactness, quality = level, weight
    return quality if exactness >= 0 else 0.0
