"""A graph on the loopback: SPARQL for programs, a query page and a page per node for people. It only reads.

`negotiation` (what a client wants) and `protocol` (what it asks) are plain functions; `workers` runs every question in
a process that can be ended; `jobs`, `nodes`, `search`, `description` and `pages` are what these processes do;
`application` maps addresses to them; `server` speaks HTTP; `running` puts them together.
"""
