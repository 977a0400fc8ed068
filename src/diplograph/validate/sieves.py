"""For each constraint on single values the condition, in SPARQL, of those that may break it.

A sieve lets through every value at fault and few others; where it can let through others, a judge decides (see
`judging`). The value is ?value, bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rdflib import RDF, SH, XSD, URIRef
from rdflib.term import Node

from diplograph.validate import judging
from diplograph.validate.forms import (
    Bound,
    Class,
    Datatype,
    In,
    LanguageIn,
    Length,
    LessThan,
    NodeKind,
    Pattern,
)
from diplograph.validate.terms import AS_WRITTEN, INTEGERS, in_query, is_numeric

Each = Class | Datatype | NodeKind | Bound | Length | Pattern | LanguageIn | In


@dataclass(frozen=True, slots=True)
class Sieve:
    """condition: in SPARQL, without error for any ?value; empty lets all through. judge: does a value conform?"""

    condition: str
    judge: Callable[[Node], bool] | None = None


_DAY = r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"
# How literals look that every engine takes for well-formed; the others are judged.
_SURE = {
    XSD.date: f'REGEX(STR(?value), "{_DAY}")',
    XSD.integer: "ISNUMERIC(?value)",
    XSD.decimal: "ISNUMERIC(?value)",
    XSD.boolean: 'STR(?value) IN ("true", "false")',
    XSD.string: "true",
    RDF.langString: "true",
    XSD.nonNegativeInteger: 'REGEX(STR(?value), "^(0|[1-9][0-9]{0,17})$")',
    XSD.positiveInteger: 'REGEX(STR(?value), "^[1-9][0-9]{0,17}$")',
}
_NODE_KINDS = {
    SH.IRI: "ISIRI(?value)",
    SH.BlankNode: "ISBLANK(?value)",
    SH.Literal: "ISLITERAL(?value)",
    SH.BlankNodeOrIRI: "!ISLITERAL(?value)",
    SH.BlankNodeOrLiteral: "!ISIRI(?value)",
    SH.IRIOrLiteral: "!ISBLANK(?value)",
}
# Nothing in it that Python and the store read differently: no classes like \w, no look-around, no back-reference.
_PLAIN_PATTERN = re.compile(r"(?:[^\\()?]|\\[.\\/^$+*?()\[\]{}|-]|\((?!\?)|[)?])*", re.ASCII)


def sieve(constraint: Each, below: Callable[[URIRef], tuple[URIRef, ...] | None]) -> Sieve:
    """The sieve of a constraint. below: the classes at or below one that have instances, None to ask the graph."""
    match constraint:
        case Class(classes=(kind,)):
            return Sieve(f"!({instance_of(below(kind), kind)})")
        case Datatype():
            return _datatype(constraint)
        case NodeKind():
            return Sieve(_not(_NODE_KINDS[constraint.kind]))
        case Bound():
            return _bound(constraint)
        case Length(number=number, at_least=True):
            return Sieve(f"(ISBLANK(?value) || STRLEN(STR(?value)) < {number})" if number else "false")
        case Length(number=number):
            return Sieve(f"(ISBLANK(?value) || STRLEN(STR(?value)) > {number})")
        case Pattern():
            return _pattern(constraint)
        case LanguageIn():
            return Sieve(_not(in_languages(constraint)))
        case In():
            return Sieve(_not(one_of(constraint)))
    raise AssertionError(constraint)


def _not(condition: str) -> str:
    """Not so, or not to be said: an error would let a value at fault pass."""
    return f"!COALESCE(({condition}), false)"


def instance_of(classes: tuple[URIRef, ...] | None, kind: URIRef) -> str:
    """Is ?value an instance of one of the classes, or without them of `kind` and what is below it?"""
    if classes is None:
        return f"EXISTS {{ ?value {RDF.type.n3()}/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* {kind.n3()} }}"
    return " || ".join(f"EXISTS {{ ?value {RDF.type.n3()} {one.n3()} }}" for one in classes) or "false"


def one_of(constraint: In) -> str:
    """Is ?value one of the members, as written?"""
    if constraint.members and all(isinstance(one, URIRef) for one in constraint.members):
        return f"?value IN ({', '.join(in_query(one) for one in constraint.members)})"
    return " || ".join(f"sameTerm(?value, {in_query(one)})" for one in constraint.members) or "false"


def in_languages(constraint: LanguageIn) -> str:
    """Has ?value one of the language tags, or one that begins with it?"""
    if "*" in constraint.tags:
        return '(ISLITERAL(?value) && LANG(?value) != "")'
    tags = ", ".join(f'"{one}"' for one in constraint.tags)
    return (
        f'(ISLITERAL(?value) && LANG(?value) != "" && '
        f'(LANG(?value) IN ({tags}) || STRBEFORE(LANG(?value), "-") IN ({tags})))'
    )


def _datatype(constraint: Datatype) -> Sieve:
    kind = constraint.datatype
    judge = partial(judging.has_datatype, constraint)
    sure = _SURE.get(kind)
    if sure is None:
        return Sieve("", judge)
    name = f"<{AS_WRITTEN}{kind}>" if str(kind) in INTEGERS else f"<{kind}>"
    return Sieve(_not(f"ISLITERAL(?value) && DATATYPE(?value) = {name} && {sure}"), judge)


def _bound(constraint: Bound) -> Sieve:
    judge = partial(judging.within, constraint)
    if not is_numeric(constraint.limit.datatype) or constraint.limit.ill_typed:
        return Sieve("", judge)
    limit = f'"{constraint.limit}"^^<{XSD.decimal}>'
    return Sieve(f"!COALESCE({_number('?value')} {constraint.sign} {limit}, false)", judge)


def _number(variable: str) -> str:
    """An exact number, or an error; the commonest integers kept as written are read."""
    kind, read = f"DATATYPE({variable})", f"<{XSD.integer}>(STR({variable}))"
    return (
        f"IF({kind} IN (<{XSD.integer}>, <{XSD.decimal}>), {variable}, "
        f"IF({kind} = <{AS_WRITTEN}{XSD.nonNegativeInteger}> && {read} >= 0, {read}, 1/0))"
    )


def _pattern(constraint: Pattern) -> Sieve:
    judge = partial(judging.matches, constraint)
    if constraint.flags or not _PLAIN_PATTERN.fullmatch(constraint.pattern) or not constraint.pattern.isascii():
        return Sieve("", judge)
    text = constraint.pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return Sieve(f'(ISBLANK(?value) || !COALESCE(REGEX(STR(?value), "{text}"), false))', judge)


def less_sieve(constraint: LessThan) -> str:
    """Pairs of ?value and ?other that may break sh:lessThan or sh:lessThanOrEquals."""
    sign = "<=" if constraint.or_equals else "<"
    return f"!COALESCE({_number('?value')} {sign} {_number('?other')}, false)"
