"""Every error has its kind, and as many are listed as the scores count."""

from __future__ import annotations

import copy
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from diplograph.evaluate.errors import KINDS, errors
from diplograph.evaluate.scores import read_aliases, read_gold, score

GOLD = Path(__file__).resolve().parents[1] / "gold"
TEXT = "Kenya and Oman held talks in Muscat on 3 May 2024. “We agree,” Amina Juma of Kenya said, Radio Lamu reported."


def at(words: str) -> list[int]:
    begin = TEXT.index(words)
    return [begin, begin + len(words)]


def article() -> dict[str, Any]:
    def actor(id_: str, name: str, kind: str, *said: str) -> dict[str, Any]:
        mentions = [{"span": at(one), "text": one, "kind": "name"} for one in said]
        return {"id": id_, "name": name, "type": kind, "mentions": mentions}

    return {
        "doc": "a.txt",
        "text": TEXT,
        "actors": [
            actor("k", "Kenya", "State", "Kenya"),
            actor("o", "Oman", "State", "Oman"),
            actor("j", "Amina Juma", "Person", "Amina Juma"),
            actor("r", "Radio Lamu", "MediaOutlet", "Radio Lamu"),
        ],
        "meetings": [
            {
                "id": "m1",
                "kind": "Talks",
                "status": "held",
                "participants": ["k", "o"],
                "date": "2024-05-03",
                "date_text": "on 3 May 2024",
                "place": "Muscat",
                "evidence": [at("Kenya and Oman held talks in Muscat on 3 May 2024.")],
            }
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": "j",
                "speaker_span": at("Amina Juma"),
                "form": "direct",
                "cue": "said",
                "cue_span": at("said"),
                "content": "We agree,",
                "content_span": at("We agree,"),
                "via": ["r"],
                "addressee": [],
            }
        ],
        "timexes": [{"span": at("3 May 2024"), "text": "3 May 2024", "value": "2024-05-03"}],
    }


def kinds(found: dict[str, Any], gold: dict[str, Any] | None = None) -> list[str]:
    return sorted(one.kind for one in errors([gold or article()], [found]))


def changed(where: str, **fields: Any) -> dict[str, Any]:
    """The article with fields of the first item of a list set otherwise."""
    found = article()
    found[where][0].update(fields)
    return found


def without(where: str) -> dict[str, Any]:
    return {**article(), where: article()[where][1:]}


def test_the_gold_itself_has_no_errors() -> None:
    assert kinds(article()) == []
    gold = read_gold(GOLD / "seeds")
    assert list(errors(gold, gold, read_aliases(GOLD / "aliases.tsv"))) == []


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (changed("meetings", status="planned"), "meeting-status"),
        (changed("meetings", kind="Visit"), "meeting-kind"),
        (changed("meetings", date="2024-05-04"), "meeting-date"),
        (changed("meetings", date=None), "meeting-date"),
        (changed("meetings", place="Salalah"), "meeting-place"),
        (changed("meetings", place=None), "meeting-place"),
        (changed("meetings", participants=["k"]), "meeting-participants"),
        (without("meetings"), "meeting-missed"),
        (changed("statements", speaker="r"), "statement-speaker"),
        (changed("statements", content="We agree,” Amina", content_span=[52, 68]), "statement-content"),
        (changed("statements", via=[]), "statement-via"),
        (changed("statements", addressee=["o"]), "statement-addressee"),
        (changed("statements", form="indirect"), "statement-form"),
        (changed("statements", cue_span=at("reported")), "statement-cue"),
        (without("statements"), "statement-missed"),
        (changed("timexes", value="2024-05"), "date-value"),
        (without("timexes"), "date-missed"),
        (changed("actors", type="Organization"), "actor-type"),
    ],
)
def test_each_kind(found: dict[str, Any], wanted: str) -> None:
    assert kinds(found) == [wanted]


def test_what_is_too_much() -> None:
    found = article()
    found["actors"].append({"id": "x", "name": "Lamu", "type": "State", "mentions": []})
    found["meetings"].append({**found["meetings"][0], "id": "m2", "date": "1999", "evidence": [at("We agree")]})
    found["statements"].append({**found["statements"][0], "id": "s2", "content": "held talks in Muscat"})
    found["timexes"].append({"span": at("Muscat"), "text": "Muscat", "value": None})
    assert kinds(found) == ["actor-invented", "date-false", "meeting-false", "statement-false"]


def test_words_linked_to_the_wrong_actor() -> None:
    found = article()
    moved = found["actors"][0]["mentions"].pop()
    found["actors"][1]["mentions"].append(moved)
    [one] = errors([article()], [found])
    assert one.kind == "mention-linked" and one.gold and one.found
    assert dict(one.gold.fields)["actor"] == "Kenya" and dict(one.found.fields)["actor"] == "Oman"


def test_a_missed_actor_is_one_error() -> None:
    found = article()
    found["actors"] = found["actors"][:3]
    found["statements"][0]["via"] = []
    assert kinds(found) == ["actor-missed", "statement-via"]


def test_what_the_gold_calls_optional_is_no_error() -> None:
    gold = article()
    for where in ("meetings", "statements"):
        gold[where][0]["level"] = "optional"
    found = {**article(), "meetings": [], "statements": []}
    assert kinds(found, gold) == []
    assert kinds(article(), gold) == []


def test_a_document_without_a_record() -> None:
    found = {one.kind for one in errors([article()], [])}
    assert found == {"actor-missed", "meeting-missed", "statement-missed", "date-missed"}


def test_the_publication_date_is_no_false_date() -> None:
    gold = {**article(), "published_span": at("3 May 2024"), "timexes": []}
    assert kinds(article(), gold) == []


@pytest.mark.parametrize("seed", range(4))
def test_as_many_as_the_scores_count(seed: int) -> None:
    gold, chance = read_gold(GOLD / "seeds"), random.Random(seed)
    found = copy.deepcopy(gold)
    for record in found:
        record["repeats"] = []
        for key in ("actors", "meetings", "statements", "timexes"):
            record[key] = [one for one in record[key] if chance.random() > 0.2]
        record["meetings"] = [{**one, "date": "1999"} if chance.random() < 0.3 else one for one in record["meetings"]]
        record["timexes"] += [{"span": [5 * n, 5 * n + 4], "text": "x", "value": None} for n in range(3)]
    aliases = read_aliases(GOLD / "aliases.tsv")
    total = score(gold, found, aliases).total
    count = Counter(one.kind for one in errors(gold, found, aliases))
    for row, kind in (("meetings", "meeting"), ("timexes", "date"), ("statements", "statement")):
        figure = total[row]
        assert figure.gold - figure.right == count[f"{kind}-missed"], row
        assert figure.found - figure.right == count[f"{kind}-false"], row
    assert count["date-value"] == total["timexes"].right - total["timex_values"].right
    assert count["statement-speaker"] == total["statements"].right - total["statements_strict"].right
    assert count["actor-missed"] == total["actors"].gold - total["actors"].right
    assert set(count) <= set(KINDS)
