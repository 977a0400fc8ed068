"""What a validation found, as values, and written for people; for programs see `formats`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from diplograph.graph.vocabulary import DIP, NIF
from diplograph.validate.forms import Handed


class Triples(Protocol):
    """The data, to look up labels and words: a `Data` or a graph of rdflib."""

    def objects(self, subject: Node, predicate: Node) -> Iterator[Node]: ...


class Severity(StrEnum):
    """Violation: false or unusable. Warning: doubtful, look at it. Info: good to know."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found (SHACL, section 3.6).

    constraint: IRI of the property shape, node shape or `sh:sparql` constraint that was broken; empty for a
    nameless one. path: in Turtle ("<iri>", "( <a> <b> )"), None without one. component: local name, "MinCount".
    """

    severity: Severity
    constraint: str
    component: str
    focus: Node
    path: str | None
    value: Node | None
    message: str

    def key(self) -> tuple[str, ...]:
        """Its place in a report: worst first, then by constraint, focus node and value."""
        value = "" if self.value is None else self.value.n3()
        rank = str(ORDER.index(self.severity))
        return (rank, self.constraint, self.component, self.focus.n3(), self.path or "", value, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """All results, worst first.

    triples: how many were checked. handed: shapes that the reference engine checked, and because of what.
    """

    results: tuple[Result, ...]
    triples: int
    handed: tuple[Handed, ...] = ()

    @property
    def conforms(self) -> bool:
        """No Violation. (SHACL's own word is stricter: warnings don't conform either; see `as_turtle`.)"""
        return all(one.severity is not Severity.VIOLATION for one in self.results)

    def count(self, severity: Severity) -> int:
        return sum(one.severity is severity for one in self.results)


# ---------- for people ----------


def as_text(report: Report, graph: Triples, *, each: int = 5) -> str:
    """The report as people read it: grouped by constraint, worst first, with labels and the sentence that says so.

    graph: the data, for labels and words. each: so many results of one constraint are shown, the others counted.
    """
    lines = [summary(report)]
    for (severity, message, _), group in groupby(report.results, key=_heading(report)):
        members = list(group)
        lines += ["", f"{severity}, {_times(len(members))}: {message}"]
        for one in members[:each]:
            lines += [f"  - {line}" if not n else f"    {line}" for n, line in enumerate(_lines(one, graph))]
        if len(members) > each:
            lines.append(f"  … and {len(members) - each} more")
    lines += [""] * bool(report.handed) + list(told_of_handing(report))
    return "\n".join(lines) + "\n"


def told_of_handing(report: Report) -> Iterator[str]:
    """A line for each shape that the reference engine checked."""
    for one in report.handed:
        name = "a shape without a name" if isinstance(one.node, BNode) else one.node.n3()
        yield f"Checked by pySHACL: {name}, because of {one.reason}."


def summary(report: Report) -> str:
    """One line: does it conform, and how much was found.

    >>> summary(Report((), 3))
    'Conforms: nothing to say about 3 triples.'
    """
    number = f"{report.triples:,} triples" if report.triples != 1 else "1 triple"
    if not report.results:
        return f"Conforms: nothing to say about {number}."
    counts = ", ".join(
        f"{n} {one.value.lower()}{'s' * (n > 1 and one is not Severity.INFO)}"
        for one in ORDER
        if (n := report.count(one))
    )
    return f"{'Conforms' if report.conforms else 'Does not conform'}: {counts} in {number}."


def _heading(report: Report):  # type: ignore[no-untyped-def]
    """Results of one constraint stand together although messages with {?variables} differ."""
    first: dict[tuple[str, str], str] = {}
    for one in report.results:
        first.setdefault((one.constraint, one.component), one.message)
    return lambda one: (one.severity.value, first[one.constraint, one.component], one.component)


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"


def _lines(result: Result, graph: Triples) -> Iterator[str]:
    """What is meant (label and IRI), the value at fault, the words of the evidence."""
    label = label_of(result.focus, graph)
    yield f"{label} {result.focus.n3()}" if label else result.focus.n3()
    if result.path:
        value = "" if result.value is None else " " + _short(result.value.n3())
        yield f"at {short_path(result.path)}{value}"
    elif result.value is not None and result.value != result.focus:
        yield "at " + _short(result.value.n3())
    for words in sorted(quotes(result, graph))[:1]:
        yield f"“{_short(words, 160)}”"


def label_of(node: Node, graph: Triples) -> str | None:
    """A node's label, name or words, None when it has none.

    >>> g = Graph().parse(data='<a:b> <http://www.w3.org/2004/02/skos/core#prefLabel> "Xi"@en .', format="turtle")
    >>> label_of(URIRef("a:b"), g)
    'Xi'
    """
    for predicate in (RDFS.label, SKOS.prefLabel, NIF.anchorOf, DIP.text, DIP.wording):
        found = sorted(str(one) for one in graph.objects(node, predicate))
        if found:
            return _short(found[0], 80)
    return None


def quotes(result: Result, graph: Triples) -> set[str]:
    """The words of the passages that are evidence of the focus node, or where it stands itself."""
    found = set()
    for node in (result.focus, result.value):
        for mention in graph.objects(node, DIP.evidence) if node is not None else ():
            found |= {str(one) for one in graph.objects(mention, NIF.anchorOf)}
    return found


def short_path(path: str) -> str:
    """A path with prefixes for people.

    >>> short_path("( <http://www.w3.org/2000/01/rdf-schema#label> <a:b> )")
    '( rdfs:label <a:b> )'
    """
    parts = path.split(" ")
    manager = Graph().namespace_manager
    for prefix, iri in (("dip", DIP._NS), ("nif", NIF)):
        manager.bind(prefix, iri)
    return " ".join(_curie(one, manager) if one.startswith("<") else one for one in parts)


def _curie(part: str, manager: object) -> str:
    iri = part.strip("<>")
    shorter = manager.normalizeUri(iri)  # type: ignore[attr-defined]
    return str(shorter)


def _short(text: str, length: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def path_in_turtle(graph: Graph, node: Node | None) -> str | None:
    """A SHACL path (section 2.3.1) in Turtle; None for none.

    >>> path_in_turtle(Graph(), RDF.type)
    '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
    """
    if node is None:
        return None
    if isinstance(node, URIRef):
        return node.n3()
    if (node, RDF.first, None) in graph:
        return "( " + " ".join(str(path_in_turtle(graph, one)) for one in graph.items(node)) + " )"
    kinds = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.alternativePath)
    for kind in kinds:
        inner = graph.value(node, kind)
        if inner is not None:
            return f"[ {kind.n3()} {path_in_turtle(graph, inner)} ]"
    return None
