"""Who wrote, sent or photographed: bylines, agency lines, credits at the end of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplograph.ingest import stamps
from diplograph.ingest.datelines import is_agency
from diplograph.ingest.layout import Unit, title_case
from diplograph.lexicon.furniture import FurnitureLexicon

_BY = re.compile(
    r"(?i:by|(?:written|words|report|story|posted) by|authors?|reporters?|byline)\s*:?\s+(?P<name>\S.*)"
    r"|By(?P<glued>[A-Z].*)",
    re.DOTALL,
)
_SIGNED = re.compile(
    r"(?:reporting|written|compiled|additional reporting|writing)\s+by:?\s+"
    r"(?P<name>[^;,()]{3,80}?)(?:\s+(?:in|and|for)\b|[;,)]|$)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s*\n\s*|\s+[-–—]\s+")
_ROLE_GAP = re.compile(r"\s*[,(|–—]\s*|\s-\s|\s+(?=in [A-Z])|\s+(?=@)")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*\.?")
_JOINS = frozenset("and & de da di la le al el bin bint ibn von van der den of the for with our".split())
_TAIL = re.compile(
    r"(?:(?<=[.!?…\"”’»)])\s*|\s+)(?P<credit>"
    r"\((?P<round>[^()]{2,80})\)|\[(?P<square>[^\[\]]{2,80})\]"
    r"|(?:[|/–—-]+\s*)?(?:file |handout )?"
    r"(?:photo|image|picture|photograph|pic|credit|photo credit|photo by|video)s?\s?[:/]\s?"
    r"(?P<after>(?:[^.!?:]|(?<=[A-Z])\.){2,80})"
    r"|(?P<capitals>[A-Z]{2,12})"
    r"|(?:--?|[–—])\s?(?P<dash>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})"
    r")\s*$",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:photo|image|file|pool|picture|handout|getty|via|courtesy|credit|screengrab|screenshot|supplied|archive)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class Byline:
    """The writer's name as printed, None when the line names none ("Web Desk" is a name)."""

    name: str | None


def byline(unit: Unit, lexicon: FurnitureLexicon, *, below_title: bool, top: bool = False) -> Byline | None:
    """Read a paragraph as byline: parts that are dates, times, names after "By", names with a role.

    below_title: also a bare name with its town ("Julian Borger in Washington") is one there.
    top: the paragraph is the page's first, where a name with a role is the beginning of a headline.
    """
    text = unit.text
    if len(text) > 200 or (unit.final and len(unit.words) > 12):
        return None
    name = None
    named = False
    parts = (
        [text]
        if _one_name(text, lexicon, below_title=below_title, top=top)
        else [part for part in _PARTS.split(text) if part]
    )
    for part in parts:
        if stamps.is_stamp_line(part):
            continue
        if part in lexicon.by_form or re.fullmatch(r"[\d:.hapm\s]{3,9}(?:[A-Z]{2,4})?", part):
            continue
        found = _one_name(part, lexicon, below_title=below_title, top=top)
        if found is None:
            return None
        name, named = name or found, True
    return Byline(name) if named else None


def _one_name(part: str, lexicon: FurnitureLexicon, *, below_title: bool, top: bool = False) -> str | None:
    part = part.strip(" ,")
    opened = _BY.fullmatch(part)
    if opened:
        after = next((group for group in opened.groups() if group), "")
        dated = stamps.find(after)
        after = after[: dated[0].begin] if dated else after
        name = _ROLE_GAP.split(after.strip(), maxsplit=1)[0].strip(" ,.")
        words = name.split()
        if not words or len(words) > 10 or re.search(r"[!?:;\"“]", name):
            return None
        if all(_NAME_WORD.fullmatch(word) for word in words) and _is_name(words):
            return name
        if len(words) <= 3 and words[-1].casefold() in lexicon.roles | lexicon.desks:
            return name  # "staff writers"
        return None
    pieces = _ROLE_GAP.split(part, maxsplit=1)
    if len(pieces) == 2 and _is_person(pieces[0]):
        # The role's head: "Tokyo correspondent", "editor for Asia", not "former Deputy Chief Minister".
        role = re.findall(r"[a-z]+", re.split(r"\s(?:in|for|at|of|covering)\s", pieces[1].casefold())[0])
        if not top and role and role[-1] in lexicon.roles and len(role) <= 5:
            return pieces[0]
        town = pieces[1].removeprefix("in ").split()
        if below_title and pieces[1].startswith("in ") and len(town) <= 4 and title_case(town):
            return pieces[0]
    words = part.split()
    # "Jane Roe Diplomatic Editor", "HT News Desk", "Web Desk"
    if (
        2 <= len(words) <= 6
        and title_case(words)
        and words[-1].casefold() in lexicon.desks | {"correspondent", "editor", "reporter"}
    ):
        return part
    return None


def _is_name(words: list[str]) -> bool:
    return words[0][0].isupper() and all(word[0].isupper() or word.casefold() in _JOINS for word in words)


def _is_person(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(_NAME_WORD.fullmatch(word) for word in words) and _is_name(words)


def is_person_line(unit: Unit) -> bool:
    """Whether a line is nothing but a name of two to four words; only its place on the page can make it a byline."""
    return _is_person(unit.text)


def is_role_line(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    """Whether a line is a reporter's role ("Diplomatic correspondent, Vale News"); it stands below a name."""
    role = re.findall(r"[a-z]+", re.split(r",|\s(?:in|for|at|of)\s", unit.text.casefold())[0])
    return not unit.final and 1 <= len(role) <= 4 and role[-1] in lexicon.roles and len(unit.words) <= 8


def signature(text: str) -> str | None:
    """The first writer in "(Reporting by Ana Ruiz; Editing by Tom Hale)".

    >>> signature("(Reporting by Ana Ruiz; Editing by Tom Hale)")
    'Ana Ruiz'
    """
    found = _SIGNED.search(text)
    return found.group("name").strip() if found else None


def agency_line(unit: Unit, lexicon: FurnitureLexicon) -> str | None:
    """The agency that a line consists of ("Reuters", "(AFP)", "Source: Xinhua"), None for other lines.

    Several ("AP/Reuters", "Agencies") give "".
    """
    if len(unit.text) > 60:
        return None
    text = re.sub(r"^(?:source|agency|via)s?\s*:\s*", "", unit.text.strip(" ()[]-–—/."), flags=re.IGNORECASE)
    if is_agency(text, lexicon):
        return text
    parts = [part.strip() for part in re.split(r"\s*(?:[/,&|+]|\band\b)\s*", text)]
    if parts and all(part in lexicon.by_form and lexicon.by_form[part].agency for part in parts if part):
        return ""
    return "" if text.casefold() in ("agencies", "with agencies", "news agencies", "web desk") else None


def tail_credit(unit: Unit, lexicon: FurnitureLexicon) -> tuple[int, str | None] | None:
    """Where a credit at the end of a paragraph begins, and the agency that sent the text (not the picture).

    "... with the leader.(AFP)", "... in Brussels on Monday. Photo: Handout", "... he said. — Reuters". A name in
    brackets inside a sentence stays: "the Korean Central News Agency (KCNA) said".
    """
    tail = unit.text[-120:]
    found = _TAIL.search(tail)
    if not found:
        return None
    begin = unit.end - len(tail) + found.start("credit")
    before = tail[: found.start("credit")].rstrip()
    inside = found.group("round") or found.group("square")
    if inside is not None:
        names = [part.strip() for part in re.split(r"[/,|]|\bvia\b", inside)]
        known = any(is_agency(name, lexicon) for name in names) or bool(re.search(r"\bAP Photo\b", inside))
        pictured = bool(_PICTURE.search(inside)) and len(inside.split()) <= 8
        ended = bool(_ENDS.search(before))
        if (known or pictured) and (ended or len(names) > 1 or pictured) and not _ENDS.search(inside[1:-1] + "x"):
            return begin, None
        return None
    if found.group("after") is not None:
        after = found.group("after")
        capital = re.search(r"[^\W\d_]", found.group("credit"))
        fits = before and capital and capital.group().isupper() and after[0].isupper() and len(after.split()) <= 8
        return (begin, None) if fits else None
    name = found.group("dash") or found.group("capitals")
    if found.group("capitals") and not (name.isupper() and name in lexicon.by_form):
        return None
    if name and _ENDS.search(before) and is_agency(name, lexicon):
        return begin, name
    return None


def picture_line(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    """Whether a whole line is a picture's credit: "Sergey Bobylev/Pool via REUTERS", "AP Photo/Jane Roe"."""
    text = unit.text
    if unit.final or len(unit.words) > 12 or len(text) > 120:
        return False
    parts = [part.strip(" ©()[]") for part in re.split(r"[/|]|\bvia\b|©", text)]
    if len(parts) > 1 and any(is_agency(part, lexicon) or part == "AP Photo" for part in parts):
        return all(title_case(part.split()) for part in parts if part)
    return bool(
        re.fullmatch(
            r"(?:getty images|file (?:photo|image|picture)|handout(?: photo| image)?)",
            text.strip(" [](){}."),
            re.IGNORECASE,
        )
    )
