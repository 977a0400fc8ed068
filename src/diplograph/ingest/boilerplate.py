"""Page furniture: what stands on the page and is not the article.

A page is read as header, body and tail. The body runs from the first to the last paragraph that reads like one of an
article. Outside it a line is furniture when its words say so (`lexicon/data/furniture.toml`) or its neighbours do;
inside only when the whole line is such words, a credit or a list of links. Headlines and subheadings are article text,
and so are captions, but for their credits. What is doubtful stays in: a menu line read as news does less harm than
news that nobody reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from diplograph.ingest import credits, datelines, stamps
from diplograph.ingest.layout import Unit, title_case, units
from diplograph.ingest.repeats import find as find_repeats
from diplograph.lexicon.furniture import FurnitureLexicon, Pattern
from diplograph.model import Furniture, Repeat, Span

_PREFIX = re.compile(r"\s*date (?P<date>\d{4}-\d{1,2}-\d{1,2})\b[^\S\n]*\n?")
_FRONT = re.compile(
    r"(?P<key>date|published|title|headline|source|publisher|outlet|url|link|author|byline)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_LINKS = re.compile(r"(?:[^|•·›»>]{1,40}[|•·›»>]){1,}[^|•·›»>]{1,60}")
_CRUMBS = re.compile(r"home\s*[›»>/|]\s*\w", re.IGNORECASE)
_TITLE_WORDS = 3
_LONGEST_TITLE = 40  # words
_SHORTEST_BODY = 200  # code points: a passage so long that comes again is the body printed twice
_HEADER_REACH = 60  # paragraphs: a body begins before that, or there is no header to be told
_ONE_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+\S")


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a paragraph is furniture. sure: its whole line says so; else only at the edges of the page.

    tail: below it stands no article. lists: headlines below it belong to it.
    """

    kind: str
    sure: bool
    tail: bool = False
    lists: bool = False


@dataclass(slots=True)
class Page:
    """What was told of a page. stamps: dates of the page by where they stand (front, byline, dateline, tail)."""

    furniture: list[Furniture] = field(default_factory=list)
    repeats: tuple[Repeat, ...] = ()
    title: Span | None = None
    byline: str | None = None
    agency: str | None = None
    front: dict[str, Span] = field(default_factory=dict)
    stamps: dict[str, list[stamps.Stamp]] = field(default_factory=dict)
    masthead: str | None = None


def find(text: str, lexicon: FurnitureLexicon) -> Page:
    """Tell furniture from article. Time grows with the length of the text only."""
    page = Page()
    start = _front_matter(text, page)
    paragraphs = units(text, start)
    if not paragraphs:
        return page
    marks = [_mark(unit, lexicon) for unit in paragraphs]
    first = _first_article(paragraphs, marks, text, lexicon)
    last = _last_article(paragraphs, marks, first)
    kinds: dict[int, str] = {}
    _header(paragraphs, marks, first, kinds, page, lexicon)
    _body(paragraphs, marks, first, last, kinds, page, lexicon)
    _tail(paragraphs, marks, last, kinds, page, lexicon)
    _merge(text, paragraphs, kinds, page)
    opening = _datelines(text, paragraphs, kinds, first, page, lexicon)
    ends = _tail_credits(paragraphs, kinds, page, lexicon)
    passages = [
        Span(opening.get(index, unit.begin), ends.get(index, unit.end))
        for index, unit in enumerate(paragraphs)
        if index not in kinds
    ]
    page.repeats = find_repeats(text, [passage for passage in passages if passage.begin < passage.end])
    if page.title is None:
        _title_between(paragraphs, kinds, page)
    page.stamps["today"] = [
        stamp
        for at in range(first, min(first + 4, len(paragraphs)))
        for stamp in stamps.today(text, paragraphs[at].begin, paragraphs[at].end)
    ]
    if page.title is not None:
        page.stamps["title"] = stamps.closing(text, page.title.begin, page.title.end)
    page.furniture.sort(key=lambda piece: (piece.span, piece.kind))
    return page


def _front_matter(text: str, page: Page) -> int:
    """Where the page begins: behind "date 2025-02-24" or lines such as "Title: ..."."""
    if prefix := _PREFIX.match(text):
        page.furniture.append(Furniture(Span(0, len(text[: prefix.end()].rstrip("\n"))), "metadata"))
        page.front["date"] = Span(*prefix.span("date"))
        return prefix.end()
    at = 0
    found: list[tuple[str, Span]] = []
    for line in re.finditer(r"[^\n]*\n?", text[:4000]):
        content = line.group().strip()
        if not content and not found:
            continue
        match = _FRONT.fullmatch(content)
        if not match:
            break
        begin = line.start() + line.group().index(content)
        found.append((match.group("key").casefold(), Span(begin + match.start("value"), begin + len(content))))
        at = line.end()
    keys = {key for key, _ in found}
    # A single "Title: ..." or "Source: ..." may be a line of the article; a date of its own may not.
    if len(keys) < 2 and not (keys == {"date"} and stamps.is_stamp_line(text[found[0][1].begin : found[0][1].end])):
        return 0
    page.furniture.append(Furniture(Span(0, len(text[:at].rstrip())), "metadata"))
    for key, span in found:
        page.front.setdefault(key, span)
    return at


def _mark(unit: Unit, lexicon: FurnitureLexicon) -> Mark | None:
    if not unit.short:
        return None
    text = unit.text
    for pattern in lexicon.lines:
        if pattern.expression.fullmatch(text):
            return _as_mark(pattern, sure=True)
    for pattern in lexicon.leads:
        if (found := pattern.expression.match(text)) and _is_lead(unit, pattern, found.end()):
            return _as_mark(pattern, sure=True)
    if _CRUMBS.match(text) and not unit.sentence_like:
        return Mark("menu", sure=True)
    if not unit.final and len(unit.words) <= 16 and _LINKS.fullmatch(text) and _is_links(text):
        return Mark("menu", sure=True)
    if credits.picture_line(unit, lexicon):
        return Mark("credit", sure=True)
    if re.match(r"\W{0,2}(?:additional )?(?:reporting|writing|editing|compiled|translated) by\b", text, re.IGNORECASE):
        return Mark("byline", sure=True)
    for pattern in lexicon.phrases:
        if pattern.expression.search(text):
            return _as_mark(pattern, sure=False)
    return None


def _as_mark(pattern: Pattern, *, sure: bool) -> Mark:
    return Mark(pattern.kind, sure, pattern.tail, pattern.lists)


def _is_lead(unit: Unit, pattern: Pattern, end: int) -> bool:
    """Whether a line that begins like a pointer is one: alone, before a colon, or without a sentence behind it."""
    rest = unit.text[end:].strip()
    if not rest or not rest.strip(":|>»-–— "):
        return True
    if pattern.kind == "credit":
        return len(unit.words) <= 16 and not _ONE_SENTENCE.search(rest)
    if rest[0] in ":|>»–—-":
        return not unit.sentence_like or len(unit.words) <= 25
    return unit.text[:end].isupper() and not unit.sentence_like


def _is_links(text: str) -> bool:
    """Whether "A | B | C" are links: names in title case, short each."""
    parts = [part.strip() for part in re.split(r"[|•·›»>]", text)]
    short = all(part and len(part.split()) <= 4 for part in parts)
    return short and len(parts) >= 3 and all(title_case(part.split()) or part.isupper() for part in parts)


def _article(unit: Unit, mark: Mark | None) -> bool:
    return unit.sentence_like and (mark is None)


def _first_article(paragraphs: list[Unit], marks: list[Mark | None], text: str, lexicon: FurnitureLexicon) -> int:
    """The first paragraph of the body."""
    for index in range(min(len(paragraphs), _HEADER_REACH)):
        unit = paragraphs[index]
        if not _article(unit, marks[index]) or _is_byline(unit, lexicon):
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if following is None or not _heading_with_stop(unit):
            return index
        # A headline may end in a full stop, a question or exclamation mark: what follows tells.
        opened = datelines.match(text, following.begin, lexicon) if following.sentence_like else None
        asked = (
            unit.text.rstrip("\"'”’")[-1:] in "?!"
            and following.sentence_like
            and len(following.words) > len(unit.words)
        )
        earlier = any(
            mark is None and len(paragraphs[at].words) >= _TITLE_WORDS for at, mark in enumerate(marks[:index])
        )
        if opened or (
            not earlier
            and (asked or _is_byline(following, lexicon) or datelines.is_stamp_line(following.text, lexicon))
        ):
            continue
        return index
    return 0


def _heading_with_stop(unit: Unit) -> bool:
    return len(unit.words) <= 25 and not _ONE_SENTENCE.search(unit.text) and unit.text[-1] not in ")]"


def _is_byline(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    return len(unit.text) <= 200 and credits.byline(unit, lexicon, below_title=False) is not None


def _last_article(paragraphs: list[Unit], marks: list[Mark | None], first: int) -> int:
    """The last paragraph of the body.

    A lone sentence between two lines that end a page (a teaser, a slogan) is no article any more.
    """
    links = _linked(paragraphs, marks, first)
    last = max(
        (at for at in range(first, len(paragraphs)) if _article(paragraphs[at], marks[at]) and at not in links),
        default=first,
    )

    def ends(at: int) -> bool:
        mark = marks[at] if 0 <= at < len(marks) else None
        return mark is not None and mark.tail and mark.kind in ("footer", "signup")

    while last > first and ends(last - 1) and (ends(last + 1) or ends(last + 2)) and ends(last - 2):
        last = max((at for at in range(first, last) if _article(paragraphs[at], marks[at])), default=first)
    return last


def _linked(paragraphs: list[Unit], marks: list[Mark | None], first: int) -> set[int]:
    """Headlines in a row below a lone pointer ("Related"): some of them are questions, and read like sentences."""
    found: set[int] = set()
    for index in range(first, len(paragraphs)):
        mark = marks[index]
        if mark is None or not mark.sure or not _lists_below(mark) or len(paragraphs[index].words) > 4:
            continue
        at = index + 1
        while at < len(paragraphs) and marks[at] is None and _is_link(paragraphs[at]):
            found.add(at)
            at += 1
    return found


def _lists_below(mark: Mark) -> bool:
    return mark.lists or (mark.kind == "read_more" and mark.tail)


def _is_link(unit: Unit) -> bool:
    """Whether a line can be a headline that is a link: short, one sentence, no full stop."""
    return unit.short and len(unit.words) <= 16 and unit.text[-1] != "." and not _ONE_SENTENCE.search(unit.text)


def _header(
    paragraphs: list[Unit],
    marks: list[Mark | None],
    first: int,
    kinds: dict[int, str],
    page: Page,
    lexicon: FurnitureLexicon,
) -> None:
    """Title, menu, byline and date above the body."""
    roles: list[str] = []  # of each paragraph of the header: menu, byline, stamp, credit, text
    for index in range(first):
        unit, mark = paragraphs[index], marks[index]
        if unit.short and datelines.is_stamp_line(unit.text, lexicon):
            roles.append("stamp")
        elif credits.byline(unit, lexicon, below_title=False, top=index == 0) and not (mark and mark.sure):
            roles.append("byline")
        elif mark is not None:
            roles.append(mark.kind if mark.kind in ("credit", "byline") else "menu")
        elif credits.agency_line(unit, lexicon) is not None:
            roles.append("credit")
        else:
            roles.append("text")
    title = _title(paragraphs, roles)
    plain = [at for at, role in enumerate(roles) if role == "text"]
    if title is None and len(plain) == 1:
        title = plain[0]  # however short: nothing else can be it
    if title is not None:
        page.title = Span(paragraphs[title].begin, paragraphs[title].end)
    top = first if title is None else title
    menu = any(role == "menu" for role in roles[:top]) or roles[:top].count("text") > 1
    for index in range(first):
        unit, role = paragraphs[index], roles[index]
        if index < top:
            # What stands above the title is menu when it is one, or when all of it is short.
            short = len(unit.words) <= 4
            if role != "text" or (menu and (short or "menu" in roles[:top])):
                kinds[index] = "menu"
            if role == "text" and (known := _masthead(unit, lexicon)):
                page.masthead, kinds[index] = known, "menu"
            if role in ("stamp", "byline") and not menu and title is not None:
                kinds[index] = "byline"
                _take_byline(unit, page, lexicon)
            continue
        if index == title:
            continue
        if role == "text" and title is not None:
            beside = {roles[at] for at in (index - 1, index + 1) if 0 <= at < first}
            below = paragraphs[index + 1] if index + 1 < first else None
            if below and credits.is_person_line(unit) and credits.is_role_line(below, lexicon):
                kinds[index] = kinds[index + 1] = "byline"
                page.byline = page.byline or unit.text
                continue
            if index in kinds:
                continue
            if credits.byline(unit, lexicon, below_title=True) or ("stamp" in beside and credits.is_person_line(unit)):
                role = "byline"
                page.byline = page.byline or (unit.text if credits.is_person_line(unit) else None)
        if role in ("stamp", "byline"):
            kinds[index] = "byline"
            _take_byline(unit, page, lexicon)
        elif role == "credit":
            kinds[index] = "credit"
            page.agency = page.agency or credits.agency_line(unit, lexicon) or None
        elif role != "text":
            kinds[index] = "menu"


def _title(paragraphs: list[Unit], roles: list[str]) -> int | None:
    """Which paragraph of the header is the title: the first of the run of plain lines above byline, date or body.

    Runs are parted by furniture. With a byline the run is the last above it, else the last one with a line long
    enough; a menu's own short lines are none.
    """
    runs: list[list[int]] = []
    for index, role in enumerate(roles):
        unit = paragraphs[index]
        if role != "text" or not unit.short or len(unit.words) < _TITLE_WORDS or len(unit.words) > _LONGEST_TITLE:
            continue
        if not runs or any(role != "text" for role in roles[runs[-1][-1] : index]):
            runs.append([])
        runs[-1].append(index)
    if not runs:
        return None
    limits = [at for at, role in enumerate(roles) if role == "byline"] or [
        at for at, role in enumerate(roles) if role == "stamp" and any(run[0] < at for run in runs)
    ]
    if limits:
        above = [run for run in runs if run[0] < limits[0]] or [run for run in runs if run[0] < limits[-1]]
        if above:
            runs = above
            return _longish(paragraphs, runs[-1]) if len(runs) == 1 or _longish(paragraphs, runs[-1]) else runs[-1][0]
        return None
    long_enough = [run for run in runs if any(len(paragraphs[at].words) >= 4 for at in run)]
    return _longish(paragraphs, (long_enough or runs)[0])


def _longish(paragraphs: list[Unit], run: list[int]) -> int:
    return next((at for at in run if len(paragraphs[at].words) >= 4), run[0])


def _masthead(unit: Unit, lexicon: FurnitureLexicon) -> str | None:
    """The outlet that a line above the title names: a known one, or words like "DANUBE POST"."""
    text = unit.text.strip(" |•·")
    if text in lexicon.by_form and not lexicon.by_form[text].agency:
        return lexicon.by_form[text].name
    words = text.split()
    if 2 <= len(words) <= 5 and title_case(words) and words[-1].casefold() in lexicon.mastheads:
        return text.title() if text.isupper() else text
    return None


def _take_byline(unit: Unit, page: Page, lexicon: FurnitureLexicon) -> None:
    found = credits.byline(unit, lexicon, below_title=True)
    if found and found.name and page.byline is None:
        page.byline = found.name
    _stamped(page, "byline", unit)


def _stamped(page: Page, where: str, unit: Unit) -> None:
    """Note the dates of a paragraph, by their places in the whole text."""
    page.stamps.setdefault(where, []).extend(
        replace(one, begin=unit.begin + one.begin, end=unit.begin + one.end) for one in stamps.find(unit.text)
    )


def _body(
    paragraphs: list[Unit],
    marks: list[Mark | None],
    first: int,
    last: int,
    kinds: dict[int, str],
    page: Page,
    lexicon: FurnitureLexicon,
) -> None:
    """Advertisements, pointers, credits and lists of links between paragraphs of the article."""
    article_seen = 0
    index = first
    while index <= last:
        unit, mark = paragraphs[index], marks[index]
        if _article(unit, mark):
            article_seen += 1
        elif mark is not None and mark.sure:
            kinds[index] = mark.kind
            if stamps.is_printed_line(unit.text):
                _stamped(page, "tail", unit)
            if mark.kind == "byline":
                page.byline = page.byline or credits.signature(unit.text)
            if _lists_below(mark):
                index = _list_below(paragraphs, marks, index, last, kinds, mark)
        elif (agency := credits.agency_line(unit, lexicon)) is not None and unit.begin > paragraphs[first].begin:
            kinds[index] = "credit"
            page.agency = page.agency or agency or None
        elif article_seen <= 2 and unit.short and _signs(unit, lexicon):
            kinds[index] = "byline"
            _take_byline(unit, page, lexicon)
        index += 1


def _signs(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    return datelines.is_stamp_line(unit.text, lexicon) or (not unit.final and _is_byline(unit, lexicon))


def _list_below(
    paragraphs: list[Unit], marks: list[Mark | None], at: int, last: int, kinds: dict[int, str], mark: Mark
) -> int:
    """Mask the headlines below a pointer inside the body; the last one is kept if it may be a subheading."""
    text = paragraphs[at].text
    alone = len(text) <= 40 and len(paragraphs[at].words) <= 4
    if not alone:
        return at
    end = at + 1
    while end <= last and marks[end] is None and _is_link(paragraphs[end]):
        end += 1
    below = list(range(at + 1, end))
    if len(below) > 1 and paragraphs[below[-1]].apart and end <= last:
        below.pop()  # it stands alone above a paragraph, as a subheading does
    for index in below:
        kinds[index] = mark.kind
    return at + len(below)


def _tail(
    paragraphs: list[Unit],
    marks: list[Mark | None],
    last: int,
    kinds: dict[int, str],
    page: Page,
    lexicon: FurnitureLexicon,
) -> None:
    """Everything below the body, from the first line on that says what it is."""
    kind: str | None = None
    for index in range(last + 1, len(paragraphs)):
        unit, mark = paragraphs[index], marks[index]
        if mark is not None:
            kinds[index] = mark.kind
            if stamps.is_printed_line(unit.text):
                _stamped(page, "tail", unit)
            if mark.kind == "byline":
                page.byline = page.byline or credits.signature(unit.text)
            if mark.kind == "menu" and kind:
                kinds[index] = kind
            if mark.tail or mark.lists:
                kind = mark.kind
            continue
        if (agency := credits.agency_line(unit, lexicon)) is not None and kind is None:
            kinds[index] = "credit"
            page.agency = page.agency or agency or None
        elif unit.short and (stamps.is_stamp_line(unit.text) or stamps.is_printed_line(unit.text)):
            kinds[index] = kind or "byline"
            _stamped(page, "tail", unit)
        elif kind is None and not unit.final and _is_byline(unit, lexicon):
            kinds[index] = "byline"
            _take_byline(unit, page, lexicon)
        elif kind is not None:
            kinds[index] = kind


def _merge(text: str, paragraphs: list[Unit], kinds: dict[int, str], page: Page) -> None:
    """One piece of furniture for neighbours of one kind."""
    open_piece: tuple[int, int, str, int] | None = None
    for index in sorted(kinds):
        unit, kind = paragraphs[index], kinds[index]
        if open_piece and open_piece[2] == kind and open_piece[3] == index - 1 and kind != "credit":
            open_piece = (open_piece[0], unit.end, kind, index)
            continue
        if open_piece:
            page.furniture.append(Furniture(Span(open_piece[0], open_piece[1]), open_piece[2]))
        open_piece = (unit.begin, unit.end, kind, index)
    if open_piece:
        page.furniture.append(Furniture(Span(open_piece[0], open_piece[1]), open_piece[2]))


def _datelines(
    text: str, paragraphs: list[Unit], kinds: dict[int, str], first: int, page: Page, lexicon: FurnitureLexicon
) -> dict[int, int]:
    """Mask the dateline of the first paragraph that has one, and its copies; where the paragraphs then begin."""
    opening: dict[int, int] = {}
    found = None
    candidates = [
        index for index in range(first, len(paragraphs)) if index not in kinds and paragraphs[index].sentence_like
    ]
    for index in candidates[:2]:
        found = datelines.match(text, paragraphs[index].begin, lexicon)
        if found:
            break
    if not found:
        return opening
    words = text[found.begin : found.end]
    for index in candidates:
        begin = paragraphs[index].begin
        if text.startswith(words, begin):
            page.furniture.append(Furniture(Span(begin, begin + len(words)), "dateline"))
            opening[index] = begin + len(words)
    page.agency = page.agency or found.agency
    page.stamps["dateline"] = stamps.find(text, found.begin, found.end)
    return opening


def _tail_credits(
    paragraphs: list[Unit], kinds: dict[int, str], page: Page, lexicon: FurnitureLexicon
) -> dict[int, int]:
    """Mask credits at the ends of paragraphs; where the paragraphs then end."""
    ends: dict[int, int] = {}
    for index, unit in enumerate(paragraphs):
        if index in kinds:
            continue
        found = credits.tail_credit(unit, lexicon)
        if found and found[0] > unit.begin:
            begin, agency = found
            page.furniture.append(Furniture(Span(begin, unit.end), "credit"))
            page.agency = page.agency or agency
            ends[index] = unit.begin + len(unit.text[: begin - unit.begin].rstrip())
    return ends


def _title_between(paragraphs: list[Unit], kinds: dict[int, str], page: Page) -> None:
    """The title between two copies of a body: the first plain line above the second copy."""
    long = [one for one in page.repeats if one.first.end - one.first.begin >= _SHORTEST_BODY]
    if not long:
        return
    first, again = long[0].first, long[0].again[0]
    for index, unit in enumerate(paragraphs):
        if first.end <= unit.begin and unit.end <= again.begin and index not in kinds:
            if len(unit.words) >= _TITLE_WORDS and not unit.sentence_like and unit.short:
                page.title = Span(unit.begin, unit.end)
            return
