"""Who holds an office that stands there without a name: "the minister", "the Cuban leader", "the World Bank president".

Of those who hold it by the text. In doubt nobody.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_phrases import Phrase
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import Span

_REACH = 6  # sentences after which a bare title means nobody any more
_CLEAR = 3  # sentences by which one of several is the last spoken of
_JUST = 2  # sentences over which a person of unknown state may be called by a state
_PORTFOLIO = re.compile(r" (?:of|for) (?!(?:his|her|its|their|this|that)\b)(?:the )?[\w-]")


def last(figure: Figure, before: int) -> int:
    """Where the last mention before a position begins; 0 without one."""
    return max((begin for begin, end in figure.mentions if end <= before), default=0)


def of_something(scene: Scene, phrase: Phrase) -> bool:
    """ "The Minister of Energy", "the president of the court": no office that somebody else's title tells."""
    return _PORTFOLIO.match(scene.text, phrase.noun.end) is not None


def in_body(scene: Scene, phrase: Phrase, fitting: list[Figure]) -> Figure | None:
    """The only one who holds the office in that body by the text: "the World Bank president"."""
    if len(phrase.bodies) != 1:
        return None
    body = phrase.bodies[0]
    own = [
        one
        for one in fitting
        if any(role.partition(" of ")[2].removeprefix("the ") == body for role in one.roles if "former" not in role)
    ]
    return own[0] if len(own) == 1 and last(own[0], phrase.span.begin) else None


def without_state(scene: Scene, phrase: Phrase, fitting: list[Figure]) -> list[Figure]:
    """Who may be "the Macedonian leader" though the text tells no state: the only one, if just spoken of."""
    open_ = [one for one in fitting if one.state is None]
    if len(open_) != 1 or not phrase.definite:
        return []
    at = last(open_[0], phrase.span.begin)
    if open_[0].leads and len(fitting) == 1:
        return open_  # "President Putin … the Russian leader"
    near = at and scene.sentence(phrase.span.begin) - scene.sentence(at) <= _JUST
    return open_ if near and any(title.rank in ("head", "monarch", "minister") for title in open_[0].titles) else []


def bare(scene: Scene, phrase: Phrase, recent: list[Figure]) -> Figure | None:
    """Who is meant by an office alone ("the minister"), of those who hold it by the text, latest first.

    Of several it is the only one of this sentence and the one before; a capital ("The Minister") means rather the one
    whose office the text gives without a foreign state. Else nobody; and nobody where the sentence is about a state of
    which no such person has been spoken.
    """
    here = scene.sentence(phrase.span.begin)
    far = {one.key: here - scene.sentence(last(one, phrase.span.begin)) for one in recent}
    if len(recent) == 1:
        return recent[0] if far[recent[0].key] <= _REACH and not _elsewhere(scene, phrase, recent[0]) else None
    near = [one for one in recent if far[one.key] <= _REACH]
    if phrase.word == "leader" and len(near) > 1:
        return None
    home = [one for one in recent if one.state is None or one.state == scene.home]
    if len(home) == 1 and scene.says(phrase.noun)[0].isupper():
        return home[0]
    close = [one for one in near if far[one.key] <= 1]
    if not close and len(near) > 0:
        ordered = sorted(far[one.key] for one in recent)
        if ordered[0] <= _CLEAR and ordered[1] - ordered[0] >= _CLEAR:
            close = [one for one in near if far[one.key] == ordered[0]]
    if len(close) > 1:  # "a Canadian official said the prime minister …"
        named = _states_before(scene, phrase)
        close = [one for one in close if one.state in named and one.state]
    if len(close) == 1 and _elsewhere(scene, phrase, close[0]):
        return None
    return close[0] if len(close) == 1 else None


def _states_before(scene: Scene, phrase: Phrase) -> set[str]:
    """Codes of the states of which the sentence speaks before the phrase, by name, by their bodies or people."""
    floor = scene.sentence_begin(phrase.span.begin)
    return {
        figure.state
        for where, _, figure in scene.mentions_of(scene.sentence(floor))
        if where.end <= phrase.span.begin and figure.state
    }


def _elsewhere(scene: Scene, phrase: Phrase, person: Figure) -> bool:
    """Whether the sentence has just gone to another state, and not spoken of the person or the person's state.

    "In Canberra, he may see the foreign minister" is not the minister from Suva who was quoted before.
    """
    if person.state is None:
        return False
    floor = scene.sentence_begin(phrase.span.begin)
    mentions = [one for one in scene.mentions_of(scene.sentence(floor)) if one[0].end <= phrase.span.begin]
    if any(figure is person or figure.state == person.state for _, _, figure in mentions):
        return False
    above: set[int] = set()
    token, reported = scene.head(phrase.noun), False
    while token.head != token:
        reported = reported or token.dep_ in ("ccomp", "acl")  # "the White House's version adds that the president …"
        token = token.head
        if reported:
            above.add(token.i)
    there = {figure.state for where, _, figure in mentions if figure.state and _rules(scene, where, above)}
    opening = re.match(r"\s*(?:[Ii]n|[Ff]rom|[Aa]t) ", scene.text[floor : phrase.span.begin])
    if opening:
        there |= {
            known[0].key
            for name, spans in scene.places.items()
            if (known := scene.lexicon.actors.forms.get(name, ())) and known[0].kind in ("state", "capital")
            if any(one.begin == floor + opening.end() for one in spans)
        }
    return bool(there) and person.state not in there


def _rules(scene: Scene, where: Span, verbs: set[int]) -> bool:
    """Whether the words, or what they own, are subject of one of the verbs: "the White House's version adds that …"."""
    head = scene.head(where)
    if head.dep_ in ("poss", "nmod:poss"):
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass") and head.head.i in verbs
