"""Tables of actors: what they hold, and how a broken one is told."""

from pathlib import Path

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import actors
from diplograph.model import ActorType


@pytest.mark.parametrize(
    ("form", "key", "kind"),
    [
        ("Nigerien", "NER", "adjective"),
        ("Nigerian", "NGA", "adjective"),
        ("Bishkek", "KGZ", "capital"),
        ("Côte d'Ivoire", "CIV", "state"),
        ("Pristina", "XKX", "capital"),
        ("Palestinian", "PSE", "adjective"),
        ("Kremlin", "Kremlin", "seat"),
        ("Quai d'Orsay", "Foreign Ministry of France", "ministry"),
        ("ECOWAS", "ECOWAS", "organization"),
        ("AFP", "Agence France-Presse", "outlet"),
    ],
)
def test_forms(form: str, key: str, kind: str) -> None:
    known = actors.load().forms[form][0]
    assert (known.key, known.kind) == (key, kind)


def test_every_state_has_an_item_and_a_name_of_its_own() -> None:
    states = actors.load().states.values()
    assert all(one.wikidata and one.wikidata.startswith("Q") for one in states)
    assert len({one.wikidata for one in states}) == len({one.name for one in states}) == len(states)


def test_no_form_means_two_states() -> None:
    for form, entries in actors.load().forms.items():
        keys = {one.key for one in entries if one.kind in ("state", "adjective", "capital")}
        assert len(keys) < 2, form


@pytest.mark.parametrize("form", ["Georgia", "Jordan", "Paris", "Dawn", "IS"])
def test_weak(form: str) -> None:
    assert actors.load().forms[form][0].weak


def test_part_of_is_a_known_name() -> None:
    lexicon = actors.load()
    names = set(lexicon.bodies) | {one.name for one in lexicon.states.values()}
    for body in lexicon.bodies.values():
        assert body.part_of is None or body.part_of in names, body


@pytest.mark.parametrize(
    ("name", "state", "family"),
    [
        ("Xi Jinping", "CHN", "xi"),
        ("Recep Tayyip Erdoğan", "TUR", "erdogan"),
        ("Ferdinand Marcos Jr.", "PHL", "marcos"),
    ],
)
def test_family(name: str, state: str, family: str) -> None:
    assert actors.family(name, state) == family


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("name\tiso3\tkind\tother_names\nX\tRUS\tpalace\t\n", "unknown kind"),
        ("name\tiso3\tkind\tother_names\nX\tZZZ\tseat\t\n", "unknown state"),
        ("name\tiso3\tkind\tother_names\nX\tRUS\tseat\t\nX\tRUS\tseat\t\n", "double name"),
    ],
)
def test_broken_seats(tmp_path: Path, rows: str, what: str) -> None:
    path = tmp_path / actors.SEATS
    path.write_text(rows, encoding="utf-8")
    empty: dict[str, list[dict[str, str]]] = {actors.ORGANIZATIONS: [], actors.OUTLETS: [], actors.PERSONS: []}
    russia = dict.fromkeys(("other_names", "adjectives", "capitals"), "") | {
        "iso3": "RUS",
        "name": "Russia",
        "kind": "state",
        "wikidata": "",
    }
    with pytest.raises(LexiconError, match=what):
        actors.build({**empty, actors.STATES: [russia], actors.SEATS: actors.table(path)}, [])


def test_broken_table_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / actors.ORGANIZATIONS
    path.write_text("# a comment\nname\ttype\tother_names\tpart_of\nX\tOrganization\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        actors.table(path)
    assert "line 3" in str(caught.value) and "part_of" in str(caught.value)


def test_unknown_type() -> None:
    row = {"name": "X", "type": "Club", "other_names": "", "part_of": ""}
    others = (actors.STATES, actors.SEATS, actors.OUTLETS, actors.PERSONS)
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in others}
    with pytest.raises(LexiconError, match="unknown type"):
        actors.build({**tables, actors.ORGANIZATIONS: [row]}, [])


def test_outlet_of_a_page_gets_its_state() -> None:
    assert actors.load().bodies["Xinhua"].state == "CHN"
    assert actors.load().bodies["Reuters"].type is ActorType.MEDIA
    assert actors.load().bodies["Reuters"].state is None


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Kishida Fumio", "Fumio Kishida"),
        ("Lena Holm", "Lena Holm"),
    ],
)
def test_canonical_names(spelled: str, canonical: str) -> None:
    assert actors.load().canonical(spelled) == canonical
