"""Checking what changed: the focus nodes for which results can differ between two versions of a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, RDFS

from diplograph.validate import shapes as shape_files
from diplograph.validate.compile_shapes import starting_only
from diplograph.validate.compile_targets import Focus, focus_of
from diplograph.validate.data import DEFAULT, WRITTEN, Data
from diplograph.validate.reads import Read, reads
from diplograph.validate.report import Report, Result
from diplograph.validate.running import Running
from diplograph.validate.shapes import Shapes
from diplograph.validate.terms import Term, quiet

_AT_ONCE = 1000  # nodes in one query


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the new version, and how much was looked at.

    changed: triples added or taken away. nodes: of so many in all that shapes start from, so many were checked.
    """

    report: Report
    changed: int
    nodes: int
    of: int


def check_changes(old: Data, new: Data, chosen: Shapes) -> Checked:
    """Check only what can have changed since an older version; `old` is used up.

    All results of the new version that the old one hasn't are found, and no others than its own: where the old version
    had none, the results are those of a full run. Shapes that aren't compiled are checked wholly by pySHACL.
    """
    changed = [quad for quad in old.store if quad not in new.store]
    added = [quad for quad in new.store if quad not in old.store]
    changed += added
    old.store.extend(added)  # both versions together: ways lead through either
    plan = chosen.plan()
    running = Running(new, tuple(shape_files.ontology().subject_objects(RDFS.subClassOf)))
    everything = any(quad.predicate.value == str(RDFS.subClassOf) for quad in changed)
    found: set[Result] = set()
    nodes, of = set(), set()
    with quiet():
        for shape, targets in plan.compiled:
            focus = focus_of(targets, {one: running.below(one) for one in targets.classes})
            if focus is None:
                continue
            all_of_it = set(running.nodes(focus))
            of |= all_of_it
            known = None if everything else reads(shape, targets)
            meant = all_of_it if known is None else all_of_it & affected(old.store, changed, known)
            nodes |= meant
            if all(isinstance(one, ox.NamedNode) for one in meant) and 2 * len(meant) < len(all_of_it):
                for few in _in_parts(sorted(meant, key=str)):
                    chosen_focus = Focus(f"VALUES ?{{x}} {{ {' '.join(map(str, few))} }}")
                    found |= {running.result(one) for one in running.violations(shape, chosen_focus)}
            else:
                found |= {running.result(one) for one in running.violations(shape, focus) if one.focus in meant}
    if plan.handed:
        from diplograph.validate import shacl

        whole = new.graph()
        whole += shape_files.ontology()
        found |= shacl.results(whole, starting_only(chosen.everything, {one.node for one in plan.handed}))
    report = Report(tuple(sorted(found, key=Result.key)), len(new), plan.handed)
    return Checked(report, len(changed), len(nodes), len(of))


def affected(both: ox.Store, changed: Iterable[ox.Quad], known: Iterable[Read]) -> set[Term]:
    """The nodes from which a changed triple is read."""
    by_predicate: dict[str, list[ox.Quad]] = {}
    for quad in changed:
        by_predicate.setdefault(quad.predicate.value, []).append(quad)
    found: set[Term] = set()
    for read in known:
        names = by_predicate if read.predicates is None else read.predicates & by_predicate.keys()
        quads = [quad for name in names for quad in by_predicate[name]]
        start: set[Term] = {quad.subject for quad in quads if not isinstance(quad.subject, ox.Triple)}
        if not read.plain:
            ends = {quad.object for quad in quads if not isinstance(quad.object, ox.Triple)}
            start = _around(both, start | ends, read.predicates)
        for step in reversed(read.way):
            start = _before(both, step, start)
        found |= start
    return found


def _around(both: ox.Store, start: set[Term], predicates: frozenset[str] | None) -> set[Term]:
    """The nodes from which paths of these predicates, in any direction, lead to some nodes; classes lead nowhere."""
    seen, waiting = set(start), list(start)
    while waiting:
        one = waiting.pop()
        near = [quad.object for quad in _quads(both, one, None) if _leads(quad, predicates)]
        near += [quad.subject for quad in _quads(both, None, one) if _leads(quad, predicates)]
        new = set(near) - seen
        seen |= new  # type: ignore[arg-type]
        waiting += new  # type: ignore[arg-type]
    return seen


def _quads(both: ox.Store, subject: Term | None, value: Term | None) -> Iterable[ox.Quad]:
    if isinstance(subject, ox.Literal):
        return ()
    return both.quads_for_pattern(subject, None, value, None)


def _leads(quad: ox.Quad, predicates: frozenset[str] | None) -> bool:
    name = quad.predicate.value
    return name != str(RDF.type) and (predicates is None or name in predicates)


def _before(both: ox.Store, step: str, nodes: set[Term]) -> set[Term]:
    """The nodes from which a step leads to some nodes. Blank nodes can't be named: for them all are meant."""
    if any(isinstance(one, ox.BlankNode) for one in nodes):
        return _first(both, f"SELECT DISTINCT ?s {{ ?s {step} ?o }}")
    found: set[Term] = set()
    for few in _in_parts(sorted(nodes, key=str)):
        found |= _first(both, f"SELECT DISTINCT ?s {{ VALUES ?o {{ {' '.join(map(str, few))} }} ?s {step} ?o }}")
    return found


def _first(both: ox.Store, query: str) -> set[Term]:
    rows = both.query(query, default_graph=[DEFAULT, WRITTEN])
    return {row[0] for row in rows}  # type: ignore[union-attr]


def _in_parts(nodes: list[Term]) -> Iterable[list[Term]]:
    return (nodes[at : at + _AT_ONCE] for at in range(0, len(nodes), _AT_ONCE))
