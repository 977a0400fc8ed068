"""What keeps a passage without parties of its own away from an event that it would fit otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplograph.model import MeetingMention
from diplograph.resolve.within_meetings_pairs import Known

_SEVERAL = re.compile(
    r"(?i)\b(?:meetings|trips|visits|journeys|summits|dinners|lunches|breakfasts|encounters|sessions|rounds|"
    r"gatherings|conferences|appointments|tours)$"
)
_LONG_AGO = 10  # days before publication: what happened then is no news
_FAR = 450  # characters: a few sentences


def several(one: MeetingMention, known: Known) -> bool:
    """ "took part in none of the meetings", "has made several trips": more than the one event told before."""
    return _SEVERAL.search(known.text[one.trigger.begin : one.trigger.end]) is not None


def recalled(mentions: Iterable[MeetingMention], one: MeetingMention, known: Known) -> bool:
    """Whether an event is of earlier days and was told too far before: "They last met in April." and, a few paragraphs
    on, "the meeting" means today's.
    """
    told = list(mentions)
    if one.when is not None or not any(_earlier(other, known) for other in told):
        return False
    return all(one.trigger.begin - other.trigger.end > _FAR for other in told if other.trigger < one.trigger)


def _earlier(one: MeetingMention, known: Known) -> bool:
    if one.when is None or one.when.value is None or known.published is None:
        return False
    return (known.published - one.when.value.last).days > _LONG_AGO
