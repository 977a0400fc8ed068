"""An article as one HTML page that needs nothing else: no network, no other file, no library, and no script to be read.

The text stands there letter by letter. Each stretch under a mark is a link to the innermost fact; the page's script,
where it may run, shows the facts of all marks at once. Nothing hangs on colour: kinds differ in lines and brackets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from diplograph import resources
from diplograph.annotate.article import Article, Card, Mark, Piece, Row, pieces
from diplograph.markup import head, safe

NAMES = {
    "statement": "statements",
    "meeting": "meetings",
    "act": "acts",
    "actor": "actors",
    "date": "dates",
    "place": "places",
}
_PLACES = 6  # passages of a fact that are listed


def page(article: Article) -> Iterator[str]:
    """The page, piece by piece; the same article gives the same bytes."""
    folder = resources.folder("annotate")
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    cards = {card.key: card for card in article.cards}
    titles = [row.value for row in article.about if row.name == "title"]
    yield head(article.identifier, style, script)
    yield '<a class="skip" href="#text">To the text</a>\n<header>\n'
    yield f"<h1><bdi>{safe(titles[0] if titles else article.identifier)}</bdi></h1>\n"
    about = [f"<bdi>{safe(article.identifier)}</bdi>"]
    about += [f"{row.name}: <bdi>{safe(row.value)}</bdi>" for row in article.about if row.name != "title"]
    yield f"<p>{' · '.join(about)}</p>\n"
    yield from _legend(article)
    yield '</header>\n<div class="sides">\n<main id="text" tabindex="-1" aria-label="Text">'
    yield '<div class="text" dir="auto">'
    yield from (_piece(one, cards) for one in pieces(article.text, article.marks))
    yield '</div></main>\n<section id="facts" aria-label="Facts">\n'
    yield '<p id="which"><output role="status"></output> <button type="button" id="all" hidden>Show all</button></p>\n'
    for kind, name in NAMES.items():
        some = [card for card in article.cards if card.kind == kind]
        if some:
            yield f'<section class="group"><h2>{name.capitalize()} ({len(some)})</h2>\n'
            yield from (_card(card, article.text) for card in some)
            yield "</section>\n"
    if not article.cards:
        yield "<p>Nothing was found in this text.</p>\n"
    yield f"</section>\n</div>\n<script>{script}</script>\n</body>\n</html>\n"


def _legend(article: Article) -> Iterator[str]:
    """What the marks look like; the boxes hide them where scripts may run."""
    many = Counter(card.kind for card in article.cards)
    yield '<form id="legend" aria-label="What is marked">\n'
    for kind, name in NAMES.items():
        if many[kind]:
            shown = f'<span class="mark {kind} open-{kind} close-{kind}">{name}</span> {many[kind]}'
            yield f'<label><input type="checkbox" name="kind" value="{kind}" checked> {shown}</label>\n'
    yield "</form>\n"


def _piece(one: Piece, cards: dict[str, Card]) -> str:
    words = safe(one.text)
    if not one.marks:
        return words
    kinds = list(dict.fromkeys(mark.kind for mark in one.marks))
    opens = dict.fromkeys(f"open-{mark.kind}" for mark in one.opens)
    closes = dict.fromkeys(f"close-{mark.kind}" for mark in one.closes)
    inner = one.marks[0]
    facts = list(dict.fromkeys(mark.key for mark in one.marks))
    # One stop of the Tab key for each mark: where the innermost begins.
    stop = "" if inner in one.opens else ' tabindex="-1"'
    title = "; ".join(f"{mark.kind}: {cards[mark.key].title}" for mark in _unlike(one.marks))
    return (
        f'<a class="{" ".join(["mark", *kinds, *opens, *closes])}" id="at-{one.begin}" href="#{facts[0]}"'
        f' data-facts="{" ".join(facts)}" title="{safe(title)}"{stop}>{words}</a>'
    )


def _value(row: Row, here: str) -> str:
    words = f"<bdi>{safe(row.value)}</bdi>"
    return f'<a href="#{row.target}">{words}</a>' if row.target and row.target != here else words


def _unlike(marks: tuple[Mark, ...]) -> list[Mark]:
    return list({mark.key: mark for mark in marks}.values())


def _card(card: Card, text: str) -> str:
    lines = [
        f'<article class="fact {card.kind}" id="{card.key}" tabindex="-1" aria-labelledby="{card.key}-t">',
        f'<h3 id="{card.key}-t"><span class="kind">{card.kind}</span> <bdi>{safe(card.title)}</bdi></h3>',
        "<dl>",
    ]
    for name, rows in groupby(card.rows, key=lambda row: row.name):
        values = ", ".join(_value(row, card.key) for row in rows)
        lines.append(f"<div><dt>{name}</dt><dd>{values}</dd></div>")
    if card.rules:
        lines.append(f"<div><dt>rule</dt><dd><code>{safe(', '.join(card.rules))}</code></dd></div>")
    if card.confidence is not None:
        lines.append(f"<div><dt>confidence</dt><dd>{safe(card.confidence)}</dd></div>")
    if card.elsewhere:
        many = f"{card.elsewhere} other document" + "s" * (card.elsewhere > 1)
        lines.append(f"<div><dt>also in</dt><dd>{many}</dd></div>")
    lines.append("</dl>")
    for begin, end in card.places[:_PLACES]:
        words = safe(" ".join(text[begin:end].split()))
        lines.append(f'<blockquote dir="auto">{words}</blockquote>')
    if len(card.places) > _PLACES:
        lines.append(f"<p>and {len(card.places) - _PLACES} more places</p>")
    lines.append(f'<p class="iri"><code>{safe(card.iri)}</code></p>\n</article>')
    return "\n".join(lines) + "\n"
