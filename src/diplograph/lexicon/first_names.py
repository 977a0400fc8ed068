"""What a name says of its bearer's gender: only to tell whom "he" and "she" can mean, never a fact of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from diplograph.errors import LexiconError
from diplograph.resources import folder

TABLE = "first_names.tsv"
# Where the family name comes first, the first word of a name says nothing ("Jo", "Han").
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "HUN"})


@dataclass(frozen=True, slots=True)
class FirstNames:
    """genders: "m" or "f" by folded first name or whole name; names of both are not there."""

    genders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def gender(self, folded: str, state: str | None = None) -> str | None:
        """ "m", "f", or None when the name (folded, as `actors.fold` does) does not tell.

        >>> load().gender("angela merkel"), load().gender("jean claude juncker"), load().gender("kim kyung hee", "KOR")
        ('f', 'm', None)
        """
        whole = self.genders.get(folded)
        words = folded.split()
        if whole is not None and len(words) > 1:
            return whole
        if len(words) < 2 or state in _FAMILY_FIRST:
            return None
        if words[0] in ("jean", "anne", "marie") and len(words) > 2 and words[1] in self.genders:
            return {"jean": "m"}.get(words[0], "f")
        return self.genders.get(words[0])


@lru_cache(maxsize=1)
def load() -> FirstNames:
    """The names that come with the package. Raises LexiconError when a line breaks the rules, naming it."""
    return read(folder("lexicon/data") / TABLE)


def read(path: Path) -> FirstNames:
    """The names of a table. Raises LexiconError for a line that is not a name and "m" or "f", or comes twice."""
    genders: dict[str, str] = {}
    header = True
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        name, _, gender = line.partition("\t")
        if header:
            header = False
            if line != "name\tgender":
                raise LexiconError("wrong header", place=f"{path.name}, line {at}", remedy="columns: name, gender")
            continue
        if gender not in ("m", "f") or not name or name in genders:
            raise LexiconError(
                f"wrong or double line {line!r}", place=f"{path.name}, line {at}", remedy='a new name and "m" or "f"'
            )
        genders[name] = gender
    return FirstNames(MappingProxyType(genders))
