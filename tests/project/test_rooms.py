"""Who may import whom: the rooms of the house know only those below them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "diplograph"
COMMON = {"model", "errors", "resources", "intervals", "wording", "logistic"}
# room -> rooms and modules of the package that it may import besides its own
ALLOWED = {
    "model": set(),
    "errors": set(),
    "intervals": {"model"},
    "wording": set(),
    "resources": {"errors"},
    "logistic": {"errors", "resources"},
    "records": COMMON,
    "dossier": COMMON,
    "lexicon": COMMON,
    "ingest": COMMON | {"lexicon", "records"},
    "language": COMMON | {"lexicon"},
    "extract": COMMON | {"lexicon", "language"},
    "resolve": COMMON | {"lexicon", "dossier"},
    "graph": COMMON | {"dossier"},
    "validate": COMMON | {"graph"},
    "query": COMMON | {"graph"},
    "export": COMMON | {"graph"},
    "serve": COMMON | {"graph", "query"},
    "markup": set(),
    "evaluate": COMMON | {"records", "markup"},
    "annotate": COMMON | {"graph", "query", "markup"},
    "pipeline": COMMON
    | {"records", "dossier", "lexicon", "ingest", "language", "extract", "resolve", "graph", "validate"},
}
HEAVY = {  # room -> packages that it must not know
    "resolve": {"spacy", "rdflib", "pyoxigraph"},
    "lexicon": {"spacy", "rdflib"},
    "ingest": {"spacy", "rdflib"},
    "extract": {"rdflib", "pyoxigraph"},
    "language": {"rdflib", "pyoxigraph"},
    "graph": {"spacy"},
    "validate": {"spacy"},
    "query": {"spacy"},
    "annotate": {"spacy"},
    "serve": {"spacy", "rdflib"},
    "export": {"spacy"},
}


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_knows_only_those_below(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        top, _, rest = name.partition(".")
        assert top not in HEAVY.get(room, ()), f"{path.name} imports {name}"
        if top == "diplograph" and room in ALLOWED:
            other = rest.partition(".")[0]
            assert other in ALLOWED[room] | {room, "__version__"}, f"{room} must not know {other} ({name})"
        assert room == "cli" or not name.startswith("diplograph.cli"), f"{path.name} imports the command line"
