"""Graphs in the formats of others: datasets, JSON-LD, RDF/XML, tables, networks, rows of event data."""
