"""Turtle that people like to read: a prefix for each kind of node, a block for each subject, no blank nodes.

A node of one path segment reads as a prefixed name (`person:xi-jinping`), others as a path below the base
(`<meeting/2025-02-24/phone-call/…>`); what fits neither stands as a full IRI. Equal triples give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from diplograph.graph.terms import Literal, Term, Triple, ntriples, quoted

VOCABULARIES = {
    "dcterms": DCTERMS.space,
    "dip": DIP.space,
    "dipv": DIPV.space,
    "nif": NIF.space,
    "org": ORG.space,
    "prov": PROV.space,
    "rdf": RDF.space,
    "rdfs": RDFS.space,
    "schema": SCHEMA.space,
    "skos": SKOS.space,
    "xsd": XSD.space,
}
TYPE = RDF["type"]
SHORT = {  # literals that Turtle writes without marks, and which of them
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
KINDS = {  # prefix -> path below the base
    "person": "actor/person/",
    "state": "actor/state/",
    "government": "actor/government/",
    "organization": "actor/org/",
    "media": "actor/media/",
    "group": "actor/group/",
    "place": "place/",
    "document": "document/",
    "extractor": "extractor/",
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_,=#./-]*\Z")  # may stand in a relative IRI as it is
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?:/|\Z)|//")
_HIERARCHICAL = re.compile(r"[a-z][a-z0-9+.-]*://[^?#]*/\Z", re.IGNORECASE)


class Section(NamedTuple):
    """Blocks that stand together. title: a line for people; triples: those of one subject next to each other."""

    title: str
    triples: list[Triple]


def prefixes(base: str) -> dict[str, str]:
    """All prefixes that a file declares, with their namespaces."""
    return dict(sorted({**VOCABULARIES, **{name: base + path for name, path in KINDS.items()}}.items()))


class Writer:
    """Writes triples as Turtle.

    base: IRI below which the nodes of the graph are named. more: prefixes besides our own, with their namespaces.
    """

    def __init__(self, base: str, more: Mapping[str, str] | None = None) -> None:
        self.base = base
        self.prefixes = dict(sorted({**(more or {}), **prefixes(base)}.items()))
        self.relative = bool(_HIERARCHICAL.match(base))
        self._known: dict[str, str] = {}
        self._spaces = sorted(self.prefixes.items(), key=lambda pair: -len(pair[1]))

    def document(self, sections: Iterable[Section]) -> Iterator[str]:
        """The file, piece by piece."""
        if self.relative:
            yield f"@base <{self.base}> .\n"
        for name, space in self.prefixes.items():
            yield f"@prefix {name}: <{space}> .\n"
        for section in sections:
            if section.triples:
                yield f"\n# ---------- {' '.join(section.title.split())} ----------\n"
                for subject, triples in groupby(section.triples, key=lambda triple: triple[0]):
                    yield self.block(subject, triples)

    def block(self, subject: str, triples: Iterable[Triple]) -> str:
        """All triples of one subject, in the order given."""
        rows = []
        for predicate, facts in groupby(triples, key=lambda triple: triple[1]):
            name = "a" if predicate == TYPE else self.name(predicate)
            rows.append(f"{name} {', '.join([self.term(value) for _, _, value in facts])}")
        return f"\n{self.name(subject)} " + " ;\n    ".join(rows) + " .\n"

    def term(self, term: Term) -> str:
        if not isinstance(term, Literal):
            return self.name(term)
        if term.language:
            return f"{quoted(term.value)}@{term.language}"
        form = SHORT.get(term.datatype) if term.datatype else None
        if form is not None and form.fullmatch(term.value):
            return term.value
        return quoted(term.value) + (f"^^{self.name(term.datatype)}" if term.datatype else "")

    def name(self, iri: str) -> str:
        """An IRI in the shortest way that every parser reads."""
        known = self._known.get(iri)
        if known is None:
            known = self._name(iri)
            if "#char=" not in iri:  # mentions are named a few times only: not worth keeping
                self._known[iri] = known
        return known

    def _name(self, iri: str) -> str:
        for prefix, space in self._spaces:
            if iri.startswith(space) and _LOCAL.match(iri[len(space) :]):
                return f"{prefix}:{iri[len(space) :]}"
        path = iri[len(self.base) :] if self.relative and iri.startswith(self.base) else ""
        return f"<{path}>" if _PATH.match(path) and not _DOTS.search(path) else ntriples(iri)


def _in_text_order(name: str) -> tuple[str, int, int, str]:
    """Mentions by their offsets as numbers: `#char=99,120` before `#char=100,103`."""
    before, mark, after = name.partition("#char=")
    begin, _, end = after.rstrip(">").partition(",")
    if mark and begin.isdecimal() and end.isdecimal():
        return before, int(begin), int(end), ""
    return before, 0, 0, after


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Triples without doubles, one subject after another; of each the class comes first."""
    nodes: dict[str, dict[str, set[Term]]] = {}
    for subject, predicate, value in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    found: list[Triple] = []
    for subject in sorted(nodes, key=_in_text_order):
        facts = nodes[subject]
        for predicate in sorted(facts, key=lambda one: (one != TYPE, one)):
            values: Iterable[Term] = facts[predicate]
            if len(facts[predicate]) > 1:
                values = sorted(values, key=lambda value: _in_text_order(ntriples(value)))
            found += [(subject, predicate, value) for value in values]
    return found
