"""Bytes as text. Newlines stay as they are; a byte order mark is a sign of the encoding and no part of the text."""

from __future__ import annotations

import codecs
import re

from diplograph.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "a PDF file", "export its text (pdftotext) first"),
    (b"PK\x03\x04", "a zip archive or office document", "export its text first"),
    (b"\xd0\xcf\x11\xe0", "an office document", "export its text first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", "leave it out"),
    (b"\xff\xd8\xff", "a picture", "leave it out"),
    (b"GIF8", "a picture", "leave it out"),
    (b"{\\rtf", "a rich text document", "save it as plain text first"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})",
    re.IGNORECASE,
)
# What windows-1252 has above ASCII in English news: typographic marks and Western letters.
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27} | {127}


def decode(content: bytes, place: str) -> str:
    """The text of a file or record.

    In order: byte order mark, strict UTF-8, UTF-8 with pairs of surrogates, the encoding that HTML declares,
    windows-1252 where its few bytes above ASCII fit English, else what charset-normalizer finds.
    Raises InputError when the bytes are no text, naming `place`.

    >>> decode("Xi\\u2019s visit".encode("windows-1252"), "a.txt")
    'Xi’s visit'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"not {encoding.upper()} as its byte order mark says (byte {error.start + len(mark)})",
                    place=place,
                    remedy="save it as UTF-8",
                ) from None
    for start, what, remedy in _FORMATS:
        if content.startswith(start):
            raise InputError(f"{what}, not a text", place=place, remedy=remedy)
    sample = content[:65536]
    if b"\0" in sample or sum(byte in _CONTROLS for byte in sample) > len(sample) // 50:
        raise InputError("binary data, not a text", place=place, remedy="leave it out, or export its text first")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if (text := _with_surrogates(content, place)) is not None:
        return text
    if found := _DECLARED.search(content[:4096]):
        try:
            return content.decode((found.group(1) or found.group(2)).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    high = [byte for byte in content if byte >= 0x80]
    if _mostly_utf8(content):
        raise InputError(
            f"UTF-8 with a broken sequence at byte {at}",
            place=place,
            remedy="mend it there, or save the file again as UTF-8",
        )
    if not _UNDEFINED.intersection(high) and len(high) <= max(20, len(content) // 20):
        return content.decode("windows-1252")
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise InputError("its encoding can't be told", place=place, remedy="save it as UTF-8")
    return content.decode(best.encoding)


def _with_surrogates(content: bytes, place: str) -> str | None:
    """UTF-8 but for characters written as two surrogates of three bytes each (CESU-8), as some programs do it."""
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise InputError("half a surrogate pair in the text", place=place, remedy="save it as UTF-8") from None


def _mostly_utf8(content: bytes) -> bool:
    """Whether most of what is above ASCII are well-formed UTF-8 sequences of two to four bytes."""
    good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", content))
    return good > 0 and good >= content.decode("utf-8", "replace").count("\ufffd")
