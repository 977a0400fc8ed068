"""Meetings told below a day of a diary, log or timeline happened on that day, unless their own words say another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplograph.extract.dates_headings import Said, section_at, sections
from diplograph.model import Document, MeetingMention, MeetingStatus, Timex

# "who have not met for a year", "they had met before", "their last round": of other days than the heading's
_OTHER_DAYS = re.compile(r"(?i)\b(?:had|has|have|last|latest|previous|earlier|once|ever|never|past|first)\b")


def on_their_days(
    found: Iterable[MeetingMention], document: Document, timexes: Sequence[Timex]
) -> list[MeetingMention]:
    """The passages, those without a day dated by the heading above. timexes: all of the document."""
    told = [Said(one.span, one.rule.removeprefix("dates:"), one.value) for one in timexes]
    known = sections(document.text, told)
    if not known:
        return list(found)
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
