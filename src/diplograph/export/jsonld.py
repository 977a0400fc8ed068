"""JSON-LD 1.1 with short names: a node a line, named by the published context (ontology/context.jsonld).

The context stands in the file itself, so that nobody has to fetch it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from diplograph import resources
from diplograph.errors import OutputError
from diplograph.graph.names import RDF, XSD
from diplograph.graph.terms import Literal, Term
from diplograph.graph.turtle import Section

TYPE = RDF["type"]
_NUMBERS = (XSD.integer, XSD.nonNegativeInteger)
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_KEYWORDS = {"id": "@id", "type": "@type"}


def published() -> dict[str, Any]:
    """The context as it is published: prefixes and terms."""
    text = (resources.folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


class Names:
    """The short names of a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.spaces = {name: iri for name, iri in context.items() if str(iri).startswith("http")}
        self.terms: dict[str, tuple[str, str | None, str | None]] = {}  # IRI -> name, datatype or "@id", language
        for name, told in context.items():
            if name.startswith("@") or name in self.spaces or told in _KEYWORDS.values():
                continue
            entry = told if isinstance(told, dict) else {"@id": told}
            kind = entry.get("@type")
            self.terms[self.whole(entry["@id"])] = (name, kind and self.whole(kind), entry.get("@language"))

    def whole(self, name: str) -> str:
        """A prefixed name as an IRI."""
        prefix, colon, rest = name.partition(":")
        return self.spaces[prefix] + rest if colon and prefix in self.spaces else name

    def name(self, iri: str) -> str:
        """A class or property as it is called here."""
        if iri in self.terms:
            return self.terms[iri][0]
        for prefix, space in self.spaces.items():
            if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
                return f"{prefix}:{iri[len(space) :]}"
        return self.node(iri)

    def node(self, iri: str) -> str:
        """The name of a node. Raises OutputError for one that would be read as a prefixed name."""
        scheme, _, rest = iri.partition(":")
        if scheme in self.spaces and not rest.startswith("//"):
            raise OutputError(
                f"JSON-LD would take <{iri}> for a name with the prefix {scheme}:", remedy="take another format"
            )
        return iri

    def value(self, predicate: str, value: Term) -> Any:
        """A value, as short as its property allows."""
        _, kind, language = self.terms.get(predicate, ("", None, None))
        if not isinstance(value, Literal):
            short = self._concept(value)
            return short if kind == "@id" else {"@id": short}
        text = _clean(value.value)
        if value.language:
            return text if language == value.language else {"@value": text, "@language": value.language}
        if value.datatype is None:
            return text if kind is None and language is None else {"@value": text}
        if kind != value.datatype:
            return {"@value": text, "@type": value.datatype}
        if kind in _NUMBERS and text.isascii() and text.isdecimal() and str(int(text)) == text and len(text) < 16:
            return int(text)
        if kind == XSD.boolean and text in ("true", "false"):
            return text == "true"
        return text

    def _concept(self, iri: str) -> str:
        """Our concepts are known by their prefix; nodes keep their whole names."""
        space = self.spaces.get("dipv", "")
        return f"dipv:{iri.removeprefix(space)}" if space and iri.startswith(space) else self.node(iri)


def write(sections: Iterable[Section]) -> Iterator[str]:
    """The document, piece by piece: the context, then a node a line."""
    context = published()
    names = Names(context)
    yield '{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": ['
    comma = "\n"
    for section in sections:
        for subject, triples in groupby(section.triples, key=lambda triple: triple[0]):
            node: dict[str, Any] = {"id": names.node(subject)}
            for _, predicate, value in triples:
                if predicate == TYPE and not isinstance(value, Literal):
                    node.setdefault("type", []).append(names.name(value))
                else:
                    node.setdefault(names.name(predicate), []).append(names.value(predicate, value))
            yield comma + json.dumps({key: _alone(values) for key, values in node.items()}, ensure_ascii=False)
            comma = ",\n"
    yield "\n]}\n"


def _alone(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def _clean(text: str) -> str:
    """Half a surrogate pair is no character: U+FFFD, as in the other formats."""
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text) if not text.isascii() else text
