"""The page of an article: its text letter by letter, the graph's facts behind the marks, and nothing that can run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hostile_pages import EVIL, Read

from diplograph.annotate.article import Article, Card, Mark, Row, article, documents, pieces
from diplograph.annotate.page import page
from diplograph.cli.main import main
from diplograph.errors import InputError
from diplograph.markup import visible
from diplograph.query.store import open_graph

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GRAPH = ROOT / "tests" / "gold" / "seeds" / "reference.ttl"
TAGS = set(
    "html head meta title style body a header h1 h2 h3 p form label input span main div section output button article"
    " bdi dl dt dd blockquote code script".split()
)


def hostile(words: str) -> Article:
    """An article all of whose words are hostile, marks in each other and crossing."""
    text = f"{words}\n\n{words} met {words}"
    rows = (Row("speaker", words, "f2"), Row("words", words, None))
    cards = tuple(
        Card(f"f{number}", kind, words, words, rows, (words,), words, ((0, len(words)), (2, 9)), number)
        for number, kind in enumerate(("statement", "meeting", "act", "actor", "date", "place"), 1)
    )
    marks = [Mark(at, at + 7, card.kind, card.key) for at, card in enumerate(cards)]
    return Article(words, text, (Row("title", words, None), Row("source", words, None)), cards, tuple(marks))


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_graph(GRAPH)


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
def test_no_text_becomes_markup(words: str) -> None:
    told = hostile(words)
    read = Read("".join(page(told)))
    assert read.article == visible(told.text)
    read.assert_harmless(TAGS, r"#(text|f\d+)")


def test_the_text_is_the_articles(store: ox.Store) -> None:
    for name, iri in documents(store):
        told = article(store, iri)
        read = Read("".join(page(told)))
        assert read.article == visible((ROOT / "seeds" / name).read_bytes().decode("utf-8")).replace("\r\n", "\n")
        named = [str(one["id"]) for _, one in read.tags if "id" in one]
        assert len(named) == len(set(named))
        targets = {str(one["href"])[1:] for tag, one in read.tags if tag == "a"}
        assert targets <= set(named)
        links = [one for tag, one in read.tags if tag == "a" and "mark" in str(one.get("class"))]
        stops = [one for one in links if "tabindex" not in one]
        assert len(stops) >= len(told.cards) / 2


def test_each_fact_of_the_graph_is_there(store: ox.Store) -> None:
    for _, iri in documents(store):
        told = article(store, iri)
        query = """PREFIX dip: <https://w3id.org/diplograph/ontology#>
            PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
            SELECT DISTINCT ?x { ?m nif:referenceContext <%s> . { ?x dip:evidence ?m } UNION { ?m dip:denotes ?x }
            VALUES ?c { dip:Statement dip:Meeting dip:DiplomaticAct dip:Actor dip:TimeSpan dip:Place } ?x a ?c }"""
        wanted = {row["x"].value for row in store.query(query % iri)}  # type: ignore[union-attr]
        assert {card.iri for card in told.cards} == wanted
        marked = {mark.key for mark in told.marks}
        assert {card.key for card in told.cards} <= marked
        assert all(told.text[mark.begin : mark.end].strip() for mark in told.marks)


def test_marks_that_cross_and_nest() -> None:
    spans = [(0, 4, "statement", "f1"), (2, 6, "meeting", "f2"), (2, 4, "actor", "f3"), (2, 4, "actor", "f4")]
    cut = pieces("abcdefg", [Mark(*one) for one in spans])
    found = [(one.text, [mark.key for mark in one.marks], len(one.opens), len(one.closes)) for one in cut]
    assert found == [
        ("ab", ["f1"], 1, 0),
        ("cd", ["f3", "f4", "f1", "f2"], 3, 3),
        ("ef", ["f2"], 0, 1),
        ("g", [], 0, 0),
    ]


def test_other_words_than_were_read(store: ox.Store) -> None:
    iri = documents(store)[0][1]
    with pytest.raises(InputError, match="the text has other words than were read"):
        article(store, iri, text="Something else " * 500)


# ---------- the command ----------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["annotate", *(str(one) for one in arguments)])


def test_a_page_for_each_document(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run(GRAPH)
    assert done.exit_code == 0 and "5 pages written to annotated/." in done.stderr
    first = {path.name: path.read_bytes() for path in (tmp_path / "annotated").iterdir()}
    assert len(first) == 5
    run(GRAPH, "-o", "again/")
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}


def test_one_of_several(run: Callable[..., Result], tmp_path: Path) -> None:
    name = "002_d2ce5b2e3075cef4.txt"
    begin = time.process_time()
    assert run(GRAPH, "--document", name, "-o", "page.html").exit_code == 0
    assert time.process_time() - begin < 0.5
    assert run(GRAPH, "--document", name, "-o", "-").stdout == (tmp_path / "page.html").read_text(encoding="utf-8")
    done = run(GRAPH, "-o", "page.html")
    assert done.exit_code == 2 and "5 articles, but one page; name a folder" in done.stderr
    done = run(GRAPH, "--document", "002_d2ce")
    assert done.exit_code == 2 and f'did you mean "{name}"?' in done.stderr


def test_graphs_that_hold_no_text(run: Callable[..., Result], tmp_path: Path) -> None:
    triples = [one.triple for one in open_graph(GRAPH) if not one.predicate.value.endswith("#isString")]
    (tmp_path / "a.nt").write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    done = run("a.nt")
    assert done.exit_code == 2 and "the graph does not hold its text; build it with --text full" in done.stderr
    (tmp_path / "b.ttl").write_text("<urn:a> <urn:b> 1 .")
    assert "no article was found" in run("b.ttl").stderr
    assert run("none.ttl").exit_code == 2


def test_records_without_a_model(run: Callable[..., Result], tmp_path: Path) -> None:
    record = json.loads((ROOT / "tests/gold/seeds/002_d2ce5b2e3075cef4.json").read_text(encoding="utf-8"))
    record["text"] = (ROOT / "seeds" / record["doc"]).read_bytes().decode("utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    done = run("a.jsonl", "-o", "a.html")
    assert done.exit_code == 0, done.stderr
    written = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert 'class="fact statement"' in written and 'class="fact meeting"' in written
    code = (
        "import sys; from diplograph.cli.main import main\n"
        "main(['annotate', 'a.jsonl', '-o', 'b.html'], standalone_mode=False)\n"
        "sys.exit(' '.join({'spacy', 'trafilatura', 'onnxruntime'} & set(sys.modules)))"
    )
    quick = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert quick.stderr.strip() == "Written to b.html."


# ---------- a browser ----------


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if chromium.program() is None:
        pytest.skip("no Chromium here: apt-get install chromium-headless-shell")
    one = chromium.Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.close()


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
def test_hostile_text_does_not_run(browser: Any, tmp_path: Path, words: str) -> None:
    path = tmp_path / "page.html"
    path.write_text("".join(page(hostile(words))), encoding="utf-8")
    browser.open(path.as_uri())
    assert browser.js("document.querySelector('.text').textContent") == visible(hostile(words).text)
    for one in ("click", "mouseover", "focus"):
        event = f"new Event('{one}', {{bubbles: true}})"
        browser.js(f"document.querySelectorAll('a,article').forEach((x) => x.dispatchEvent({event}))")
    assert browser.js("typeof window.evil") == "undefined"
    assert browser.js("document.querySelectorAll('script').length") == 1
    assert browser.asked == [path.as_uri()] and browser.complaints == []


def test_even_markup_that_slipped_through_would_not_run(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    written = "".join(page(hostile("words here")))
    slipped = "<script>window.evil=1</script><img src=http://127.0.0.1:9/x onerror='window.evil=1'>"
    path.write_text(written.replace('<main id="text"', slipped + '<main id="text"'), encoding="utf-8")
    browser.open(path.as_uri())
    assert browser.js("typeof window.evil") == "undefined"
    assert any("Content Security Policy" in one for one in browser.complaints)


def test_it_shows_what_the_graph_says(browser: Any, tmp_path: Path, store: ox.Store) -> None:
    iri = documents(store)[0][1]
    told = article(store, iri)
    path = tmp_path / "page.html"
    path.write_text("".join(page(told)), encoding="utf-8")
    browser.open(path.as_uri())
    assert browser.complaints == [] and browser.asked == [path.as_uri()]
    shown = "[...document.querySelectorAll('article.fact')].filter((x) => x.offsetParent).map((x) => x.id)"
    assert browser.js(shown) == [card.key for card in told.cards]
    said = next(card for card in told.cards if card.kind == "statement" and card.confidence)
    mark = next(one for one in told.marks if one.key == said.key)
    inside = {one.key for one in told.marks if one.begin <= mark.begin < one.end}
    browser.js(f"document.getElementById('at-{mark.begin}').click()")
    assert set(browser.js(shown)) == inside
    words = browser.js(f"document.getElementById('{said.key}').innerText")
    assert said.title in words and said.rules[0] in words and str(said.confidence) in words
    chosen = browser.js("[...document.querySelectorAll('.text .chosen')].map((x) => x.textContent).join('')")
    assert " ".join(told.text[mark.begin : mark.end].split()) in " ".join(chosen.split())
    browser.key("Escape", 27)
    assert len(browser.js(shown)) == len(told.cards)
    # By the keyboard alone: to the text, to its first mark, and in.
    browser.js("document.querySelector('#text').focus()")
    browser.key("Tab", 9)
    first = browser.js("document.activeElement.id")
    browser.key("Enter", 13)
    assert first.startswith("at-") and 0 < len(browser.js(shown)) < len(told.cards)
    browser.key("Escape", 27)
    assert browser.js("document.activeElement.id") == first
    browser.js("document.querySelector('#legend input[value=actor]').click()")
    assert browser.js("document.querySelector('.text').className") == "text off-actor"
    # What is copied is the article: brackets are drawn only.
    assert browser.js("document.querySelector('.text').textContent") == visible(told.text)


def test_colours_can_be_told_apart_from_the_ground(browser: Any, tmp_path: Path, store: ox.Store) -> None:
    """Contrast of text at least 4.5 to 1, of lines 3 to 1 (WCAG 2.2), in light and dark; on paper nothing is hidden."""
    path = tmp_path / "page.html"
    path.write_text("".join(page(article(store, documents(store)[0][1]))), encoding="utf-8")
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(path.as_uri())
        value = "getComputedStyle(document.documentElement).getPropertyValue('--{}').trim()"
        colours = {
            one: browser.js(value.format(one))
            for one in "ink paper line actor date place meeting act statement bracket chosen".split()
        }
        for name in ("actor", "date", "ink", "bracket"):
            for ground in ("paper", "statement", "chosen"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (scheme, name, ground)
        for name in ("line", "place", "meeting", "act"):
            assert contrast(colours[name], colours["paper"]) >= 3, (scheme, name)
    browser.js("document.querySelector('.text a.mark').click()")
    browser.call("Emulation.setEmulatedMedia", media="print")
    display = "[...document.querySelectorAll('article.fact')].map((x) => getComputedStyle(x).display)"
    assert set(browser.js(display)) == {"block"}
    browser.call("Emulation.setEmulatedMedia", media="")


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, written #rgb or #rrggbb."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
