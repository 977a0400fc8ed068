"""Ready questions: SPARQL files in `queries/`, each complete and valid on its own.

The head of a file is made of comments: `# title: ...`, `# group: ...` (one of `GROUPS`), `# description: ...` (one
line), `# example: ...` (a row of an answer, cells joined by " · "), `# lists: column ...` (columns that hold several
values, joined by " | ") and, for each value that a user may set, `# parameter name (kind): what it is`. The kind is
one of `KINDS`; `(actor, --other)` says which option of the command line sets a parameter of another name. The default
stands in the query as `VALUES ?name { ... }`, where UNDEF means any, or, for a regular expression, as
`REGEX(?variable, "...", "i"))  # name`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from diplograph import resources
from diplograph.errors import InputError, ResourceError

SEPARATOR = " | "
GROUPS = (
    "actors",
    "meetings",
    "statements",
    "sources and chains",
    "time",
    "contradictions",
    "quality and evidence",
    "network",
)
KINDS = ("actor", "place", "day", "words", "number")
OPTIONS = ("actor", "other", "place", "from", "to", "day", "words")  # of the command line
_HEAD = re.compile(r"# (title|group|description|example|lists|parameter \w+ \([^)]+\)): (.+)")
_PARAMETER = re.compile(r"parameter (\w+) \((\w+)(?:, --(\w+))?\)")
# Oxigraph compiles an expression once only where it stands as such: these have their default in REGEX.
_PATTERN = r"(REGEX\(\?\w+, )(\"(?:[^\"\\]|\\.)*\")(, \"i\"\)\)  # {}\n)"
_DEFAULT = r"(VALUES \?{} \{{ )(\"(?:[^\"\\]|\\.)*\"\S*|[\d.]+|UNDEF)( \}})"
_NO_REGEX = re.compile(r"\(\?|\\[^\\.+*?()|\[\]{}^$dswnrtDSW-]")  # what XPath's expressions don't know


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that can be set. default: without its datatype, None for any. option: of the command line that sets it,
    None when only --set does."""

    name: str
    kind: str
    meaning: str
    default: str | None
    option: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question. lists: columns that hold several values. example: a row of an answer, None without one."""

    name: str
    title: str
    group: str
    description: str
    example: str | None
    lists: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def all_questions() -> tuple[Question, ...]:
    """All ready questions, by group and name. Raises ResourceError for a file whose head is not as it should be."""
    found = [
        _question(path.stem, path.read_text(encoding="utf-8")) for path in resources.files("query/queries", "*.rq")
    ]
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.name)))


def _question(name: str, text: str) -> Question:
    heads = [(match[1], match[2]) for line in text.splitlines() if (match := _HEAD.fullmatch(line))]
    head = dict(heads)
    place = f"{name}.rq"
    if missing := {"title", "description", "group"} - set(head):
        raise ResourceError(f"{min(missing)} is missing", place=place, remedy='begin with "# title: ..."')
    if head["group"] not in GROUPS:
        raise ResourceError(f"unknown group {head['group']!r}", place=place, remedy="one of " + ", ".join(GROUPS))
    parameters = []
    for key, meaning in heads:
        if not key.startswith("parameter "):
            continue
        parts = _PARAMETER.fullmatch(key)
        if parts is None or parts[2] not in KINDS:
            raise ResourceError(f"unknown kind in {key!r}", place=place, remedy="one of " + ", ".join(KINDS))
        default = _default(parts[1], text)
        if default is None:
            raise ResourceError(f"no default of {parts[1]}", place=place, remedy=f"write VALUES ?{parts[1]} {{ ... }}")
        option = parts[3] or (parts[1] if parts[1] in OPTIONS else None)
        parameters.append(Parameter(parts[1], parts[2], meaning, _bare(default[2]), option))
    return Question(
        name,
        head["title"],
        head["group"],
        head["description"],
        head.get("example"),
        tuple(head.get("lists", "").split()),
        tuple(parameters),
        text,
    )


def _default(name: str, text: str) -> re.Match[str] | None:
    """Where the default of a parameter stands in a query."""
    return re.search(_DEFAULT.format(name), text) or re.search(_PATTERN.format(name), text)


def _bare(term: str) -> str | None:
    """A default as a user writes it."""
    if term == "UNDEF":
        return None
    return term[1 : term.rindex('"')].replace('\\"', '"').replace("\\\\", "\\") if term.startswith('"') else term


def named(name: str) -> Question:
    """The question of a name. Raises InputError for an unknown one, naming the nearest.

    >>> named("joint-statements").lists
    ('speakers', 'documents')
    """
    known = {question.name: question for question in all_questions()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    hint = f'did you mean "{near[0]}"? ' if near else ""
    raise InputError(f'no question is called "{name}"', remedy=f"{hint}--list shows all")


def by_option(question: Question, options: Mapping[str, str]) -> dict[str, str]:
    """Values of the command line's options as values of a question's parameters.

    Raises InputError for an option that the question doesn't have.

    >>> by_option(named("statements-via"), {"actor": "Xi Jinping"})
    {'speaker': 'Xi Jinping'}
    """
    known = {each.option: each.name for each in question.parameters if each.option}
    for option in options:
        if option not in known:
            has = ", ".join(f"--{each}" for each in known) or "none of these options"
            raise InputError(f'"{question.name}" has no --{option}', remedy=f"it has {has}")
    return {known[option]: value for option, value in options.items()}


def with_values(question: Question, values: Mapping[str, str]) -> str:
    """The question's SPARQL with values in place of its defaults.

    Raises InputError for a value that the question doesn't have, a day or number that is none, or words that are no
    regular expression where one is asked for.
    """
    text = question.sparql
    parameters = {parameter.name: parameter for parameter in question.parameters}
    for name, value in values.items():
        if name not in parameters:
            raise InputError(
                f'"{question.name}" has no value called "{name}"',
                remedy="it has " + (", ".join(parameters) if parameters else "none"),
            )
        found = _default(name, text)
        assert found is not None, "checked when the questions were read"
        if found[1].startswith("REGEX"):
            _check_pattern(value)
        text = text[: found.start(2)] + _term(parameters[name].kind, value) + text[found.end(2) :]
    return text


def _term(kind: str, value: str) -> str:
    """A value as SPARQL writes it; it needs no prefix."""
    if kind == "number":
        if not re.fullmatch(r"\d+(\.\d+)?", value):
            raise InputError(f"{value!r} is no number", remedy="write it like 3 or 0.7")
        return value
    if kind == "day":
        try:
            day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
        except ValueError:
            day = None
        if day is None:
            raise InputError(f"{value!r} is no day", remedy="write it as YYYY-MM-DD")
        return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>'
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"' + ("@en" if kind in ("actor", "place") else "")


def _check_pattern(value: str) -> None:
    try:
        re.compile(value)
        reason = "what XPath does not know" if _NO_REGEX.search(value) else None
    except re.error as error:
        reason = str(error)
    if reason:
        raise InputError(f"{value!r} is no regular expression ({reason})", remedy="put a \\ before ( ) [ ] { } + * ? .")
