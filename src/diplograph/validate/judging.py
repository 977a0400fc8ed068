"""Whether one value meets one constraint, decided as the reference engine does, on rdflib's terms.

Queries sieve out what may be at fault; what is left over is decided here. So a literal that two engines read
differently (a day that doesn't exist, a number with a plus sign) makes no difference between them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

from rdflib import RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.term import Node

from diplograph.validate.forms import Bound, Datatype, LanguageIn, LessThan, Pattern

_PYTHON: dict[URIRef, type | tuple[type, ...]] = {
    XSD.string: (str, bytes),
    RDF.langString: (str, bytes),
    XSD.integer: int,
    XSD.float: float,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.time: time,
    XSD.dateTime: datetime,
}


def has_datatype(constraint: Datatype, value: Node) -> bool:
    """Section 4.1.2: a literal of the datatype, and not an ill-typed one.

    >>> has_datatype(Datatype(XSD.date), Literal("2025-02-30", datatype=XSD.date))
    False
    """
    if not isinstance(value, Literal):
        return False
    kind = constraint.datatype
    if value.datatype == kind:
        return value.ill_typed is not True and isinstance(value.value, _PYTHON.get(kind, object))
    if kind == RDFS.Literal or (kind == RDFS.Datatype and value.datatype):
        return True
    plain = value.datatype is None and value.language is None
    return (kind == XSD.string and plain) or (kind == RDF.langString and bool(value.language))


def within(constraint: Bound, value: Node) -> bool:
    """Section 4.3: what can't be compared is not within.

    >>> within(Bound(">=", Literal(0)), Literal("five"))
    False
    """
    limit = constraint.limit
    if not isinstance(value, Literal) or isinstance(value.value, str) != isinstance(limit.value, str):
        return False
    try:
        order = 0 if value.eq(limit) else _order(value, limit)
    except (TypeError, NotImplementedError):
        return False
    return {">": order > 0, ">=": order >= 0, "<": order < 0, "<=": order <= 0}[constraint.sign]


def _order(one: Literal, other: Literal) -> int:
    if isinstance(one.value, (datetime, time)):
        return 1 if one.value > other.value else 0 if one.value == other.value else -1
    return 1 if one > other else -1


def matches(constraint: Pattern, value: Node) -> bool:
    """Section 4.4.3, with regular expressions as Python has them.

    >>> matches(Pattern("^a", "i"), Literal("Ab"))
    True
    """
    return not isinstance(value, BNode) and bool(_expression(constraint).search(str(value)))


@cache
def _expression(constraint: Pattern) -> re.Pattern[str]:
    flags = (re.I if "i" in constraint.flags else 0) | (re.M if "m" in constraint.flags else 0)
    return re.compile(constraint.pattern, flags)


def in_language(constraint: LanguageIn, value: Node) -> bool:
    """Section 4.4.4.

    >>> in_language(LanguageIn(("en",)), Literal("x", lang="en-gb"))
    True
    """
    if not isinstance(value, Literal) or not value.language:
        return False
    tag = value.language.lower()
    return "*" in constraint.tags or tag in constraint.tags or tag.split("-")[0] in constraint.tags


def is_less(constraint: LessThan, one: Node, other: Node) -> bool:
    """Section 4.5.3 and 4.5.4: what can't be compared is not less.

    >>> is_less(LessThan(URIRef("urn:p"), False), Literal(2), Literal(10))
    True
    """
    if isinstance(one, BNode) or isinstance(other, BNode):
        return False
    left, right = _plain(one), _plain(other)
    if isinstance(left, Literal) != isinstance(right, Literal):
        return False
    try:
        return bool(left <= right if constraint.or_equals else left < right)  # type: ignore[operator]
    except TypeError:
        return False


def _plain(term: Node) -> object:
    """IRIs and texts as strings, other literals as they are."""
    if isinstance(term, Literal):
        return term.value if isinstance(term.value, str) else term
    return str(term)
