"""RDF terms as light values: an IRI is a string, a literal a named tuple.

What is made here has no blank nodes; of graphs made elsewhere they are strings that begin with "_:".

The writers and `triples` of other libraries are made from these; building an rdflib node for each of millions of
terms would take most of the time of a build.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, TypeAlias

XSD = "http://www.w3.org/2001/XMLSchema#"


class Literal(NamedTuple):
    """A value with its datatype (None: xsd:string) or language tag."""

    value: str
    datatype: str | None = None
    language: str | None = None


Term: TypeAlias = str | Literal
Triple: TypeAlias = tuple[str, str, Term]

# Control characters, and those that turn or break lines without being seen, are written as escapes.
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^#]*)(?:#(.*))?\Z", re.DOTALL)
_HOST = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=-]+@)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_NO_IRI = re.compile(r"[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")


def english(text: str) -> Literal:
    return Literal(text, language="en")


def day(value: date) -> Literal:
    return Literal(value.isoformat(), XSD + "date")


def offset(value: int) -> Literal:
    return Literal(str(value), XSD + "nonNegativeInteger")


def decimal(value: float) -> Literal:
    """A decimal with at most two digits, in its canonical form.

    >>> decimal(1).value, decimal(0.8666).value, decimal(0.5).value
    ('1.0', '0.87', '0.5')
    """
    text = f"{value:.2f}".rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, XSD + "decimal")


def boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", XSD + "boolean")


def integer(value: int) -> Literal:
    return Literal(str(value), XSD + "integer")


def _escape(match: re.Match[str]) -> str:
    one = match.group()
    code = ord(one)
    return _SHORT.get(one) or ("\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04X}")


def quoted(text: str) -> str:
    """A string as it stands in Turtle and N-Triples; half a surrogate pair, which is no character, becomes U+FFFD.

    >>> print(quoted('say "no"\\n'))
    "say \\"no\\"\\n"
    """
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def iri(value: str) -> str | None:
    """An absolute IRI, in ASCII: what may not stand in one is percent-encoded. None for what is no address.

    >>> iri("https://example.org/a page?q={x}"), iri("page 3")
    ('https://example.org/a%20page?q=%7Bx%7D', None)
    >>> iri("https://żółw.example/ż#a#b")
    'https://xn--w-uga1v8h.example/%C5%BC#a%23b'
    """
    parts = _ADDRESS.match(value)
    if parts is None:
        return None
    scheme, host, path, fragment = parts.groups()
    if host is not None:
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return None
        if not _HOST.fullmatch(host):
            return None
    if not (host or path):
        return None
    found = f"{scheme}:" + (f"//{host}" if host is not None else "") + _NO_IRI.sub(_percent, path)
    return found if fragment is None else f"{found}#{_NO_IRI.sub(_percent, fragment)}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def ntriples(term: Term) -> str:
    """A term in N-Triples."""
    if isinstance(term, Literal):
        tag = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
        return quoted(term.value) + tag
    return term if term.startswith("_:") else f"<{term}>"
