"""Loading into a store elsewhere: send what was planned, go on where it stopped, and look whether all has arrived."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from diplograph.errors import InputError, OutputError, StoreError
from diplograph.graph.names import XSD
from diplograph.query.stores.addresses import Addresses
from diplograph.query.stores.parts import Part
from diplograph.query.stores.plan import NTRIPLES, Step, graph_url, plan
from diplograph.query.stores.web import Reply, Web

_GRAPH = re.compile(r"^\s*(CONSTRUCT|DESCRIBE)\b", re.I | re.M)
RESULTS = "application/sparql-results+json"
# Statuses that say "no query service here" rather than "something is wrong".
_NO_SERVICE = frozenset({400, 404, 405, 406, 415, 500, 501})
_NUMBERS = frozenset(
    XSD[name] for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long", "boolean")
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One graph: triples sent, and how many stand there now (None: the store didn't tell).

    before: how many stood there, None when that isn't known.
    """

    graph: str | None
    sent: int
    before: int | None
    there: int | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done. requests: all of the plan; skipped: those that an earlier run had done.

    unchecked: why the counts could not be compared, None when they were.
    """

    arrivals: tuple[Arrival, ...]
    requests: int
    skipped: int
    unchecked: str | None

    @property
    def sent(self) -> int:
        return sum(one.sent for one in self.arrivals)


def load(
    parts: Sequence[Part],
    to: Addresses,
    web: Web,
    *,
    replace: bool = False,
    batch: int | None = None,
    resume: Path | None = None,
    check: bool = True,
    dry_run: bool = False,
    passed: Callable[[Sequence[Step]], Iterator[Step]] = iter,
) -> Loaded:
    """Send graphs to a store; see `plan` for replace and batch.

    resume: a file that notes how far the load has come; with it, the same load goes on where it stopped. check: count
    what is there in the end, and where the count leaves doubt, compare. dry_run: ask only. passed: passes the steps on,
    for a progress bar.
    Raises StoreError when the store fails or lacks triples, InputError for a note of another load, OutputError when
    the note can't be written.
    """
    steps = plan(parts, to, replace=replace, batch=batch)
    note = Note(resume, _digest(steps, to)) if resume else None
    done = note.read() if note else 0
    before = {part.name: count(web, to, part.name) if check or dry_run else None for part in parts}
    if dry_run:
        return Loaded(_sent(parts, before), len(steps), done, None)
    try:
        for number, step in enumerate(passed(steps)):
            if number < done:
                continue
            web.send(
                step.method, step.url, body=step.body(), headers={"Content-Type": step.kind}, repeatable=step.repeatable
            )
            if note:
                note.write(number + 1)
    except StoreError as error:
        hint = _long_literal(step) if "refused" in error.what else None
        remedy = _and_then(hint or error.remedy, number, steps, note)
        raise StoreError(error.what, place=error.place, remedy=remedy) from error
    arrivals, unchecked = _sent(parts, before), None if check else "it was not asked for"
    if check:
        try:
            arrivals, unchecked = _arrived(parts, to, web, before, replace=replace, resumed=done > 0)
        except StoreError:
            if note:
                note.forget()  # what it says was done is not there
            raise
    if note:
        note.forget()
    return Loaded(arrivals, len(steps), done, unchecked)


def _sent(parts: Sequence[Part], before: dict[str | None, int | None]) -> tuple[Arrival, ...]:
    return tuple(Arrival(part.name, len(part.triples), before[part.name], None) for part in parts)


def _long_literal(step: Step) -> str | None:
    """What may be the trouble if a store refuses for no clear reason: Virtuoso takes no literal above 10 MB."""
    longest = max(map(len, step.body().split(b"\n"))) / 1e6
    return f"its longest literal has {longest:.1f} MB, more than some stores take" if longest > 1 else None


def _and_then(remedy: str | None, number: int, steps: Sequence[Step], note: Note | None) -> str:
    """What to do, and what is in the store by now."""
    if number == 0:
        return "; ".join(part for part in (remedy, "nothing was sent before") if part)
    where = f"{number} of {len(steps)} requests are done"
    on = (
        "run the same command again to go on from there"
        if note
        else "run the same command again: it does no harm to what is there, and completes it"
    )
    return "; ".join(part for part in (remedy, where, on) if part)


# ---------- how far it has come ----------


class Note:
    """A file that says how many steps of a load are done."""

    def __init__(self, path: Path, load: str) -> None:
        """load: what tells this load from others."""
        self._path, self._load = path, load

    def read(self) -> int:
        """How many steps are done. Raises InputError for a note of another load, or none."""
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            load, done = said["load"], int(said["done"])
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                "not a note of an unfinished load", place=str(self._path), remedy="name a new file with --resume"
            ) from error
        if load != self._load:
            raise InputError(
                "a note of another load (other data, store or options)",
                place=str(self._path),
                remedy="finish that one, or remove the file to begin anew",
            )
        return done

    def write(self, done: int) -> None:
        """Raises OutputError."""
        try:
            temporary = self._path.with_name(f".{self._path.name}.tmp")
            temporary.write_text(json.dumps({"load": self._load, "done": done}) + "\n", encoding="utf-8")
            os.replace(temporary, self._path)
        except OSError as error:
            raise OutputError(
                f"can't be written ({error.strerror})", place=str(self._path), remedy="name another file with --resume"
            ) from error

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


def _digest(steps: Sequence[Step], to: Addresses) -> str:
    digest = hashlib.sha256(f"{to.given} {to.protocol}\n".encode())
    for step in steps:
        digest.update(f"{step.method} {step.url} {step.triples}\n".encode())
        digest.update(hashlib.sha256(step.body()).digest())
    return digest.hexdigest()[:32]


# ---------- what is there ----------


def count(web: Web, to: Addresses, name: str | None) -> int | None:
    """How many triples a graph of the store has; None when the store can't be asked."""
    if to.query:
        target = "{ ?s ?p ?o }" if name is None else f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        answer = ask_there(web, to.query, f"SELECT (COUNT(*) AS ?n) {target}")
        if answer is not None:
            return int(answer[1][0][0] or 0) if answer[1] else 0
        return None
    found = fetch(web, to, name)
    return None if found is None else len(found)


def ask_there(web: Web, query: str, sparql: str) -> tuple[list[str], list[list[str | None]]] | None:
    """Columns and rows of an answer, cells as words; of a CONSTRUCT its triples, sorted.

    query: the address that takes queries; None when there is no such service.
    """
    # Asked for both, Virtuoso gives a graph in a JSON of its own.
    reply = _asked(web, query, sparql, f"{NTRIPLES}, text/turtle;q=0.8" if _GRAPH.search(sparql) else RESULTS)
    if reply.status >= 300 or not reply.body:
        return None
    try:
        if reply.kind in (NTRIPLES, "text/turtle", "text/plain"):
            triples = {quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.TURTLE)}
            told = sorted(tuple(_cell(term) for term in (one.subject, one.predicate, one.object)) for one in triples)
            return ["subject", "predicate", "object"], [list(row) for row in told]
        answer = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError):
        return None
    if not isinstance(answer, ox.QuerySolutions):
        return None
    names = [variable.value for variable in answer.variables]
    return names, [[None if row[name] is None else _cell(row[name]) for name in names] for row in answer]


def _asked(web: Web, query: str, sparql: str, accept: str) -> Reply:
    # As a form: Virtuoso 7.2.5 never answers a query that is posted as it is.
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
    return web.send("POST", query, body=urlencode({"query": sparql}).encode(), headers=headers, allow=_NO_SERVICE)


def _cell(term: object) -> str:
    return str(getattr(term, "value", term))


def fetch(web: Web, to: Addresses, name: str | None) -> set[ox.Triple] | None:
    """The triples of a graph of the store; None when it doesn't give them."""
    if to.graph_store and to.protocol == "graph-store":
        reply = web.send("GET", graph_url(to.graph_store, name), headers={"Accept": NTRIPLES}, allow=_NO_SERVICE)
        if reply.status == 404:
            return set()  # the protocol's answer for a graph that isn't there
    elif to.query:
        where = "?s ?p ?o" if name is None else f"GRAPH <{name}> {{ ?s ?p ?o }}"
        reply = _asked(web, to.query, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", NTRIPLES)
    else:
        return None
    if reply.status >= 300:
        return None
    kinds = {"text/turtle": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML}
    try:
        # Turtle is read as what N-Triples are, too: some stores call theirs text/plain.
        return {quad.triple for quad in ox.parse(reply.body, format=kinds.get(reply.kind, ox.RdfFormat.TURTLE))}
    except (SyntaxError, ValueError):
        return None


def _arrived(
    parts: Sequence[Part],
    to: Addresses,
    web: Web,
    before: dict[str | None, int | None],
    *,
    replace: bool,
    resumed: bool,
) -> tuple[tuple[Arrival, ...], str | None]:
    """What is there now, and why that is not known. Raises StoreError when triples are not there."""
    arrivals, unsure = [], 0
    for part in parts:
        there, sent, old = count(web, to, part.name), len(part.triples), before[part.name]
        arrivals.append(Arrival(part.name, sent, old, there))
        if there is not None and there == (sent if replace else None if old is None or resumed else old + sent):
            continue
        if there is None or (there >= sent and part.blank):
            unsure += 1  # blank nodes have other names there, and stand there again after each load
            continue
        found = fetch(web, to, part.name) if there else set()
        if found is None:
            if there < sent:
                raise _missing(part, to, f"{sent - there:,} of {sent:,} triples")
            unsure += 1
            continue
        known = {_plain(triple) for triple in found}
        lacking = [triple for triple in part.triples if _plain(triple) not in known and not _blank(triple)]
        if lacking or (there < sent and part.blank):
            example = f", for example {str(lacking[0])[:200]}" if lacking else ""
            number = max(len(lacking), sent - there)
            raise _missing(part, to, f"{number:,} of {sent:,} triples{example}")
        if replace and there > sent and len(known) > len({_plain(triple) for triple in part.triples}):
            raise StoreError(
                f"{there:,} triples are in {_called(part.name)}, {sent:,} were sent",
                place=to.given,
                remedy="does somebody else write there? if not, run it again",
            )
    if not unsure:
        return tuple(arrivals), None
    reason = (
        "the store did not tell how much it holds; name its query address with --query-endpoint"
        if any(one.there is None for one in arrivals)
        else "it has blank nodes, or what stood there before overlaps"
    )
    return tuple(arrivals), reason


def _missing(part: Part, to: Addresses, how: str) -> StoreError:
    return StoreError(
        f"loaded, but {_called(part.name)} lacks {how}",
        place=to.given,
        remedy="run it again; if that doesn't help, see the store's page in docs/stores.md",
    )


def _called(name: str | None) -> str:
    return "the default graph" if name is None else f"graph <{name}>"


def _blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _plain(triple: ox.Triple) -> tuple[str, str, str]:
    """A triple with numbers by their value: Virtuoso writes 1.50 as 1.5, and nonNegativeInteger as integer.

    >>> one, other = (ox.Literal(text, datatype=ox.NamedNode(XSD.decimal)) for text in ("1.50", "1.5"))
    >>> _plain(ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), one))[2] == _value(other)
    True
    """
    return str(triple.subject), str(triple.predicate), _value(triple.object)


def _value(term: object) -> str:
    if isinstance(term, ox.Literal):
        if term.language:
            return f'"{term.value}"@{term.language.lower()}'
        if term.datatype.value in _NUMBERS:
            text = {"true": "1", "false": "0"}.get(term.value, term.value)
            try:
                return f"number {Decimal(text).normalize()}"
            except InvalidOperation:
                return f"number {text}"
    return str(term)
