"""Pronouns and descriptions of the annotated articles: whom they mean by the annotation, whom by the product.

The articles of data/own, data/wikinews, data/voa and of corpus/ give, for the source of each statement and for each
participant of a meeting, the words and the canonical name. Words that do not name their actor ("he", "the minister",
"both sides", "the Chinese leader") are references, and the name is whom they mean. "a diplomat" is none: it brings
somebody new. Names are compared leniently: "Egyptian health ministry" is the Health Ministry of Egypt, a state stands
for its government and officials.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora import ROOT, records

from diplograph.lexicon import Lexicon
from diplograph.lexicon.actors import fold
from diplograph.model import Cast, Mention, Span

SETS = ("own", "wikinews", "voa", "corpus")
_PRONOUNS = {
    **dict.fromkeys("he she him her his hers himself herself".split(), "he, she"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), "I, we"),
    **dict.fromkeys("you your".split(), "you"),
    **dict.fromkeys("who whom whose which".split(), "who, which"),
}
_POINTING = re.compile(r"(?:the|his|her|its|their|both|neither|this|that|these|those|all|each)\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?:both|two|three|four|five|six|neither|all|each|pair|duo|trio|these|those|sides|parties|leaders|ministers|"
    r"presidents|countries|nations|states|governments|neighbou?rs|capitals|men|women|envoys|officials|diplomats)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:ministry|office|presidency|government|palace|department|embassy|mission)\b", re.IGNORECASE)
_EMPTY = frozenset(
    "the a an of and for in on at to its his her affairs mr mrs ms dr president state department".split()
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean somebody whom they do not name. wanted: canonical names, several of a plural."""

    span: Span
    words: str
    kind: str
    wanted: frozenset[str]


def articles(data: Path, name: str, part: str) -> Iterator[dict[str, Any]]:
    """Annotated articles of a set, part "train" or "dev" (of corpus: every tenth article is dev)."""
    if name != "corpus":
        yield from records(data / "data" / name / f"{name}-{part}.jsonl.gz")
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "corpus.jsonl"
        files = sorted(map(str, (ROOT / "corpus/articles").glob("*.json")))
        subprocess.run([sys.executable, ROOT / "corpus/annotate.py", *files, "--out", out], check=True, stdout=-3)
        yield from (one for one in records(out) if one["doc"].endswith("0") == (part == "dev"))


def references(article: dict[str, Any], lexicon: Lexicon) -> list[Reference]:
    """The references of an article that the annotation resolves, in text order."""
    wanted: dict[tuple[int, int], set[str]] = {}
    for said in article["attributions"]:
        if said["source"] and said["speaker"]:
            begin, end = said["source"][0]
            wanted.setdefault((begin, end), set()).update(re.split(r",? and (?!ministr)|, ", said["speaker"]))
    for met in article["meetings"]:
        if len(met["participants"]) == len(met.get("names", ())):
            for (begin, end), name in zip(met["participants"], met["names"], strict=True):
                wanted.setdefault((begin, end), set()).update(re.split(r",? and (?!ministr)", name))
    found = []
    for (begin, end), names in sorted(wanted.items()):
        words = re.split(r",| who\b| which\b| that\b", article["text"][begin:end])[0].strip()
        kind = kind_of(words)
        own_words = tokens(words, lexicon)
        if kind == "the two" and re.search(r"(?<=\w) [A-Z]|^their \w+ \w+s$", words):
            continue  # "the leaders of Chad and Sudan": whether persons or states are meant is a matter of convention
        if kind is None or re.search(r"'s? |’s? ", words) or any(tokens(one, lexicon) <= own_words for one in names):
            continue
        found.append(Reference(Span(begin, begin + len(words)), words, kind, frozenset(names)))
    return found


def kind_of(words: str) -> str | None:
    """Which kind of reference the words are, None when they are none.

    >>> kind_of("She"), kind_of("the two leaders"), kind_of("the ministry"), kind_of("Xi Jinping"), kind_of("a source")
    ('he, she', 'the two', 'the ministry', None, None)
    """
    pronoun = _PRONOUNS.get(words.lower())
    if pronoun or not _POINTING.match(words):
        return pronoun
    if _PLURAL.search(words):
        return "the two"
    return "the ministry" if _OFFICE.search(words) else "the leader"


def tokens(name: str, lexicon: Lexicon) -> frozenset[str]:
    """What is compared of a name: its words without case, accents and function words, adjectives as states."""
    known = lexicon.actors.forms.get(name, ())
    if known and known[0].kind in ("state", "adjective", "capital"):
        name = lexicon.actors.states[known[0].key].name
    elif known:
        name = known[0].key
    words: list[str] = []
    for word in name.split():
        entry = lexicon.actors.forms.get(re.sub(r"['’]s?$", "", word), ())
        if entry and entry[0].kind == "adjective":
            words += lexicon.actors.states[entry[0].key].name.split()
        else:
            words.append(word)
    return frozenset(re.findall(r"[\w.-]+", fold(" ".join(words)))) - _EMPTY


def alike(wanted: str, name: str, lexicon: Lexicon) -> bool:
    """Whether two names are of one actor: one has all words of the other, or both end in one family name."""
    one, other = tokens(wanted, lexicon), tokens(name, lexicon)
    if not one or not other:
        return fold(wanted) == fold(name)
    last = fold(wanted).split()[-1] == fold(name).split()[-1] and len(name.split()) < 4
    return one <= other or other <= one or last


def meant(reference: Reference, cast: Cast) -> list[str]:
    """Names of the actors that the product has at these words; empty when it says nobody."""
    span = reference.span
    article = span.begin + (4 if reference.words.lower().startswith("the ") else 0)  # a name begins after it
    found: list[tuple[Mention, str]] = []
    for actor in cast.actors:
        for one in actor.mentions:
            whole = one.span.end > span.begin + reference.words.find(" ") + 1 or " " not in reference.words
            named = one.span.begin == article and one.span.end >= span.end
            if (one.span.begin <= span.begin < one.span.end and whole) or named:
                found.append((one, actor.name))
    longest = max((one.span.end for one, _ in found), default=0)
    return [name for one, name in found if one.span.end == longest]


def verdict(reference: Reference, cast: Cast, lexicon: Lexicon) -> str:
    """ "right", "wrong", "open" (nobody although the actors are known), "unknown" (nobody, and they are not)."""
    names = meant(reference, cast)
    if not names:
        known = all(any(alike(one, actor.name, lexicon) for actor in cast.actors) for one in reference.wanted)
        return "open" if known else "unknown"
    right = all(any(alike(one, name, lexicon) for one in reference.wanted) for name in names)
    complete = all(any(alike(one, name, lexicon) for name in names) for one in reference.wanted)
    single = len(reference.wanted) == 1 and reference.kind in ("they", "the two", "I, we", "who, which")
    return "right" if right and (complete or single) else "wrong"
