"""The graph as a whole: the same bytes every time, every format the same triples, no file half written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from diplograph.dossier import Dossier
from diplograph.errors import OutputError
from diplograph.graph.build import FORMATS, build, write
from diplograph.graph.terms import ntriples
from diplograph.model import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Form,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mention,
    MentionKind,
    Span,
    Statement,
    Timex,
)
from diplograph.resolve.across import join

ROOT = Path(__file__).resolve().parents[2]
Gold = Callable[..., list[Extraction]]
OXIGRAPH = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}
RDFLIB = {"turtle": "turtle", "ntriples": "nt"}


@pytest.fixture(scope="module")
def dossier(gold: Gold, states: dict[str, str]) -> Dossier:
    return join(gold(optional=True), states)


def text(dossier: Dossier, form: str = "turtle", **options: str) -> str:
    return "".join(build(dossier, **options).serialize(form))


def parsed(data: str, form: str = "turtle") -> set[str]:
    return {f"{one.subject} {one.predicate} {one.object}" for one in pyoxigraph.parse(data, OXIGRAPH[form])}


def lines(dossier: Dossier) -> set[str]:
    return set(text(dossier, "ntriples").splitlines())


def test_no_triple_twice_and_no_blank_node(dossier: Dossier) -> None:
    some = [f"{s} {p} {ntriples(o)}" for s, p, o in build(dossier)]
    assert len(some) == len(set(some)) > 4000
    assert "_:" not in text(dossier) and "[]" not in text(dossier).replace("[...]", "")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers use what rdflib gave up
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_read_by_oxigraph_and_rdflib_as_the_same_graph(dossier: Dossier, form: str) -> None:
    data = text(dossier, form)
    assert parsed(data, form) == parsed(text(dossier, "ntriples"), "ntriples")
    small = text(join([*dossier_extractions(dossier)][:1]), form)
    read = rdflib.Dataset().parse(data=small, format=RDFLIB[form])
    assert len(set(read.quads())) == len(parsed(small, form))


def dossier_extractions(dossier: Dossier) -> list[Extraction]:
    return [volume.extraction for volume in dossier.documents]


def test_rdflib_and_oxigraph_read_isomorphic_graphs(gold: Gold, states: dict[str, str]) -> None:
    data = text(join(gold()[:2], states))
    ours = rdflib.Graph().parse(data=data, format="turtle")
    store = "\n".join(
        f"{one.subject} {one.predicate} {one.object} ." for one in pyoxigraph.parse(data, OXIGRAPH["turtle"])
    )
    assert isomorphic(ours, rdflib.Graph().parse(data=store, format="nt"))


def test_bytes_do_not_depend_on_the_order(gold: Gold, states: dict[str, str]) -> None:
    some = gold(optional=True)
    first = text(join(some, states))
    for seed in range(3):
        random.Random(seed).shuffle(some)
        assert text(join(some, states)) == first


PROGRAM = """
import hashlib, sys
sys.path.insert(0, "tests/graph")
from conftest import STATES, gold_extractions
from diplograph.graph.build import FORMATS, build
from diplograph.resolve.across import join
graph = build(join(gold_extractions(), STATES))
print([hashlib.sha256("".join(graph.serialize(form)).encode()).hexdigest() for form in sorted(FORMATS)])
"""


def test_bytes_do_not_depend_on_hash_seed_locale_and_time_zone() -> None:
    found = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("77", "America/Lima", "POSIX")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_two_runs_together_are_a_graph_of_all_their_facts(gold: Gold, states: dict[str, str]) -> None:
    some = gold()
    one, other = text(join(some[:3], states)), text(join(some[2:], states))
    both = parsed(one + other)
    assert both == parsed(one) | parsed(other)
    assert len(both) < len(parsed(one)) + len(parsed(other))  # they share actors and a document


@pytest.mark.parametrize("base", ["https://example.org/news/", "https://example.org/news", "urn:news:", "http://a/?q="])
def test_any_base(gold: Gold, base: str) -> None:
    data = text(join(gold()[2:3]), base=base)
    nodes = {one.subject.value for one in pyoxigraph.parse(data, OXIGRAPH["turtle"])}
    assert all(node.startswith(base.removesuffix("/") + "/") for node in nodes)
    assert len(nodes) == len({triple[0] for triple in build(join(gold()[2:3]))})


@pytest.mark.parametrize(
    "base", ["news", "", "https://example.org/a b/", "https://example.org/<x>/", "https://a.org/#"]
)
def test_a_base_that_is_none(base: str) -> None:
    with pytest.raises(OutputError, match="absolute IRI"):
        build(Dossier(), base=base)


def test_how_much_of_the_words_is_given_on(gold: Gold) -> None:
    some = join(gold()[2:3])
    sentence = "spoke with his ally Russian President"
    full, quotes, none = (text(some, text=how) for how in ("full", "quotes", "none"))
    assert "nif:isString" in full and "nif:isString" not in quotes + none
    assert "nif:anchorOf" in quotes and "nif:anchorOf" not in none and "dip:text" not in none
    assert sentence in quotes and sentence not in none and "Statement of Vladimir Putin" in none
    assert "nif:beginIndex" in none and "dip:sha256" in none
    with pytest.raises(ValueError, match="some"):
        build(some, text="some")


# ---------- files ----------


def test_a_file_is_written_whole_and_readable_by_others(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "new" / "graph.ttl"
    write(build(dossier), path)
    assert path.read_bytes().decode("utf-8") == text(dossier)
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask
    assert [one.name for one in path.parent.iterdir()] == ["graph.ttl"]


def test_a_failure_leaves_what_was_there(dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("before")
    graph = build(dossier)

    def full_disk(form: str = "turtle") -> object:
        yield "@prefix x: <x:> .\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(graph, "serialize", full_disk)
    with pytest.raises(OutputError, match="No space left on device"):
        write(graph, path)

    def interrupted(form: str = "turtle") -> object:
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(graph, "serialize", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(graph, path)
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "graph.ttl", tmp_path):
        with pytest.raises(OutputError, match="cannot be written"):
            write(build(Dossier()), path)


def test_an_unknown_format() -> None:
    with pytest.raises(OutputError, match="turtle, ntriples"):
        build(Dossier()).serialize("xml")


# ---------- hostile words ----------

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\"'\\\n\r\t\x00\x07\x7f\x85\u2028\u202e\u200f\ufeff\ufffe🤝👩‍🚀é習<>{}|^`#@;.,_:-/ %&"),
    ),
    min_size=1,
    max_size=30,
)


def hostile(words: str, name: str, identifier: str) -> Extraction:
    """An extraction whose every string is hostile."""
    whole = Span(0, len(words))
    return Extraction(
        Document(identifier, words, "ab" * 32, title=words, publisher=name, source=f"https://example.org/{words}"),
        actors=(
            Actor("a", name, ActorType.PERSON, (Mention(whole, MentionKind.NAME),)),
            Actor("b", words, ActorType.STATE, (Mention(whole, MentionKind.METONYM, name),), state=None),
        ),
        meetings=(
            Meeting(
                "m",
                MeetingKind.VISIT,
                MeetingStatus.HELD,
                ("a", "b"),
                when=Timex(whole, None),
                place=name,
                topics=(whole,),
                trigger=whole,
                evidence=(whole,),
                rule=words,
            ),
        ),
        statements=(Statement("s", ("a",), None, Form.DIRECT, whole, (whole,), (whole,), rule=words),),
    )


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str, name: str, identifier: str) -> None:
    dossier = join([hostile(words, name, identifier)])
    expected = parsed(text(dossier, "ntriples"), "ntriples")
    for form in FORMATS:
        assert parsed(text(dossier, form), form) == expected
    graph = rdflib.Graph().parse(data=text(dossier), format="turtle")
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    assert {str(one) for one in graph.objects(None, rdflib.URIRef(nif + "anchorOf"))} == {words}
    assert {str(one) for one in graph.objects(None, rdflib.URIRef(nif + "isString"))} == {words}
    assert {str(one) for one in graph.objects(None, rdflib.DCTERMS.identifier)} == {identifier}
    assert len(graph) == len(expected)


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    dossier = join([hostile("a\ud800b", "n\udfff", "i")])
    for form in FORMATS:
        data = text(dossier, form).encode().decode()
        assert '"a\ufffdb"' in data or '"a\\uFFFDb"' in data
        parsed(data, form)


def test_equal_bytes_of_two_documents_are_one_block(gold: Gold) -> None:
    one = gold()[0]
    twice = [one, replace(one, document=replace(one.document, identifier="zzz.txt"))]
    assert text(join(twice)) == text(join([one]))
