"""What shows that an unknown name is an organization's.

The recogniser calls many things organizations. Here a name must show it: a word for a body in it ("Council", "Ltd"),
an abbreviation that the text explains or treats as someone, words beside it ("the German firm X", "X's spokesman"),
or several mentions of which one acts.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Scene
from diplograph.model import Span

_KINDS = (
    r"(?:company|firm|group|party|militia|union|charity|think[ -]tank|bank|start-?up|organi[sz]ation|airline|maker|"
    r"manufacturer|consultancy|lender|faction|movement|NGO|watchdog|foundation|association|institute|ministry|agency|"
    r"contractor|developer|conglomerate|insurer|retailer|operator|giant|alliance|coalition|network|team|club)"
)
_BEFORE = re.compile(rf"\b{_KINDS},? (?:called |named )?[\"“']?$")
_AFTER = re.compile(
    rf"[\"”']?(?:, (?:an? |the |one of )[^,.;\n]{{0,60}}?\b{_KINDS}\b|,? an? [\w -]{{0,40}}?\b{_KINDS}\b)"
)
_OWNS = re.compile(
    r"(?:'s)? (?:spokes\w+|leader|leaders|chief|chairman|chairwoman|chair|president|director|officials?|members?|"
    r"fighters|militants|rebels|lawmakers|executives?|employees|workers|headquarters|CEO|secretary|candidate|delegation)\b"
)
_OWNED = re.compile(
    r"\b(?:spokes\w+|leaders?|head|chief|chairman|chairwoman|chair|president|director|officials?|members?|fighters|"
    r"employees|executives?|representatives?|delegation|analyst|researcher|economist) "
    r"(?:of|for|from|at|with) (?:the )?$"
)
_LARGE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&+-]{1,6}")
_ENDS = frozenset(
    {
        "international",
        "watch",
        "holdings",
        "industries",
        "brotherhood",
        "jihad",
        "government",
        "congress",
        "gmbh",
        "plc",
    }
)
_FIRST_HEADS = re.compile(r"^(.+?) (?:of|for|on|against|without|de|del|du|des|di|da)\b")
_AGENTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "poss", "agent"})


def shown(scene: Scene, name: Name, alike: list[Name]) -> bool:
    """Whether the text shows a body. alike: all names of the same words, this one among them."""
    words = name.text.split()
    if _cut_short(scene, name.span) or _dateline(scene, name.span):
        return False
    if head_of_body(scene, words):
        return True
    if any(one.label != "ORG" for one in alike):
        return False
    if _LARGE.fullmatch(name.text):
        return any(_abbreviation_acts(scene, one.span) for one in alike)
    if any(_beside(scene, one.span) for one in alike):
        return True
    if len(alike) > 1:
        return any(scene.head(one.span).dep_ in _AGENTS for one in alike)
    return False


def _cut_short(scene: Scene, span: Span) -> bool:
    """Whether the name goes on behind ("Air Force" of "Air Force One"), and not with a person or an office."""
    if not re.match(r" [A-Z]", scene.text[span.end : span.end + 2]):
        return False
    following = scene.token_at(span.end + 1)
    office = following.lower_ in scene.lexicon.titles.by_form
    return following.pos_ in ("PROPN", "NUM") and following.ent_type_ not in ("PERSON", "NORP") and not office


def _dateline(scene: Scene, span: Span) -> bool:
    """ "MINSK (Reuters) —": capitals at the head of a paragraph."""
    text = scene.text
    line = text[text.rfind("\n", 0, span.begin) + 1 : span.begin]
    shouted = scene.says(span).isupper() and not line.strip()
    return shouted and re.match(r"\s*(?:[,(—–-]|$)", text[span.end : span.end + 4]) is not None


def head_of_body(scene: Scene, words: list[str]) -> bool:
    """Whether the name's head noun is a body's: "Ministry of Trade", "Nordic Council", "Acme Ltd"."""
    if len(words) < 2:
        return False
    heads = scene.words["org_heads"]
    lower = [word.lower().strip(".,()") for word in words]
    first = _FIRST_HEADS.match(" ".join(lower))
    last = first.group(1).split()[-1] if first else lower[-1]
    return last in heads | _ENDS or last.removesuffix("s") in heads or (first is not None and lower[-1] in _ENDS)


def _abbreviation_acts(scene: Scene, span: Span) -> bool:
    text = scene.text
    if re.search(r"\b[Tt]he $", text[max(0, span.begin - 4) : span.begin]) or _beside(scene, span):
        return True
    explained = text[max(0, span.begin - 1) : span.begin] == "(" and text[span.end : span.end + 1] == ")"
    return explained or text[span.end : span.end + 2] == "'s" or grammar_subject(scene, span) is not None


def _beside(scene: Scene, span: Span) -> bool:
    text = scene.text
    before = text[max(scene.sentence_begin(span.begin), span.begin - 60) : span.begin]
    after = text[span.end : min(scene.sentence_end(span.begin), span.end + 110)]
    if _BEFORE.search(before) or _AFTER.match(after) or _OWNED.search(before) or _OWNS.match(after):
        return True
    return re.match(r" \([A-Z][A-Za-z]{1,8}\)", after) is not None
