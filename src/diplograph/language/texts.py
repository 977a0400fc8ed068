"""The text of a Doc."""

from __future__ import annotations

from spacy.tokens import Doc

_TEXT = "diplograph.text"


def text_of(doc: Doc) -> str:
    """The text that the parser saw, kept on the doc: spaCy builds it anew from all tokens each time it is asked."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return str(text)
