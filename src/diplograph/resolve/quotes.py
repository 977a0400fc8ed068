"""Other wordings of one utterance: translations, cuts, a phrase taken out of it (dip:sameQuoteAs).

Only quoted words count: what is paraphrased may be anybody's summary. Two quotations of the same speakers are taken
for one utterance if they share most of their content words and stand in the news at the same time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from diplograph.model import Form
from diplograph.wording import words

ALIKE = 0.6  # share of all content words of both
CUT, CUT_WORDS = 0.7, 5  # share of the shorter one's content words, and how many they must be at least
SAME_NEWS = 7  # days between the articles
COMMON = 200  # statements that share a word, above which it is no help in finding candidates

# Words without content of their own; a list of function words, not of the language's frequent words.
FUNCTION = frozenset(
    "a about after all also am an and any are as at be because been before being both but by can could did do does for"
    " from had has have he her him his i if in into is it its just may me might more must my no nor not of on one only"
    " or other our out over s she should so some such t than that the their them then there these they this those to"
    " under up us very was we were what when where which who whom whose will with would you your".split()
)
QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|‘([^’]+(?:’\w[^’]*)*)’|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)|«([^»]+)»")


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as it is compared. group: its speakers. published: of its first document."""

    group: tuple[int, ...]
    content: frozenset[str]
    quoted: frozenset[str]
    published: date | None


def quote(text: str, form: Form, group: tuple[int, ...], published: date | None) -> Quote | None:
    """A statement's words for comparing, None if it quotes nothing."""
    if form is Form.INDIRECT:
        return None
    content = _content(text)
    inside = " ".join(piece for found in QUOTED.findall(text) for piece in found)
    quoted = _content(inside) if form is Form.MIXED and inside else content
    return Quote(group, content, quoted, published) if quoted else None


def _content(text: str) -> frozenset[str]:
    return frozenset(words(text)) - FUNCTION


def alike(one: Quote, other: Quote) -> bool:
    """Whether two quotations are one utterance.

    >>> from diplograph.model import Form
    >>> first = quote('an "iron friendship" of equals', Form.MIXED, (1,), None)
    >>> alike(first, quote('their "iron friendship"', Form.MIXED, (1,), None))
    True
    >>> alike(first, quote("Our friendship needs no iron hand but patience", Form.DIRECT, (1,), None))
    False
    """
    if one.group != other.group:
        return False
    if one.published and other.published and abs((one.published - other.published).days) > SAME_NEWS:
        return False
    shared = one.content & other.content
    if len(shared) < 2 or not shared & one.quoted or not shared & other.quoted:
        return False
    if len(shared) >= ALIKE * len(one.content | other.content):
        return True
    return len(shared) >= max(CUT_WORDS, CUT * min(len(one.content), len(other.content)))


def pairs(quotes: Sequence[Quote | None]) -> list[tuple[int, int]]:
    """All pairs of positions that are one utterance, the smaller first."""
    holders: dict[tuple[tuple[int, ...], str], list[int]] = {}
    for at, one in enumerate(quotes):
        for word in one.quoted if one else ():
            assert one is not None
            holders.setdefault((one.group, word), []).append(at)
    likely = {pair for found in holders.values() if len(found) <= COMMON for pair in combinations(found, 2)}
    chosen = []
    for at, to in sorted(likely):
        one, other = quotes[at], quotes[to]
        if one and other and alike(one, other):
            chosen.append((at, to))
    return chosen
