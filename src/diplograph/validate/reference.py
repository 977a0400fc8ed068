"""The reference page of ontology, vocabulary and shapes, made from the Turtle files.

usage: diplograph ontology -o docs/ontology.md, or: python -m diplograph.validate.reference > docs/ontology.md
(a test fails when the page is not what this writes)
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from diplograph import resources
from diplograph.graph.vocabulary import DIP, DIPV
from diplograph.validate.reading import read_files
from diplograph.validate.reference_shapes import PREFIXES, constraints, curie
from diplograph.validate.shapes import own_shapes

CLASS_HEADINGS = {
    "Actor": "Actors",
    "Place": "Where and when",
    "DiplomaticEvent": "What happens",
    "Document": "Where it stands",
    "Run": "How it came about",
}
PROPERTY_HEADINGS = {
    "sha256": "Documents and mentions",
    "represents": "Actors",
    "when": "Events",
    "speaker": "Statements",
    "earliest": "Times",
    "evidence": "Trust",
}


def page() -> str:
    """The whole page as Markdown."""
    ontology = read_files(resources.files("ontology", "diplograph.ttl"))
    vocabulary = read_files(resources.files("ontology", "vocabulary.ttl"))
    terms = _in_order("diplograph.ttl", "dip")
    shapes = own_shapes().everything
    classes = [one for one in terms if (one, RDF.type, OWL.Class) in ontology]
    datatypes = [one for one in terms if (one, RDF.type, RDFS.Datatype) in ontology]
    properties = [one for one in terms if one not in classes and one not in datatypes]
    head = next(iter(ontology.subjects(RDF.type, OWL.Ontology)))
    lines = [
        "# The ontology",
        "",
        "<!-- Made by `diplograph ontology -o docs/ontology.md` from ontology/ and shapes/. -->",
        "",
        f"{ontology.value(head, URIRef(PREFIXES['dcterms'] + 'description'))}",
        "",
        f"Version {ontology.value(head, OWL.versionInfo)} (`{ontology.value(head, OWL.versionIRI)}`), "
        f"{len(classes)} classes, {len(properties)} properties, OWL 2 DL, no imports. Licence: Apache-2.0.",
        "",
        "```turtle",
        f"@prefix dip: <{DIP._NS}> .",
        f"@prefix dipv: <{DIPV._NS}> .",
        "```",
        "",
        *_contents(classes, properties, vocabulary),
        "# Classes",
        "",
        "Every node carries its class and the `dip:` classes above it, so nobody needs a reasoner.",
        "",
    ]
    for one in classes:
        lines += _heading(CLASS_HEADINGS, one) + list(_class(one, ontology, properties))
    lines += ["# Properties", ""]
    for one in properties:
        lines += _heading(PROPERTY_HEADINGS, one) + list(_property(one, ontology, shapes))
    lines += ["# Terms of others", "", "| term | use |", "|---|---|"]
    lines += [
        f"| `{curie(one)}` | {note} |"
        for one, note in sorted(ontology.subject_objects(SKOS.scopeNote), key=lambda row: curie(row[0]))
    ]
    lines += ["", "# Vocabulary", ""]
    for scheme in [
        one for one in _in_order("vocabulary.ttl", "dipv") if (one, RDF.type, SKOS.ConceptScheme) in vocabulary
    ]:
        lines += _scheme(scheme, vocabulary)
    lines += constraints(shapes)
    lines += _versions()
    return "\n".join(lines).rstrip() + "\n"


def _in_order(file: str, prefix: str) -> list[URIRef]:
    """Our terms in the order of the file, which tells a story that the alphabet doesn't."""
    text = (resources.folder("ontology") / file).read_text(encoding="utf-8")
    return [URIRef(PREFIXES[prefix] + name) for name in re.findall(rf"^{prefix}:([\w-]+) a ", text, re.MULTILINE)]


def _name(node: Node) -> str:
    return curie(node).split(":", 1)[1]


def _contents(classes: list[URIRef], properties: list[URIRef], vocabulary: Graph) -> Iterator[str]:
    schemes = sorted(vocabulary.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    yield "**Classes:** " + " · ".join(_link(one) for one in classes)
    yield ""
    yield "**Properties:** " + " · ".join(_link(one) for one in properties)
    yield ""
    yield "**Lists:** " + " · ".join(f"[{_name(one)}](#list-{_name(one)})" for one in schemes)
    yield ""


def _link(node: Node) -> str:
    return f"[{_name(node)}](#{_name(node)})" if str(node).startswith(str(DIP._NS)) else f"`{curie(node)}`"


def _heading(headings: dict[str, str], term: URIRef) -> list[str]:
    return [f"## {headings[_name(term)]}", ""] if _name(term) in headings else []


def _title(term: URIRef) -> str:
    return f'### <a id="{_name(term)}"></a>dip:{_name(term)}'


def _class(term: URIRef, ontology: Graph, properties: list[URIRef]) -> Iterator[str]:
    yield _title(term)
    yield ""
    yield f"{ontology.value(term, SKOS.definition)}"
    yield ""
    yield f"*Example:* {ontology.value(term, SKOS.example)}"
    yield ""
    above = sorted(one for one in ontology.objects(term, RDFS.subClassOf) if isinstance(one, URIRef))
    below = sorted(ontology.subjects(RDFS.subClassOf, term), key=str)
    if above:
        yield "- a kind of " + _links(above)
    if below:
        yield "- kinds: " + _links(below)
    own = [one for one in properties if term in _classes(ontology, one, RDFS.domain)]
    if own:
        yield "- properties: " + _links(own)
    pointing = [one for one in properties if term in _classes(ontology, one, RDFS.range)]
    if pointing:
        yield "- value of: " + _links(pointing)
    yield ""


def _property(term: URIRef, ontology: Graph, shapes: Graph) -> Iterator[str]:
    yield _title(term)
    yield ""
    yield f"{ontology.value(term, SKOS.definition)}"
    yield ""
    yield f"*Example:* {ontology.value(term, SKOS.example)}"
    yield ""
    domain, values = _classes(ontology, term, RDFS.domain), _classes(ontology, term, RDFS.range)
    if domain:
        yield "- of " + _links(domain)
    if values:
        yield "- value: " + _links(values)
    elif kinds := {kind for shape in shapes.subjects(SH.path, term) for kind in shapes.objects(shape, SH.datatype)}:
        yield "- value: " + _links(sorted(kinds, key=str)) + " (by the shapes)"
    above = sorted(ontology.objects(term, RDFS.subPropertyOf), key=str)
    if above:
        yield "- special case of " + _links(above)
    if (term, RDF.type, OWL.SymmetricProperty) in ontology:
        yield "- symmetric: written in both directions"
    yield ""


def _classes(ontology: Graph, term: URIRef, predicate: URIRef) -> list[Node]:
    """The classes of a domain or range; several when it is a union."""
    found: list[Node] = []
    for one in ontology.objects(term, predicate):
        union = ontology.value(one, OWL.unionOf)
        found += [one] if union is None else list(ontology.items(union))
    return found


def _links(nodes: Iterable[Node]) -> str:
    return ", ".join(_link(one) for one in nodes)


def _scheme(scheme: URIRef, vocabulary: Graph) -> Iterator[str]:
    members = [one for one in _in_order("vocabulary.ttl", "dipv") if (one, SKOS.inScheme, scheme) in vocabulary]
    coded = any(vocabulary.objects(one, SKOS.notation) for one in members) and _name(scheme) in ("kinds", "acts")
    yield f'## <a id="list-{_name(scheme)}"></a>{vocabulary.value(scheme, SKOS.prefLabel)} (dipv:{_name(scheme)})'
    yield ""
    yield f"{vocabulary.value(scheme, SKOS.definition)}"
    yield ""
    yield "| concept | meaning | example |" + " PLOVER | CAMEO |" * coded
    yield "|---|---|---|" + "---|---|" * coded
    for one in members:
        broader = vocabulary.value(one, SKOS.broader)
        meaning = f"{vocabulary.value(one, SKOS.definition)}" + (
            f" Narrower than `{curie(broader)}`." if broader else ""
        )
        row = f"| `{curie(one)}` | {meaning} | {vocabulary.value(one, SKOS.example)} |"
        yield row + f" {_code(vocabulary, one, DIP.PloverCode)} | {_code(vocabulary, one, DIP.CameoCode)} |" * coded
    yield ""


def _code(vocabulary: Graph, concept: URIRef, kind: URIRef) -> str:
    return next((str(one) for one in vocabulary.objects(concept, SKOS.notation) if one.datatype == kind), "")  # type: ignore[attr-defined]


def _versions() -> Iterator[str]:
    """The rule for changes, and what each version changed (ontology/changes.toml)."""
    told = changes()
    yield "# Versions"
    yield ""
    yield str(told["rule"]).strip()
    yield ""
    for one in told["version"]:
        yield f'## <a id="version-{one["number"]}"></a>Version {one["number"]}'
        yield ""
        yield one["told"]
        yield ""
        if one["added"]:
            yield f"Added ({len(one['added'])}): " + ", ".join(f"`{name}`" for name in one["added"]) + "."
            yield ""
        for change in one["changed"]:
            yield f"- `{change['term']}`: {change['how']}"
        for change in one["deprecated"]:
            yield f"- `{change['term']}` given up: {change['use']}"
    yield ""


def changes() -> dict[str, Any]:
    """What stands in ontology/changes.toml: the rule, and the versions, newest first."""
    return tomllib.loads((resources.folder("ontology") / "changes.toml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.stdout.write(page())
