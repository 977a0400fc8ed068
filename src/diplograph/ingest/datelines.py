"""Datelines: where, when and by which agency a report was sent ("SEOUL, July 4 (Meridian Wire) -- ").

Source of the forms: the style guides of the news agencies; place in capitals, date and agency optional, then a dash or
a colon. A place in mixed case needs a date, an agency or the list of towns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diplograph.ingest import stamps
from diplograph.ingest.layout import title_case
from diplograph.lexicon.furniture import FurnitureLexicon

_REACH = 120  # code points: no dateline is longer
_MARK = re.compile(
    r"\s?(?:--+|—|–)\s?|\s-\s|(?<=\))-\s?|:\s|(?<=\w)\s\|\s|\./\s?|/\.\s+|(?<=\))\.?\s(?=[A-Z“\"])|(?<=(?:19|20)\d\d)\.\s(?=[A-Z“\"])"
)
_AGENCY = re.compile(r"\s*(?:[(\[]([^()\[\]]{2,40})[)\]]|/([\w .-]{2,30})/?)\.?$")
_SPLIT = re.compile(r"\s*[,;|]\s*|\.\s+")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """end: where the report begins. agency: as written, None when none is named."""

    begin: int
    end: int
    agency: str | None


def is_agency(name: str, lexicon: FurnitureLexicon) -> bool:
    """Whether a name is a known agency's or ends like one ("Meridian Wire").

    >>> from diplograph.lexicon.furniture import load
    >>> is_agency("AFP", load()), is_agency("Meridian Wire", load()), is_agency("Labour", load())
    (True, True, False)
    """
    known = lexicon.by_form.get(name)
    if known:
        return known.agency
    words = name.split()
    return 2 <= len(words) <= 4 and title_case(words) and words[-1].casefold() in lexicon.agency_words


_SIGNED = re.compile(r"(?:interview |text |story |report )?by\s+(?:[^\W\d_][\w.'’-]*\s?){2,4}", re.IGNORECASE)


def is_stamp_line(line: str, lexicon: FurnitureLexicon) -> bool:
    """Whether a line is nothing but date and time, with a known town, an outlet or a signature beside it at most.

    >>> from diplograph.lexicon.furniture import load
    >>> is_stamp_line("Lagos, 3 March 2025 (Coast Herald)", load())
    True
    >>> is_stamp_line("Ministers left Lagos on 3 March 2025", load())
    False
    >>> is_stamp_line("Source: Coast Agency| 2025-03-03 22:38:14|Editor: ab", load())
    True
    """
    if stamps.is_stamp_line(line) or stamps.is_printed_line(line):
        return True
    if len(line) > 160 or not stamps.find(line):
        return False
    if all(_beside_a_date(part.strip(" .-–—"), lexicon) for part in stamps.beside(line).split("|")):
        return True
    return _in_fields([part.strip() for part in _FIELD_GAP.split(line.strip()) if part.strip()])


_FIELD_GAP = re.compile(r"[|•·\t]|\s{2,}")
_LABELLED = re.compile(r"[A-Z][\w ]{1,20}:\s*\S.*")
_FIELD_WORDS = 7


def _in_fields(fields: list[str]) -> bool:
    """Whether one of the fields of a line is a date, and the others names or labelled values ("Editor: zh")."""
    dated = [field for field in fields if stamps.is_stamp_line(field)]
    others = [field for field in fields if field not in dated]
    return bool(dated) and all(
        len(field.split()) <= _FIELD_WORDS
        and field[-1] not in ".!?"
        and (_LABELLED.fullmatch(field) is not None or title_case(field.replace(",", "").split()))
        for field in others
    )


def _beside_a_date(part: str, lexicon: FurnitureLexicon) -> bool:
    words = part.split()
    return (
        not words
        or part in lexicon.towns
        or part.title() in lexicon.towns
        or part in lexicon.by_form
        or is_agency(part, lexicon)
        or (2 <= len(words) <= 5 and title_case(words) and words[-1].casefold() in lexicon.mastheads)
        or _SIGNED.fullmatch(part) is not None
    )


def match(text: str, begin: int, lexicon: FurnitureLexicon) -> Dateline | None:
    """The dateline that opens the paragraph at `begin`, None when none does."""
    head = text[begin : begin + _REACH].split("\n", 1)[0]
    for separator in _MARK.finditer(head):
        if separator.start() == 0:
            return None
        left = head[: separator.start()].strip()
        agency = _parse(left, separator.group().strip(), lexicon, tight=separator.group() == "--")
        if agency is None:
            continue
        rest = head[separator.end() :]
        if not rest or not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "“\"'‘«"):
            continue
        return Dateline(begin, begin + separator.end(), agency or None)
    return None


def _parse(left: str, mark: str, lexicon: FurnitureLexicon, *, tight: bool) -> str | None:
    """The agency that a dateline names, "" for a dateline without one, None when the words are no dateline."""
    agency = ""
    if tight and not stamps.PARTIAL.search(left) and "(" not in left:
        return None  # "SIEGEL--": the interruption of a speaker
    if mark in ("./", "/."):
        left, agency = left.rpartition("/")[0::2] if "/" in left else (left, "")
        if not agency:
            return None
    elif (found := _AGENCY.search(left)) and _is_day(found.group(1) or ""):
        # "MANILA (July 3, 2026)": the brackets hold the day. Not so "Treaty of Amity (July 3, 2026) - ...".
        place = left[: found.start()].split(",")[0].strip()
        capitals = _letters(place).isupper() and len(_letters(place)) >= 3 and place not in lexicon.kickers
        if not mark or not (capitals or place in lexicon.towns):
            return None
        left = f"{left[: found.start()]}, {found.group(1)}"
    elif found:
        agency, left = (found.group(1) or found.group(2)).strip(), left[: found.start()]
    elif not mark:
        return None
    elif mark == "." and not stamps.find(left):
        return None  # only a full date makes a dateline before a full stop ("Panama City, 23 July 2024. The ...")
    left = left.strip(" .,")
    dated = stamps.find(left)
    rest, cut = left, False
    if dated:
        rest, cut = left[: dated[0].begin] + left[dated[0].end :], True
    elif partial := stamps.PARTIAL.search(left):
        rest, cut = left[: partial.start()] + left[partial.end() :], True
    parts = [part.strip(" .") for part in _SPLIT.split(rest) if part.strip(" .")]
    parts = [part for part in parts if not _WEEKDAY.fullmatch(part)]
    if parts and not agency and len(parts) > 1 and is_agency(parts[-1], lexicon):
        agency = parts.pop()
    if agency and not is_agency(agency, lexicon) and not (title_case(agency.split()) and len(agency.split()) <= 4):
        return None
    known = bool(agency) and is_agency(agency, lexicon)
    if not parts:
        return agency if agency in lexicon.by_form or known or (cut and agency) else None
    if len(parts) > 3 or not all(_is_place(part) for part in parts):
        return None
    if is_agency(parts[0], lexicon) and len(parts) == 1 and not agency and parts[0] in lexicon.by_form:
        return parts[0] if mark != ":" and _letters(parts[0]).isupper() else None
    if mark == "|" and not cut:
        return None
    if mark == "" and not known:
        return None
    if mark == ":" and not cut and not agency:
        # "CLAIM: ...", "HOST: ...": before a colon only known towns are places.
        return agency if len(parts) == 1 and parts[0].casefold() in _towns(lexicon) else None
    capitals = _letters(parts[0]).isupper() and len(_letters(parts[0])) >= 3
    if capitals and not cut and not agency and any(part in lexicon.kickers for part in parts):
        return None
    if capitals and (len(parts) == 1 or cut or agency or parts[0] not in lexicon.kickers):
        return agency
    if cut and mark != ":":
        return agency
    if known or (cut and agency) or (parts[0] in lexicon.towns and (cut or len(parts) <= (1 if mark == ":" else 2))):
        return agency
    return None


def _is_day(words: str) -> bool:
    """Whether words are a date, with or without its year or weekday, and nothing else."""
    return stamps.is_stamp_line(words) or (
        stamps.PARTIAL.search(words) is not None and not stamps.beside(stamps.PARTIAL.sub(" ", words)).strip(" |")
    )


@cache
def _towns(lexicon: FurnitureLexicon) -> frozenset[str]:
    return frozenset(town.casefold() for town in lexicon.towns)


def _letters(words: str) -> str:
    return "".join(_LETTERS.findall(words))


def _is_place(part: str) -> bool:
    words = re.split(r"[\s/]+", part)
    return len(words) <= 5 and title_case([word for word in words if word]) and not re.search(r"[\d!?\"“”]", part)
