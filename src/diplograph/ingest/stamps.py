"""Dates as pages print them: in a line of their own, in a byline, in a dateline.

Only full dates count, and only what the page says: 03/04/2023 has two readings, and both are kept until something else
on the page decides (`metadata.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from diplograph.ingest.layout import title_case

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|"
        "oct october|nov november|dec december".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?=T\d|\b(?![/-]\d))"
    + "|"
    + _MONTH.format("n2")
    + r"\s{0,3}(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,\s{0,3}|\s{1,3})(?P<y2>(?:19|20)\d\d)\b"
    + r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}(?:of\s)?|-)"
    + _MONTH.format("n3")
    + r"(?:,?\s{1,3}|-)(?P<y3>(?:19|20)\d\d)\b"
    + r"|(?P<a4>\d{1,2})(?P<s4>[/.-])(?P<b4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d)\b"
    + r")",
    re.IGNORECASE,
)
# A month and a day without a year, as datelines have it.
PARTIAL = re.compile(
    r"(?:"
    + _MONTH.format("n5")
    + r"\s{0,3}\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s{1,3}"
    + _MONTH.format("n6")
    + r")(?!\w)",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
# What may stand in a line beside its date and still leave it a line of date and time.
_BESIDE = re.compile(
    r"\b(?:(?:last |first |originally )?"
    r"(?:published|updated|posted|modified|issued|created|edited|released?|issue|compiled|filed)(?: (?:on|at))?"
    r"|last (?:update|modified|updated)|date|time|as of|on|at|dated?|from|local|hrs?|hours|"
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|"
    r"(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[ECMP][SD]?T|IST|BST|CES?T|EES?T|MSK|JST|KST|SGT|HKT|PKT|AES?T|AEDT|WIB|EAT|WAT|SAST|"
    r"T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)\b\.?|[+-]\d{2}:?\d{2}\b|[\s,;:.()|•·/–—-]",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:published|posted|issued|released?|date|appear(?:s|ed) in print)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+")
# The line of a newspaper's page that says in which paper the article stood, its date behind: the name is in title case.
_PRINTED = re.compile(r"published in (?P<outlet>[^\W\d_][^.!?;:\d]{1,60}?),?(?: on)?", re.IGNORECASE)
_IN_PRINT = re.compile(
    r"(?:an? (?:version|edition) of )?this (?:article|story|piece) (?:also )?appear(?:s|ed) in print(?: on)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in the text. readings: the days it can be, none when it does not exist in any calendar.

    later: its label says that it is the day of a change ("Updated"), not of publication. labelled: "Published".
    weekday: the one named just before it, 0 for Monday.
    """

    begin: int
    end: int
    readings: tuple[date, ...]
    order: str
    later: bool = False
    labelled: bool = False
    weekday: int | None = None


def _day(year: str, month: int, number: str) -> date | None:
    try:
        return date(int(year), month, int(number))
    except ValueError:
        return None


def find(text: str, begin: int = 0, end: int | None = None) -> list[Stamp]:
    """All full dates in a piece of text.

    >>> [stamp.readings for stamp in find("28/02/2023 and Feb 24, 2025 and 31 June 2024")]
    [(datetime.date(2023, 2, 28),), (datetime.date(2025, 2, 24),), ()]
    >>> [str(day) for day in find("03/04/2023")[0].readings]
    ['2023-04-03', '2023-03-04']
    """
    found = []
    end = len(text) if end is None else end
    last = begin
    for match in _DATE.finditer(text, begin, end):
        part = match.groupdict()
        order = "named"
        if part["y1"]:
            days = [_day(part["y1"], int(part["m1"]), part["d1"])]
            order = "ymd"
        elif part["y2"]:
            days = [_day(part["y2"], _MONTHS[part["n2"].casefold()], part["d2"])]
        elif part["y3"]:
            days = [_day(part["y3"], _MONTHS[part["n3"].casefold()], part["d3"])]
        else:
            days = [_day(part["y4"], int(part["b4"]), part["a4"]), _day(part["y4"], int(part["a4"]), part["b4"])]
            order = "dmy" if not days[1] else "mdy" if not days[0] else "open"
        readings = tuple(dict.fromkeys(day for day in days if day))
        before = text[max(last, match.start() - 40) : match.start()].split("\n")[-1]
        weekday = next((_number(one.group(1)) for one in _WEEKDAY.finditer(before[-12:])), None)
        later, label = _LATER.search(before), _LABEL.search(before)
        found.append(
            Stamp(match.start(), match.end(), readings, order, bool(later), bool(label) and not later, weekday)
        )
        last = match.end()
    return found


_TODAY = re.compile(r"\btoday,?\s+(?:\(|on\s+)?(?:\w{6,9}day,?\s+)?(?:the\s+)?$", re.IGNORECASE)


def today(text: str, begin: int, end: int) -> list[Stamp]:
    """Full dates that a text calls today ("Today, on November 7, 2023, ...").

    >>> text = "Today, on November 7, 2023, they spoke. On 3 May 2020 they had not."
    >>> [str(stamp.readings[0]) for stamp in today(text, 0, len(text))]
    ['2023-11-07']
    """
    return [one for one in find(text, begin, end) if _TODAY.search(text[max(begin, one.begin - 30) : one.begin])]


def closing(text: str, begin: int, end: int) -> list[Stamp]:
    """The full date that closes a title, behind a dash or in brackets ("Press briefing – May 2, 2024")."""
    return [
        one
        for one in find(text, begin, end)
        if not text[one.end : end].strip(" )].")
        and text[begin : one.begin].rstrip()[-1:] in ("–", "—", "-", "(", "[", "|", ",")
    ]


def _number(name: str) -> int:
    return next(at for at, weekday in enumerate(_WEEKDAYS) if weekday.startswith(name.casefold()[:3]))


def is_stamp_line(line: str) -> bool:
    """Whether a line is nothing but date and time.

    >>> is_stamp_line("Published: Tuesday, March 16, 2021 at 4:49 pm IST"), is_stamp_line("On March 16, 2021 he left")
    (True, False)
    """
    if len(line) > 160 or not _DATE.search(line):
        return False
    return not beside(line).strip()


def is_printed_line(line: str) -> bool:
    """Whether a line says in which paper, and on which day, the article stood, and nothing else.

    >>> is_printed_line("Published in The Coast Herald, July 3rd, 2026")
    True
    >>> is_printed_line("A version of this article appears in print on May 2, 2025, on page A9 of the late edition.")
    True
    >>> is_printed_line("Published in the spring, July 3rd, 2026"), is_printed_line("Published in Rome, he said")
    (False, False)
    """
    days = find(line) if len(line) <= 160 else []
    if len(days) == 1 and _IN_PRINT.match(line[: days[0].begin].strip()):
        return True
    if len(days) != 1 or beside(line[days[0].end :]).strip():
        return False
    found = _PRINTED.fullmatch(line[: days[0].begin].strip())
    return found is not None and title_case(_ARTICLE.sub("", found.group("outlet")).split())


def beside(line: str) -> str:
    """What stands in a line beside dates, weekdays, times and their labels; bars and brackets are kept as "|".

    >>> beside("Honiara | Thursday, 11 July 2024").strip(" |")
    'Honiara'
    """
    rest = re.sub(r"[|•·()\[\],;]", " | ", _DATE.sub(" | ", line))
    return re.sub(r"\s*(?:\|\s*)+", "|", _BESIDE.sub(" ", rest.replace("|", "\x00")).replace("\x00", "|")).strip("| ")
