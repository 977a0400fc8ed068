"""Labels of the name recogniser, mended from the whole text.

It sees one name at a time; a text says more: a title before a name, the full name elsewhere, a person coordinated
with it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import actors_evidence, actors_missed
from diplograph.extract.actors_names import Name
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Scene
from diplograph.extract.nearby import Taken
from diplograph.lexicon.actors import fold
from diplograph.model import Span


def relabel(scene: Scene, names: list[Name]) -> list[Name]:
    """Names with the recogniser's labels mended, and family names that it missed filled in.

    What it took for a place or body is a person when a title stands before it, when a person is coordinated with it
    ("Mekonnen and Shoukry"), or when it is a person's full or family name elsewhere in the text.
    """
    names = _joined(scene, [_outlet(scene, _one_sentence(name)) for name in names])
    names = actors_missed.add(scene, actors_missed.credited(scene, _grown(scene, names)))
    names = [_out_of_title(scene, name) for name in _places_and_parties(scene, names)]
    for _ in range(3):
        known = {fold(name.text) for name in names if name.label == "PERSON"}
        families = {words.split()[-1] for words in known if words}
        mended = [_mended(scene, name, names, known, families) for name in names]
        if mended == names:
            break
        names = mended
    names = names + _in_apposition(scene, names)
    names = actors_missed.shortened(scene, names + _publicly_known(scene, names))
    taken = Taken((name.span.begin, name.span.end) for name in names)
    full = {
        name.text.split()[-1]
        for name in names
        if name.label == "PERSON" and len(name.text.split()[-1]) > 2 and name.text.split()[-1][0].isupper()
    }
    if not full:
        return names
    pattern = re.compile(
        r"(?<![\w-])(" + "|".join(sorted(map(re.escape, full), key=lambda w: (-len(w), w))) + r")(?![\w-])"
    )
    more = []
    for match in pattern.finditer(scene.text):
        if taken.overlaps(match.start(), match.end()):
            continue
        token = scene.token_at(match.start())
        if token.pos_ == "PROPN" or not token.is_sent_start:
            more.append(Name(Span(match.start(), match.end()), "PERSON", match.group()))
    return sorted(names + more, key=lambda one: one.span)


_STOP = re.compile(r"(?P<word>[^\W\d_]{2,})\. +(?=[^\W\d_]{2})")
_SHORTENED = frozenset(
    "jr sr st mt dr mr mrs ms gen col lt maj capt sgt adm gov sen rep prof rev hon pres ste ft".split()
)


def _one_sentence(name: Name) -> Name:
    """A person's name that ends with its sentence: "Ann Holm. Kishida" is two."""
    stop = _STOP.search(name.text) if name.label == "PERSON" else None
    if stop is None or stop["word"].lower() in _SHORTENED:
        return name
    end = stop.end("word")
    return replace(name, span=Span(name.span.begin, name.span.begin + end), text=name.text[:end])


_KIND_OF_OUTLET = re.compile(
    r"\b(?:[Tt]he|[Aa]n?) (?:[A-Za-z-]+ )?"
    r"(?:newspaper|daily|weekly|tabloid|magazine|broadcaster|news agency|news website|firm|company|manufacturer) $"
)


def _joined(scene: Scene, names: list[Name]) -> list[Name]:
    """Persons of one word each, side by side, are one: "Ann" "Holm"."""
    found: list[Name] = []
    for name in sorted(names, key=lambda one: one.span):
        last = found[-1] if found else None
        single = last is not None and " " not in last.text and " " not in name.text
        beside = last is not None and scene.text[last.span.end : name.span.begin] == " "
        if last is not None and single and beside and last.label == name.label == "PERSON":
            whole = Span(last.span.begin, name.span.end)
            found[-1] = replace(last, span=whole, text=f"{last.text} {name.text}", known=None)
        else:
            found.append(name)
    return found


def _outlet(scene: Scene, name: Name) -> Name:
    """ "The daily Aurora", "the firm Krull": a body, whatever the recogniser took it for."""
    before = scene.text[max(0, name.span.begin - 40) : name.span.begin]
    return replace(name, label="ORG") if name.label == "PERSON" and _KIND_OF_OUTLET.search(before) else name


def _titled_before(scene: Scene, begin: int) -> bool:
    """ "The Prime Minister of Ethiopia, X Y": an office in apposition before the name."""
    lead = re.search(
        r"((?:[\w'-]+ ){0,2}[\w-]+)(?: of (?:the )?(?:[A-Z][\w'-]+ ?){1,4})?, $", scene.text[max(0, begin - 70) : begin]
    )
    words = lead.group(1).lower().split() if lead else []
    for size in range(len(words), 0, -1):
        title = scene.lexicon.titles.by_form.get(" ".join(words[-size:]))
        if title is not None:
            return title.rank in ("head", "minister", "monarch", "envoy", "spokesperson")
    return False


def _titled_after(scene: Scene, end: int) -> bool:
    """ "Nickey Iyambo, former vice-president of Namibia": an office in apposition."""
    if re.match(r", (?:who|whose|whom)\b", scene.text[end : end + 9]):
        return True
    match = re.match(
        r", (?:the |a |an )?(?:former |then |current |acting )?([\w-]+(?: [\w-]+){0,3})", scene.text[end : end + 80]
    )
    if not match:
        return False
    words = match.group(1).lower().split()
    for size in range(min(3, len(words)), 0, -1):
        title = scene.lexicon.titles.by_form.get(" ".join(words[:size]))
        if title is not None:
            named = (
                title.rank in ("head", "minister", "monarch", "envoy", "spokesperson") or title.id == "vice-president"
            )
            return named and words[size : size + 1] in (["of"], ["for"], ["to"], [])
    return False


_REGION = re.compile(
    r" (?:region|province|district|city|town|village|river|mountains|valley|peninsula|coast|church|hospital|school|"
    r"airport|station|market|division|parish|county)\b"
)


def _places_and_parties(scene: Scene, names: list[Name]) -> list[Name]:
    """One label for one name: "Kadima" is the Kadima Party, what is mostly a place is one everywhere."""
    unknown = [one for one in names if one.known is None]
    counts: dict[tuple[str, str], int] = {}
    for one in unknown:
        counts[one.text, one.label] = counts.get((one.text, one.label), 0) + 1
    parties = {one.text.rsplit(" ", 1)[0] for one in unknown if one.label == "ORG" and one.text.endswith(" Party")}
    mended = []
    for one in names:
        if one.known is None and one.label == "LOC" and one.text in parties:
            one = replace(one, label="ORG")
        elif one.known is None and one.label == "ORG":
            places, bodies_ = counts.get((one.text, "LOC"), 0), counts[one.text, "ORG"]
            if places >= bodies_ or (_REGION.match(scene.text, one.span.end) and len(one.text.split()) == 1):
                one = replace(one, label="LOC")
        mended.append(one)
    return mended


# First words of towns and regions.
_TOWNS = frozenset(
    "New San Los Las Saint St St. North South East West Northern Southern Eastern Western Central Port Fort El La "
    "Le Santa Santo Sao São Upper Lower Greater Mount Lake Cape Hong Great".split()
)
_PERSONAL = frozenset(
    "say tell add speak meet tweet write resign ask thank argue fly congratulate reply insist".split()
)


# What those do whom a state's name introduces ("Fiji's Seru Vuki joined them").
_ACTS = _PERSONAL | frozenset(
    "join attend visit arrive host agree call warn urge accuse reject sign praise travel embrace pose hail".split()
)


def _acts_as_person(scene: Scene, name: Name, verbs: frozenset[str] = _PERSONAL) -> bool:
    """Whether a "place" of two words is subject of what only people do."""
    verb = grammar_subject(scene, name.span)
    return verb is not None and verb.lemma_.lower() in verbs


_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)


def _grown(scene: Scene, names: list[Name]) -> list[Name]:
    """Persons whose name the recogniser cut short: the capitalised proper nouns beside it belong to it."""
    taken = {at for name in names for at in range(name.span.begin, name.span.end)}
    grown = []
    for name in names:
        if name.label == "PERSON" and name.known is None:
            begin, end = name.span.begin, name.span.end
            after = re.match(r"(?: [A-ZÀ-Þ][\w'-]*[\wÀ-ÿ]| Jr\.?)(?!\w)", scene.text[end : end + 30])
            if after and _name_part(scene, end + 1, after.group().strip(), taken):
                end += after.end()
            if scene.text[end : end + 1] == "." and re.search(r" (?:Jr|Sr)$", scene.text[begin:end]):
                end += 1
            before = re.search(r"(?<![\w.'-])([A-ZÀ-Þ][\w'-]+) $", scene.text[max(0, begin - 25) : begin])
            if before and " " in scene.text[begin:end]:
                start = begin - len(before.group())
                placed = re.search(r"\b(?:in|of|from|at|near) $", scene.text[max(0, start - 6) : start])
                if not placed and _name_part(scene, start, before.group(1), taken):
                    begin = start  # "Senator from Vermont Bernie Sanders" has no such forename
            elif before:
                begin = _forenames(scene, begin, taken)
            name = replace(name, span=Span(begin, end), text=" ".join(scene.text[begin:end].split()))
            if " " in name.text and actors_evidence.head_of_body(scene, name.text.split()):
                name = replace(name, label="ORG")
        if name.label == "ORG" and name.known is None and actors_evidence.head_of_body(scene, name.text.split()):
            name = _of_what(scene, name, taken)
        grown.append(name)
    return grown


_OF_WHAT = re.compile(r" (?:of|for) (?:the )?[A-Z][\w'-]+(?: of (?:the )?[A-Z][\w'-]+| [A-Z][\w'-]+){0,3}")


def _of_what(scene: Scene, name: Name, taken: set[int]) -> Name:
    """A body's name with what it is for: "Council" + "of the Muslim Faith"."""
    words = name.text.split()
    more = _OF_WHAT.match(scene.text, name.span.end)
    if more is None or words[-1].lower() not in scene.words["org_heads"]:
        return name
    inside = [at for at in range(name.span.end, more.end()) if at in taken and scene.text[at].isupper()]
    known = [one for one in scene.doc.ents if one.label_ in ("PERSON", "NORP", "LOC")]
    foreign = any(one.start_char < more.end() and name.span.end < one.end_char for one in known)
    tail = more.group().split()
    if foreign or not set(tail).isdisjoint(_CALENDAR) or (inside and tail[-1] in scene.lexicon.actors.forms):
        return name
    return replace(name, span=Span(name.span.begin, more.end()), text=name.text + " " + " ".join(tail))


def _forenames(scene: Scene, begin: int, taken: set[int]) -> int:
    """Where a name begins of which only the last word was read: behind an office, a form of address or "Peru's"."""
    start = begin
    for _ in range(3):
        before = re.search(r"(?<![\w.'-])([A-ZÀ-Þ][\w'-]+) $", scene.text[max(0, start - 25) : start])
        if before is None or not _name_part(scene, start - len(before.group()), before.group(1), taken):
            break
        start -= len(before.group())
    if start == begin:
        return begin
    lead = scene.text[max(scene.sentence_begin(start), start - 110) : start]
    word = re.search(r"([\w.'-]+) $", lead)
    title = scene.lexicon.titles.by_form.get(word.group(1).lower()) if word else None
    at = start - 2
    shown = lead.endswith("'s ") or title is not None
    if not shown and lead.endswith(", "):
        shown = actors_missed.office_in(scene, start - len(lead), at)
    return start if shown else begin


def _name_part(scene: Scene, at: int, word: str, taken: set[int]) -> bool:
    lower = word.lower()
    token = scene.token_at(at)
    reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"] | scene.words["former"]
    return (
        at not in taken
        and token.idx == at
        and token.pos_ == "PROPN"
        and word not in _CALENDAR
        and lower not in scene.lexicon.titles.by_form
        and lower not in reserved
        and lower not in scene.words["modifiers"] | scene.words["media_nouns"]
        and not word.isupper()
    )


def _out_of_title(scene: Scene, name: Name) -> Name:
    """A name without the end of the title that the recogniser took along ("State Antony Blinken")."""
    words = name.text.split()
    if name.known is not None or not 2 < len(words) < 6:
        return name
    before = scene.text[max(0, name.span.begin - 30) : name.span.begin].split()
    for size in (1, 2, 3):
        title = scene.lexicon.titles.by_form.get(" ".join([*before[-size:], words[0]]).lower())
        if title is not None and len(before) >= size:
            begin = name.span.begin + len(words[0]) + 1
            return replace(name, span=Span(begin, name.span.end), text=" ".join(words[1:]), label="PERSON")
    return name


def _publicly_known(scene: Scene, names: list[Name]) -> list[Name]:
    """Full names of the lexicon that the recogniser missed."""
    taken = [(name.span.begin, name.span.end) for name in names]
    found = []
    for match in _TWO_OR_MORE.finditer(scene.text):
        starts = [match.start(), *(match.start() + at.end() for at in re.finditer(" ", match.group()))]
        for begin in starts:
            words = scene.text[begin : match.end()].split(" ")
            for size in range(len(words), 1, -1):
                text = " ".join(words[:size])
                end = begin + len(text)
                if fold(text) in scene.lexicon.actors.persons and not any(a < end and begin < b for a, b in taken):
                    found.append(Name(Span(begin, end), "PERSON", text))
                    taken.append((begin, end))
                    break
    return found


_TWO_OR_MORE = re.compile(r"(?<![\w'-])[A-ZÀ-Þ][\w.'-]+(?: (?:al-|el-)?[A-ZÀ-Þ][\w'-]+){1,4}")
_TWO_NAMES = re.compile(r"(?<![\w'-])(?:[A-ZÀ-Þ][\w'-]+ ){1,2}(?:(?:al|el|bin|van|de|von)[ -])?[A-ZÀ-Þ][\w'-]+(?=, )")


def _in_apposition(scene: Scene, names: list[Name]) -> list[Name]:
    """Names that the recogniser missed and an office in apposition gives away: "Marko Ilic, the foreign minister"."""
    taken = Taken((name.span.begin, name.span.end) for name in names)
    reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"]
    found = []
    for match in _TWO_NAMES.finditer(scene.text):
        words = match.group().lower().split()
        if taken.overlaps(match.start(), match.end()):
            continue
        if any(word in reserved or word in scene.lexicon.titles.by_form for word in words):
            continue
        if _titled_after(scene, match.end()) and scene.token_at(match.start()).pos_ in ("PROPN", "NOUN", "ADJ"):
            found.append(Name(Span(match.start(), match.end()), "PERSON", match.group()))
    return found


def _behind_title(scene: Scene, name: Name) -> Name | None:
    """The person in a "body" that holds an office and a name: "Senate Minority Whip Dick Durbin"."""
    words = list(re.finditer(r"\S+", scene.text[name.span.begin : name.span.end]))
    for rest in (3, 2):
        at = len(words) - rest
        lead = [word.group().lower() for word in words[:at]]
        for size in range(1, min(3, at) + 1):
            title = scene.lexicon.titles.by_form.get(" ".join(lead[at - size :]))
            if title is not None and title.rank not in ("other", "honorific"):
                begin = name.span.begin + words[at].start()
                text = " ".join(word.group() for word in words[at:])
                return replace(name, span=Span(begin, name.span.end), text=text, label="PERSON")
    return None


def _mended(scene: Scene, name: Name, names: list[Name], known: set[str], families: set[str]) -> Name:
    if name.known is not None or name.label not in ("LOC", "ORG", "NORP"):
        return name
    words = name.text.split()
    reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"]
    if (
        words[-1].lower() in reserved
        or not any(mark.isupper() for mark in words[-1])
        or any(mark.isdigit() for mark in name.text)
    ):
        return name
    folded = fold(name.text)
    public = scene.lexicon.actors.families.get(folded, ())
    if folded in scene.lexicon.actors.persons or (len(words) == 1 and any(one.alone for one in public)):
        return replace(name, label="PERSON")
    if name.label == "LOC" and 1 < len(words) < 4 and words[0] not in _TOWNS and _acts_as_person(scene, name):
        return replace(name, label="PERSON")
    titles = scene.lexicon.titles.by_form
    person = _behind_title(scene, name)
    if person is not None:
        return person
    first = titles.get(words[0].lower())
    if (
        len(words) > 1
        and first is not None
        and first.rank in ("honorific", "head", "monarch", "military", "legislator")
    ):
        return replace(name, label="PERSON")
    if folded in known or (len(words) == 1 and folded in families):
        return replace(name, label="PERSON")
    if any(full.endswith(" " + folded) for full in known):
        return replace(name, label="PERSON")  # "al-Sisi" of "Abdel Fattah al-Sisi"
    if name.label == "ORG" and len(words) == 1 and any(full.startswith(folded + " ") for full in known):
        return replace(name, label="PERSON")
    if 1 < len(words) < 5 and folded.split()[-1] in known:
        return replace(name, label="PERSON")
    before = scene.text[max(0, name.span.begin - 40) : name.span.begin]
    title = re.search(r"(?:^|[\s(])([\w.'-]+(?: [\w.'-]+){0,2}) $", before)
    if title and len(words) < 6:
        tail = title.group(1).lower().split()
        for size in range(len(tail), 0, -1):
            held = titles.get(" ".join(tail[-size:]))
            if held is not None:
                if held.rank in ("head", "monarch", "spokesperson", "honorific", "envoy") or (
                    held.rank == "minister" and len(words) > 1
                ):
                    return replace(name, label="PERSON")
                break
    if 1 < len(words) < 4 and words[0] not in _TOWNS and actors_missed.dealt_with(scene, name):
        owned = re.search(r"(?:'s|s') $", before)
        if owned or name.label == "LOC":
            return replace(name, label="PERSON")
    if 1 < len(words) < 5 and words[0] not in _TOWNS and before.endswith("'s ") and _acts_as_person(scene, name, _ACTS):
        return replace(name, label="PERSON")
    if 1 < len(words) < 6 and _titled_before(scene, name.span.begin):
        return replace(name, label="PERSON")
    if 1 < len(words) < 5 and _titled_after(scene, name.span.end):
        return replace(name, label="PERSON")
    for other in names:
        if other.label == "PERSON" and len(words) < 4:
            gap = scene.text[other.span.end : name.span.begin]
            back = scene.text[name.span.end : other.span.begin]
            if re.fullmatch(r" and (?:[A-Z][\w ]+'s )?", gap) or re.fullmatch(r" and ", back):
                return replace(name, label="PERSON")
    return name
