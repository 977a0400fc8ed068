"""Ready questions: SPARQL files in `queries/`, each complete and valid on its own.

The head of a file is made of comments: `# title: ...`, `# description: ...` (one line), `# lists: column ...` (columns
that hold several values, joined by " | ") and, for each value that a user may set, `# parameter name: what it is`.
Its default stands in the query as `VALUES ?name { ... }`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from diplograph import resources
from diplograph.errors import InputError, ResourceError

SEPARATOR = " | "
_HEAD = re.compile(r"# (title|description|lists|parameter \w+): (.+)")
_DEFAULT = r"(VALUES \?{} \{{ )(\"(?:[^\"\\]|\\.)*\")(\S*)( \}})"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that can be set. default: as it stands in the query, without its datatype."""

    name: str
    meaning: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question. lists: columns that hold several values."""

    name: str
    title: str
    description: str
    lists: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def all_questions() -> tuple[Question, ...]:
    """All ready questions, by name. Raises ResourceError for a file without title or description."""
    found = []
    for path in resources.files("query/queries", "*.rq"):
        text = path.read_text(encoding="utf-8")
        head = dict(_HEAD.fullmatch(line).groups() for line in text.splitlines() if _HEAD.fullmatch(line))  # type: ignore[union-attr, misc]
        if missing := {"title", "description"} - set(head):
            raise ResourceError(f"{min(missing)} is missing", place=path.name, remedy='begin with "# title: ..."')
        parameters = []
        for key, meaning in head.items():
            if not key.startswith("parameter "):
                continue
            name = key.removeprefix("parameter ")
            default = re.search(_DEFAULT.format(name), text)
            if default is None:
                raise ResourceError(
                    f"no default of {name}", place=path.name, remedy=f'write VALUES ?{name} {{ "..." }}'
                )
            parameters.append(Parameter(name, meaning, default.group(2)[1:-1]))
        found.append(
            Question(
                path.stem,
                head["title"],
                head["description"],
                tuple(head.get("lists", "").split()),
                tuple(parameters),
                text,
            )
        )
    return tuple(found)


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


def with_values(question: Question, values: Mapping[str, str]) -> str:
    """The question's SPARQL with values in place of its defaults.

    Raises InputError for a value that the question doesn't have, or a day that is none.
    """
    text = question.sparql
    names = [parameter.name for parameter in question.parameters]
    for name, value in values.items():
        if name not in names:
            raise InputError(
                f'"{question.name}" has no value called "{name}"',
                remedy="it has " + (", ".join(names) if names else "none"),
            )
        pattern = re.compile(_DEFAULT.format(name))
        found = pattern.search(text)
        assert found is not None, "checked when the questions were read"
        if found.group(3) == "^^xsd:date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise InputError(f"{value!r} is no day", remedy="write it as YYYY-MM-DD")
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        text = (
            text[: found.start()] + f'{found.group(1)}"{escaped}"{found.group(3)}{found.group(4)}' + text[found.end() :]
        )
    return text
