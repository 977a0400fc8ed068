"""HTML that shows hostile text: every word is escaped, what can't be seen is shown, only the page's own script runs."""

from __future__ import annotations

import base64
import hashlib
import html
import re

# Control characters, half characters of UTF-16, and signs that turn the direction of what follows.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Text in which what can't be seen stands as U+XXXX.

    >>> visible("a\\x00")
    'a⟦U+0000⟧'
    """
    return _UNSEEN.sub(lambda one: f"⟦U+{ord(one[0]):04X}⟧", text)


def safe(text: str) -> str:
    """Visible text for HTML, in elements and in attributes.

    >>> safe('<b onclick="x">\\x00')
    '&lt;b onclick=&quot;x&quot;&gt;⟦U+0000⟧'
    """
    return html.escape(visible(text), quote=True)


def head(title: str, style: str, script: str) -> str:
    """The beginning of a page up to `<body>`; its policy lets no other script or style run, and nothing be fetched."""
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _digest(text: str) -> str:
    """As a content security policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
