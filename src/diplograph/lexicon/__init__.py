"""What Diplograph knows beforehand: names, titles, cues and calendars, all read from data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from diplograph.lexicon import actors as _actors
from diplograph.lexicon import acts as _acts
from diplograph.lexicon import calendar as _calendar
from diplograph.lexicon import meetings as _meetings
from diplograph.lexicon import reporting as _reporting
from diplograph.lexicon import sources as _sources
from diplograph.lexicon import titles as _titles


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicons of all rooms, each read and checked by its own module."""

    actors: _actors.Actors
    titles: _titles.Titles
    calendar: _calendar.Calendar
    meetings: _meetings.Meetings
    reporting: _reporting.Reporting
    acts: _acts.Acts
    sources: _sources.Sources


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """All lexicons. Raises LexiconError when a file breaks its own rules."""
    return Lexicon(
        _actors.load(),
        _titles.load(),
        _calendar.load(),
        _meetings.load(),
        _reporting.load(),
        _acts.load(),
        _sources.load(),
    )
