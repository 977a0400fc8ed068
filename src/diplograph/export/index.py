"""Triples by subject and property, for tables and networks."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, ORG, RDF, RDFS, SKOS
from diplograph.graph.terms import Literal, Term, Triple

SPACES = {
    "dcterms": DCTERMS.space,
    "dip": DIP.space,
    "nif": NIF.space,
    "org": ORG.space,
    "rdf": RDF.space,
    "rdfs": RDFS.space,
    "skos": SKOS.space,
}
KINDS = ("Person", "State", "Government", "InternationalOrganization", "MediaOutlet", "Group", "Organization", "Actor")


def whole(name: str) -> str:
    """A prefixed name as an IRI.

    >>> whole("dip:kind")
    'https://w3id.org/diplograph/ontology#kind'
    """
    prefix, _, rest = name.partition(":")
    return SPACES[prefix] + rest


def words(term: Term) -> str:
    """A term as a cell: the text of a literal, the name of a concept of ours, an IRI as it is.

    >>> words("https://w3id.org/diplograph/vocab/phone-call"), words(Literal("a")), words("urn:a")
    ('phone-call', 'a', 'urn:a')
    """
    if isinstance(term, Literal):
        return term.value
    return term.removeprefix(DIPV.space)


class Index:
    """Facts of nodes; every answer is sorted, so that equal graphs give equal files."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._facts: dict[str, dict[str, set[Term]]] = {}
        self._members: dict[str, set[str]] = {}
        for subject, predicate, value in triples:
            if predicate == RDF["type"]:
                self._members.setdefault(str(value), set()).add(subject)
            self._facts.setdefault(subject, {}).setdefault(predicate, set()).add(value)

    def nodes(self, kind: str) -> list[str]:
        """The nodes of a class of ours, by its name without prefix."""
        return sorted(self._members.get(DIP[kind], ()))

    def values(self, node: str, *path: str) -> list[str]:
        """What properties one after the other lead to, as cells; path: IRIs."""
        found: set[Term] = {node}
        for step in path:
            found = {
                value
                for one in found
                if not isinstance(one, Literal)
                for value in self._facts.get(one, {}).get(step, ())
            }
        return sorted({words(one) for one in found})

    def value(self, node: str, *path: str) -> str:
        """The first of the values; empty when there is none."""
        return next(iter(self.values(node, *path)), "")

    def kind(self, actor: str) -> str:
        """The most precise class of an actor; empty for what is none."""
        types = {str(one) for one in self._facts.get(actor, {}).get(RDF["type"], ())}
        return next((one for one in KINDS if DIP[one] in types), "")

    def label(self, node: str) -> str:
        """Its name or label; else the IRI."""
        return self.value(node, SKOS.prefLabel) or self.value(node, RDFS.label) or node
