"""A graph against the shapes: compiled to queries where that gives the same results, by pySHACL for the rest.

>>> from rdflib import Graph
>>> validate(Graph()).conforms
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from rdflib import RDFS, Dataset, Graph

from diplograph.validate import shapes as shape_files
from diplograph.validate.compile_shapes import starting_only
from diplograph.validate.data import Data
from diplograph.validate.forms import Handed
from diplograph.validate.reading import load
from diplograph.validate.report import Report, Result
from diplograph.validate.running import run
from diplograph.validate.shapes import Shapes

Engine = Literal["auto", "pyshacl"]


def validate(
    data: Graph | Data | Iterable[Path],
    *,
    shapes: Sequence[Path] = (),
    only_user_shapes: bool = False,
    engine: Engine = "auto",
) -> Report:
    """Check data against our shapes and, if given, the user's.

    data: a graph (left as it is) or paths of files. shapes: more files of shapes, or folders of *.ttl.
    only_user_shapes: leave ours out. Raises InputError: a file that can't be read, or shapes that are none.
    """
    read = data if isinstance(data, (Graph, Data)) else load(data)
    return check(read, shape_files.load(shapes, only_user_shapes=only_user_shapes), engine=engine)


def flat(graph: Graph) -> Graph:
    """A data set's graphs as one; a plain graph as it is."""
    if not isinstance(graph, Dataset):
        return graph
    union = Graph()
    for subject, predicate, value, _ in graph.quads():
        union.add((subject, predicate, value))
    return union


def check(graph: Graph | Data, chosen: Shapes, *, engine: Engine = "auto") -> Report:
    """Check a graph against loaded shapes.

    engine: "pyshacl" leaves everything to the reference engine. The report says which shapes were left to it.
    Raises InputError when it can't make sense of the shapes.
    """
    plain = flat(graph) if isinstance(graph, Graph) else None
    data = graph if isinstance(graph, Data) else None
    number = len(graph if data is not None else plain or ())
    found: set[Result] = set()
    handed: tuple[Handed, ...] = ()
    if engine == "auto":
        plan = chosen.plan()
        handed = plan.handed
        if plan.compiled:
            data = data or Data.of(plain or Graph())
            found = run(plan, data, shape_files.ontology().subject_objects(RDFS.subClassOf))
    if engine == "pyshacl" or handed:
        from diplograph.validate import shacl

        with_axioms = Graph()
        with_axioms += plain if plain is not None else data.graph() if data is not None else Graph()
        with_axioms += shape_files.ontology()
        left = chosen.everything if engine == "pyshacl" else starting_only(chosen.everything, {h.node for h in handed})
        found |= shacl.results(with_axioms, left)
    return Report(tuple(sorted(found, key=Result.key)), number, handed)
