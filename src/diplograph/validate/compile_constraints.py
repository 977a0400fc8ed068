"""Constraints in their typed form (SHACL, section 4): one function for each parameter of SHACL core.

Parameters that the reference engine refuses (two numbers for one count, a regular expression that is none) are left
to it, so that they are refused in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from diplograph.validate import forms
from diplograph.validate.forms import Constraint, NotCompiledError
from diplograph.validate.terms import in_order

Compile = Callable[[Node], forms.Shape]

SIGNS = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
KINDS = {SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral}


def compile_constraints(graph: Graph, node: Node, shape: Compile) -> Iterator[Constraint]:
    """The constraints that stand at a shape, without `sh:sparql`. shape: compiles the shapes that they refer to.

    Raises NotCompiledError for what the reference engine refuses or does otherwise.
    """
    for name, function in sorted(CONSTRAINTS.items()):
        values = in_order(graph.objects(node, SH[name]))
        if values:
            yield from function(graph, node, values, shape, name)


Values = list[Node]


def _one(values: Values, name: str) -> Node:
    if len(values) > 1:
        raise NotCompiledError(f"sh:{name} with more than one value")
    return values[0]


def _iri(value: Node, name: str) -> URIRef:
    if not isinstance(value, URIRef):
        raise NotCompiledError(f"sh:{name} with a value that is no IRI")
    return value


def _number(value: Node, name: str) -> int:
    if not isinstance(value, Literal) or value.datatype != XSD.integer or not isinstance(value.value, int):
        raise NotCompiledError(f"sh:{name} with a value that is no xsd:integer")
    if value.value < 0:
        raise NotCompiledError(f"sh:{name} with a value below zero")
    return value.value


def _term(value: Node, name: str) -> Node:
    if isinstance(value, BNode):
        raise NotCompiledError(f"sh:{name} with a blank node")
    return value


def _items(graph: Graph, head: Node, name: str) -> Values:
    items = list(graph.items(head))
    if not items and head != RDF.nil:
        raise NotCompiledError(f"sh:{name} with a value that is no list")
    return items


def _needs_path(graph: Graph, node: Node, name: str) -> None:
    if (node, SH.path, None) not in graph:
        raise NotCompiledError(f"sh:{name} at a shape without sh:path")


# ---------- each value ----------


def _class(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield from (forms.Class((_iri(one, name),)) for one in values)


def _datatype(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield forms.Datatype(_iri(_one(values, name), name))


def _node_kind(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    kind = _iri(_one(values, name), name)
    if kind not in KINDS:
        raise NotCompiledError("sh:nodeKind that is none")
    yield forms.NodeKind(kind)


def _bound(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    for one in values:
        if not isinstance(one, Literal):
            raise NotCompiledError(f"sh:{name} with a value that is no literal")
        yield forms.Bound(SIGNS[name], one)


def _length(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield forms.Length(_number(_one(values, name), name), at_least=name == "minLength")


def _pattern(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    flags = sorted(str(one) for one in graph.objects(node, SH.flags))
    if len(flags) > 1:
        raise NotCompiledError("sh:flags with more than one value")
    for one in values:
        try:
            re.compile(str(one))
        except re.error as error:
            raise NotCompiledError("sh:pattern that is no regular expression") from error
        if not isinstance(one, Literal):
            raise NotCompiledError("sh:pattern with a value that is no literal")
        yield forms.Pattern(str(one), "".join(flags).lower())


def _language_in(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    tags = _items(graph, _one(values, name), name)
    if not all(isinstance(one, Literal) and isinstance(one.value, str) for one in tags):
        raise NotCompiledError("sh:languageIn with a member that is no string")
    yield forms.LanguageIn(tuple(dict.fromkeys(str(one).lower() for one in tags)))


def _in(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield forms.In(tuple(_term(one, name) for one in _items(graph, _one(values, name), name)))


# ---------- all values together ----------


def _count(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    _needs_path(graph, node, name)
    yield forms.Count(_number(_one(values, name), name), at_least=name == "minCount")


def _unique_lang(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    _needs_path(graph, node, name)
    value = _one(values, name)
    if not isinstance(value, Literal) or not isinstance(value.value, bool):
        raise NotCompiledError("sh:uniqueLang with a value that is no xsd:boolean")
    if str(value) == "true":  # "1"^^xsd:boolean counts for nothing here: W3C test uniqueLang-002
        yield forms.UniqueLang()


def _has_value(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield from (forms.HasValue(_term(one, name)) for one in values)


def _equals(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield from (forms.Equals(_iri(one, name)) for one in values)


def _disjoint(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield from (forms.Disjoint(_iri(one, name)) for one in values)


def _less_than(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    _needs_path(graph, node, name)
    yield from (forms.LessThan(_iri(one, name), name == "lessThanOrEquals") for one in values)


def _closed(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    value = _one(values, name)
    if not isinstance(value, Literal):
        raise NotCompiledError("sh:closed with a value that is no literal")
    ignored = [one for head in graph.objects(node, SH.ignoredProperties) for one in graph.items(head)]
    paths = [path for one in graph.objects(node, SH.property) for path in graph.objects(one, SH.path)]
    if value.value:
        yield forms.Closed(tuple(sorted({one for one in [*ignored, *paths] if isinstance(one, URIRef)})))


def _ignored(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    if (node, SH.closed, None) not in graph:
        raise NotCompiledError("sh:ignoredProperties without sh:closed")
    yield from ()


# ---------- other shapes ----------


def _property(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    for one in values:
        found = shape(one)
        if found.path is None:
            raise NotCompiledError(f"sh:property with a shape without sh:path ({one.n3()})")
        yield forms.Property(found)


def _node(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    for one in values:
        found = shape(one)
        if found.path is not None:
            raise NotCompiledError("sh:node with a property shape")
        yield forms.NodeShape(found)


def _not(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    yield from (forms.Not(shape(one)) for one in values)


def _logical(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    for head in values:
        members = tuple(shape(one) for one in _items(graph, head, name))
        if not members:
            raise NotCompiledError(f"sh:{name} without members")
        yield forms.And(members) if name == "and" else forms.Or(members) if name == "or" else forms.Xone(members)


def _qualified(graph: Graph, node: Node, values: Values, shape: Compile, name: str) -> Iterator[Constraint]:
    if (node, SH.path, None) not in graph:
        return  # ignored by the reference engine, with a warning
    disjoint = list(graph.objects(node, SH.qualifiedValueShapesDisjoint))
    if len(disjoint) > 1 or not all(isinstance(one, Literal) and isinstance(one.value, bool) for one in disjoint):
        raise NotCompiledError("sh:qualifiedValueShapesDisjoint with a value that is no xsd:boolean")
    counts = [
        (_number(_one(numbers, kind), kind), kind == "qualifiedMinCount")
        for kind in ("qualifiedMinCount", "qualifiedMaxCount")
        if (numbers := in_order(graph.objects(node, SH[kind])))
    ]
    if not counts:
        raise NotCompiledError("sh:qualifiedValueShape without a count")
    for one in values:
        siblings: tuple[forms.Shape, ...] = ()
        if disjoint and isinstance(disjoint[0], Literal) and disjoint[0].value:
            siblings = tuple(shape(other) for other in _siblings(graph, node, one))
        for number, at_least in counts:
            yield forms.Qualified(shape(one), number, at_least, siblings)


def _siblings(graph: Graph, node: Node, own: Node) -> Values:
    """Sibling shapes (section 4.7.3): qualified value shapes of the properties of the same parents."""
    parents = set(graph.subjects(SH.property, node))
    beside = {one for parent in parents for one in graph.objects(parent, SH.property)}
    return in_order({shape for one in beside for shape in graph.objects(one, SH.qualifiedValueShape)} - {own})


CONSTRAINTS: dict[str, Callable[[Graph, Node, Values, Compile, str], Iterator[Constraint]]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **dict.fromkeys(SIGNS, _bound),
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    "minCount": _count,
    "maxCount": _count,
    "uniqueLang": _unique_lang,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_than,
    "closed": _closed,
    "ignoredProperties": _ignored,
    "property": _property,
    "node": _node,
    "not": _not,
    "and": _logical,
    "or": _logical,
    "xone": _logical,
    "qualifiedValueShape": _qualified,
}
