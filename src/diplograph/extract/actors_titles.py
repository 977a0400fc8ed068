"""Titles beside a person's name: whose office it is, how far the mention reaches, what else the words tell.

Left of the name: "Egyptian Foreign Minister X", "China's President X", "Former Nigerian president X", "US envoy X",
"foreign ministry spokesman X", "China's X". Right of it: "X, president of China,", "X, the EU's special envoy".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office, article
from diplograph.extract.actors_scene import Scene
from diplograph.lexicon.titles import Title


@dataclass(slots=True)
class Held:
    """What stands beside a name. begin: where the mention with its title begins. state: ISO code."""

    begin: int
    titles: list[Title] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    former: bool = False
    state: str | None = None
    body: str | None = None
    office: Office | None = None

    @property
    def honorific_only(self) -> bool:
        return bool(self.titles) and all(title.rank == "honorific" for title in self.titles)


_LAST_WORD = re.compile(r"(?:^|(?<=[\s(\"“'—–]))([^\s(\"“]+)\s*$")


# Words before a title that make another office of it.
DEPUTIES = frozenset({"deputy", "vice", "assistant"})


def deputy(title: Title, word: str) -> Title:
    """The office below an office: "deputy" and "minister" give a deputy minister, who is no minister."""
    if title.rank in ("honorific", "other"):
        return title
    rank = "official" if title.rank in ("head", "monarch", "minister") else title.rank
    return Title(f"deputy-{title.id}", f"{word.capitalize()} {title.role}", rank, title.gender, title.org)


_LONGEST = 10  # words of a description before a name
SECRETARY = "foreign-secretary"


def as_held(title: Title, said: str, state: str | None, civil: frozenset[str]) -> Title:
    """The office that the words mean in that state: a foreign secretary is the minister or the civil servant below.

    civil: states where it is the civil servant. Without a state it is just a foreign secretary.
    """
    if title.id != "foreign-minister" or "foreign secretary" not in " ".join(said.lower().split()):
        return title
    if state is not None and state not in civil:
        return title
    return Title(SECRETARY, "Foreign Secretary", "official" if state else "minister", title.gender, title.org)


# Ranks of which a description without a name is no description of an office of state.
_RECALLED = frozenset({"chief", "official", "legislator", "military", "cleric", "other"})
_ANYBODY = frozenset("official diplomat head reporter journalist resident farmer deputy leader chief director".split())


_SHORT = {
    "gov": "governor",
    "sen": "senator",
    "gen": "general",
    "lt": "lieutenant",
    "maj": "major",
    "brig": "brigadier",
    "adm": "admiral",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
}


def words_for(said: str, title: Title) -> set[str]:
    """What a person may be called later: "Army Chief" gives "army chief"; offices of state have rules of their own.

    >>> sorted(words_for("peace commissioner", Title("chief", "head", "chief")))
    ['commissioner', 'peace commissioner']
    """
    words = [_SHORT.get(word, word) for word in said.lower().strip(" ,.").replace(".", "").split()]
    if title.rank not in _RECALLED or not words or not words[-1].isalpha():
        return set()
    return {" ".join(words), words[-1]} - _ANYBODY


class Around:
    """Looks for titles beside names, knowing where names and offices of states and bodies stand."""

    def __init__(self, scene: Scene, names: list[Name], offices: list[Office], people: list[Name]) -> None:
        self.scene = scene
        self._people = [name.span for name in people]
        self.titles = scene.lexicon.titles
        self._ends = {name.span.end: name for name in names if name.label != "PERSON"}
        self._begins = {name.span.begin: name for name in names if name.label != "PERSON"}
        self._spans = sorted((name.span.begin, name.span.end) for name in names if name.known)
        self._offices = {office.span.end: office for office in offices}
        self._core = {office.core.end: office for office in offices}
        self._told: set[int] = set()  # where descriptions end that belong to the name before them

    def left(self, begin: int) -> Held:
        """What stands left of a name that begins at `begin`."""
        scene, held = self.scene, Held(begin)
        floor = scene.sentence_begin(begin)
        at = self._skip_blank(begin, floor)
        if self._title_before(at, floor) is None:
            at = self._of_owner(at, floor, held)
        while True:
            step = self._title_before(at, floor)
            if step is None:
                break
            title, where = step
            if held.titles and scene.text[where:at].lower() in DEPUTIES:
                break  # "Deputy Trade Minister": no title of its own there
            held.titles.append(title)
            held.words.append(scene.text[where:at])
            held.begin = where
            at = self._skip_blank(where, floor)
            joined = re.search(r"(?:,| and|/)\s*$", scene.text[floor:at])
            apart = joined and re.search(r"\b(?:between|both) the [^,.]*$", scene.text[floor:at])
            if joined and joined.group().strip() != "," and not apart and not held.honorific_only:
                further = self._title_before(self._skip_blank(floor + joined.start(), floor), floor)
                if further:
                    at = self._skip_blank(floor + joined.start(), floor)
        at = self._modifiers(at, floor, held)
        if held.state is None and held.body is None:
            at = self._owner(at, floor, held)
        titled = held.titles and not held.honorific_only
        joined = re.search(r" and$", scene.text[floor:at]) if titled else None
        if joined and re.search(r"\b(?:between|both) the [^,.]*$", scene.text[floor:at]):
            joined = None  # "between the Secretary and Prime Minister X": two persons
        if joined:  # "Israel's Vice Prime Minister and Labor Party leader"
            before = self._skip_blank(floor + joined.start(), floor)
            first = self._title_before(before, floor)
            if first and first[0].rank in ("head", "minister", "envoy", "official"):
                held.titles.append(first[0])
                held.words.append(scene.text[first[1] : before])
                held.begin = first[1]
                body, held.body = held.body, None
                at = self._owner(self._skip_blank(first[1], floor), floor, held)
                held.body = held.body or (None if held.state else body)
        self._modifiers(at, floor, held)
        return held

    def _of_owner(self, at: int, floor: int, held: Held) -> int:
        """ "President of the Republic of Korea Im Dong-hwan": the owner stands between title and name."""
        name = self._ends.get(at)
        if name is None or not (name.label == "ORG" or (name.known and name.known.kind == "state")):
            return at
        of = re.search(r"\s+of(?: the)?\s*$", self.scene.text[floor : name.span.begin])
        before = self._skip_blank(floor + of.start(), floor) if of else at
        if of is None or self._title_before(before, floor) is None:
            return at
        if name.known and name.known.kind == "state":
            held.state = name.known.key
        else:
            held.body = name.known.key if name.known else name.text
        return before

    def _skip_blank(self, at: int, floor: int) -> int:
        text = self.scene.text
        while at > floor and text[at - 1].isspace() and text[at - 1] != "\n":
            at -= 1
        return at

    def _title_before(self, at: int, floor: int) -> tuple[Title, int] | None:
        """The longest title whose last word ends at `at`."""
        text = self.scene.text
        best: tuple[Title, int] | None = None
        begin = at
        for _ in range(self.titles.longest):
            begin = self._skip_blank(begin, floor)
            while begin > floor and not text[begin - 1].isspace() and text[begin - 1] not in '("“—':
                begin -= 1
            if text[begin : begin + 1].isspace():
                break  # a quotation mark before the word
            words = " ".join(text[begin:at].split()).lower()
            at_most = bisect_left(self._spans, (begin, 0))
            if any(start < begin < stop for start, stop in self._spans[max(0, at_most - 4) : at_most]):
                continue  # "European Council President": the title does not begin inside a name
            title = self.titles.by_form.get(words) or self.titles.by_form.get(words.replace("-", " "))
            if title is not None:
                best = (title, begin)
            if begin <= floor:
                break
        return best

    def _modifiers(self, at: int, floor: int, held: Held) -> int:
        """Step over words like "former" and "new"."""
        if not held.titles:
            return at
        text = self.scene.text
        while True:
            match = _LAST_WORD.search(text[floor:at])
            if not match:
                return at
            word = match.group(1).lower().strip(",")
            if word not in self.scene.words["modifiers"] and not word.startswith("then-"):
                return at
            if word in self.scene.words["former"] or word.startswith(("ex-", "then-")):
                held.former = True
            if word in DEPUTIES:
                held.titles[-1] = deputy(held.titles[-1], word)
            at = floor + match.start(1)
            held.begin = at
            at = self._skip_blank(at, floor)

    def _owner(self, at: int, floor: int, held: Held) -> int:
        """The state, body or office before a title; before a bare name only a state's possessive ("China's Xi")."""
        text = self.scene.text
        possessive = text[max(floor, at - 2) : at] == "'s" or text[max(floor, at - 2) : at] == "s'"
        end = at - 2 if possessive and text[at - 2 : at] == "'s" else at - 1 if possessive else at
        if held.titles:
            office = self._offices.get(end) or self._core.get(end)
            if office is not None:
                held.office, held.state = office, office.state
                held.begin = office.span.begin
                return self._skip_blank(office.span.begin, floor)
        name = self._ends.get(end)
        if name is None:
            return at
        if name.known and name.known.kind in ("state", "adjective", "capital"):
            if (held.titles and not held.honorific_only) or (possessive and name.known.kind == "state"):
                held.state = name.known.key
                held.begin = name.span.begin
                return self._skip_blank(name.span.begin, floor)
            return at
        if held.titles and not held.honorific_only and name.label == "ORG":
            held.body = name.known.key if name.known else name.text
            if name.known and name.known.kind in ("seat", "ministry"):
                held.state = self.scene.lexicon.actors.bodies[name.known.key].state
            held.begin = name.span.begin
            return self._skip_blank(name.span.begin, floor)
        return at

    def of_state(self, held: Held, end: int) -> None:
        """ "Foreign Minister X of Bulgaria": the owner stands after the name."""
        if not held.titles or held.honorific_only or held.state or held.body or held.office:
            return
        of = re.match(r" of (?:the )?", self.scene.text[end : end + 8])
        name = self._begins.get(end + of.end()) if of else None
        if name and name.known and name.known.kind == "state":
            held.state = name.known.key

    def right(self, begin: int, end: int) -> Held | None:
        """What an apposition after the name tells ("X, president of China,"), None when there is none."""
        scene = self.scene
        ceiling = scene.sentence_end(end)
        tail = scene.text[end:ceiling]
        match = re.match(
            r",\s+(?:who (?:is|was|serves as|has been) (?:also )?)?"
            r"(?P<np>(?:the |a |an |its |their )?[^,;.\n()—]{3,110})",
            tail,
        )
        if not match or self._next_ones(begin, end, end + match.end("np")):
            return None
        held = self._describe(end + match.start("np"), end + match.end("np"))
        if held is not None:
            self._told.add(end + match.end("np"))
        return held

    def _next_ones(self, begin: int, end: int, edge: int) -> bool:
        """Whether the words after a name describe the next one: "the envoy of Mali, X, the envoy of Chad, Y"."""
        text = self.scene.text
        comma = re.search(r",\s+$", text[max(0, begin - 3) : begin])
        following = re.match(r",\s+", text[edge : edge + 3])
        if not comma or not following or not self._named_next(edge + following.end(), self.scene.sentence_end(end)):
            return False
        before = max(0, begin - 3) + comma.start()
        if before in self._told:
            return False  # "X, envoy of Mali, Y, envoy of Chad, Z"
        floor = self.scene.sentence_begin(begin)
        words = re.findall(r"[\w-]+", text[floor:before].lower())[-_LONGEST:]
        return any(
            " ".join(words[at:stop]) in self.titles.by_form
            for at in range(len(words))
            for stop in range(at + 1, min(len(words), at + self.titles.longest) + 1)
        )

    def _describe(self, begin: int, end: int) -> Held | None:
        """A title with its owner in a noun phrase ("the EU's special envoy for the dialogue")."""
        text = self.scene.text
        at = begin
        article_ = re.match(r"(?:the|a|an|its|their)\s+", text[at:end], re.IGNORECASE)
        if article_:
            at += article_.end()
        held = Held(begin)
        under: str | None = None
        for _ in range(6):
            name = self._begins.get(at)
            if name is not None:
                if name.known and name.known.kind in ("state", "adjective", "capital"):
                    held.state = name.known.key
                elif name.label == "ORG":
                    held.body = name.known.key if name.known else name.text
                else:
                    return None
                at = name.span.end + (2 if text[name.span.end : name.span.end + 2] == "'s" else 0)
                at += len(text[at:end]) - len(text[at:end].lstrip())
                continue
            office = next((one for one in self._offices.values() if one.core.begin == at), None)
            if office is not None:
                held.office, held.state = office, office.state
                at = office.core.end + 1
                continue
            title = self._title_after(at, end)
            if title is not None:
                held.titles.append(deputy(title[0], under) if under else title[0])
                held.words.append(text[at : title[1]])
                at = title[1]
                break
            word = re.match(r"[\w-]+", text[at:end])
            if not word or word.group().lower() not in self.scene.words["modifiers"]:
                return None
            held.former = held.former or word.group().lower() in self.scene.words["former"]
            under = under or (word.group().lower() if word.group().lower() in DEPUTIES else None)
            at += word.end()
            at += len(text[at:end]) - len(text[at:end].lstrip())
        if not held.titles or self._named_next(at, end):
            return None
        of = re.match(r"\s+(?:of|for|to|at|from)\s+(?:the\s+)?", text[at:end])
        if of:
            name = self._begins.get(at + of.end())
            local = held.titles[0].id in ("official", "cleric")  # "the mayor of Moscow" is nobody of the state's
            if name and name.known and name.known.kind == "capital" and local:
                return held
            if name and name.known and name.known.kind in ("state", "capital") and held.state is None:
                held.state = name.known.key
            elif name and name.label == "ORG" and held.body is None:
                held.body = name.known.key if name.known else name.text
            if name and self._named_next(name.span.end, end):
                return None
        return held

    def _named_next(self, at: int, end: int) -> bool:
        """Whether a person's name follows, which holds the office before it: "X, Latvian President Y"."""
        while True:
            at += len(self.scene.text[at:end]) - len(self.scene.text[at:end].lstrip())
            if any(span.begin <= at < span.end for span in self._people):
                return True
            title = self._title_after(at, end)
            if title is None:
                return False
            at = title[1]

    def _title_after(self, at: int, end: int) -> tuple[Title, int] | None:
        text, best = self.scene.text, None
        stop = at
        for _ in range(self.titles.longest):
            word = re.match(r"\s*[\w.'/-]+", text[stop:end])
            if not word:
                break
            stop += word.end()
            title = self.titles.by_form.get(" ".join(text[at:stop].split()).lower())
            if title is not None:
                best = (title, stop)
        return best


# Entries that hold many offices ("finance minister", "trade minister"): the role is the text's own words.
MANY = frozenset(
    {
        "minister",
        "secretary",
        "under-secretary",
        "adviser",
        "official",
        "legislator",
        "chief",
        "speaker",
        "military",
        "cleric",
    }
)


def role(scene: Scene, held: Held, title: Title) -> str | None:
    """The office in words ("President of China"), None for forms of address."""
    if not title.role or title.rank in ("honorific", "other"):
        return None
    former = "former " if held.former else ""
    office = title.role
    if title.id.removeprefix("deputy-") in MANY and title in held.titles and len(held.words) == len(held.titles):
        said = " ".join(held.words[held.titles.index(title)].split()).rstrip(",")
        office = said[:1].upper() + said[1:] if title.rank == "minister" else said
        if title.id.startswith("deputy-"):
            office = f"{title.role.split()[0]} {said}"
    if title.rank == "military":
        return f"{former}{office}"
    if title.id == "foreign-minister" and held.body and any("top diplomat" in said.lower() for said in held.words):
        office = "foreign policy chief"
    secretary = any("foreign secretary" in " ".join(said.lower().split()) for said in held.words)
    if title.id == "foreign-minister" and secretary and held.state in (None, *scene.words["civil_foreign_secretaries"]):
        office = "Foreign Secretary"
    if held.office is not None and held.state:
        return f"{former}{office} of the {held.office.name} of {article(scene.lexicon.actors.states[held.state].name)}"
    if held.body:
        return f"{former}{office} of {held.body}"
    if held.state:
        return f"{former}{office} of {article(scene.lexicon.actors.states[held.state].name)}"
    return f"{former}{office}"
