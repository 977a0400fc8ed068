"""What can go wrong: one base class, few children, each holding its facts."""

from __future__ import annotations


class DiplographError(Exception):
    """An error that a person can mend: what happened, where, and what to do.

    >>> print(DiplographError("no date", place="a.txt, line 3", remedy="write it as date YYYY-MM-DD"))
    a.txt, line 3: no date; write it as date YYYY-MM-DD
    """

    def __init__(self, what: str, *, place: str | None = None, remedy: str | None = None) -> None:
        self.what, self.place, self.remedy = what, place, remedy
        super().__init__(what)

    def __str__(self) -> str:
        return f"{self.place}: " * bool(self.place) + self.what + f"; {self.remedy}" * bool(self.remedy)


class InputError(DiplographError):
    """A text, record or graph that could not be read; the rest goes on."""


class LexiconError(DiplographError):
    """A knowledge file that breaks its own rules (unknown key, double id, dangling reference)."""


class ResourceError(DiplographError):
    """A file of the package (ontology, shapes, model) that is missing or not the one expected."""


class OutputError(DiplographError):
    """A result that could not be written; what stood there before stands there still."""


class StoreError(DiplographError):
    """A SPARQL store that refused, failed or could not be reached."""
