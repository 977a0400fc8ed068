"""Words and slugs: how texts and names are compared and abbreviated (contract, section 5)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    r"""The words of a text for comparing: NFKC, case folded, ``\w+``.

    >>> words('his “Best Friend,”')
    ['his', 'best', 'friend']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def normalised(text: str) -> str:
    """The normalised words of a text, joined by a blank: equal for two quotations that differ in marks only.

    >>> normalised("his ‘best friend’") == normalised('his "best friend,"')
    True
    """
    return " ".join(words(text))


def slug(name: str) -> str:
    """ASCII letters and digits in lower case, joined by hyphens; a name without any becomes a short hash.

    >>> slug("NATO members (some)"), slug("Tabaré Vázquez"), len(slug("习近平"))
    ('nato-members-some', 'tabare-vazquez', 12)
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(_SLUG.findall(plain.lower())) or digest(name)


def digest(text: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of a text (lone surrogates count as U+FFFD)."""
    return hashlib.sha256(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()).hexdigest()[:12]
