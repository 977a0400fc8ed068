"""What the words after a passage make of its event: called off, denied, confirmed.

"They were to meet in Bern. It never happened." "A website reported that the minister would fly to Astana. The ministry
denied this." Only what speaks of the event told last, by "it", "this", "the plan" or "the report"; a meeting that is
called off by name is a passage of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph.model import MeetingKind, MeetingMention, MeetingStatus

_REACH = 260  # characters behind the passage: the rest of its sentence and the next one
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n")
_STOPS = 2  # ends of sentences behind which nothing is read: its own and the next one's
_IT = r"(?:it|this|that|(?:the|these|those|such) (?:plans?|idea|arrangement|stopover|appointment|invitation))"
_REPORT = r"(?:the|these|those|such|all) (?:reports?|claims?|stor(?:y|ies)|rumou?rs?|account|suggestions?|information)"
_LATER = r"(?:(?:later|since|then|subsequently|abruptly|eventually|finally|quietly|also|all) ){0,2}"
_NEVER = r"(?:never|did not|didn[’']t|does not|will not|won[’']t|would not|could not|cannot)"
_OFF = re.compile(
    rf"(?i)(?:^|[,;–—-] but |[,;–—-] |\bbut |\band )\W*{_IT} (?:"
    rf"{_NEVER} {_LATER}(?:happen(?:ed)?|t[ao]o?ke? place|go ahead|went ahead|materiali[sz]ed?|c[ao]me off|be held)\b|"
    rf"(?:was|were|has been|have been|had been|is|are|got) {_LATER}"
    rf"(?:called off|cancell?ed|scrapped|abandoned|shelved|aborted|dropped|axed|ditched)\b|"
    rf"{_LATER}(?:fell through|fell apart|came to nothing|collapsed|went nowhere)\b)"
)
_UNTRUE = r"(?:untrue|false|baseless|unfounded|groundless|fiction|fabricat\w+|nonsense|fake|invented|inventions?)"
_DENIED = re.compile(
    rf"(?i)\b(?:(?:denie[ds]|refute[ds]|rejected|rejects|dismissed|dismisses|disputed|disputes|rubbished) "
    rf"(?:it|this|{_REPORT})(?! (?:of|that|about|on|as to)\b)\b|"
    rf"(?:it|this|that|{_REPORT}) (?:was|were|has been|have been|is|are) {_LATER}"
    rf"(?:denied|refuted|dismissed|rejected|not true|{_UNTRUE})\b|"
    rf"(?:called|calls|described|describes|branded) (?:it|this|that|{_REPORT}) (?:as )?(?:\w+ ){{0,2}}{_UNTRUE}\b)"
)
_CONFIRMED = re.compile(
    rf"(?i)\b(?:confirm|acknowledg|admitt|conced)ed (?:it|this|the (?:meeting|visit|call|talks|trip|encounter)|"
    rf"{_REPORT})(?! (?:of|that|about|on)\b)\b"
)
_NOT = re.compile(
    r"(?i)(?:\bnot|n[’']t|\bneither|\bnor|\bnever|\bno(?:body| one|ne)|\b(?:declined|refused|unable) to)"
    r"\s+(?:\w+ ){0,2}$"
)
_REPORTED = re.compile(
    r"(?i)\b(?:reports?|reported that|rumou?r\w*|claim\w*|alleg\w+|media|newspapers?|websites?|channels?|tabloids?|"
    r"sources?|speculation|information|blogs?)\b"
)
_PIECE = r"(?:version|line|post|entry|update|edition|story|article|report|caption|headline)"
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|falsely)"
_SAID = r"(?:said|stated|reported|claimed)"
_CORRECTED = re.compile(  # "An earlier version of this article said that", "wrongly reported that"
    rf"(?i)\b(?:an|the|our) (?:earlier|previous|original) {_PIECE}\b(?:[^.\n]|\.\d){{0,60}}?\b{_SAID}\b|"
    rf"\b{_WRONGLY} {_SAID}\b|\b{_SAID} {_WRONGLY}\b"
)
_CORRECTION = re.compile(rf"(?i)\bcorrections?\W+(?:[\w’']+\W+){{1,6}}?{_SAID}\b")  # "CORRECTION. Our edition stated"
_OPEN = frozenset({MeetingStatus.PLANNED, MeetingStatus.REPORTED})


def afterwards(
    event: Sequence[MeetingMention], mentions: Sequence[MeetingMention], text: str, status: MeetingStatus
) -> MeetingStatus:
    """The status of an event, when the words after one of its passages say what became of it; else as it was.

    mentions: all passages of the document, the event's among them.
    """
    for one in event:
        if one.status not in _OPEN and one.status is not MeetingStatus.HELD:
            continue
        begin, end = _behind(one, text)
        following = [other.trigger.begin for other in mentions if other.trigger.begin > one.trigger.begin]
        end = min([end, *following])  # further on the words speak of another one
        words = text[begin:end]
        if one.status in _OPEN and _first(_OFF, words):
            return MeetingStatus.CANCELLED
        full = len(one.participants) >= 2 or (one.kind is MeetingKind.VISIT and bool(one.participants))
        led_by = text[_sentence(one, text) : one.trigger.begin]
        headed = text[max(0, _sentence(one, text) - 14) : one.trigger.begin]
        if len(event) == 1 and (_CORRECTED.search(led_by) or _CORRECTION.search(headed)):
            return MeetingStatus.DENIED
        doubted = one.status is MeetingStatus.REPORTED or _REPORTED.search(led_by) is not None
        if full and doubted and _first(_DENIED, words):
            return MeetingStatus.DENIED
        if one.status is MeetingStatus.REPORTED and status is one.status and _first(_CONFIRMED, words):
            return MeetingStatus.HELD if "form=past" in one.traits else MeetingStatus.PLANNED
    return status


def _behind(one: MeetingMention, text: str) -> tuple[int, int]:
    """From the end of a passage to the end of the sentence after its own."""
    begin = max(one.evidence.end, one.trigger.end)
    end = min(len(text), begin + _REACH)
    stops = [found.start() for found in _END.finditer(text, begin, end)]
    return begin, stops[_STOPS - 1] if len(stops) >= _STOPS else end


def _sentence(one: MeetingMention, text: str) -> int:
    """About where the sentence of a passage begins."""
    ends = [found.end() for found in _END.finditer(text, max(0, one.evidence.begin - _REACH), one.evidence.begin)]
    return ends[-1] if ends else max(0, one.evidence.begin - _REACH)


def _first(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a pattern is found at the start of a sentence or after a mark, and is not itself negated."""
    starts = [0, *(found.end() for found in _END.finditer(words))]
    for at, begin in enumerate(starts):
        sentence = words[begin : starts[at + 1] if at + 1 < len(starts) else len(words)]
        found = pattern.search(sentence)
        if found is not None and not _NOT.search(sentence[: found.start()]):
            return True
    return False
