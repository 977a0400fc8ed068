"""A journey told in one sentence with the meeting that it was for: "will travel to Accra on Monday to meet her".

The journey has the day and the place, the meeting the parties: one record. A visit on which several meetings are told,
or to which the text comes back, stays an event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplograph.model import MeetingKind, MeetingMention
from diplograph.resolve.within_meetings_pairs import CALLS, Known, overlap, places, stands_for

_REACH = 250  # characters from the journey to the meeting
_END = re.compile(r"[.!?;][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n\s*\n")
_FACES = frozenset(MeetingKind) - CALLS - {MeetingKind.VISIT, MeetingKind.VIDEO_CALL}

Events = list[list[MeetingMention]]


def at_their_meetings(events: Sequence[Sequence[MeetingMention]], about: Known) -> Events:
    """The events, each journey that is told for one meeting among the passages of that meeting."""
    found = [list(event) for event in events]
    for journey in list(found):
        passage = journey[0]
        if passage.count is not None or any(one.kind is not MeetingKind.VISIT for one in journey):
            continue
        if any(_END.search(about.text[passage.trigger.end : one.trigger.begin]) for one in journey[1:]):
            continue
        aims = [event for event in found if event != journey and any(_aim(passage, one, about) for one in event)]
        if len(aims) != 1:
            continue
        aim = next(one for one in aims[0] if _aim(passage, one, about))
        found.remove(journey)
        aims[0] += [replace(one, kind=aim.kind, participants=(), parties=0, definite=False) for one in journey]
    return found


def _aim(journey: MeetingMention, one: MeetingMention, about: Known) -> bool:
    """Whether a passage is the meeting at the end of the journey, told in the same sentence."""
    if one.kind not in _FACES or one.count is not None or one.status is not journey.status or one.another:
        return False
    between = about.text[journey.trigger.end : one.trigger.begin]
    if not 0 < one.trigger.begin - journey.trigger.begin < _REACH or _END.search(between):
        return False
    if len(one.participants) < 2 or not journey.participants:
        return False
    if not all(any(stands_for(a, b, about.actors) for b in one.participants) for a in journey.participants):
        return False
    if journey.when is not None and one.when is not None and not overlap(journey.when, one.when, about.text):
        return False
    return journey.place is None or one.place is None or places(journey.place, one.place, about.wider) != "conflict"
