"""What a temporal expression looks like: text in, expressions with their parts out. No calendar is consulted here.

Each rule has one or more regular expressions, built from the calendar's words and read over the text with single
blanks. All repetition is bounded, so reading takes time linear in the text. Of overlapping finds the one that begins
first wins, then the longest, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from diplograph.lexicon.calendar import Calendar
from diplograph.model import Span

_PREP = (
    r"(?:(?P<prep>on|in|by|since|until|till|before|after|from|during|through|throughout|over|at|as of|as "
    r"early as|back in) "
    r"(?:about |around )?)?"
)
_MOD = (
    r"(?:(?P<mod>(?:very )?early(?: in| on)?|mid|the middle of|late(?: in| on)?|later(?: in| on)?|earlier"
    r"(?: in| on)?|"
    r"the (?:very )?(?:beginning|start|end|close) of|the (?:first|second) half of|the small hours of|before dawn on|"
    r"the (?:first|opening|last|closing|final) days of|the (?:first|second|third|fourth|last) week (?:of|in)|"
    r"the (?:night|morning|evening|afternoon|week|whole|month) of|all of)(?: |-| the ))?"
)
_PART = (
    r"(?P<part>(?:early |late )?(?:morning|afternoon|evening|night)|at (?:dawn|noon|midday|midnight|dusk)|lunchtime|"
    r"overnight)"
)
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
_UNITS = r"(?:days?|weeks?|fortnights?|months?|quarters?|years?|decades?|centuries)"
_ONE = r"(?P<unit>day|week|fortnight|weekend|month|quarter|year|decade|century)"
_VAGUE = r"(?:several|a few|few|a couple of|a couple|some|many|a number of|a handful of|dozens of|scores of)"
_ROUGH = (
    r"(?:(?P<rough>nearly|almost|about|around|roughly|approximately|some|just over|just under|more than|"
    r"over|less than|"
    r"fewer than|at least|well over|close to|just|only|exactly|barely) )?"
)
_POSS = r"(?:'s?(?!\w))?"
_AND = r"(?P<sep> ?[-–—] ?| to | and | until | through | or | till )"


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that speak of a time. parts: the named pieces, in lower case, with single blanks."""

    span: Span
    rule: str
    parts: Mapping[str, str]


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _rules(calendar: Calendar) -> list[tuple[str, str]]:
    """Names and patterns; the text they read is collapsed, its apostrophes are straight, case doesn't count."""
    short = _either(calendar.short_months)
    full = rf"(?:{_either(calendar.long_months)}|(?:{short})\b\.?)"

    def mo(name: str = "month") -> str:
        return rf"(?P<{name}>{full})"

    def day(name: str = "day") -> str:
        return rf"(?P<{name}>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?!\w|[.,:]\d|%)"

    def year(name: str = "year") -> str:
        return rf"(?P<{name}>(?:1[0-9]|20)\d\d)(?!\w|[,.]\d)"

    names = _either(calendar.long_weekdays)

    def wd(name: str = "weekday") -> str:
        return rf"(?P<{name}>{names})"

    any_weekday = rf"(?:(?P<weekday>{names}|(?:{_either(calendar.short_weekdays)})\b\.?),?(?: the)? )?"
    a_weekday = any_weekday.removesuffix("?").replace("(?P<weekday>", "(?:")
    until = "(?P<sep> ?[-–—] ?| to | until | through | till )"
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    ones = "one|two|three|four|five|six|seven|eight|nine"
    number = rf"(?P<num>(?:{tens})-(?:{ones})|{_either(calendar.numbers)}|\d{{1,3}})"
    ordinal = (
        rf"(?P<ord>(?:{tens})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
        rf"{_either(calendar.ordinals)}|\d{{1,3}}(?:st|nd|rd|th))"
    )
    amount = rf"(?:{number}|(?P<vague>{_VAGUE}))"
    rel_year = r"(?P<relyear>(?:this|last|next|the same|the following|that) year)"
    of_year = rf"(?:(?:, | of | in |,? ){year()}|(?:,? | of ){rel_year}| (?P<short>'\d\d)(?!\w))?"
    season = rf"(?P<season>{_either(calendar.seasons)})"
    holidays = _either(name.replace("’", "'") for one in calendar.holidays for name in one.names)
    early = r"(?:(?P<mod>early|mid|late)(?: in)?[ -])?"
    part = rf"(?:,? {_PART})?"
    return [
        ("iso", rf"{_PREP}{year()}-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])"),
        ("dotted", rf"{_PREP}(?P<d>\d\d?)\.(?P<m>\d\d?)\.{year()}"),
        ("numeric", rf"{_PREP}(?P<a>\d\d?)(?P<slash>[/-])(?P<b>\d\d?)(?P=slash){year()}(?![/-])"),
        # "from Monday, March 3 to Wednesday, March 5", "Monday 3 to Wednesday 5 March"
        (
            "days",
            rf"(?:(?:on|from|between|during|over) )?{a_weekday}{mo('month1')} {day('day1')}{until}{a_weekday}"
            rf"(?:{mo('month2')} )?{day('day2')}{of_year}",
        ),
        (
            "days",
            rf"(?:(?:on|from|between|during|over) )?{a_weekday}{day('day1')}(?: {mo('month1')})?{until}{a_weekday}"
            rf"{day('day2')}(?: of)? {mo('month2')}{of_year}",
        ),
        # Days of one month or two: "March 3-5", "from 3 to 5 March", "April 28 to May 3".
        (
            "days",
            rf"(?:(?:on|from|between|during|over) )?{any_weekday}{mo('month1')} {day('day1')}{_AND}"
            rf"(?:{mo('month2')} )?{day('day2')}{of_year}",
        ),
        (
            "days",
            rf"(?:(?:on|from|between|during|over) (?:the )?)?{day('day1')}(?: {mo('month1')})?{_AND}(?:the )"
            rf"?{day('day2')}(?: of)? {mo('month2')}{of_year}",
        ),
        ("date", rf"{_PREP}(?:(?P<mod>the week of) )?{any_weekday}(?:the )?{day()}(?: of)? {mo()}{of_year}"),
        ("date", rf"{_PREP}(?:(?P<mod>the week of) )?{any_weekday}{mo()} (?:the )?{day()}{of_year}"),
        ("date", rf"{_PREP}the (?P<dayword>{_either(calendar.ordinals)}) of {mo()}{of_year}"),
        (
            "months",
            rf"{_PREP}(?P<between>between )?{mo('month1')}(?:,? {year('year1')})"
            rf"?{_AND}{mo('month2')}{of_year}(?! ?\d)",
        ),
        (
            "month",
            rf"{_PREP}{_MOD}(?:(?P<rel>last|next|this past|this coming|this|that|early last|late last|early "
            rf"this|the previous) )?{mo()}{of_year}{_POSS}(?!\w| ?\d|-\w)",
        ),
        (
            "quarter",
            rf"{_PREP}(?:the )?(?P<nth>first|second|third|fourth|last) (?P<what>quarter|half|{ones}|"
            rf"{_either(['three', 'four', 'six', 'nine'])})"
            rf"(?P<span> months)? (?:of|in)(?: the)? (?:{year()}|(?P<rel>this|last|next|the)? ?year){_POSS}",
        ),
        ("quarter", rf"{_PREP}(?P<q>[QH][1-4]),? (?:of )?{year()}"),
        (
            "years",
            rf"{_PREP}(?P<between>between )?(?:the years )?{year('year1')}{_AND}(?P<year2>(?:1[0-9]|20)\d\d|"
            rf"\d\d)(?!\w|%|[.,-]\d)",
        ),
        (
            "decade",
            rf"{_PREP}the {early}(?:(?P<decade>1[0-9]\d0|20\d0)'?s|'(?P<decade2>\d0)s|"
            rf"(?P<decadeword>{_either(calendar.decades)}))(?!\w)",
        ),
        ("century", rf"{_PREP}the {early}{ordinal}[ -]century(?!\w)"),
        (
            "season",
            rf"{_PREP}{early}(?P<rel>last|next|this past|this coming|this|the following) {season}{_POSS}"
            rf"(?!\w)(?! of [a-z])",
        ),
        ("season", rf"{_PREP}(?:the )?{early}{season}(?: of)? (?:{year()}|{rel_year}){_POSS}"),
        (
            "season",
            rf"(?P<prep>in|by|since|until|before|during|over|from|after) (?P<the>the )?{early}{season}(?! "
            rf"of |-|\w| (?:session|games|olympics|school|break))",
        ),
        (
            "ago",
            rf"{_ROUGH}{amount}(?P<half> and a half)?[ -]{_UNIT}(?P<half2> and a half)? (?P<way>ago|from now)"
            rf"(?: (?:on )?{wd()}| (?P<deictic>today|this (?:day|week|month|year)))?(?!\w)",
        ),
        (
            "ago",
            rf"(?P<vague>half a|half an|more than half a|decades|years|months|weeks|days|centuries)(?: "
            rf"{_UNIT})? (?P<way>ago)(?!\w)",
        ),
        ("in_time", rf"in {number} {_UNIT}'?(?:s')? time(?!\w)"),
        (
            "dayword",
            rf"{_PREP}(?:(?P<mod>early|late|earlier|later) )?(?P<word>the day before yesterday|the day "
            rf"after tomorrow|today|tonight|yesterday|tomorrow|"
            rf"last night|this (?:morning|afternoon|evening|lunchtime)|overnight){part}{_POSS}(?!\w)",
        ),
        (
            "unit",
            rf"{_PREP}(?:(?P<mod>early|earlier|mid|later|late)(?: in)?[ -])?(?P<rel>last|this|next|this "
            rf"past|this coming|the coming|the current|the previous|the same|that same|that|the following) "
            rf"{_ONE}(?!\w|-\w){_POSS}(?:(?: on)? {wd()}{part})?",
        ),
        ("unit", rf"(?:at|over|by|during|before|until) (?P<rel>the) (?P<unit>weekend){_POSS}(?!\w)"),
        (
            "end",
            rf"(?:(?P<by>by|before|until|till|towards|toward|through|at|near|around) )?(?:the )?(?P<mod>end|"
            rf"close|beginning|start|middle) of "
            rf"(?:(?P<rel>the|this|next|last|the following) (?P<unit>week|month|quarter|year|decade|weekend|"
            rf"summer)|{year()}){_POSS}(?!\w)",
        ),
        (
            "end",
            r"(?P<by>by|before) (?P<rel>the|this) (?P<unit>week|month|year) (?:is out|is over|ends|runs out)(?!\w)",
        ),
        ("end", r"(?P<by>by|before|at) (?P<rel>the )?(?P<unit>year)(?:-| |')s?(?: |-)?end(?!\w)"),
        ("within", r"(?P<way>later|earlier)(?: on)? in the (?P<unit>day|week|month|year)(?!\w)"),
        (
            "weekdays",
            rf"(?:(?:on|from|(?P<between>between)) )?{wd('weekday1')}(?: (?:morning|afternoon|evening|night)"
            rf")?{_AND}(?:on )?{wd('weekday2')}(?!\w){part}(?: (?P<rel>last|this|next) week)?",
        ),
        (
            "set",
            rf"(?:on |in )?(?:every|each)(?: other| single)? (?:{wd()}|day|week|weekend|month|year|"
            rf"{mo()})(?!\w)",
        ),
        ("set", rf"(?:on )?{wd()}s(?!\w)"),
        (
            "weekday",
            rf"{_PREP}{_MOD}(?:(?P<rel>last|next|this past|this coming|this) )?{wd()}(?!\w|-\w){_POSS}(?:,? "
            rf"the (?P<dom>\d\d?)(?:st|nd|rd|th)(?!\w))?"
            rf"{part}{_POSS}(?:,? (?:of )?(?P<week>last|this|next) week(?!\w))?",
        ),
        ("later", rf"{_ROUGH}{amount}[ -]{_UNIT} (?P<way>later|afterwards?|earlier|previously)(?!\w)"),
        (
            "other_day",
            rf"(?:on |in )?(?P<which>the (?:very )?(?:next|following|previous|preceding)|the (?:very )?same|"
            rf"that(?: very| same)?) (?P<unit>day|morning|afternoon|evening|night){_POSS}(?!\w)(?! of )",
        ),
        (
            "other_day",
            r"(?P<which>the (?:day|night) before|the day after|the (?:morning) after)(?=[,.;:)”\"\n]| (?:in|"
            r"at|and|with|during)\b|$)",
        ),
        (
            "daypart",
            r"(?<!\d )(?<!a\.m\. )(?:(?:early|earlier|late|later) )?in the (?:early |late )?"
            r"(?P<part>morning|afternoon|evening|early hours|small hours)(?!\w)(?! of )",
        ),
        ("event", rf"(?:on )?{_ROUGH}(?:{amount} )?{_UNIT} (?P<way>before|ahead of|prior to|after|following) (?=\w)"),
        ("event", r"(?:on )?(?P<eve>the eve) (?P<way>of) (?=\w)"),
        (
            "anniversary",
            rf"(?:(?P<pre>on|with|marks|marked|marking|of|for) )?(?:(?:the|its|their|his|her) )?"
            rf"(?:{ordinal}|(?P<num>\d{{1,3}})[ -]year) anniversary(?!\w)",
        ),
        (
            "anniversary",
            r"(?P<pre>on|with) (?:(?:the|its|their|his|her) )?(?:(?!(?:on|the|of|with|in|at|for|to|and)\b)"
            r"[\w'-]+ ){1,4}anniversary(?!\w)",
        ),
        ("holiday", rf"{_PREP}(?:(?P<rel>last|next|this) )?(?P<holiday>{holidays}){_POSS}(?!\w)"),
        (
            "open",
            rf"(?:(?:in|over|during|for|within|throughout) )?(?:the )?(?:past|last|coming|next|previous|"
            rf"preceding) {amount} {_UNITS}(?!\w)",
        ),
        (
            "open",
            r"(?:(?:in|over|during|for|within|throughout) )?the (?:past|coming|last|next) (?:week|fortnight|"
            r"month|year|decade|century|quarter)(?!\w)",
        ),
        (
            "open",
            r"(?:(?:in|over|during|for|within|throughout) )?the (?:past|last|coming|next) (?:days|weeks|"
            r"months|years|decades|centuries)(?! of)(?!\w)",
        ),
        ("open", r"(?:in |over |during )?(?:the )?(?:recent|coming) (?:days|weeks|months|years|decades)(?!\w)"),
        ("open", rf"within (?:{amount}) (?:{_UNITS}|hours)(?!\w)"),
        (
            "year",
            rf"{_PREP}(?:(?P<mod>early|mid|late|the (?:beginning|start|end|middle|whole) of|all of)(?: in)"
            rf"?[ -])?(?P<word>the year )?(?<![$€£.,/#-]){year()}{_POSS}"
            r"(?!\w|%|[:/-]\w| ?(?:percent|per cent|km|kg|GMT|UTC|EST|EDT|BST|IST|CET|a\.?m|p\.?m|hours|"
            r"miles|metres|meters|feet|euros|dollars|times)\b)",
        ),
        ("year", r"in (?P<short>'\d\d)(?!\w)"),
    ]


@lru_cache(maxsize=1)
def _compiled(words: _Words) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(r"(?<![\w'])(?:" + pattern + ")", re.IGNORECASE)) for name, pattern in _rules(words.calendar)
    )


class _Words:
    """The calendar as a key: compiled once for each calendar object."""

    __slots__ = ("calendar",)

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def __hash__(self) -> int:
        return id(self.calendar)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and other.calendar is self.calendar


def collapse(text: str) -> tuple[str, list[int]]:
    r"""The text with single blanks and straight apostrophes, and for each of its characters the offset in the text.

    A line break stays one: no expression runs across it.

    >>> collapse("this  week’s\n talks")[0]
    "this week's\ntalks"
    """
    out: list[str] = []
    offsets: list[int] = []
    for at, one in enumerate(text):
        if one.isspace():
            if out and out[-1] in " \n":
                if one == "\n":
                    out[-1] = "\n"
                continue
            one = "\n" if one == "\n" else " "
        out.append("'" if one in "’‘´`ʼ" else one)
        offsets.append(at)
    offsets.append(len(text))
    return "".join(out), offsets


_CAPITAL = ("month", "month1", "month2", "weekday", "weekday1", "weekday2", "holiday")
_MARGIN = 80  # characters on either side of a word of time; the longest expressions stay within it


def _windows(flat: str, calendar: Calendar) -> list[tuple[int, int]]:
    """Where words of time stand, with what may belong to them: most of a text needs no reading."""
    windows: list[tuple[int, int]] = []
    for match in _triggers(_Words(calendar)).finditer(flat):
        begin, end = max(0, match.start() - _MARGIN), min(len(flat), match.end() + _MARGIN)
        while end < len(flat) and flat[end] not in " \n":
            end += 1
        if windows and begin <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((begin, end))
    return windows


@lru_cache(maxsize=1)
def _triggers(words: _Words) -> re.Pattern[str]:
    calendar = words.calendar
    named = [name.split()[0] for one in calendar.holidays for name in one.names]
    known = [*calendar.long_months, *calendar.long_weekdays, *calendar.seasons, *calendar.decades, *named]
    units = (
        "day|week|fortnight|month|quarter|year|decade|centur|today|tonight|yesterday|tomorrow|night|morning|afternoon|"
        "evening|overnight|anniversary|ago|eve|half"
    )
    return re.compile(rf"(?<!\w)(?:\d|{_either(known)}|{units})", re.IGNORECASE)


_THE_BEFORE = re.compile(r"\b[Tt]he $")
_BEFORE_BARE = re.compile(
    r"(?:^|\W)(?:in|since|by|until|till|from|of|last|this|next|early|late|mid|before|after|during|through|throughout|"
    r"that|every|each)[ -]$",
    re.IGNORECASE,
)


def expressions(text: str, calendar: Calendar) -> tuple[Expression, ...]:
    """Every temporal expression of the text, in order, none overlapping another.

    >>> from diplograph.lexicon.calendar import load
    >>> [(one.rule, one.span.begin) for one in expressions("They met on Monday, a day after 3 May 2021.", load())]
    [('weekday', 9), ('event', 20), ('date', 32)]
    """
    flat, offsets = collapse(text)
    blocked = [match.span() for match in _skipped(_Words(calendar)).finditer(flat)]
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    patterns = _compiled(_Words(calendar))
    windows = _windows(flat, calendar)
    for rank, (rule, pattern) in enumerate(patterns):
        for low, high in windows:
            for match in pattern.finditer(flat, low, high):
                if _plausible(rule, match, flat, calendar):
                    begin, end = match.span()
                    found.append((begin, -end, rank, rule, match))
    found.sort(key=lambda one: one[:3])
    kept: list[Expression] = []
    at = block = 0
    for begin, negative_end, rank, rule, match in found:
        end = -negative_end
        while block < len(blocked) and blocked[block][1] <= begin:
            block += 1
        if begin < at:
            # "a day after 3 May": the preposition is taken, the rest is not.
            start = match.end("prep") + 1 if match.groupdict().get("prep") else 0
            again = patterns[rank][1].match(flat, start) if start >= at else None
            if again is None or not _plausible(rule, again, flat, calendar):
                continue
            match, (begin, end) = again, again.span()
        if block < len(blocked) and blocked[block][0] < end:
            continue
        end = begin + len(flat[begin:end].rstrip(" \n"))
        at = end
        parts = {name: value.lower() for name, value in match.groupdict().items() if value}
        kept.append(Expression(Span(offsets[begin], offsets[end - 1] + 1), rule, parts))
    return tuple(kept)


@lru_cache(maxsize=1)
def _skipped(words: _Words) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + _either(name.replace("’", "'") for name in words.calendar.skip_names) + r")(?!\w)"
    )


_COUNTED = re.compile(
    r" (?:more |other )?(?:people|troops|soldiers|men|women|members|jobs|homes|cases|prisoners|refugees|"
    r"migrants|tonnes|"
    r"tons|barrels|delegates|officers|civilians|victims|workers|fighters|kilomet\w+|residents|students|"
    r"villages|families|"
    r"votes|seats|vehicles|houses|missiles|tanks|drones|prisoners|children|words|pages|years|days|of the|of them)\b"
)


def _plausible(rule: str, match: re.Match[str], flat: str, calendar: Calendar) -> bool:
    """Names are written with a capital letter; "may", "march" and bare numbers need company."""
    groups = match.groupdict()
    for name in _CAPITAL:
        word = groups.get(name)
        if word and not word[0].isupper():
            return False
    begin, end = match.span()
    if rule == "month":
        word = groups["month"]
        short = word.rstrip(".").lower() in {one.lower() for one in calendar.short_months}
        alone = not (
            groups.get("prep") or groups.get("mod") or groups.get("rel") or groups.get("year") or groups.get("relyear")
        )
        if short and not groups.get("year"):
            return False
        if alone and not _BEFORE_BARE.search(flat[max(0, begin - 12) : begin]):
            if word.capitalize() not in calendar.bare_months:
                return (
                    _THE_BEFORE.search(flat[max(0, begin - 5) : begin]) is not None
                    and flat[end + 1 : end + 2].islower()
                )
            after = flat[end : end + 2]
            # "August Schmidt", "June Osei": a capital follows, and nothing before says that it is a month.
            return not (after[:1] == " " and after[1:2].isupper())
    if rule == "year" and groups.get("year") and not groups.get("prep") and not groups.get("word"):
        before = flat[max(0, begin - 40) : begin].rstrip().rsplit(" ", 1)[-1]
        number = int(groups["year"])
        if before in calendar.skip_before_year or number > 2100:
            return False
        if number < 1900 and not (number >= 1500 and (before.lower() == "the" or before.endswith("'s"))):
            return False
        return not _COUNTED.match(flat, end)
    if rule == "year" and groups.get("prep") and _COUNTED.match(flat, end):
        return False
    if rule in ("years", "months") and groups.get("sep", "").strip() in ("or", "and") and rule == "years":
        return bool(groups.get("prep") or groups.get("between"))
    if rule == "years" and len(groups["year2"]) == 2 and groups["sep"].strip() not in "-–—":
        return False
    before = flat[max(0, begin - 16) : begin]
    if rule == "weekday" and not groups.get("prep") and re.search(r"\b[Aa]n? $", before):
        return False
    if (
        rule == "dayword"
        and not groups.get("prep")
        and match.group().istitle()
        and not re.search(r"(?:^|[.!?:;,\n\"“”'(–—-])[ \"“'(]*$", before)
    ):
        return False
    if rule == "daypart" and before.rstrip().rsplit(" ", 1)[-1].lower().strip(".") in {
        *calendar.numbers,
        "am",
        "a.m",
    } - {"a", "an"}:
        return False
    if rule == "holiday" and not (groups.get("prep") or groups.get("rel")):
        return not (
            flat[end : end + 1] == " "
            and flat[end + 1 : end + 2].islower()
            and flat[end + 1 : end + 4] not in ("and", "in ", "at ", "is ", "was", "but", "to ")
        )
    if rule == "season":
        # "Prague Spring", "Green Summer": a name.
        return groups["season"][0].islower()
    return True
