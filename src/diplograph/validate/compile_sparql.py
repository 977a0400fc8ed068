"""`sh:sparql` constraints (SHACL, section 5) as one query for all focus nodes.

SHACL asks a query once for each focus node, with that node put in place of $this everywhere. Asked once for all, the
focus nodes are joined into each group that mentions $this; groups of EXISTS get them from outside. Where this could
tell another story (subqueries, aggregates, limits, questions about how a literal is written) the constraint is left
to the reference engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from diplograph.validate.forms import NotCompiledError, Path, Sparql
from diplograph.validate.terms import in_order

FOCUS = "#focus#"
# A path inside of EXISTS is walked from the node at hand. Written as a plain sequence the store would join all pairs of
# the graph anew for each node; as one of two paths, of which the second is nowhere, it walks.
WALKED = ("(", "|<urn:x-nowhere>)")
_OURS = "https://w3id.org/diplograph/shapes#"
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*) | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<string>\"{3}.*?(?<!\\)\"{3} | '{3}.*?(?<!\\)'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<variable>[?$]\w+) | (?P<name>[\w-]*:[\w.-]*) | (?P<word>[A-Za-z_]+) | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_LEFT = set("MINUS VALUES SERVICE GROUP HAVING LIMIT OFFSET ORDER GRAPH FROM REDUCED BASE PREFIX".split())
_LEFT |= set("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT RAND UUID STRUUID BNODE NOW".split())
# Numbers are told in their shortest form by the store: fine for our queries, which never ask for it.
_SPELLING = {"DATATYPE", "SAMETERM", "STR", "STRLEN", "REGEX", "CONCAT", "SUBSTR", "REPLACE", "STRDT"}
_PREBOUND = {"this", "shapesGraph", "currentShape"}


def compile_sparql(graph: Graph, path: Path | None, node: Node) -> Sparql | None:
    """The set query of a constraint, None when it is deactivated. path: of the shape it stands at.

    Raises NotCompiledError when asking for all focus nodes at once could differ, or for ill-formed queries.
    """
    if any(isinstance(one, Literal) and one.value for one in graph.objects(node, SH.deactivated)):
        return None
    selects = list(graph.objects(node, SH.select))
    if len(selects) != 1 or not isinstance(selects[0], Literal):
        raise NotCompiledError("sh:sparql without one sh:select")
    ours = str(node).startswith(_OURS)
    query = "\n".join([*prefixes(graph, node), set_query(str(selects[0]), path, ours=ours)])
    try:
        ox.Store().query(query.replace(FOCUS, "VALUES ?this { <urn:x> }"))
    except SyntaxError as error:
        raise NotCompiledError("sh:sparql that the store can't read") from error
    return Sparql(node, query, tuple(sorted(str(one) for one in graph.objects(node, SH.message))))


def prefixes(graph: Graph, node: Node) -> Iterator[str]:
    """The prefixes declared for a query (section 5.2.1); rdf, rdfs and owl are known as to the reference engine."""
    found = {"rdf": str(RDF._NS), "rdfs": str(RDFS._NS), "owl": str(OWL._NS)}
    ontologies = set(graph.subjects(RDF.type, OWL.Ontology))
    of_all = {one for ontology in ontologies for one in graph.objects(ontology, SH.declare)}
    for source in graph.objects(node, SH.prefixes):
        imported = graph.transitive_objects(source, OWL.imports)
        own = {one for ontology in imported for one in graph.objects(ontology, SH.declare)}
        for one in in_order(own if own and source in ontologies else own | of_all):
            prefix, namespace = list(graph.objects(one, SH.prefix)), list(graph.objects(one, SH.namespace))
            if len(prefix) != 1 or len(namespace) != 1:
                raise NotCompiledError("sh:declare without one sh:prefix and one sh:namespace")
            found[str(prefix[0])] = str(namespace[0])
    return (f"PREFIX {name}: <{iri}>" for name, iri in sorted(found.items()))


def set_query(select: str, path: Path | None, *, ours: bool = False) -> str:
    """The query with a mark at each place where the focus nodes go.

    >>> set_query("SELECT ?value { $this <a:p> ?value }", None)
    'SELECT ?this ?value {#focus# ?this <a:p> ?value }'
    """
    tokens = list(_TOKEN.finditer(select))
    words = {token[0].upper() for token in tokens if token.lastgroup == "word"}
    variables = {token[0][1:] for token in tokens if token.lastgroup == "variable"}
    if left := sorted(words & _LEFT) + (sorted(words & _SPELLING) if not ours else []):
        raise NotCompiledError(f"sh:sparql with {left[0]}")
    if left := sorted(variables & {"shapesGraph", "currentShape", "failure"}):
        raise NotCompiledError(f"sh:sparql with ${left[0]}")
    opening = next((number for number, token in enumerate(tokens) if token[0] == "{"), None)
    if opening is None or sum(token[0].upper() == "SELECT" for token in tokens if token.lastgroup == "word") != 1:
        raise NotCompiledError("sh:sparql that is no plain SELECT")
    _check_projection([token[0] for token in tokens[:opening]])
    if _binds_prebound(tokens):
        raise NotCompiledError("sh:sparql that binds $this anew")
    marks, correlated = _groups(tokens, opening)
    starts, ends = _sequences(tokens, correlated)
    pieces, end = [], 0
    for number, token in enumerate(tokens):
        text = token[0]
        if token.lastgroup == "variable":
            text = _path(path) if text[1:] == "PATH" else "?" + text[1:]
        elif token.lastgroup == "comment":
            text = ""
        text = WALKED[0] * (number in starts) + text + WALKED[1] * (number in ends)
        pieces += [select[end : token.start()], text, FOCUS * (number in marks)]
        end = token.end()
        if text.upper() in ("SELECT", "DISTINCT") and number < opening:
            pieces.append(_this_first(tokens, number))
    return "".join(pieces) + select[end:]


def _path(path: Path | None) -> str:
    if path is None or path.itself:
        raise NotCompiledError("sh:sparql with $PATH, but no path of one step or more")
    return path.step


def _check_projection(head: list[str]) -> None:
    if "*" in head and "(" not in head:
        raise NotCompiledError("sh:sparql with SELECT *")


def _this_first(tokens: list[re.Match[str]], number: int) -> str:
    """` ?this` where the query doesn't give it itself, else nothing."""
    if tokens[number + 1][0].upper() == "DISTINCT":
        return ""
    depth, given = 0, False
    for token in tokens:
        if token[0] == "{":
            break
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        given = given or (depth == 0 and token[0][1:] == "this")
    return "" if given else " ?this"


def _binds_prebound(tokens: list[re.Match[str]]) -> bool:
    return any(one[0].upper() == "AS" and other[0][1:] in _PREBOUND for one, other in pairwise(tokens))


def _groups(tokens: list[re.Match[str]], opening: int) -> tuple[set[int], set[int]]:
    """The opening braces after which the focus nodes are joined in, and the tokens inside of EXISTS."""
    marks, inside = {opening}, set()
    stack = [False]
    for number in range(opening + 1, len(tokens)):
        text = tokens[number][0]
        if stack and stack[-1]:
            inside.add(number)
        if text == "}" and stack:
            stack.pop()
        elif text == "{":
            before = tokens[number - 1][0].upper()
            correlated = before == "EXISTS" or bool(stack and stack[-1])
            words = _group(tokens, number)
            if not correlated and "this" in words and (before != "OPTIONAL" or "BIND" in words):
                marks.add(number)
            stack.append(correlated)
    return marks, inside


def _sequences(tokens: list[re.Match[str]], among: set[int]) -> tuple[set[int], set[int]]:
    """The first and last tokens of plain sequence paths (a:b/c:d) among some tokens."""
    starts, ends = set(), set()
    number = 0
    while number < len(tokens):
        last = number
        while number in among and _is_step(tokens[last]) and last + 2 < len(tokens) and tokens[last + 1][0] == "/":
            if not _is_step(tokens[last + 2]):
                break
            last += 2
        around = {tokens[number - 1][0], tokens[min(last + 1, len(tokens) - 1)][0]}
        if last > number and not around & set("/|*+?()^!"):
            starts.add(number)
            ends.add(last)
        number = last + 1
    return starts, ends


def _is_step(token: re.Match[str]) -> bool:
    return token.lastgroup in ("iri", "name") or token[0] == "a"


def _group(tokens: list[re.Match[str]], opening: int) -> set[str]:
    """Words and names of variables between a brace and the one that closes it."""
    depth, found = 0, set()
    for token in tokens[opening:]:
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if not depth:
            break
        if token.lastgroup == "variable":
            found.add(token[0][1:])
        elif token.lastgroup == "word":
            found.add(token[0].upper())
    return found
