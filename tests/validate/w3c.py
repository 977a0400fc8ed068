"""The W3C SHACL test suite: reads its manifests and says for each test what each engine makes of it.

usage: DIPLOGRAPH_DATA=… python tests/validate/w3c.py      (a table of all tests)
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, SH, Graph, Namespace, URIRef
from rdflib.term import Node

from diplograph.errors import InputError
from diplograph.validate.engine import Engine, check
from diplograph.validate.reading import read_file
from diplograph.validate.report import Report, path_in_turtle
from diplograph.validate.shapes import Shapes

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
FAILURE = "failure"
Outcome = frozenset[tuple[str, ...]] | str


@dataclass(frozen=True)
class Case:
    """One test. wanted: the results, or FAILURE."""

    name: str
    data: Graph
    shapes: Graph
    wanted: Outcome


def folder() -> Path | None:
    """Where the suite lies, None when it is not at hand."""
    place = os.environ.get("DIPLOGRAPH_DATA")
    found = Path(place) / "data" / "w3c-shacl" / "tests" if place else None
    return found if found and found.is_dir() else None


def cases(top: Path, part: str) -> list[Case]:
    """The tests of a part ("core", "sparql"), in order of their names."""
    found = []
    for path in sorted((top / part).rglob("*.ttl")):
        graph = read_file(path)
        for entry in sorted(graph.subjects(RDF.type, SHT.Validate)):
            action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
            found.append(
                Case(
                    f"{part}/{path.parent.name}/{path.stem}",
                    _graph(graph, path, graph.value(action, SHT.dataGraph)),
                    _graph(graph, path, graph.value(action, SHT.shapesGraph)),
                    FAILURE if result == SHT.Failure else _wanted(graph, result),
                )
            )
    return found


def _graph(own: Graph, path: Path, name: Node | None) -> Graph:
    beside = Path(str(name).removeprefix("file://"))
    return own if beside.resolve() == path.resolve() or str(name).endswith(f"{path.stem}.test") else read_file(beside)


def _wanted(graph: Graph, report: Node | None) -> Outcome:
    return frozenset(_row(graph, one) for one in graph.objects(report, SH.result))


def _row(graph: Graph, node: Node) -> tuple[str, ...]:
    source = graph.value(node, SH.sourceConstraint) or graph.value(node, SH.sourceShape)
    return (
        _text(graph.value(node, SH.focusNode)),
        path_in_turtle(graph, graph.value(node, SH.resultPath)) or "",
        _text(graph.value(node, SH.value)),
        str(graph.value(node, SH.sourceConstraintComponent)).rsplit("#", 1)[-1].removesuffix("ConstraintComponent"),
        str(source) if isinstance(source, URIRef) else "",
        # A severity of the user's own making counts as a violation, with us.
        severity if (severity := str(graph.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]) in LEVELS else LEVELS[0],
    )


LEVELS = ("Violation", "Warning", "Info")


def _text(node: Node | None) -> str:
    return "" if node is None else node.n3()


def outcome(case: Case, engine: Engine) -> tuple[Outcome, Report | None]:
    """What an engine says to a test."""
    try:
        with warnings.catch_warnings(action="ignore"):
            report = check(case.data, Shapes(case.shapes), engine=engine)
    except InputError:
        return FAILURE, None
    rows = frozenset(
        (
            one.focus.n3(),
            one.path or "",
            _text(one.value),
            one.component.rsplit("/", 1)[-1],
            one.constraint,
            one.severity.value,
        )
        for one in report.results
    )
    return rows, report


def main() -> None:
    top = folder()
    if top is None:
        sys.exit("the suite is not at hand: set DIPLOGRAPH_DATA")
    markdown = "--markdown" in sys.argv
    if markdown:
        print("| test | Diplograph | pySHACL alone | left to pySHACL because of |\n| --- | --- | --- | --- |")
    for part in ("core", "sparql"):
        for case in cases(top, part):
            ours, report = outcome(case, "auto")
            theirs, _ = outcome(case, "pyshacl")
            handed = "; ".join(one.reason for one in report.handed) if report else ""
            if markdown:
                mine, other = ("passed" if one == case.wanted else "**failed**" for one in (ours, theirs))
                names = re.sub(r"<http://datashapes.org/[^>]*#(\w+)>", r"\1", handed)
                print(f"| {case.name} | {mine} | {other} | {names} |")
                continue
            print(
                f"{case.name:48} {'passed' if ours == case.wanted else 'FAILED'} "
                f"pyshacl {'passed' if theirs == case.wanted else 'FAILED'} {handed}"
            )
            if ours != case.wanted and "-v" in sys.argv:
                print("   wanted", case.wanted if isinstance(case.wanted, str) else sorted(case.wanted - set(ours)))
                print("   more  ", ours if isinstance(ours, str) else sorted(ours - set(case.wanted)))


if __name__ == "__main__":
    main()
