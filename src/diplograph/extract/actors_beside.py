"""Who is named right beside a description: "his Ethiopian counterpart, Demeke Mekonnen", "X, the foreign minister"."""

from __future__ import annotations

import re

from diplograph.extract.actors_phrases import Phrase
from diplograph.extract.actors_scene import Figure, Scene


def beside(scene: Scene, phrase: Phrase) -> Figure | None:
    """The person named right after a description ("his Ethiopian counterpart, Demeke Mekonnen") or right before it."""
    text = scene.text
    starts = {begin: (end, person) for person in scene.persons() for begin, end in person.mentions}
    before = _behind(scene, phrase)
    if before is not None and len(phrase.states) == 1 and before.state == phrase.states[0]:
        return before  # "X, the envoy of Chad, Y": of X the text has said so already
    inner = _of_another(scene, phrase)
    far = None if inner else _FAR.match(text, phrase.span.end) or _FAR.match(text, phrase.noun.end)
    at = next((one for one in (far.end("gap"), far.end()) if one in starts), None) if far else None
    if far and at is not None and at <= scene.sentence_end(phrase.noun.begin):
        end, person = starts[at]
        held = not any(phrase.span.end < begin < far.start("gap") for begin in starts)
        if held and re.match(r"[,.;)\n]|$| and ", text[end : end + 5]):
            return person
    ahead = re.match(r"(?:, | +)", text[phrase.span.end : phrase.span.end + 3])
    if ahead and not (inner and ahead.group() == ", "):  # "a representative of the ousted leader, X" is X
        at = phrase.span.end + ahead.end()
        for person in scene.persons():
            for begin, end in person.mentions:
                if begin == at and (ahead.group() != ", " or _closed(text, end)):
                    return person
    return before


def _behind(scene: Scene, phrase: Phrase) -> Figure | None:
    """The person whose apposition the description is: "X, the envoy of Chad"."""
    text = scene.text
    comma = re.search(r", (?:who (?:is|was) (?:also )?)?$", text[max(0, phrase.span.begin - 20) : phrase.span.begin])
    if not comma or not re.match(r"\s*[,.;)]| (?:of|for|to|on|in|at|who)\b|\s*$", text[phrase.span.end :]):
        return None
    edge = max(0, phrase.span.begin - 20) + comma.start()
    return next((one for one in scene.persons() if any(end == edge for _, end in one.mentions)), None)


def _of_another(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase says whose aide somebody is: "a representative of the ousted leader, X", "adviser to the
    President on Information, X"; then the name after it is that of the representative or adviser."""
    before = re.search(r"\b([\w-]+) (?:of|for|to) $", scene.text[max(0, phrase.span.begin - 30) : phrase.span.begin])
    word = before.group(1).lower() if before else ""
    return word in _PEOPLE_OF or word in scene.lexicon.titles.by_form


# "A representative of the ousted leader, X": X is the representative.
_PEOPLE_OF = frozenset(
    "representative wife husband son daughter brother sister widow ally friend rival critic aide lawyer supporter "
    "successor predecessor follower".split()
)
_FAR = re.compile(
    r"(?: (?:of|for|to|in|at|on) [^,.;:()\n\"“”]{2,70})?(?P<gap>, )"
    r"(?:(?:[A-Z][a-z]{1,3}\.|\([A-Z][a-z]+\.?\)|H\.E\.) )*"
)


def _closed(text: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:[,.;:)]|$| and | on | in | at | about | to | by | said| told)", text[end : end + 8]))
