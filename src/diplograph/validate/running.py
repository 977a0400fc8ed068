"""Runs a plan over a graph: one query for each constraint and all focus nodes, never one for each node.

Shapes inside of shapes (sh:or, sh:not, sh:node, sh:qualifiedValueShape) are asked for the value nodes of the outer
shape as their focus nodes; what fails of each is a set, and sets are intersected, joined and counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, BNode, URIRef
from rdflib.term import Node

from diplograph.validate import forms, judging
from diplograph.validate.compile_sparql import FOCUS, WALKED
from diplograph.validate.compile_targets import Focus, focus_of, values_of
from diplograph.validate.data import Data
from diplograph.validate.forms import Constraint, Path, Plan, Shape
from diplograph.validate.messages import default_message
from diplograph.validate.report import Result, Severity
from diplograph.validate.sieves import Each, less_sieve, sieve
from diplograph.validate.terms import Term, from_store, in_order, in_query, quiet, rewritten, to_store


def run(plan: Plan, data: Data, axioms: Iterable[tuple[Node, Node]] = ()) -> set[Result]:
    """The results of all compiled shapes. axioms: subclasses and classes, besides those of the data."""
    running = Running(data, tuple(axioms))
    with quiet():
        return {
            running.result(found)
            for shape, targets in plan.compiled
            if (focus := focus_of(targets, {one: running.below(one) for one in targets.classes})) is not None
            for found in running.violations(shape, focus)
        }


@dataclass(frozen=True, slots=True)
class _Found:
    """A violation, in terms of the store. path: only where it isn't that of the shape. row: of a `sh:sparql`."""

    shape: Shape
    constraint: Constraint
    focus: Term
    value: Term | None = None
    path: Term | None = None
    row: tuple[tuple[str, Term], ...] = ()


class Running:
    def __init__(self, data: Data, axioms: tuple[tuple[Node, Node], ...]) -> None:
        self.data = data
        self.axioms = axioms
        self._below: dict[URIRef, tuple[URIRef, ...] | None] = {}

    def below(self, kind: URIRef) -> tuple[URIRef, ...] | None:
        if kind not in self._below:
            self._below[kind] = self.data.below(kind, self.axioms)
        return self._below[kind]

    # ---------- whole shapes ----------

    def violations(self, shape: Shape, focus: Focus) -> Iterator[_Found]:
        """What is wrong with the focus nodes by a shape and the property shapes in it."""
        for constraint in shape.constraints:
            if isinstance(constraint, forms.Property):
                yield from self.violations(constraint.shape, values_of(focus, shape.path))
            else:
                yield from self.broken(shape, constraint, focus)

    def failing(self, shape: Shape, focus: Focus) -> set[Term]:
        """The focus nodes that don't conform to a shape."""
        found: set[Term] = set()
        for constraint in shape.constraints:
            if isinstance(constraint, forms.Property):
                bad = self.failing(constraint.shape, values_of(focus, shape.path))
                found |= {one for one, _ in self.pairs_with(focus, shape.path, bad)}
            else:
                found |= {one.focus for one in self.broken(shape, constraint, focus)}
        return found

    # ---------- focus nodes and their values ----------

    def nodes(self, focus: Focus) -> Iterator[Term]:
        return (one for (one,) in self.data.ask(f"SELECT ?this WHERE {{ {focus.bind('this')} }}") if one is not None)

    def pairs(self, focus: Focus, path: Path | None) -> Iterator[tuple[Term, Term]]:
        """Each focus node with each of its values."""
        query = f"SELECT DISTINCT ?this ?value WHERE {{ {_values(focus, path)} }}"
        return ((this, value) for this, value in self.data.ask(query) if this is not None and value is not None)

    def pairs_with(self, focus: Focus, path: Path | None, values: set[Term]) -> Iterator[tuple[Term, Term]]:
        """Those whose value is one of some."""
        if path is None:
            yield from ((one, one) for one in values)
        elif values:
            yield from (pair for pair in self.pairs(focus, path) if pair[1] in values)

    # ---------- constraints ----------

    def broken(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterator[_Found]:
        path = shape.path
        match constraint:
            case forms.Count() | forms.UniqueLang() | forms.HasValue():
                for (this,) in self.data.ask(_together(constraint, focus, path)):
                    assert this is not None
                    yield _Found(shape, constraint, this)
            case forms.Equals() | forms.Disjoint():
                for query in _compared(constraint, focus, path):
                    for this, value in self.data.ask(query):
                        assert this is not None
                        yield _Found(shape, constraint, this, value)
            case forms.LessThan():
                yield from self._not_less(shape, constraint, focus)
            case forms.Closed():
                for this, link, value in self.data.ask(_strange(constraint, focus, path)):
                    assert this is not None
                    yield _Found(shape, constraint, this, value, link)
            case forms.Qualified():
                for this in self._miscounted(constraint, focus, path):
                    yield _Found(shape, constraint, this)
            case forms.Sparql():
                yield from self._queried(shape, constraint, focus)
            case forms.NodeShape() | forms.Not() | forms.And() | forms.Or() | forms.Xone():
                for this, value in self.pairs_with(focus, path, self._unfit(constraint, values_of(focus, path))):
                    yield _Found(shape, constraint, this, value)
            case forms.Property():
                raise AssertionError("looked into by the shape")
            case _:
                for this, value in self._each(constraint, focus, path):
                    yield _Found(shape, constraint, this, value)

    def _each(self, constraint: Each, focus: Focus, path: Path | None) -> Iterator[tuple[Term, Term]]:
        chosen = sieve(constraint, self.below)
        values = _values(focus, path) + (" BIND (?this AS ?value)" if path is None else "")
        condition = f" FILTER ({chosen.condition})" if chosen.condition else ""
        query = f"SELECT DISTINCT ?this ?value WHERE {{ {values}{condition} }}"
        judged: dict[Term, bool] = {}
        for this, value in self.data.ask(query):
            assert this is not None and value is not None
            if chosen.judge is not None:
                if value not in judged:
                    judged[value] = chosen.judge(from_store(value))
                if judged[value]:
                    continue
            yield this, value

    def _not_less(self, shape: Shape, constraint: forms.LessThan, focus: Focus) -> Iterator[_Found]:
        query = (
            f"SELECT DISTINCT ?this ?value ?other WHERE {{ {_values(focus, shape.path)} "
            f"?this {constraint.predicate.n3()} ?other . FILTER ({less_sieve(constraint)}) }}"
        )
        for this, value, other in self.data.ask(query):
            assert this is not None
            if not judging.is_less(constraint, from_store(value), from_store(other)):
                yield _Found(shape, constraint, this, value)

    def _unfit(
        self, constraint: forms.NodeShape | forms.Not | forms.And | forms.Or | forms.Xone, values: Focus
    ) -> set[Term]:
        match constraint:
            case forms.NodeShape(shape=shape):
                return self.failing(shape, values)
            case forms.Not(shape=shape):
                return set(self.nodes(values)) - self.failing(shape, values)
            case forms.And(shapes=shapes):
                return set().union(*(self.failing(one, values) for one in shapes))
            case forms.Or(shapes=shapes):
                bad = self.failing(shapes[0], values)
                for one in shapes[1:]:
                    if not bad:
                        break
                    bad = bad & self.failing(one, values)
                return bad
        failures = Counter(term for one in constraint.shapes for term in self.failing(one, values))
        wanted = len(constraint.shapes) - 1
        return {one for one in self.nodes(values) if failures[one] != wanted}

    def _miscounted(self, constraint: forms.Qualified, focus: Focus, path: Path | None) -> Iterator[Term]:
        values = values_of(focus, path)
        out = self.failing(constraint.shape, values)
        inside = [self.failing(one, values) for one in constraint.siblings]
        number: dict[Term, int] = defaultdict(int)
        for this, value in self.pairs(focus, path):
            number[this] += value not in out and all(value in one for one in inside)
        if constraint.at_least:
            return (one for one in self.nodes(focus) if number[one] < constraint.number)
        return (one for one, counted in number.items() if counted > constraint.number)

    def _queried(self, shape: Shape, constraint: forms.Sparql, focus: Focus) -> Iterator[_Found]:
        solutions = self.data.solutions(constraint.query.replace(FOCUS, focus.bind("this")), values=True)
        names = [one.value for one in solutions.variables]
        for row in solutions:
            bound = tuple((name, term) for name, term in zip(names, row, strict=True) if term is not None)
            given = dict(bound)
            value = given.get("value", given["this"] if shape.path is None else None)
            yield _Found(shape, constraint, given["this"], value, given.get("path"), bound)

    # ---------- as results ----------

    def result(self, found: _Found) -> Result:
        shape, constraint = found.shape, found.constraint
        severity = shape.severity.rsplit("#", 1)[-1]
        node: Node = constraint.node if isinstance(constraint, forms.Sparql) else shape.node
        path = None if shape.path is None else shape.path.turtle
        value = None if found.value is None else from_store(found.value)
        if isinstance(constraint, forms.Sparql):
            value = self._as_written(found, value)
            text = _filled(constraint, shape, found, value)
        else:
            text = shape.message
        return Result(
            # A severity of the user's own making ranks as a violation.
            severity=Severity(severity) if severity in set(Severity) else Severity.VIOLATION,
            constraint="" if isinstance(node, BNode) else str(node),
            component=component(constraint),
            focus=from_store(found.focus),
            path=path if found.path is None else from_store(found.path).n3(),
            value=value,
            message=default_message(component(constraint)) if text is None else text,
        )

    def _as_written(self, found: _Found, value: Node | None) -> Node | None:
        """The value as it stands in the graph, where the store tells it in another spelling."""
        if not isinstance(found.value, ox.Literal):
            return value
        predicate = found.shape.path.predicate if found.shape.path else None
        link = from_store(found.path) if found.path else predicate
        for one in in_order(self.data.objects(from_store(found.focus), link)):
            inside = to_store(one)
            if isinstance(inside, ox.Literal) and rewritten(inside) and _same_value(self.data, inside, found.value):
                return one
        return value


def _same_value(data: Data, one: Term, other: Term) -> bool:
    [(same,)] = data.ask(f"SELECT (({one} = {other}) AS ?same) WHERE {{}}")
    return isinstance(same, ox.Literal) and same.value == "true"


def component(constraint: Constraint) -> str:
    """The local name of a constraint's component, without "ConstraintComponent"."""
    match constraint:
        case forms.Count(at_least=least):
            return "MinCount" if least else "MaxCount"
        case forms.Length(at_least=least):
            return "MinLength" if least else "MaxLength"
        case forms.Qualified(at_least=least):
            return "QualifiedMinCount" if least else "QualifiedMaxCount"
        case forms.Bound(sign=sign):
            return ("Min" if sign[0] == ">" else "Max") + ("Inclusive" if sign[1:] else "Exclusive")
        case forms.LessThan(or_equals=both):
            return "LessThanOrEquals" if both else "LessThan"
        case forms.NodeShape():
            return "Node"
        case forms.Sparql():
            return "SPARQL"
    return type(constraint).__name__


def _filled(constraint: forms.Sparql, shape: Shape, found: _Found, value: Node | None) -> str | None:
    """The message of a `sh:sparql` with its variables filled in (section 5.3.2)."""
    row: dict[str, object] = {name: from_store(term) for name, term in found.row}
    if value is not None:
        row["value"] = value

    def fill(match: re.Match[str]) -> str:
        return str(row.get(match[1], match[0]))

    texts = [*constraint.messages, *([] if shape.message is None else [shape.message])]
    return min((re.sub(r"\{[?$](\w+)\}", fill, one) for one in texts), default=None)


# ---------- queries ----------


def _values(focus: Focus, path: Path | None) -> str:
    """A piece of SPARQL that binds ?this to focus nodes and ?value to theirs; without a path only ?this."""
    start = focus.bind("this")
    if path is None:
        return start
    there = f"{start} ?this {path.step} ?value ."
    if not path.itself:
        return there
    here = f"{start} BIND (?this AS ?value)"
    return f"{{ {there} }} UNION {{ {here} }}" if path.step else here


def _walked(path: Path) -> str:
    return path.step if path.predicate else WALKED[0] + path.step + WALKED[1]


def _reaches(path: Path | None, term: str) -> str:
    """A condition: a value of ?this is the term."""
    if path is None:
        return f"sameTerm(?this, {term})"
    parts = [f"EXISTS {{ ?this {_walked(path)} {term} }}"] if path.step else []
    parts += [f"sameTerm(?this, {term})"] if path.itself else []
    return "(" + " || ".join(parts) + ")"


def _together(constraint: forms.Count | forms.UniqueLang | forms.HasValue, focus: Focus, path: Path | None) -> str:
    start = focus.bind("this")
    if isinstance(constraint, forms.HasValue):
        return f"SELECT ?this WHERE {{ {start} FILTER (!{_reaches(path, in_query(constraint.term))}) }}"
    assert path is not None, "counts and languages are of a path (sections 4.2 and 4.4.5)"
    if isinstance(constraint, forms.UniqueLang):
        other = _values(focus, path).replace("?value", "?other")
        return (
            f"SELECT DISTINCT ?this WHERE {{ {{ {_values(focus, path)} }} {{ {other} }} "
            'FILTER (LANG(?value) != "" && LANG(?value) = LANG(?other) && !sameTerm(?value, ?other)) }'
        )
    if path.itself:
        return _counted(constraint, focus, path)
    number = constraint.number
    if constraint.at_least and number == 1:
        return f"SELECT ?this WHERE {{ {start} FILTER NOT EXISTS {{ ?this {_walked(path)} ?value }} }}"
    if not constraint.at_least and number == 0:
        return f"SELECT ?this WHERE {{ {start} FILTER EXISTS {{ ?this {_walked(path)} ?value }} }}"
    if not constraint.at_least and number == 1 and path.predicate:
        link = path.predicate.n3()
        return (
            f"SELECT DISTINCT ?this WHERE {{ {start} ?this {link} ?value . ?this {link} ?other . "
            "FILTER (!sameTerm(?value, ?other)) }"
        )
    return _counted(constraint, focus, path)


def _counted(constraint: forms.Count, focus: Focus, path: Path) -> str:
    if not constraint.at_least:
        counted = f"HAVING (COUNT(DISTINCT ?value) > {constraint.number})"
        return f"SELECT ?this WHERE {{ {_values(focus, path)} }} GROUP BY ?this {counted}"
    if constraint.number == 0:
        return "SELECT ?this WHERE { FILTER (false) }"
    # One variable for those that are and those that have: a focus node without values counts too.
    have = f"SELECT ?this (COUNT(DISTINCT ?value) AS ?number) WHERE {{ {_values(focus, path)} }} GROUP BY ?this"
    return (
        f"SELECT ?this WHERE {{ {focus.bind('this')} OPTIONAL {{ {{ {have} }} }} "
        f"FILTER (COALESCE(?number, 0) < {constraint.number}) }}"
    )


def _compared(constraint: forms.Equals | forms.Disjoint, focus: Focus, path: Path | None) -> Iterator[str]:
    link = constraint.predicate.n3()
    values = _values(focus, path)
    value = "?this" if path is None else "?value"
    if isinstance(constraint, forms.Disjoint):
        yield f"SELECT DISTINCT ?this ({value} AS ?that) WHERE {{ {values} FILTER EXISTS {{ ?this {link} {value} }} }}"
        return
    yield f"SELECT DISTINCT ?this ({value} AS ?that) WHERE {{ {values} FILTER NOT EXISTS {{ ?this {link} {value} }} }}"
    yield (
        f"SELECT DISTINCT ?this ?value WHERE {{ {focus.bind('this')} ?this {link} ?value . "
        f"FILTER (!{_reaches(path, '?value')}) }}"
    )


def _strange(constraint: forms.Closed, focus: Focus, path: Path | None) -> str:
    allowed = ", ".join(one.n3() for one in constraint.allowed)
    value = "?this" if path is None else "?value"
    listed = f"?link NOT IN ({allowed}) && " if allowed else ""
    resource = "<http://www.w3.org/2000/01/rdf-schema#Resource>"
    return (
        f"SELECT DISTINCT ?this ?link ?there WHERE {{ {_values(focus, path)} {value} ?link ?there . "
        f"FILTER ({listed}!(?link = {RDF.type.n3()} && sameTerm(?there, {resource}))) }}"
    )
