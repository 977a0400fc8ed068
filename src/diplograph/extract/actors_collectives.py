"""Collectives and people without a name: "Chinese state media", "some NATO members", "Washington's European allies",
"a Japanese official", "Kurti's office"."""

from __future__ import annotations

import re

from diplograph.extract.actors_described import office_name
from diplograph.extract.actors_gathered import outstanding
from diplograph.extract.actors_offices import Office, article, canonical
from diplograph.extract.actors_phrases import Reader, grammar_subject, latest
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_MEDIA = re.compile(
    r"\b(?:(state|official|local|government|pro-government|independent)(?:-run)? )?"
    r"(media|television|TV|newspapers|press|radio)\b",
    re.I,
)


def media(scene: Scene, reader: Reader) -> None:
    """The media of a state as one outlet: "Chinese state media"."""
    bare: list[Span] = []
    for match in _MEDIA.finditer(scene.text):
        noun = Span(match.start(), match.end())
        what, kind = (match.group(1) or "").lower(), match.group(2)
        if (kind.lower() in ("press", "radio") and not what) or _taken(scene, noun):
            continue
        if re.match(
            r" (?:conference|release|service|secretary|briefing|freedom|outlets? [A-Z]|[A-Z]{2,})",
            scene.text[noun.end :],
        ):
            continue
        phrase = reader.phrase(noun)
        countries = re.match(r" (?:in|of|from) (?:both|the two) countries\b", scene.text[noun.end : noun.end + 30])
        if countries and kind.lower() in ("media", "newspapers"):
            _media_of_both(scene, Span(noun.begin, noun.end + countries.end()))
            continue
        station = re.match(r" (?:station|channel|network|crew|series|show)", scene.text[noun.end : noun.end + 9])
        if len(phrase.states) == 1 and not phrase.followed and not phrase.indefinite and not station:
            if kind.lower() in ("media", "television", "tv", "press", "newspapers", "radio"):
                _state_media(scene, phrase.states[0], what, kind, phrase.span)
        elif what == "state" and kind.lower() == "media" and not phrase.states:
            bare.append(noun)
    for span in bare:
        _bare(scene, span)


def _taken(scene: Scene, span: Span) -> bool:
    return any(begin < span.end and span.begin < end for one in scene.figures.values() for begin, end in one.mentions)


def _state_media(scene: Scene, code: str, what: str, kind: str, span: Span) -> None:
    adjective = scene.lexicon.actors.states[code].adjective or scene.lexicon.actors.states[code].name
    if what == "official" and kind.lower() == "media":
        what = "state"
    name = " ".join(filter(None, (adjective, what, kind if kind == "TV" else kind.lower())))
    figure = scene.figure(name, ActorType.MEDIA, state=code if what else None)
    figure.collective = True
    scene.add(figure, span, MentionKind.NOMINAL)


def _media_of_both(scene: Scene, span: Span) -> None:
    """ "media in both countries": the two states of the group mention inside, or of the two leaders named before."""
    inside = [
        figure
        for where, kind, figure in scene.mention_list()
        if kind is MentionKind.GROUP
        and figure.type is ActorType.STATE
        and span.begin <= where.begin
        and where.end <= span.end
    ]
    if len(inside) != 2:
        return
    first, second = sorted(article(one.name) for one in inside)
    figure = scene.figure(f"Media in {first} and {second}", ActorType.MEDIA)
    figure.collective = True
    scene.add(figure, span, MentionKind.NOMINAL)


def _bare(scene: Scene, span: Span) -> None:
    """ "state media": of the state whose media were named, else of the state or leader that the sentence is about."""
    known = [one for one in scene.figures.values() if one.collective and one.name.endswith("state media")]
    if len(known) == 1:
        scene.add(known[0], span, MentionKind.NOMINAL)
        return
    if known:
        return
    floor = scene.sentence_begin(span.begin)
    for where, _, figure in scene.mention_list():
        within = floor <= where.begin and where.end <= span.begin
        if not within or figure.state is None or not (figure.is_person or figure.type is ActorType.STATE):
            continue
        if grammar_subject(scene, where) is not None:
            _state_media(scene, figure.state, "state", "media", span)
            return


_QUANTIFIED = re.compile(r"\b(?:([Ss]ome|[Ss]everal|[Mm]any|[Mm]ost|[Oo]ther|[Aa]ll) (?:of the )?)?(?:the )?$")


def groups(scene: Scene, reader: Reader) -> None:
    """Unnamed parts of a body, allies of a state, "Western countries" and countries of a region."""
    text = scene.text
    regions = "|".join(sorted(map(re.escape, scene.words["regions"]), key=lambda name: (-len(name), name)))
    for match in re.finditer(
        r"\b(member states|members|allies|countries|nations|states|powers|governments|leaders|officials|diplomats)\b",
        text,
    ):
        noun = Span(match.start(), match.end())
        word = match.group(1)
        lead = text[max(scene.sentence_begin(noun.begin), noun.begin - 60) : noun.begin]
        west = re.search(
            rf"\b({regions})(?: [a-z]+)? $",
            lead,
        )
        if west and not _taken(scene, Span(noun.begin, noun.end)):
            _region(scene, noun, word, lead, west)
            continue
        if word not in ("members", "member states", "allies", "countries", "nations", "states"):
            continue
        phrase = reader.phrase(noun)
        if len(phrase.bodies) != 1 or phrase.states or (word == "allies" and not phrase.bodies):
            continue
        if any(one in phrase.before for one in ("two", "both", "three")):
            continue
        some = _QUANTIFIED.search(text[max(0, phrase.span.begin - 15) : phrase.span.begin])
        quantifier = (
            some.group(1).lower()
            if some and some.group(1)
            else next((one for one in phrase.before if one in scene.words["quantifiers"]), None)
        )
        begin = phrase.span.begin
        if some and some.group(1):
            begin = max(0, phrase.span.begin - 15) + some.start(1)
        what = "members" if word in ("member states", "countries", "nations", "states") else word
        name = f"{phrase.bodies[0]} {what}" + (" (some)" if quantifier in ("some", "several", "many") else "")
        figure = scene.figure(name, ActorType.GROUP, part_of=phrase.bodies[0])
        scene.add(figure, Span(begin, phrase.span.end), MentionKind.NOMINAL)
    _allies(scene)
    for match in re.finditer(r"\bWestern (?=([a-z-]+))", text):
        if match.group(1) in scene.words["state_nouns"] | {"hegemony", "dominance", "unity"}:
            scene.add(scene.body("The West"), Span(match.start(), match.start() + 7), MentionKind.ADJECTIVE)


def _region(scene: Scene, noun: Span, word: str, lead: str, west: re.Match[str]) -> None:
    if re.search(r"\b(?:two|three|four|five|both)\b[^.]*$", lead[-40:]) or word in (
        "members",
        "allies",
        "member states",
    ):
        return
    begin = noun.begin - len(lead) + west.start()
    if west.group(1) == "Western" and "West" in scene.lexicon.actors.forms:
        figure = scene.body("The West")
        scene.add(figure, Span(begin, begin + 7), MentionKind.ADJECTIVE)
        if word in ("countries", "nations", "states", "powers", "governments"):
            scene.add(figure, Span(begin, noun.end), MentionKind.NOMINAL)
        return
    plain = "countries" if word in ("nations", "states") else word
    figure = scene.figure(f"{west.group(1)} {plain}", ActorType.GROUP)
    figure.collective = True
    scene.add(figure, Span(begin, noun.end), MentionKind.NOMINAL)


def _allies(scene: Scene) -> None:
    """ "Washington's European allies", "US allies"."""
    for match in re.finditer(r"(?:'s? |(?<=[a-zS.]) )((?:[A-Z][a-z]+ )?)(allies|partners)\b", scene.text):
        owner = next(
            (
                (where, figure)
                for where, _, figure in scene.mention_list()
                if where.end == match.start() and figure.type is ActorType.STATE
            ),
            None,
        )
        if owner is None or _number_before(scene, owner[0].begin):
            continue
        kind = match.group(1).strip()
        name = f"{kind} {match.group(2)}".strip() if kind else match.group(2).capitalize()
        figure = scene.figure(f"{name} of {article(owner[1].name)}", ActorType.GROUP, part_of=owner[1].name)
        scene.add(figure, Span(owner[0].begin, match.end()), MentionKind.NOMINAL)


def _number_before(scene: Scene, at: int) -> bool:
    return bool(re.search(r"\b(?:two|three|four|both)\s+(?:\w+\s+)?$", scene.text[max(0, at - 20) : at]))


_UNNAMED = re.compile(
    r"\b(official|diplomat|envoy|negotiator|source|spokesman|spokeswoman|spokesperson|adviser|aide|minister|lawmaker)\b"
)


def unnamed(scene: Scene, reader: Reader) -> None:
    """One official without a name: a Person of its own, part of its state or body."""
    for match in _UNNAMED.finditer(scene.text):
        noun = Span(match.start(), match.end())
        phrase = reader.phrase(noun)
        if not phrase.indefinite or any(
            figure.is_person and begin < phrase.span.end and phrase.span.begin < end
            for figure in scene.figures.values()
            for begin, end in figure.mentions
        ):
            continue
        if re.match(r",? [A-Z]", scene.text[phrase.noun.end : phrase.noun.end + 3]) and phrase.word.startswith(
            "spokes"
        ):
            continue
        owner = phrase.states[0] if len(phrase.states) == 1 else None
        if phrase.office is not None and phrase.office.state is None:
            name = f"{phrase.office.name} {phrase.word}".lower()
        elif phrase.office is not None and owner:
            name = f"{_adjective(scene, owner)} {phrase.office.name.lower()} {phrase.word}"
        elif owner:
            name = f"{_adjective(scene, owner)} {phrase.word}"
        elif phrase.bodies:
            name = f"{phrase.bodies[0]} {phrase.word}"
        elif phrase.word in ("source", "diplomat", "official") and "diplomatic" in phrase.before:
            name = f"diplomatic {phrase.word}"
        else:
            continue
        figure = scene.figure(name, ActorType.PERSON, state=owner)
        figure.unnamed = True
        if owner:
            figure.part_of = scene.lexicon.actors.states[owner].name
        elif phrase.bodies:
            figure.part_of = phrase.bodies[0]
        scene.add(figure, phrase.span, MentionKind.NOMINAL)


def _adjective(scene: Scene, code: str) -> str:
    state = scene.lexicon.actors.states[code]
    return {"USA": "US", "GBR": "British", "ARE": "Emirati"}.get(code) or state.adjective or state.name


def offices(scene: Scene) -> None:
    """ "Kurti's office", "his office announced": the office of a head of state or government."""
    for match in re.finditer(r"\b((?:(?:press|media) )?(?:office|wing)|press service)\b", scene.text):
        owner: Figure | None = None
        begin = match.start()
        before = scene.text[max(0, begin - 3) : begin]
        for where, _, figure in scene.mention_list():
            if figure.is_person and not figure.unnamed:
                possessive = scene.text[where.end : begin] in ("'s ", "' ")
                pronoun = where.end == begin - 1 and scene.says(where).lower() in ("his", "her")
                if possessive or pronoun:
                    owner, begin = figure, where.begin
        of = re.match(r" of (?:the )?", scene.text[match.end() : match.end() + 8])
        end = match.end()
        if owner is None and of and before.endswith("e "):
            start = match.end() + of.end()
            for where, _, figure in scene.mention_list():
                if figure.is_person and where.begin == start:
                    owner, end = figure, where.end
        if owner is None or match.group(1) == "wing":
            continue
        name = office_name(scene, owner)
        if name is None or owner.state is None:
            continue
        if match.group(1) == "press service":
            name = name.replace("Office of", "Press Service of", 1)
        state = scene.lexicon.actors.states[owner.state].name
        figure = scene.figure(name, ActorType.GOVERNMENT, state=owner.state, part_of=state)
        scene.add(figure, Span(begin, end), MentionKind.NOMINAL)


def forces(scene: Scene, reader: Reader) -> None:
    """ "The Israeli army", "Iran's parliament": institutions of a state, each an Organization of its own."""
    nouns = "|".join(sorted(scene.words["military"], key=lambda word: (-len(word), word)))
    for match in re.finditer(rf"\b(?:{nouns})\b(?!-)", scene.text, re.IGNORECASE):
        noun = Span(match.start(), match.end())
        if _taken(scene, noun) or re.match(
            r" (?:officials?|chief|spokes\w+|officer|commander|base|aid|action|force|operation|speaker|forces|leaders?|"
            r"presence|intervention|exercise|elections?|intelligence|strike|spending|bases|drills|trade|ties|support)\b",
            scene.text[noun.end : noun.end + 16],
        ):
            continue
        token = scene.token_at(noun.end - 1)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        phrase = reader.phrase(noun)
        if len(phrase.states) != 1 or phrase.followed or set(phrase.before) - {"the", "own"}:
            continue
        code = phrase.states[0]
        name = f"{_adjective(scene, code)} {phrase.word}"
        state = scene.lexicon.actors.states[code].name
        figure = scene.figure(name, ActorType.ORGANIZATION, state=code, part_of=state)
        scene.add(figure, phrase.span, MentionKind.NAME)


def bare_offices(scene: Scene, found: list[Office]) -> None:
    """Ministries without a state beside them ("foreign ministry spokesman X"): of the state that was subject last, in
    this sentence or the one before, else of the only state whose ministry the text names."""
    for office in found:
        if not office.bare or office.name == "Government" or _covered(scene, office.core):
            continue
        if office.name == "Presidency" and grammar_subject(scene, office.core) is None:
            continue
        code = _state_in_charge(scene, office.core)
        if code is None:
            alone = outstanding(scene, office.core, 1, set())
            code = alone[0].state if alone else None
        same = [
            one
            for one in scene.figures.values()
            if one.type is ActorType.GOVERNMENT and one.name.startswith(office.name + " of ")
        ]
        if len(same) == 1 and code in (None, same[0].state) and latest(scene, office.core.begin, same):
            code = same[0].state
        if code is None:
            continue
        figure = scene.figure(
            canonical(scene, office.name, code),
            ActorType.GOVERNMENT,
            state=code,
            part_of=scene.lexicon.actors.states[code].name,
        )
        scene.add(figure, office.core, MentionKind.NOMINAL)


def _covered(scene: Scene, span: Span) -> bool:
    return any(
        begin <= span.begin and span.end <= end and figure.type is ActorType.GOVERNMENT
        for figure in scene.figures.values()
        for begin, end in figure.mentions
    )


def _state_in_charge(scene: Scene, span: Span) -> str | None:
    here = scene.sentence(span.begin)
    for back in (0, 1, 2):
        subjects = [
            figure.state
            for where, kind, figure in scene.mention_list()
            if scene.sentence(where.begin) == here - back
            and where.end <= span.begin
            and kind not in (MentionKind.ADJECTIVE, MentionKind.PRONOUN)
            and figure.state
            and figure.type in (ActorType.STATE, ActorType.PERSON, ActorType.GOVERNMENT)
            and grammar_subject(scene, where) is not None
        ]
        if subjects:
            return subjects[0] if back else subjects[-1]
    return scene.home
