"""`diplograph validate`, `query`, `load` and `explain IRI`: commands that read graphs."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TRIPLE = '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .\n'


# ---------- validate ----------


def test_validate_a_stranger_s_graph(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TRIPLE)
    done = run("validate", "a.ttl")
    assert done.exit_code == 0 and done.stdout.startswith("Conforms")
    assert "no node in it has a class" in done.stderr and len(done.stderr.splitlines()) == 1


def test_validate_what_does_not_conform(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("@prefix dip: <https://w3id.org/diplograph/ontology#> . <urn:m> a dip:Meeting .")
    done = run("validate", "a.ttl", "--json")
    assert done.exit_code == 1 and json.loads(done.stdout)["conforms"] is False
    assert "sh:ValidationReport" in run("validate", "a.ttl", "--format", "turtle").stdout
    assert run("validate", "a.ttl", "-o", "report.txt").stdout == ""
    assert "Does not conform" in (tmp_path / "report.txt").read_text()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ttl", "<urn:a> <urn:b> .", "a.ttl, line 1, column"),
        ("a.pdf", "x", "not a file of RDF by its name (.pdf)"),
        ("a.nt", "@prefix a: <urn:a> . a:b a:c a:d .", "a.nt, line 1"),
    ],
)
def test_broken_graphs(run: Run, tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content)
    for arguments in (["validate", name], ["load", name, "--store", "store"], ["query", name, "joint-statements"]):
        done = run(*arguments)
        assert done.exit_code == 2 and words in done.stderr, arguments
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "store").exists()


def test_shapes_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TRIPLE)
    done = run("validate", "a.ttl", "--shapes", "a.ttl")
    assert done.exit_code == 2 and "a.ttl" in done.stderr


# ---------- query ----------


def test_list(run: Run, reference: Path) -> None:
    assert "joint-statements" in run("query", reference, "--list").stdout
    listed = json.loads(run("query", "--list", "--json").stdout)
    assert len(listed) >= 30 and {"name", "title", "group", "description", "values"} <= set(listed[0])
    assert run("query", "--list", "--csv").stdout.startswith("group,name,description,values")
    assert "### Network" in run("query", "--list", "--format", "markdown").stdout


def test_shared_options(run: Run, reference: Path) -> None:
    options = ("--actor", "putin", "--other", "Xi", "--json")
    [*rows] = json.loads(run("query", reference, "said-to", *options).stdout)
    assert len(rows) == 3 and all(row["documents"] for row in rows)
    by_name = run("query", reference, "said-to", "--set", "actor=Vladimir Putin", "--set", "other=xi jinping", "--json")
    assert json.loads(by_name.stdout) == rows
    assert run("query", reference, "timeline", "--from", "2030-01-01").stderr.startswith("No rows. Asked with actor=")
    wrong = run("query", reference, "said-to", "--actor", "Xi Jinpin")
    assert wrong.exit_code == 2
    assert wrong.stderr == 'diplograph: the graph has no actor called "Xi Jinpin"; did you mean "Xi Jinping"?\n'
    assert '"near-duplicates" has no --actor' in run("query", reference, "near-duplicates", "--actor", "Xi").stderr
    assert run("query", reference, "--sparql", "-", "--actor", "Xi", stdin="ASK {}").exit_code == 2
    assert "name the GRAPH" in run("query", "--sparql", "-", stdin="ASK {}").stderr


def test_a_default_that_the_graph_does_not_know(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TRIPLE)
    done = run("query", "a.ttl", "timeline")
    assert done.exit_code == 0
    assert 'The graph has no actor called "Xi Jinping"; choose one with --actor.' in done.stderr


def test_show_a_question(run: Run) -> None:
    shown = run("query", "timeline", "--show", "--from", "2025-02-01").stdout
    assert 'VALUES ?from { "2025-02-01"^^<http://www.w3.org/2001/XMLSchema#date> }' in shown
    assert shown.startswith("# title:")


def test_names_for_people_and_iris_for_programs(run: Run, reference: Path) -> None:
    assert " phone call " in run("query", reference, "meetings-of-two").stdout
    assert "/vocab/phone-call" in run("query", reference, "meetings-of-two", "--iris").stdout
    assert "/vocab/phone-call" in run("query", reference, "meetings-of-two", "--csv").stdout
    assert "phone call" in run("query", reference, "meetings-of-two", "--csv", "--labels").stdout
    assert "| phone call |" in run("query", reference, "meetings-of-two", "--format", "markdown").stdout


def test_graphs_as_turtle(run: Run, reference: Path) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s skos:prefLabel ?o ; a dip:Person }"
    done = run("query", reference, "--sparql", "-", stdin=query)
    assert done.stdout.startswith("@prefix person:") and "person:xi-jinping rdfs:label" in done.stdout
    assert run("query", reference, "--sparql", "-", "--csv", stdin=query).stdout.startswith("subject,predicate,object")
    assert "this answer is a table" in run("query", reference, "who-met-whom", "--format", "turtle").stderr


def test_doubtful_terms_are_warned_of(run: Run, reference: Path) -> None:
    done = run("query", reference, "--sparql", "-", stdin="SELECT * { ?m dip:particpant ?who }")
    assert done.exit_code == 0
    warning = "warning: the query, line 1, column 15: dip:particpant is no term of ours; did you mean dip:participant?"
    assert warning in done.stderr


def test_ready_question_in_three_forms(run: Run, reference: Path) -> None:
    table = run("query", reference, "calls-on-day").stdout
    assert "Vladimir Putin | Xi Jinping" in table
    [row] = json.loads(run("query", reference, "calls-on-day", "--json").stdout)
    assert row["participants"] == ["Vladimir Putin", "Xi Jinping"] and len(row["documents"]) == 4
    rows = list(csv.reader(io.StringIO(run("query", reference, "calls-on-day", "--csv").stdout)))
    assert rows[0] == ["participants", "documents"] and len(rows) == 2


def test_values(run: Run, reference: Path) -> None:
    done = run("query", reference, "calls-on-day", "--set", "day=2020-01-01")
    assert done.exit_code == 0 and "No rows." in done.stderr
    assert run("query", reference, "calls-on-day", "--set", "day").exit_code == 2
    assert "--list shows all" in run("query", reference, "calls").stderr


def test_sparql_from_file_and_standard_input(run: Run, reference: Path, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/diplograph/ontology#Meeting> }")
    [row] = json.loads(run("query", reference, "--sparql", "a.rq", "--json").stdout)
    assert int(row["n"]) > 5
    done = run("query", reference, "--sparql", "-", stdin="SELECT nonsense")
    assert done.exit_code == 2 and "the query, line 1, column 8: not valid SPARQL" in done.stderr
    assert "can't be read" in run("query", reference, "--sparql", "none.rq").stderr


# ---------- load ----------


def test_load_into_a_folder_and_ask_it(run: Run, reference: Path, tmp_path: Path) -> None:
    done = run("load", reference, "--store", "store", "--json")
    count = json.loads(done.stdout)["triples"]
    assert count > 1000
    again = json.loads(run("load", reference, "--store", "store", "--json").stdout)
    assert again["triples"] == count
    assert (
        run("query", "store", "joint-statements", "--json").stdout
        == run("query", reference, "joint-statements", "--json").stdout
    )
    (tmp_path / "a.nt").write_text(TRIPLE)
    assert json.loads(run("load", "a.nt", "--store", "store", "--json").stdout)["triples"] == count + 1
    assert json.loads(run("load", "a.nt", "--store", "store", "--replace", "--json").stdout)["triples"] == 1
    named = run("load", "a.nt", "--store", "store", "--graph", "urn:g", "--json")
    assert json.loads(named.stdout)["triples"] == 2
    dry = run("load", reference, "--store", "store", "--replace", "--dry-run")
    assert f"Would add {count:,} triples in 1 graph; nothing was changed." in dry.stderr
    split = json.loads(run("load", reference, "--store", "split", "--graphs", "document", "--json").stdout)
    assert split["triples"] == count + 5 * 2  # and what is told of the graphs of five documents
    about = "SELECT * { ?graph prov:wasDerivedFrom ?document . GRAPH ?graph { ?document a dip:Document } }"
    rows = json.loads(run("query", "split", "--sparql", "-", "--json", stdin=about).stdout)
    assert len(rows) == 5
    assert all(row["graph"] == row["document"].replace("/document/", "/graph/") for row in rows)  # as TriG names them
    assert (
        run("query", "split", "joint-statements", "--json").stdout
        == run("query", reference, "joint-statements", "--json").stdout
    )


def test_load_into_what_is_no_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(TRIPLE)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    done = run("load", "a.nt", "--store", "full")
    assert done.exit_code == 2 and "full: not a store; name an empty or a new folder" in done.stderr
    assert "a folder, but no store" in run("query", "full", "joint-statements").stderr


# Loading into stores elsewhere: tests/stores.


# ---------- explain ----------


@pytest.mark.parametrize(
    "target",
    [
        "https://w3id.org/diplograph/id/actor/person/xi-jinping",
        "person:xi-jinping",
        "actor/person/xi-jinping",
        "Xi Jinping",
    ],
)
def test_explain_by_any_name(run: Run, reference: Path, target: str) -> None:
    done = run("explain", target, "--graph", reference)
    assert done.exit_code == 0
    assert done.stdout.startswith("Xi Jinping\n<https://w3id.org/diplograph/id/actor/person/xi-jinping>\n")


def test_explain_a_statement(run: Run, reference: Path) -> None:
    query = "SELECT ?s { ?s a <https://w3id.org/diplograph/ontology#Statement> } ORDER BY ?s LIMIT 1"
    [row] = json.loads(run("query", reference, "--sparql", "-", "--json", stdin=query).stdout)
    done = run("explain", row["s"], "--graph", reference)
    assert "rule gold; confidence 1.00" in done.stdout and "Where it stands" in done.stdout
    found = json.loads(run("explain", row["s"], "--graph", reference, "--json").stdout)
    assert found["passages"] and found["rules"] == ["gold"]


def test_explain_takes_no_time(run: Run, reference: Path) -> None:
    run("explain", "Xi Jinping", "--graph", reference)  # modules loaded
    begin = time.process_time()
    assert run("explain", "Xi Jinping", "--graph", reference).exit_code == 0
    assert time.process_time() - begin < 0.5


def test_explain_what_is_not_there(run: Run, reference: Path) -> None:
    done = run("explain", "person:nobody", "--graph", reference)
    assert done.exit_code == 2 and "the graph has nothing called 'person:nobody'" in done.stderr
    assert "output/diplograph.ttl: no such file; name your graph with --graph" in run("explain", "person:nobody").stderr
    assert "nowhere: no such file or folder" in run("explain", "person:nobody", "--graph", "nowhere").stderr
