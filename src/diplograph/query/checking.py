"""A query looked at before and after it is asked: where an error stands, and terms that nobody knows.

A small scanner for SPARQL's tokens (SPARQL 1.1 Query Language, section 19.8) finds prefixed names and full IRIs
outside strings and comments. What the engine reports is told in words of the query, with the line and a mark below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from diplograph.errors import InputError
from diplograph.graph import turtle
from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, ORG, PROV, RDF, SKOS
from diplograph.graph.vocabulary import DIP as ONTOLOGY
from diplograph.graph.vocabulary import DIPV as CONCEPTS

PREFIXES: Mapping[str, str] = {
    **turtle.prefixes(BASE),
    "owl": "http://www.w3.org/2002/07/owl#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "time": "http://www.w3.org/2006/time#",
}
"""Prefixes that a query may use without declaring them; a declaration of its own wins."""

# Terms of others that our graphs use: names like these, but for a letter, are mistakes.
_OTHERS = {
    DCTERMS.space: "identifier issued publisher contributor title source isPartOf",
    NIF.space: "isString referenceContext beginIndex endIndex anchorOf Context OffsetBasedString",
    ORG.space: "member role organization Membership Organization Post",
    PROV.space: "used wasAssociatedWith wasGeneratedBy",
    RDF.space: "type subject predicate object",
    SKOS.space: "prefLabel altLabel exactMatch notation definition inScheme",
}
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>(?:\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
          |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'))
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:[\w.-]*)
      | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
      | (?P<tag>@\w[\w-]*)
      | (?P<word>\w+)
      | (?P<quote>["'])
      | (?P<mark>[{}()\[\]])
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_BROKEN = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^>\n]*>")
_CLASSES = re.compile(r"\[(?:[^\[\]]|'\[|\]')*\]")
_KEYWORDS = frozenset(
    # SPARQL 1.1 Query Language, section 19.8, and what Oxigraph adds: words that may stand bare
    "BASE PREFIX SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK FROM NAMED WHERE GROUP BY HAVING ORDER ASC"
    " DESC LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND UNION MINUS FILTER EXISTS NOT IN A TRUE"
    " FALSE STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE"
    " LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS"
    " TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI"
    " ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR"
    " TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE ADJUST LATERAL VERSION STRLANGDIR LANGDIR HASLANG HASLANGDIR".split()
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_PAIRS = {"}": "{", ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query. offset: of its first character."""

    kind: str
    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A term that nobody knows. nearest: the known one that is most like it, as the query would write it, or None."""

    written: str
    nearest: str | None
    line: int
    column: int

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"line {self.line}, column {self.column}: {self.written} is no term of ours{hint}"


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query, comments left out.

    >>> [one.text for one in tokens("SELECT * { ?s dip:kind 'a:b' } # c:d")]
    ['SELECT', '*', '{', '?s', 'dip:kind', "'a:b'", '}']
    """
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup and match.lastgroup != "comment":
            yield Token(match.lastgroup, match.group(), match.start())


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def declared(sparql: str) -> dict[str, str]:
    """The prefixes that a query declares."""
    found: dict[str, str] = {}
    pieces = list(tokens(sparql))
    for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if one.text.upper() == "PREFIX" and two.kind == "name" and three.kind == "iri":
            found[two.text.removesuffix(":")] = three.text[1:-1]
    return found


def doubts(sparql: str) -> list[Doubt]:
    """Terms of our ontology and vocabulary that don't exist, and misspelt ones of those others that we use.

    >>> print(*doubts("SELECT * { ?m dip:particpant ?who ; nif:anchorof ?words ; foaf:name ?n }"), sep="\\n")
    line 1, column 15: dip:particpant is no term of ours; did you mean dip:participant?
    line 1, column 37: nif:anchorof is no term of ours; did you mean nif:anchorOf?
    """
    own = declared(sparql)
    spaces = {**PREFIXES, **own}
    found = []
    before = ""
    for token in tokens(sparql):
        previous, before = before, token.text.upper()
        if token.kind == "name" and previous != "PREFIX":
            prefix, _, local = token.text.partition(":")
            space, shape = spaces.get(prefix, ""), prefix + ":{}"
        elif token.kind == "iri":
            space = next((one for one in _known() if token.text[1:].startswith(one)), "")
            local, shape = token.text[1 + len(space) : -1], f"<{space}{{}}>"
        else:
            continue
        nearest = _nearest(space, local)
        if nearest is None:
            continue
        line, column = position(sparql, token.offset)
        found.append(Doubt(token.text, shape.format(nearest) if nearest else None, line, column))
    return found


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Names that are known of each namespace."""
    known = {space: tuple(words.split()) for space, words in _OTHERS.items()}
    for space, terms in ((DIP.space, ONTOLOGY), (DIPV.space, CONCEPTS)):
        known[space] = tuple(sorted([*terms.__annotations__, *getattr(terms, "_extras", [])]))
    return known


def _nearest(space: str, local: str) -> str | None:
    """The nearest known name; "" when none is near; None when there is nothing to say."""
    names = _known().get(space, ())
    if not names or not local or local in names:
        return None
    ours = space in (DIP.space, DIPV.space)
    same = next((name for name in names if name.lower() == local.lower()), None)
    near = [same] if same else get_close_matches(local, names, n=1, cutoff=0.5 if ours else 0.92)
    return near[0] if near else "" if ours else None


def explained(sparql: str, said: str, place: str) -> InputError:
    """An error of the engine in words of the query: what, where (line and column), and the line with a mark below."""
    what, remedy, offset = _update(sparql) or _lexical(sparql) or _unknown_prefix(sparql) or _reported(sparql, said)
    line, column = position(sparql, offset)
    lines = sparql.split("\n")
    shown = lines[line - 1].rstrip("\r").expandtabs(1)
    start = max(0, column - 60)
    excerpt = f"\n  {shown[start : start + 100]}\n  {' ' * (column - 1 - start)}^" if shown.strip() else ""
    where = f"{place}, line {line}, column {column}"
    return InputError(f"not valid SPARQL: {what}", place=where, remedy=(remedy or "mend it there") + excerpt)


def _update(sparql: str) -> tuple[str, str | None, int] | None:
    """SPARQL Update where a question is asked for."""
    first = next(
        (one for one in tokens(sparql) if one.kind == "word" and one.text.upper() not in ("PREFIX", "BASE")), None
    )
    if first and first.text.upper() in _UPDATES:
        return f"{first.text} changes data; questions only read", "take SELECT, CONSTRUCT or ASK", first.offset
    return None


def _unknown_prefix(sparql: str) -> tuple[str, str | None, int] | None:
    known = {*PREFIXES, *declared(sparql)}
    before = ""
    for token in tokens(sparql):
        previous, before = before, token.text.upper()
        if token.kind != "name" or previous == "PREFIX":
            continue
        prefix = token.text.partition(":")[0]
        if prefix not in known:
            near = get_close_matches(prefix, sorted(known), n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}:? " if near else ""
            return f"unknown prefix {prefix}:", f"{hint}or declare it: PREFIX {prefix}: <...>", token.offset
    return None


def _lexical(sparql: str) -> tuple[str, str | None, int] | None:
    """Quotation marks and brackets that stay open, words that are none of SPARQL's, addresses that can't be ones."""
    stack: list[Token] = []
    for token in tokens(sparql):
        if token.text == "<" and _BROKEN.match(sparql, token.offset):
            return "no IRI between < and >", "it may hold no blanks or quotation marks", token.offset
        if token.kind == "quote":
            return "a string is not closed", f"put a {token.text} at its end", token.offset
        if token.text in ("{", "(", "["):
            stack.append(token)
        elif token.text in _PAIRS and token.kind == "mark":
            if not stack or stack[-1].text != _PAIRS[token.text]:
                return f"a {token.text} closes nothing", None, token.offset
            stack.pop()
        elif token.kind == "word" and token.text.upper() not in _KEYWORDS and not token.text[0].isdecimal():
            near = get_close_matches(token.text.upper(), sorted(_KEYWORDS), n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}?" if near else "a variable begins with ?, a text stands in quotation marks"
            return f'unknown word "{token.text}"', hint, token.offset
    if stack:
        return f"a {stack[-1].text} is not closed", None, stack[-1].offset
    return None


def _reported(sparql: str, said: str) -> tuple[str, str | None, int]:
    """What the engine says, as far as it helps."""
    match = _POSITION.match(said)
    if match is None:
        return " ".join(said.split()) or "it can't be read", None, 0
    offset = sum(len(line) + 1 for line in sparql.split("\n")[: int(match[1]) - 1]) + int(match[2]) - 1
    offset = min(offset, max(len(sparql) - 1, 0))
    if not sparql.strip():
        return "the query is empty", "SELECT * WHERE { ?s ?p ?o } LIMIT 10 is one", 0
    expected = _CLASSES.sub("", match[3])
    if "a variable that is unbound" in expected:
        return "SELECT names a variable that is neither grouped nor aggregated", "put it into GROUP BY", offset
    if "IRI parsing failed" in expected:
        return "no IRI", "an IRI is whole, <https://...>, or a name with a declared prefix", offset
    pieces = list(tokens(sparql))
    at = next((one for one in pieces if one.offset <= offset < one.offset + len(one.text)), None)
    at = at or next((one for one in pieces if one.offset >= offset), None)
    if at is None:
        return "it ends too early", None, offset
    return f'unexpected "{at.text}"', None, at.offset
