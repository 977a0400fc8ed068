"""What keeps a passage away from an event that its parties and its kind would fit: other days, memories, a plural."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplograph.model import MeetingMention
from diplograph.resolve.within_meetings_pairs import Known

ABOUT = ("meetings:discuss", "meetings:exchange_views")  # what was talked about, seldom that people met

_SEVERAL = re.compile(
    r"(?i)\b(?:meetings|trips|visits|journeys|summits|dinners|lunches|breakfasts|encounters|sessions|rounds|"
    r"gatherings|conferences|appointments|tours)$"
)
_MEMORY = re.compile(r"(?i)\b(?:recall|remember|reminisc)\w*\b[^.;\n]{0,60}$")
_LONG_AGO = 10  # days before publication: what happened then is no news
_FAR = 450  # characters: a few sentences


def several(one: MeetingMention, known: Known) -> bool:
    """ "took part in none of the meetings", "has made several trips": more than the one event told before."""
    return _SEVERAL.search(known.text[one.trigger.begin : one.trigger.end]) is not None


def recalled(mentions: Iterable[MeetingMention], one: MeetingMention, known: Known) -> bool:
    """Whether an event is of earlier days and was told too far before: "They last met in April." and, a few paragraphs
    on, "the meeting" means today's. What "the two sides discussed" is today's at any distance.
    """
    told = list(mentions)
    if one.when is not None or not any(_earlier(other, known) for other in told):
        return False
    if one.rule in ABOUT:
        return True
    return all(one.trigger.begin - other.trigger.end > _FAR for other in told if other.trigger < one.trigger)


def remembered(mentions: Iterable[MeetingMention], one: MeetingMention, known: Known) -> bool:
    """Whether a passage is of earlier days and an event is not: "recalling their meeting", "they met last September"
    beside a meeting of which no day is told.
    """
    told = list(mentions)
    if _MEMORY.search(known.text, one.evidence.begin, one.trigger.begin):
        return not any(_MEMORY.search(known.text, other.evidence.begin, other.trigger.begin) for other in told)
    if not _earlier(one, known) or any(other.when is not None for other in told):
        return False
    return all(abs(one.trigger.begin - other.trigger.end) > _FAR for other in told)


def _earlier(one: MeetingMention, known: Known) -> bool:
    if one.when is None or one.when.value is None or known.published is None:
        return False
    return (known.published - one.when.value.last).days > _LONG_AGO
