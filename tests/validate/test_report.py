"""Reports: for people worst first and with the sentence, as JSON, as a SHACL report."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from diplograph.validate.engine import validate
from diplograph.validate.formats import as_github, as_json, as_junit, as_turtle
from diplograph.validate.places import places
from diplograph.validate.reading import read_file
from diplograph.validate.report import Severity, as_text, summary

INVALID = Path(__file__).parent / "invalid"
SHAPE = "https://w3id.org/diplograph/shapes#"


def test_text_has_what_where_words_and_remedy() -> None:
    path = INVALID / "Meeting-status.MinCount.ttl"
    text = as_text(validate([path]), read_file(path))
    assert text.startswith("Does not conform: 1 violation in ")
    assert "Violation, once: A meeting needs a dip:status: dipv:held" in text
    assert "Phone call of Ada Holm and Ben Ruiz, 24 February 2025 <https://example.org/call>" in text
    assert "at dip:status" in text
    assert "“Ada Holm and Ben Ruiz spoke by phone on Monday.”" in text


def test_text_is_grouped_worst_first_and_cut() -> None:
    graph = Graph()
    for number in range(8):
        graph.parse(data=f"<urn:{number}> a <https://w3id.org/diplograph/ontology#Extractor> .", format="turtle")
    graph += read_file(INVALID / "Meeting-status.MinCount.ttl")
    report = validate(graph)
    text = as_text(report, graph, each=3)
    assert text.index("Violation") < text.index("Warning")
    assert "Warning, 8 times: Which program was it?" in text
    assert "… and 5 more" in text
    assert sum(one.constraint == SHAPE + "Extractor-label" for one in report.results) == 8


def test_summary() -> None:
    assert summary(validate([INVALID / "Meeting-one-kind.MaxCount.ttl"])).startswith("Conforms: 1 warning in ")
    assert summary(validate([INVALID / "Statement-has-cue.MinCount.ttl"])).startswith("Conforms: 1 info in ")


def test_json() -> None:
    path = INVALID / "Mention-words.SPARQL.ttl"
    value = json.loads(as_json(validate([path]), read_file(path)))
    assert value["conforms"] is False
    assert value["counts"] == {"Violation": 1, "Warning": 0, "Info": 0}
    [result] = value["results"]
    assert result["constraint"] == SHAPE + "Mention-words"
    assert result["value"] == "<https://example.org/metonym>"
    assert "“" not in result["message"] and 'says "orville "' in result["message"]


def test_turtle_is_a_shacl_report_and_always_the_same() -> None:
    path = INVALID / "Conflict-predicate.MaxCount.ttl"
    text = as_turtle(validate([path]))
    assert text == as_turtle(validate([path]))
    graph = Graph().parse(data=text, format="turtle")
    [result] = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(result, SH.resultSeverity) == SH.Violation
    assert len(list(graph.items(graph.value(result, SH.resultPath)))) == 2
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False


def test_turtle_without_results() -> None:
    graph = Graph().parse(data=as_turtle(validate(Graph())), format="turtle")
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is True


def test_severities_in_order() -> None:
    assert list(Severity) == ["Violation", "Warning", "Info"]


def test_junit() -> None:
    path = INVALID / "Meeting-status.MinCount.ttl"
    suite = ET.fromstring(as_junit(validate([path]), read_file(path)))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("1", "1", "0")
    [failure] = suite.iter("failure")
    assert "https://example.org/" in str(failure.text)
    warned = INVALID / "Meeting-one-kind.MaxCount.ttl"
    suite = ET.fromstring(as_junit(validate([warned]), read_file(warned)))
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    suite = ET.fromstring(as_junit(validate(Graph()), Graph()))
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")


def test_junit_and_github_take_any_text() -> None:
    """Control characters, line ends, markup and the signs of workflow commands."""
    graph = Graph().parse(data="<urn:a> a <https://w3id.org/diplograph/ontology#Meeting> .", format="turtle")
    graph.add((URIRef("urn:a"), RDFS.label, Literal("]]>&<x y='\"'>\x01%0A::error::\r\n")))
    report = validate(graph)
    assert "]]>&<x y='" in "".join(ET.fromstring(as_junit(report, graph)).itertext())
    lines = as_github(report, graph).splitlines()
    assert len(lines) == len(report.results)
    assert all(line.startswith(("::error title=", "::warning title=", "::notice title=")) for line in lines)
    assert all(line.count("%0A") >= 1 and "%250A" in line for line in lines)


def test_where_nodes_stand(tmp_path: Path) -> None:
    """Of an IRI written in several ways and in several files, the first line that begins with it."""
    (tmp_path / "a.ttl").write_text(
        "@prefix e: <urn:e:> .\n<urn:d> e:p\n    e:a , # an object\n    e:b .\n\ne:a e:p 1 .\n"
        "PREFIX f: <urn:e:b/>\nf:c\\#1 e:p 2 ."
    )
    (tmp_path / "b.nt").write_text("<urn:e:a> <urn:p> <urn:x> .\n<urn:e:b> <urn:p> <urn:x> .\n")
    (tmp_path / "c.jsonld").write_text('{"@id": "urn:e:a", "urn:p": 1}')
    files = [tmp_path / name for name in ("a.ttl", "b.nt", "c.jsonld")]
    found = places(files, {"urn:e:a", "urn:e:b", "urn:e:b/c#1", "urn:x"})
    assert {iri: (Path(place.file).name, place.line) for iri, place in found.items()} == {
        "urn:e:a": ("a.ttl", 6),
        "urn:e:b": ("b.nt", 2),
        "urn:e:b/c#1": ("a.ttl", 8),
    }
