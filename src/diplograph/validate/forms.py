"""The typed form of shapes between reading them and asking for them: what compiling gives, and running takes.

One dataclass for each kind of constraint, named after its component in SHACL, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node


class NotCompiledError(Exception):
    """A construct that is left to the reference engine; says which."""


@dataclass(frozen=True, slots=True)
class Path:
    """A property path (section 2.3.1).

    step: in SPARQL, never of length zero; empty when only the node itself is meant. itself: the node is reached too.
    predicate: its IRI when the path is only that. turtle: for reports.
    """

    step: str
    itself: bool
    predicate: URIRef | None
    turtle: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a shape starts from (section 2.1.3); classes include an implicit one."""

    classes: tuple[URIRef, ...] = ()
    nodes: tuple[Node, ...] = ()
    subjects_of: tuple[URIRef, ...] = ()
    objects_of: tuple[URIRef, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)


# ---------- constraints on each value ----------


@dataclass(frozen=True, slots=True)
class Class:
    classes: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Datatype:
    datatype: URIRef


@dataclass(frozen=True, slots=True)
class NodeKind:
    kind: URIRef


@dataclass(frozen=True, slots=True)
class Bound:
    """minExclusive, minInclusive, maxExclusive or maxInclusive; `sign` is the one between value and limit."""

    sign: str
    limit: Literal


@dataclass(frozen=True, slots=True)
class Length:
    """minLength (at_least) or maxLength."""

    number: int
    at_least: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class LanguageIn:
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class In:
    members: tuple[Node, ...]


# ---------- constraints on all values together ----------


@dataclass(frozen=True, slots=True)
class Count:
    """minCount (at_least) or maxCount."""

    number: int
    at_least: bool


@dataclass(frozen=True, slots=True)
class UniqueLang:
    pass


@dataclass(frozen=True, slots=True)
class HasValue:
    term: Node


@dataclass(frozen=True, slots=True)
class Equals:
    predicate: URIRef


@dataclass(frozen=True, slots=True)
class Disjoint:
    predicate: URIRef


@dataclass(frozen=True, slots=True)
class LessThan:
    predicate: URIRef
    or_equals: bool


@dataclass(frozen=True, slots=True)
class Closed:
    allowed: tuple[URIRef, ...]


# ---------- constraints by other shapes ----------


@dataclass(frozen=True, slots=True)
class Property:
    shape: Shape


@dataclass(frozen=True, slots=True)
class NodeShape:
    """sh:node."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Not:
    shape: Shape


@dataclass(frozen=True, slots=True)
class And:
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Or:
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Xone:
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """qualifiedMinCount (at_least) or qualifiedMaxCount; siblings: shapes that a counted value must not conform to."""

    shape: Shape
    number: int
    at_least: bool
    siblings: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Sparql:
    """sh:sparql (section 5). query: with places for the focus nodes, see `compile_sparql`. messages: as written."""

    node: Node
    query: str
    messages: tuple[str, ...]


Constraint = (
    Class
    | Datatype
    | NodeKind
    | Bound
    | Length
    | Pattern
    | LanguageIn
    | In
    | Count
    | UniqueLang
    | HasValue
    | Equals
    | Disjoint
    | LessThan
    | Closed
    | Property
    | NodeShape
    | Not
    | And
    | Or
    | Xone
    | Qualified
    | Sparql
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape. message: None when the shape has none."""

    node: Node
    path: Path | None
    severity: str
    message: str | None
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """A shape that is left to the reference engine, and because of what."""

    node: Node
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All shapes that have targets: to be run as queries, or handed over."""

    compiled: tuple[tuple[Shape, Targets], ...]
    handed: tuple[Handed, ...]
