"""Days that stand outside a meeting's own sentence: over it in a diary, log or timeline; with the event at which it
took place, told in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplograph.extract.dates_events import sentence_of
from diplograph.extract.dates_headings import Said, section_at, sections
from diplograph.model import Document, MeetingMention, MeetingStatus, Timex

# "who have not met for a year", "they had met before", "their last round": of other days than the heading's
_OTHER_DAYS = re.compile(r"(?i)\b(?:had|has|have|last|latest|previous|earlier|once|ever|never|past|first)\b")

_AT_THAT = re.compile(
    r"(?i)\b(?:during|at|on the (?:sidelines|margins) of) that "
    r"(?P<what>forum|summit|conference|meeting|gathering|session|congress|assembly|event)\b"
)


def on_their_days(
    found: Iterable[MeetingMention], document: Document, timexes: Sequence[Timex]
) -> list[MeetingMention]:
    """The passages, those without a day dated by the heading above or by the event they were at. timexes: all of the
    document.
    """
    found = [_at_that_event(one, document.text, timexes) for one in found]
    told = [Said(one.span, one.rule.removeprefix("dates:"), one.value) for one in timexes]
    known = sections(document.text, told)
    if not known:
        return found
    by_span = {one.span: one for one in timexes}
    dated = []
    for one in found:
        section = section_at(known, one.trigger.begin)
        here = one.evidence.begin, one.evidence.end
        if (
            section is not None
            and one.when is None
            and one.status is MeetingStatus.HELD
            and one.count is None
            and one.ordinal is None
            and not one.another
            and not _OTHER_DAYS.search(document.text, *here)
            and not any(here[0] <= other.span.begin < here[1] for other in timexes)
        ):
            one = replace(one, when=by_span[section.heading])
        dated.append(one)
    return dated


def _at_that_event(one: MeetingMention, text: str, timexes: Sequence[Timex]) -> MeetingMention:
    """ "The forum was held in May 2017. During that forum, they met": the only day of the sentence before."""
    if one.when is not None or one.status is not MeetingStatus.HELD:
        return one
    said = _AT_THAT.search(text, one.evidence.begin, one.evidence.end)
    if said is None or any(one.evidence.begin <= other.span.begin < one.evidence.end for other in timexes):
        return one
    begin, _ = sentence_of(text, said.start())
    before, _ = sentence_of(text, max(0, begin - 3))
    days = [other for other in timexes if before <= other.span.begin < begin]
    told = said["what"].lower() in text[before:begin].lower()
    return replace(one, when=days[0]) if told and len(days) == 1 and days[0].value is not None else one
