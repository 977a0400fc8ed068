"""Reports for programs and stores: JSON, a SHACL report in Turtle, JUnit XML, annotations of GitHub."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from rdflib import SH, BNode

from diplograph.validate.places import Place
from diplograph.validate.report import ORDER, Report, Result, Severity, Triples, label_of, quotes, short_path

TURTLE_PREFIXES = {"sh": str(SH._NS), "xsd": "http://www.w3.org/2001/XMLSchema#"}


def as_json(report: Report, graph: Triples) -> str:
    """The report as one JSON object; nodes in N-Triples notation, so that IRIs and literals can't be confused."""
    return (
        json.dumps(
            {
                "conforms": report.conforms,
                "triples": report.triples,
                "counts": {one.value: report.count(one) for one in ORDER},
                "results": [
                    {
                        "severity": one.severity.value,
                        "constraint": one.constraint or None,
                        "component": one.component,
                        "focus": one.focus.n3(),
                        "label": label_of(one.focus, graph),
                        "path": one.path,
                        "value": None if one.value is None else one.value.n3(),
                        "message": one.message,
                        "evidence": sorted(quotes(one, graph)),
                    }
                    for one in report.results
                ],
                "handed": [
                    {"shape": None if isinstance(one.node, BNode) else str(one.node), "because": one.reason}
                    for one in report.handed
                ],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def as_turtle(report: Report) -> str:
    """The report as a `sh:ValidationReport`, the same bytes for the same results.

    `sh:conforms` is SHACL's own: true only without any result, warnings included.
    """
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in TURTLE_PREFIXES.items()]
    lines += ["", "[] a sh:ValidationReport ;", f"    sh:conforms {str(not report.results).lower()}"]
    for one in report.results:
        lines[-1] += " ;"
        lines += ["    sh:result [", "        a sh:ValidationResult ;"]
        lines += [f"        sh:focusNode {one.focus.n3()} ;"]
        lines += [f"        sh:resultPath {one.path} ;"] * (one.path is not None)
        lines += [f"        sh:value {one.value.n3()} ;"] if one.value is not None else []
        lines += [f"        sh:sourceConstraintComponent sh:{one.component}ConstraintComponent ;"]
        if one.constraint:
            source = "sourceConstraint" if one.component == "SPARQL" else "sourceShape"
            lines += [f"        sh:{source} <{one.constraint}> ;"]
        lines += [f"        sh:resultSeverity sh:{one.severity.value} ;"]
        lines += [f"        sh:resultMessage {_literal(one.message)} ]"]
    lines[-1] += " ."
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"@en'


def as_junit(report: Report, graph: Triples) -> str:
    """The report as JUnit XML: one test case for each constraint that was broken, one that passes when none was."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for one in report.results:
        groups.setdefault((one.severity.value, one.constraint, one.component), []).append(one)
    violated = sum(key[0] == Severity.VIOLATION for key in groups)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="diplograph validate" tests="{max(1, len(groups))}" failures="{violated}" errors="0" '
        f'skipped="{len(groups) - violated}">',
    ]
    for (severity, constraint, component), members in groups.items():
        name = f"{constraint.rsplit('#', 1)[-1] or 'a shape without a name'} ({component})"
        lines.append(f'  <testcase classname="shapes" name={_attribute(name)}>')
        message = f"{severity}, {len(members)} times: {members[0].message}"
        if severity == Severity.VIOLATION:
            lines.append(f"    <failure message={_attribute(message)}>")
            lines += [escape(_printable(_line(one, graph))) for one in members]
            lines.append("    </failure>")
        else:
            lines.append(f"    <skipped message={_attribute(message)}/>")
        lines.append("  </testcase>")
    if not groups:
        lines.append('  <testcase classname="shapes" name="all constraints"/>')
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def as_github(report: Report, graph: Triples, places: Mapping[str, Place] = MappingProxyType({})) -> str:
    """The report as workflow commands of GitHub Actions: errors, warnings and notices at the lines of the nodes.

    places: of focus nodes; without one a result stands on the page of the check.
    """
    words = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for one in report.results:
        title = f"{one.constraint.rsplit('#', 1)[-1] or 'shape'} ({one.component})"
        text = f"{one.message}\n{_line(one, graph)}"
        place = places.get(str(one.focus))
        where = f"file={_escaped(place.file, ',:')},line={place.line}," if place else ""
        lines.append(f"::{words[one.severity]} {where}title={_escaped(title, ',:')}::{_escaped(text)}")
    return "".join(line + "\n" for line in lines)


def _line(result: Result, graph: Triples) -> str:
    """Which node, which property, which value, on one line."""
    label = label_of(result.focus, graph)
    parts = [f"{label} {result.focus.n3()}" if label else result.focus.n3()]
    parts += [f"at {short_path(result.path)}"] if result.path else []
    parts += [result.value.n3()] if result.value is not None and result.value != result.focus else []
    return " ".join(parts)


def _attribute(text: str) -> str:
    return quoteattr(_printable(text))


def _printable(text: str) -> str:
    """Without the control characters that XML 1.0 doesn't allow."""
    return "".join(one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))


def _escaped(text: str, more: str = "") -> str:
    """Escaped as the runner of GitHub Actions reads it."""
    for one in "%\r\n" + more:
        text = text.replace(one, f"%{ord(one):02X}")
    return text
