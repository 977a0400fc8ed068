"""All errors as one HTML page that needs nothing else: no network, no other file, and its filters no library.

Texts are hostile until shown otherwise: every word of theirs is escaped, control characters are made visible, each side
is isolated in its direction of writing, and a content security policy lets no script run but the page's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from diplograph import resources
from diplograph.evaluate.errors import KINDS, Error, Half, Mark
from diplograph.evaluate.passages import passages, pieces
from diplograph.markup import head, safe

ROLES = {
    "speaker": "speaker",
    "cue": "cue",
    "words": "words",
    "evidence": "passage",
    "meeting": "event",
    "mention": "mention",
    "date": "date",
}


def page(errors: Iterable[Error], texts: Mapping[str, str], *, title: str = "Errors") -> Iterator[str]:
    """The page, piece by piece. texts: by the document's name; without its text an error shows its fields only."""
    listed = list(errors)
    folder = resources.folder("evaluate")
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    yield head(title, style, script)
    yield (f'<a class="skip" href="#errors">To the errors</a>\n<header>\n<h1>{safe(title)}</h1>\n')
    documents = list(dict.fromkeys(one.document for one in listed))
    yield f"<p>{len(listed)} errors in {len(documents)} documents. Left the gold standard, right what was found.</p>\n"
    yield "</header>\n"
    yield from _filters(listed, documents)
    yield '<main id="errors" tabindex="-1">\n'
    for group in dict.fromkeys(group for group, _ in KINDS.values()):
        kinds = [kind for kind, (name, _) in KINDS.items() if name == group]
        if any(one.kind in kinds for one in listed):
            yield f'<section class="group"><h2>{group}</h2>\n'
            for kind in kinds:
                yield from _section(kind, [one for one in listed if one.kind == kind], texts)
            yield "</section>\n"
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _filters(listed: list[Error], documents: list[str]) -> Iterator[str]:
    """Kinds with their counts, the documents, and a search; they work where scripts may run, all is shown elsewhere."""
    count = Counter(one.kind for one in listed)
    yield '<form id="filters" aria-label="Filters">\n'
    for group in dict.fromkeys(group for group, _ in KINDS.values()):
        kinds = [kind for kind, (name, _) in KINDS.items() if name == group and count[kind]]
        if kinds:
            yield f"<fieldset><legend>{group}: {sum(count[kind] for kind in kinds)}</legend>\n"
            for kind in kinds:
                label = f"{KINDS[kind][1]} <b>{count[kind]}</b>"
                yield f'<label><input type="checkbox" name="kind" value="{kind}" checked> {label}</label>\n'
            yield "</fieldset>\n"
    yield '<fieldset><legend>Which</legend>\n<label>Document <select name="document"><option value="">all</option>\n'
    many = Counter(one.document for one in listed)
    for document in documents:
        yield f'<option value="{safe(document)}">{safe(document)} ({many[document]})</option>\n'
    yield '</select></label>\n<label>With the words <input type="search" name="words" autocomplete="off"></label>\n'
    yield '<button type="button" id="all">All kinds</button> <button type="button" id="none">No kind</button>\n'
    yield f'<output id="shown" role="status">{len(listed)} of {len(listed)} shown</output>\n</fieldset>\n</form>\n'


def _section(kind: str, some: list[Error], texts: Mapping[str, str]) -> Iterator[str]:
    if not some:
        return
    group, name = KINDS[kind]
    yield f'<section data-kind="{kind}"><h3>{group}: {name} <span class="count">{len(some)}</span></h3>\n'
    for number, one in enumerate(some, 1):
        heading = f"{kind}-{number}"
        yield (
            f'<article data-kind="{kind}" data-document="{safe(one.document)}" aria-labelledby="{heading}">\n'
            f'<h4 id="{heading}"><a href="#{heading}">{number}</a> <bdi>{safe(one.document)}</bdi></h4>\n'
            '<div class="sides">\n'
        )
        marks = [mark for half in (one.gold, one.found) if half for mark in half.marks]
        text = texts.get(one.document, "")
        spans = passages(text, marks) if text else []
        for label, half in (("Gold", one.gold), ("Found", one.found)):
            yield from _half(label, half, one.field, text, spans)
        yield "</div>\n</article>\n"
    yield "</section>\n"


def _half(label: str, half: Half | None, field: str | None, text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    yield f'<div class="side {label.lower()}"><h5>{label}</h5>\n'
    if half is None:
        yield '<p class="nothing">nothing here</p>\n'
    else:
        yield "<dl>\n"
        for name, value in half.fields:
            differs = ' class="differs"' if name == field else ""
            shown = f"<bdi>{safe(value)}</bdi>" if value else '<span class="nothing">none</span>'
            yield f"<div{differs}><dt>{safe(name)}</dt><dd>{shown}</dd></div>\n"
        yield "</dl>\n"
    for begin, end in spans:
        yield f'<blockquote dir="auto">{_marked(text, begin, end, half.marks if half else ())}</blockquote>\n'
    yield "</div>\n"


def _marked(text: str, begin: int, end: int, marks: tuple[Mark, ...]) -> str:
    """The passage; each mark says in words what it is, so that nothing hangs on colours."""
    shown = []
    for one in pieces(text, begin, end, marks):
        words = safe(one.text)
        if not one.roles:
            shown.append(words)
            continue
        tags = "".join(f'<span class="tag">{ROLES.get(role, role)}</span>' for role in one.begins)
        classes = " ".join(one.roles)
        shown.append(f'<mark class="{classes}">{tags}{words}</mark>')
    return "".join(shown)
