"""The whole journey with each choice of model, and what the graph says of the models."""

import re
from pathlib import Path

import pytest

from diplograph import pipeline
from diplograph.language.pipeline import models, shipped
from diplograph.model import Document, Extraction

TEXT = (
    "Ghanaian Foreign Minister Kofi Mensah met Peruvian Foreign Minister Marta Ruiz in Accra on 4 March 2024. "
    "Mensah said the two countries would open embassies.\n"
)


def extraction(model: str) -> Extraction:
    return pipeline.extract(Document("a.txt", TEXT, "0" * 64), pipeline.Reading(model=model))


@pytest.mark.parametrize("model", ["default", "fast", str(shipped())])
def test_each_model_reads(model: str) -> None:
    found = extraction(model)
    names = {actor.id: actor.name for actor in found.actors}
    (meeting,) = found.meetings
    assert {names[one] for one in meeting.participants} == {"Kofi Mensah", "Marta Ruiz"}
    (said,) = found.statements
    assert [names[one] for one in said.speakers] == ["Kofi Mensah"]
    assert found.models == models(model)


def test_the_graph_names_the_models() -> None:
    turtle = "".join(pipeline.build([extraction("default")]).serialize())
    for name in ("diplograph_encoder", "en_diplograph_news"):
        assert re.search(rf'a dip:Model ;[^.]*sha256:[0-9a-f]{{64}}"[^.]*"{name} ', turtle, re.DOTALL), name
    assert turtle.count("dip:model ") == 1


def test_fast_is_the_syntax_model_alone() -> None:
    assert [one.name for one in models("fast")] == ["en_diplograph_news"]


def test_digests_tell_other_weights_apart(tmp_path: Path) -> None:
    from diplograph.language.pipeline import digest

    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"x")
    other.write_bytes(b"x")
    assert digest([one]) != digest([other])
    before = digest([one])
    one.write_bytes(b"y")
    assert digest([one]) != before
