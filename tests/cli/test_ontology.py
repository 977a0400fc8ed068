"""`ontology`: every format is what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

from diplograph import resources
from diplograph.cli.ontology import FORMATS

Run = Callable[..., Result]
MEETING = "https://w3id.org/diplograph/ontology#Meeting"


class Page(HTMLParser):
    """Anchors, links, cells, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)
        self.ids |= {str(told["id"])} if "id" in told else set()
        self.links |= {str(told["href"])} if "href" in told else set()
        self.outside += [str(told[name]) for name in ("src",) if name in told] + ([tag] * (tag in ("script", "link")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_that_of_the_docs(run: Run) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "ontology.md"
    assert run("ontology").stdout == page.read_text(encoding="utf-8")


def test_html_is_one_page_whose_links_lead_somewhere(run: Run) -> None:
    done = run("ontology", "--format", "html")
    page = Page()
    page.feed(done.stdout)
    assert not page.open and not page.outside
    assert "Meeting" in page.ids and "version-0.1.0" in page.ids
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= page.ids
    assert '<h3 id="Meeting">dip:Meeting</h3>' in done.stdout and "<a id=" not in done.stdout
    assert "\ue000" not in done.stdout


@pytest.mark.parametrize(("form", "kind"), [("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_rdf_holds_ontology_and_vocabulary(run: Run, form: str, kind: ox.RdfFormat) -> None:
    found = list(ox.parse(run("ontology", "--format", form).stdout, format=kind))
    files = [resources.folder("ontology") / name for name in ("diplograph.ttl", "vocabulary.ttl")]
    assert len(found) == sum(len(list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))) for path in files)
    assert any(str(quad.subject) == f"<{MEETING}>" for quad in found)


def test_context_and_shapes(run: Run) -> None:
    context = json.loads(run("ontology", "--format", "context").stdout)["@context"]
    assert context["Meeting"] == "dip:Meeting"
    shapes = run("ontology", "--format", "shapes").stdout
    assert len(re.findall(r" a sh:NodeShape", shapes)) == len(
        {str(q.subject) for q in ox.parse(shapes, format=ox.RdfFormat.TURTLE) if str(q.object).endswith("NodeShape>")}
    )


@pytest.mark.parametrize("form", FORMATS)
def test_into_a_file(run: Run, tmp_path: Path, form: str) -> None:
    done = run("ontology", "--format", form, "-o", "made")
    assert done.exit_code == 0 and done.stdout == "" and "Written to made." in done.stderr
    assert (tmp_path / "made").read_text(encoding="utf-8") == run("ontology", "--format", form).stdout
    assert run("ontology", "-o", tmp_path).exit_code == 2
