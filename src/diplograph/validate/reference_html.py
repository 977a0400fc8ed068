"""The reference page as one HTML file: nothing is fetched, and it prints."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }}
h1, h2, h3 {{ line-height: 1.2; margin-top: 2em; }}
code, pre {{ font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }}
td code {{ overflow-wrap: normal; }}
pre {{ border: 1px solid; padding: 0.7rem; overflow-x: auto; }}
table {{ border-collapse: collapse; display: block; overflow-x: auto; }}
th, td {{ border: 1px solid; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }}
a:target {{ outline: 3px solid; }}
@media print {{ body {{ max-width: none; }} table {{ display: table; font-size: 0.8em; }} }}
</style>
</head>
<body>
<main>
"""
_FOOT = "</main>\n</body>\n</html>\n"
_ANCHOR = re.compile(r'^(#+) <a id="([\w.-]+)"></a>(.*)$', re.MULTILINE)


def html(markdown: str) -> str:
    """A page of ours in Markdown as HTML.

    >>> print(html("# A page\\n\\n## <a id=\\"x\\"></a>A <term>\\n").splitlines()[-4])
    <h2 id="x">A &lt;term&gt;</h2>
    """
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    ids: list[str] = []

    def keep(match: re.Match[str]) -> str:
        ids.append(match[2])
        return f"{match[1]} \ue000{len(ids) - 1}\ue000{match[3]}"

    text = re.sub(r"^<!--.*?-->\n", "", markdown, flags=re.MULTILINE)
    body = str(renderer.render(_ANCHOR.sub(keep, text)))
    body = re.sub(r"<(h\d)>\ue000(\d+)\ue000", lambda found: f'<{found[1]} id="{ids[int(found[2])]}">', body)
    title = re.search(r"^# (.*)$", text, re.MULTILINE)
    return _HEAD.format(title=title[1] if title else "Diplograph") + body + _FOOT
