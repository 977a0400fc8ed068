"""`diplograph explain`: why a fact is in a graph, or what was read from a line and why not more."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import DEFAULT_GRAPH, flat, plural, say, write
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.query.explain import Explanation
    from diplograph.query.telling import Told

_LINE = re.compile(r"(.+):(\d+)")
_SHOWN = 12  # facts that refer to a node, passages: more are counted


@click.command(epilog="Exit status: 0 explained, 2 could not (nothing of that name).")
@click.argument("target", metavar="IRI|NAME|WORDS|FILE:LINE")
@click.option(
    "--graph",
    default=str(DEFAULT_GRAPH),
    show_default=True,
    help="File, store or endpoint that the IRI stands in.",
)
@click.option("--user", metavar="NAME", envvar="DIPLOGRAPH_STORE_USER", help="For an endpoint that wants one.")
@click.option("--base", metavar="IRI", help="As the graph was built with.  [default: what its documents begin with]")
@click.option("--model", default="default", metavar="NAME|PATH", help="spaCy pipeline for FILE:LINE.")
@click.option("--json", "as_json_", is_flag=True, help="As JSON.")
def explain(target: str, graph: str, user: str | None, base: str | None, model: str, as_json_: bool) -> None:
    """Tell why a fact is in a graph, or what was read from a line of a text and why not more.

    An IRI may be full, a path below the base, a prefixed name, or the label; a name may be written in another way, and
    words of an article give the facts that they are evidence of.

    \b
      diplograph explain person:xi-jinping
      diplograph explain meeting/2025-02-24/phone-call/vladimir-putin--xi-jinping
      diplograph explain "Xi Jinping" --graph store/ --json
      diplograph explain "work on restoring bilateral ties"
      diplograph explain article.txt:12
    """
    place = _LINE.fullmatch(target)
    if place and Path(place.group(1)).is_file():
        from diplograph.explain import as_text, at_line, read_line

        report = at_line(*read_line(Path(place.group(1)), int(place.group(2)), model))
        write([json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n" if as_json_ else as_text(report)], None)
        return
    if place and not target.startswith(("<", "http")) and "/" not in place.group(2) and Path(place.group(1)).suffix:
        raise InputError("no such file", place=place.group(1), remedy="look at the path")

    from diplograph.cli.query import opened
    from diplograph.graph.identifiers import BASE
    from diplograph.graph.kinship import bases
    from diplograph.query.explain import explain as explain_node
    from diplograph.query.telling import named, tell

    if graph == str(DEFAULT_GRAPH) and not DEFAULT_GRAPH.exists():
        raise InputError("no such file", place=graph, remedy="name your graph with --graph")
    store = opened(graph, user)
    if base is None:
        base = next(iter(bases(store)), BASE)
        if base != BASE:
            say(f"note: names are taken below {base}, as the graph's documents are")
    told = []
    for iri in named(store, target, base):
        found = explain_node(store, iri, base)
        told.append((found, tell(store, iri, tuple(one.document for one in found.passages))))
    if as_json_:
        each = [{**asdict(found), **asdict(more)} for found, more in told]
        write([json.dumps(each[0] if len(each) == 1 else each, ensure_ascii=False, indent=2) + "\n"], None)
        return
    head = [] if len(told) == 1 else [f"{plural(len(told), 'fact')}, the closest first.\n\n"]
    write([*head, "\n".join(text(found, more) for found, more in told)], None)


def text(found: Explanation, told: Told) -> str:
    """An explanation for people: what it is, what is said of it, and the sentences that say so."""
    lines = [told.sentence] if told.sentence else []
    lines += [found.label or found.iri] if found.label != told.sentence else []
    if found.label:
        lines.append(f"<{found.iri}>")
    if found.classes:
        lines.append("a " + ", ".join(found.classes))
    if found.rules or found.confidence:
        sure = f"confidence {float(found.confidence):.2f}" if found.confidence else ""
        lines.append(
            "; ".join(part for part in ["rule " + ", ".join(found.rules) if found.rules else "", sure] if part)
        )
    if told.sources:
        lines.append("through " + ", ".join(told.sources))
    if told.contradictions:
        lines += ["", "What contradicts it"]
        for clash in told.contradictions:
            said = f" »{flat(clash.other_passage, 300)}«" if clash.other_passage else ""
            lines.append(
                f"  {clash.property}: {clash.value} ({clash.document}), but {clash.other_value} "
                f"({clash.other_document}){said}"
            )
    if found.facts:
        lines += ["", "What is said of it"]
        width = max(len(fact.name) for fact in found.facts)
        lines += [f"  {fact.name:{width}}  {flat(fact.value, 160)}" for fact in found.facts]
    if found.passages:
        lines += ["", f"Where it stands ({plural(len(found.passages), 'passage')})"]
        for one in found.passages[:_SHOWN]:
            known = f" ({told.documents[one.document]})" if one.document in told.documents else ""
            lines.append(f"  {one.document}{known}, characters {one.begin} to {one.end}")
            before, after = flat(one.before, 400), flat(one.after, 400)
            words = flat(one.words, 600)
            gap = [" " * (bool(before) and one.before[-1:].isspace()), " " * (bool(after) and one.after[:1].isspace())]
            lines.append(f"    {before}{gap[0]}»{words}«{gap[1]}{after}")
        if len(found.passages) > _SHOWN:
            lines.append(f"  … and {len(found.passages) - _SHOWN} more; --json gives all")
    if found.used_by:
        lines += ["", "What refers to it"]
        lines += [f"  {fact.name} of {flat(fact.value, 120)}" for fact in found.used_by[:_SHOWN]]
        if len(found.used_by) > _SHOWN:
            lines.append(f"  … and {len(found.used_by) - _SHOWN} more; --json gives all")
    return "\n".join(lines) + "\n"
