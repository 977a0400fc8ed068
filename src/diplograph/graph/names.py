"""The vocabularies' terms as plain strings, each looked up once.

rdflib's closed namespaces check every term, which is what we want, but make a node of each at every use, and a node
never equals a string.
"""

from __future__ import annotations

from rdflib import namespace

from diplograph.graph import vocabulary


class Names:
    """Terms of one namespace as strings; an unknown term of a closed namespace is an AttributeError.

    >>> DIP.Meeting, DIPV["phone-call"]
    ('https://w3id.org/diplograph/ontology#Meeting', 'https://w3id.org/diplograph/vocab/phone-call')
    """

    def __init__(self, terms: object) -> None:
        self.space = str(terms)
        self._terms = terms
        self._known: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = str(self._terms[name])  # type: ignore[index]
        return found

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]


DIP, DIPV = Names(vocabulary.DIP), Names(vocabulary.DIPV)
NIF, SCHEMA = Names(vocabulary.NIF), Names(vocabulary.SCHEMA)
DCTERMS, ORG, PROV, RDF = Names(namespace.DCTERMS), Names(namespace.ORG), Names(namespace.PROV), Names(namespace.RDF)
RDFS, SKOS, XSD = Names(namespace.RDFS), Names(namespace.SKOS), Names(namespace.XSD)
