"""Any RDF against the shapes: what is wrong, where, and what to do. Knows neither spaCy nor how graphs are made.

>>> from rdflib import Graph
>>> from diplograph.validate.engine import validate
>>> validate(Graph()).conforms
True
"""
