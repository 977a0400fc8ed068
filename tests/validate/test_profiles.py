"""What rests in a profile, and that nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, URIRef

from diplograph.errors import ResourceError
from diplograph.validate import profiles
from diplograph.validate.data import Data
from diplograph.validate.engine import check
from diplograph.validate.reading import NAMED, Source, load, load_into
from diplograph.validate.shapes import own_shapes

HERE = Path(__file__).parent
MINE = """
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix dipv: <https://w3id.org/diplograph/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
:ada a dip:Person, dip:Actor ; skos:prefLabel "Ada Holm"@en .
:erik a dip:Person, dip:Actor ; skos:prefLabel "Erik Voss"@en .
:talks a dip:Meeting, dip:DiplomaticEvent ; dip:kind dipv:talks ; dip:status dipv:held ;
    dip:participant :ada, :erik ; dip:when :day .
:day a dip:TimeSpan ; dip:earliest "2030-05-18"^^xsd:date ; dip:latest "2030-05-18"^^xsd:date ;
    dip:precision dipv:day .
:words a dip:Statement ; dip:speaker :ada ; dip:text "The truce will hold." .
"""


def data(text: str) -> Data:
    found = Data()
    load_into(found, Source(text.encode(), NAMED["turtle"], "x.ttl"))
    return found


def found_in(text: str, profile: str, engine: str = "auto") -> set[str]:
    chosen = profiles.in_profile(own_shapes(), profile)
    return {one.constraint.rpartition("#")[2] for one in check(data(text), chosen, engine=engine).results}  # type: ignore[arg-type]


def test_data_without_evidence_conforms_to_exchange() -> None:
    assert found_in(MINE, "exchange") == set()
    assert {"Fact-evidence", "Statement-form", "Occurrence-has-rule"} <= found_in(MINE, "full")


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ('dip:latest "2030-05-18"', 'dip:latest "2030-05-31"', "TimeSpan-calendar"),
        ("2030-05-18", "2030-02-30", "TimeSpan-earliest"),
        (":ada, :erik", ":ada", "Meeting-parties"),
        ("dip:speaker :ada", "dip:speaker :nobody", "Statement-speaker"),
        ('"Ada Holm"@en', '"Ada Holm"', "Actor-name-language"),
    ],
)
def test_structure_names_and_dates_are_still_checked(old: str, new: str, broken: str) -> None:
    assert broken in found_in(MINE.replace(old, new), "exchange")


def test_both_engines_agree_in_a_profile() -> None:
    broken = MINE.replace(":ada, :erik", ":ada")
    assert found_in(broken, "exchange") == found_in(broken, "exchange", "pyshacl") == {"Meeting-parties"}


def test_every_name_is_a_shape_and_full_is_all() -> None:
    everything = own_shapes().everything
    for name, why in profiles.resting("exchange"):
        assert (URIRef(f"https://w3id.org/diplograph/shapes#{name}"), None, None) in everything, name
        assert why
    assert profiles.in_profile(own_shapes(), "full") is own_shapes()
    assert (None, SH.deactivated, None) not in everything  # ours are left as they are


def test_valid_examples_conform_to_exchange() -> None:
    chosen = profiles.in_profile(own_shapes(), "exchange")
    for path in sorted((HERE / "valid").glob("*.ttl")):
        assert check(load([path]), chosen).conforms, path.name


def test_an_unknown_profile() -> None:
    with pytest.raises(ResourceError, match="no profile"):
        profiles.resting("loose")
