"""Above the body of a page: where the body begins; menu, title, byline and date."""

from __future__ import annotations

from diplograph.ingest import credits, datelines
from diplograph.ingest.layout import Unit, title_case
from diplograph.ingest.marks import ONE_SENTENCE, Mark, is_article, is_byline
from diplograph.ingest.page import TITLE_WORDS, Page, take_byline
from diplograph.lexicon.furniture import FurnitureLexicon
from diplograph.model import Span

_LONGEST_TITLE = 40  # words
_HEADER_REACH = 60  # paragraphs: a body begins before that, or there is no header to be told


def first_article(paragraphs: list[Unit], marks: list[Mark | None], text: str, lexicon: FurnitureLexicon) -> int:
    """The first paragraph of the body."""
    for index in range(min(len(paragraphs), _HEADER_REACH)):
        unit = paragraphs[index]
        if not is_article(unit, marks[index]) or is_byline(unit, lexicon):
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
            mark is None and len(paragraphs[at].words) >= TITLE_WORDS for at, mark in enumerate(marks[:index])
        )
        if opened or (
            not earlier and (asked or is_byline(following, lexicon) or datelines.is_stamp_line(following.text, lexicon))
        ):
            continue
        return index
    return 0


def _heading_with_stop(unit: Unit) -> bool:
    return len(unit.words) <= 25 and not ONE_SENTENCE.search(unit.text) and unit.text[-1] not in ")]"


def read_header(
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
                take_byline(unit, page, lexicon)
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
            take_byline(unit, page, lexicon)
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
        if role != "text" or not unit.short or len(unit.words) < TITLE_WORDS or len(unit.words) > _LONGEST_TITLE:
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
