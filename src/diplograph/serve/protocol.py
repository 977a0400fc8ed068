"""What a client asks: the query operation of the SPARQL 1.1 Protocol (W3C 2013), section 2.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from diplograph.query import checking
from diplograph.serve.responses import Refusal

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
READ_ONLY = "This endpoint only reads: SPARQL Update is refused. To change the graph, build it anew and serve that.\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what a request says of it. seconds: a shorter time limit that the client wishes."""

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str | None = None
    seconds: float | None = None


def asked(method: str, address_query: str, content_type: str, body: bytes) -> Asked | None:
    """The query of a request, by GET, by POST of a form, or by POST of the query itself; None when there is none.

    Raises Refusal: an update (403), two queries or a body that is not UTF-8 (400), a kind of body that the protocol
    doesn't know (415).
    """
    pairs = _pairs(address_query)
    sent = content_type.partition(";")[0].strip().lower()
    query: list[str] = []
    if method == "POST":
        if sent == FORM_TYPE or (not sent and not body):
            pairs += _pairs(_text(body))
        elif sent == UPDATE_TYPE:
            raise Refusal(403, READ_ONLY)
        elif sent == QUERY_TYPE:
            query.append(_text(body))
        else:
            raise Refusal(415, f"POST a query as {QUERY_TYPE} or a form as {FORM_TYPE}, not {sent or 'untyped'}.\n")
    if any(name == "update" for name, _ in pairs):
        raise Refusal(403, READ_ONLY)
    query += [value for name, value in pairs if name == "query"]
    if len(query) > 1:
        raise Refusal(400, "Two queries in one request: send one.\n")
    if not query:
        return None
    _refuse_calls(query[0])
    return Asked(
        query[0],
        tuple(value for name, value in pairs if name == "default-graph-uri" and value),
        tuple(value for name, value in pairs if name == "named-graph-uri" and value),
        next((value for name, value in pairs if name == "format"), None),
        _seconds(next((value for name, value in pairs if name == "timeout"), None)),
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise Refusal(400, f"The parameters can't be read ({error}); write them in UTF-8, percent-encoded.\n") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"The query is not UTF-8 (byte {error.start}).\n") from None


def _seconds(value: str | None) -> float | None:
    try:
        seconds = float(value) if value else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 < seconds < float("inf") else None


def _refuse_calls(sparql: str) -> None:
    """Refuse SERVICE: a query must not make this machine call others, whoever sent it.

    Written closely, the word may stand at the end of another token ("1SERVICE", "SERVICE:x {"): these count too.
    """
    pieces: Sequence[checking.Token] = list(checking.tokens(sparql.replace("\r", "\n")))  # a comment ends at either
    for token, behind in zip(pieces, [*pieces[1:], None], strict=True):
        called = token.kind == "word" and "SERVICE" in token.text.upper()
        prefix = token.text.partition(":")[0].upper() if token.kind == "name" else ""
        called = called or (prefix.endswith("SERVICE") and behind is not None and behind.text == "{")
        if called:
            line, column = checking.position(sparql, token.offset)
            raise Refusal(
                403,
                f"line {line}, column {column}: SERVICE is refused, as this endpoint calls no others; "
                "ask the other endpoint itself.\n",
            )


def own_dataset(sparql: str) -> bool:
    """Whether a query says itself which graphs it means (FROM, FROM NAMED)."""
    return any(
        token.kind in ("word", "name") and token.text.upper().partition(":")[0] == "FROM"
        for token in checking.tokens(sparql.replace("\r", "\n"))
    )
