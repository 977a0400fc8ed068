"""Names in a text: what the lexicon knows, corrected and completed by the name recogniser.

Names of the lexicon win over the recogniser's labels; a longer name of a person or body around one of them wins over
the lexicon ("Jordan Smith", "Bank of China").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diplograph.extract.actors_scene import Scene, plain
from diplograph.lexicon.actors import Known
from diplograph.model import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. label: PERSON, ORG, LOC or NORP; known: its entry in the lexicon, if it has one."""

    span: Span
    label: str
    text: str
    known: Known | None = None


# "Moscow-based" tells where something is, "French-speaking" nothing of a state.
_NO_COMPOUND = re.compile(r"-(based|born|style|made|language|speaking|educated|listed|born|era|type|trained)\b")
_WATERS = re.compile(r" (?:Delta|River|Sea|Basin|Strait|Straits|Canal|Valley|Falls|Lake|Bay|Rift)\b")
# "180 billion U.S. dollars" speaks of money.
_MONEY = re.compile(
    r" (?:dollars?|pounds?|euros?|francs?|yen|yuan|rupees?|rupiah|roubles?|rubles?|pesos?|reais|liras?|dinars?|"
    r"dirhams?|riyals?|rials?|shillings?|kron(?:a|e|er|or)|zlotys?|hryvnias?|ringgit|baht|shekels?)\b"
)
# "The Federal Republic of" and its like before a state's name belong to it, but not "Head of State of".
_FORMAL = re.compile(
    r"(?<![\w'-])(?:(?:Arab|Bolivarian|Co-operative|Commonwealth|Democratic|Federal|Federative|Grand|Hashemite|Hellenic|"
    r"Independent|Islamic|Oriental|People's|Plurinational|Socialist|United|Swiss) )*"
    r"(?:Republic|Kingdom|Sultanate|Principality|Commonwealth|Emirate|Duchy|(?<!\bof )State|(?<!\bof )Union) "
    r"of (?:the )?$"
)
# Words that make another name of what follows them.
_OTHER_BEFORE = {
    "America": ("North", "South", "Latin", "Central", "Captain", "of"),
    "Ireland": ("Northern",),
    "Mexico": ("New",),
    "Guinea": ("New", "Gulf"),
    "American": ("African", "Latin", "North", "South", "Central", "Native", "Pan"),
    "Korea": ("North", "South"),
    "Congress": ("National", "World", "People's", "Party", "Party's", "Indian"),
    "Senate": ("Academic", "State"),
    "Washington": ("George", "Denzel", "Port", "University of"),
    "Georgia": ("South",),
    "Indian": ("American",),
    "European": ("Central", "Eastern"),
}
_WORD_START = re.compile(r"(?<![\w])[^\W_]")
# Abbreviations that are plain words when all of a line is in capitals.
_SHOUTED = frozenset({"US", "WHO", "IS", "AU", "MAP", "AS", "SPA", "CAR", "EU"}) - {"EU"}
_PARTICLES = frozenset(
    "al el bin ibn ben bint van von der den de del della di da dos das do la le ter ten abu bou ould".split()
)


def find(scene: Scene) -> list[Name]:
    """All names in text order, none overlapping another."""
    lexical = _lexical(scene)
    recognised = _recognised(scene)
    kept: list[Name] = []
    for name in recognised:
        inside = [one for one in lexical if _overlap(one.span, name.span)]
        if not inside:
            kept.append(name)
            continue
        if any(one.span.begin <= name.span.begin and name.span.end <= one.span.end for one in inside):
            continue
        if name.label == "ORG" and inside[0].span.begin < name.span.begin and inside[0].label == "ORG":
            continue  # "Spearhead Group Secretariat" of "Melanesian Spearhead Group Secretariat"
        cut = _cut(scene, name, inside)
        if cut is None:
            continue
        rest = [one for one in inside if _overlap(one.span, cut.span)]
        if _wins(cut, rest):
            lexical = [one for one in lexical if not _overlap(one.span, cut.span)]
            kept.append(cut)
    return sorted(lexical + kept, key=lambda one: one.span)


def _overlap(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _lexical(scene: Scene) -> list[Name]:
    text, forms = scene.text, _index(scene)
    found: list[Name] = []
    at = 0
    shouted = _shouted_lines(text)
    for start in _WORD_START.finditer(text):
        begin = start.start()
        if begin < at:
            continue
        for form, known in forms.get(text[begin : begin + 2].upper(), ()):
            end = begin + len(form)
            loud = any(a <= begin < b for a, b in shouted)
            if not text.startswith(form, begin):
                if not loud or len(form) < 4 or text[begin:end] != form.upper():
                    continue
            elif loud and form in _SHOUTED:
                continue
            if text[end : end + 1].isalnum() or _NO_COMPOUND.match(text, end) or _WATERS.match(text, end):
                continue
            if _MONEY.match(text, end) or _part_of_body(text, begin, form, known):
                continue
            if form.endswith(".") and text[end : end + 1] == ".":
                continue
            before = text[max(0, begin - 20) : begin].rstrip(" -")
            if any(before.endswith(word) for word in _OTHER_BEFORE.get(form, ())):
                continue
            label = "NORP" if known.kind == "adjective" else "LOC" if known.kind in ("state", "capital") else "ORG"
            formal = _FORMAL.search(text[max(at, begin - 50) : begin]) if known.kind == "state" else None
            start_ = max(at, begin - 50) + formal.start() if formal else begin
            found.append(Name(Span(start_, end), label, form, known))
            at = end
            break
    return found


def _part_of_body(text: str, begin: int, form: str, known: Known) -> bool:
    """ "Nigeria Labour Congress": a parliament's plain word behind other names is no parliament's."""
    if known.kind not in ("organization", "ministry", "seat") or form not in _CHAMBERS:
        return False
    before = re.search(r"([A-Z][\w.'-]*) $", text[max(0, begin - 30) : begin])
    return before is not None and before.group(1) not in _BEFORE_CHAMBERS and not before.group(1).endswith(".")


_CHAMBERS = frozenset({"Congress", "Senate", "Parliament", "Treasury", "House"})
_BEFORE_CHAMBERS = frozenset(
    "The A In On At By To For From With And But When While If As After Before Since US U.S. American That This "
    "Republican Democratic".split()
)


def _index(scene: Scene) -> dict[str, list[tuple[str, Known]]]:
    index: dict[str, list[tuple[str, Known]]] = {}
    for form, entries in scene.lexicon.actors.forms.items():
        index.setdefault(form[:2].upper(), []).append((form, entries[0]))
    for listed in index.values():
        listed.sort(key=lambda one: (-len(one[0]), one[0]))
    return index


def _shouted_lines(text: str) -> list[tuple[int, int]]:
    found, begin = [], 0
    for line in text.split("\n"):
        letters = [mark for mark in line if mark.isalpha()]
        if len(letters) > 12 and sum(mark.isupper() for mark in letters) > 0.8 * len(letters):
            found.append((begin, begin + len(line)))
        begin += len(line) + 1
    return found


def _recognised(scene: Scene) -> list[Name]:
    found = []
    for ent in scene.doc.ents:
        begin, end = ent.start_char, ent.end_char
        words = scene.text[begin:end]
        stripped = words.strip(" \n\t.,;:'\"“”«»()[]-–—")
        if not stripped or not any(mark.isupper() for mark in stripped):
            continue
        begin += words.index(stripped)
        end = begin + len(stripped)
        if re.search(r"'s$", stripped):
            end -= 2
        if ent.label_ == "PERSON":
            end = _with_particles(scene.text, end)
            if scene.text[end : end + 1] == "." and re.search(r" (?:Jr|Sr)$", scene.text[begin:end]):
                end += 1
        else:
            end = _before_title(scene, begin, end)
        words = scene.text[begin:end]
        if re.match(r"(?:the|The|a|an)\s", words):
            skip = len(words.split()[0])
            begin += len(words) - len(words[skip:].lstrip())
        end -= len(scene.text[begin:end]) - len(re.sub(r"(?:\s+(?:of|the|for|and|in))+$", "", scene.text[begin:end]))
        if (
            begin < end
            and not _MONEY.match(scene.text, end + (scene.text[end : end + 1] == "."))
            and not (ent.label_ in ("ORG", "LOC") and _office_of(scene, begin, end))
        ):
            text = plain(scene.text[begin:end])
            known = scene.lexicon.actors.forms.get(text.title(), ()) if ent.label_ == "ORG" and " " in text else ()
            body = next((one for one in known if one.kind == "organization" and not one.weak), None)
            found.append(Name(Span(begin, end), ent.label_, text, body))  # "European union"
    return found


def _before_title(scene: Scene, begin: int, end: int) -> int:
    """Where a name ends that took the first words of a title along ("Omani Foreign" + "Minister")."""
    titles = scene.lexicon.titles.by_form
    following = re.match(r"(?: [\w-]+){1,3}", scene.text[end : end + 60])
    if following is None:
        return end
    ahead = following.group().split()
    starts = [begin, *(begin + gap.end() for gap in re.finditer(r"\s+", scene.text[begin:end]))]
    for start in starts[-3:]:
        words = scene.text[start:end].split()
        if words[-1].lower() in scene.words["org_heads"]:
            continue  # "Labour Party" + "leader"
        if any(" ".join(words + ahead[:size]).lower() in titles for size in range(1, len(ahead) + 1)):
            return begin + len(scene.text[begin:start].rstrip())
    return end


def _office_of(scene: Scene, begin: int, end: int) -> bool:
    """ "Commissioner of Police", "Head of State of Panama": an office and no body."""
    lead = re.match(r"(.{2,40}?) (?:of|for|to)\b", scene.text[begin:end])
    if lead is None:
        return False
    words = lead.group(1).lower()
    return words in scene.lexicon.titles.by_form or words in ("republican", "democrat", "leader", "visit", "member")


def _with_particles(text: str, end: int) -> int:
    """Where a person's name ends when a particle and a capitalised word follow ("Mohammed" + "bin Salman")."""
    while True:
        more = re.match(r"[ ]((?:al|el|bin|ibn|ben|bint|van|von|de|der|den|da)[ -])+[A-Z][\w'-]+", text[end : end + 40])
        if not more:
            more = re.match(
                r"-(?:[A-Z]\w+|(?!(?:led|based|run|era|backed|style|born|and|the|like)\b)[a-z]{2,5}\b)",
                text[end : end + 30],
            )
        if not more:
            return end
        end += more.end()


def _cut(scene: Scene, name: Name, inside: list[Name]) -> Name | None:
    """A person's name without a leading state ("China's Xi Jinping", "US Treasury"); others as they are."""
    span = name.span
    last = inside[-1]
    head = scene.text[span.begin : last.span.begin]
    person = re.fullmatch(r"([A-Z][\w'-]+)(?: [A-Z][\w'-]+)? of (?:the )?", head) if name.label == "LOC" else None
    reserved = scene.words["buildings"] | {"republic", "kingdom", "state", "states"}
    if person and last.span.end == span.end and person.group(1).lower() not in reserved:
        end = span.begin + len(re.sub(r" of (?:the )?$", "", head))  # "Zelensky of Ukraine"
        return replace(name, span=Span(span.begin, end), text=plain(scene.text[span.begin : end]))
    first = inside[0]
    if first.span.begin == span.begin and first.span.end < span.end and first.known is not None:
        after = scene.text[first.span.end : span.end]
        possessive = after.startswith("'s ")
        short = first.text in ("US", "U.S.", "UK", "U.K.", "EU")
        owner = first.known.kind == "state" and re.search(
            r"\bof (?:the )?$", scene.text[max(0, span.begin - 8) : span.begin]
        )
        body = after.lower().split()[-1:] and after.lower().split()[-1] in scene.words["org_heads"]
        body = body or not _REGION_WORDS.isdisjoint(after.split())
        if owner and not body and re.fullmatch(r"(?: [A-Z][\w'-]+){2,3}", after):
            return replace(name, label="PERSON", span=Span(first.span.end + 1, span.end), text=plain(after))
        if (
            (first.known.kind == "adjective" and name.label == "PERSON")
            or possessive
            or (short and name.label == "PERSON")
        ):
            begin = first.span.end + (2 if possessive else 0)
            begin += len(scene.text[begin:]) - len(scene.text[begin:].lstrip())
            return replace(name, span=Span(begin, span.end), text=plain(scene.text[begin : span.end]))
    return name


_REGION_WORDS = frozenset("North South East West Northern Southern Eastern Western Central State Province City".split())


def _wins(name: Name, inside: list[Name]) -> bool:
    """Whether a recognised name that has lexical ones inside is the name of something else."""
    if not inside:
        return True
    words = name.text.split()
    if name.label == "PERSON":
        # A body or outlet inside a "person" shows that it is none.
        kinds = {one.known.kind for one in inside if one.known}
        return kinds <= {"state", "capital"} and 2 <= len(words) <= 4
    if name.label == "ORG":
        kinds = {one.known.kind for one in inside if one.known}
        rest = name.text
        for one in inside:
            rest = rest.replace(one.text, " ")
        if not re.search(r"[A-Z]", rest):
            return False  # "Serbia and Kosovo"
        if words[-1] in _OFFICES and inside[0].span.begin == name.span.begin:
            return False  # "UK Government": see actors_offices
        return "organization" not in kinds or len(words) > 2
    if name.label == "LOC":
        return len(words) > 1
    return False


_OFFICES = frozenset({"Government", "Ministry", "Presidency", "Parliament", "Army", "Military", "Police", "Navy"})
