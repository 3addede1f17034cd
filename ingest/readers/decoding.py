"""Bytes to text, or the reason why not.

Order of trust: a byte order mark, then valid UTF-8, then the character set that the server or the page names, then UTF-8 with
Windows-1252 in between if the outcome reads like text of a Latin script. Nothing is decoded with replacement characters: a quote
of the article would not be its words any more.
"""
from __future__ import annotations

import codecs
import re

BINARY_STARTS = (
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a ZIP archive or office document"), (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"), (b"\xff\xd8\xff", "a JPEG image"), (b"\x1f\x8b", "gzip-compressed data"), (b"BZh", "bzip2-compressed data"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"\xfd7zXZ", "xz-compressed data"), (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"\xd0\xcf\x11\xe0", "an old office document"), (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"), (b"RIFF", "an image or sound file"), (b"OggS", "a sound file"), (b"ID3", "a sound file"),
)
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
                    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Only real character sets: Python also registers codecs such as zlib and rot13 under such names.
PAGE_CHARSETS = re.compile(r"(?:iso[-_]?8859[-_]?\d{1,2}|latin-?[1-9]|windows-?\d{3,4}|cp\d{3,4}|koi8-[ru]|macintosh|shift[-_]jis|euc-(?:jp|kr)"
                           r"|gb(?:k|2312|18030)|big5|utf-?8|us-ascii)\Z", re.I)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b")
LATIN_EXTRA = frozenset("ŠšŽžŸŒœ€£¥¢§©®™°·•–—‘’‚“”„…‹›«»¡¿ªº±²³¼½¾×¨´¶†‡‰ƒ\u00a0\u00ad")
DOUBLE_ENCODED = re.compile("â€[™œ\u009d˜“”¦¢]|â‚¬|Ã[\u0080-¿]|Â[£§©®°·»«\u00a0]")


class Undecodable(Exception):
    """The bytes are not text; the message says what they are and what to do."""


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> str:
    """The text of `data`. Raises `Undecodable`. `charset` is what the server said; with `html`, the page's own head is believed too."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark):].decode(encoding)
            except UnicodeDecodeError as e:
                raise Undecodable(f"starts as {encoding.upper()} but byte {e.start + len(mark)} does not fit; save it as UTF-8") from None
    if (unmarked := _utf16(data)) is not None:
        return unmarked
    if kind := binary_kind(data):
        raise Undecodable(f"is {kind}, not text; convert it to .txt or .html first")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        fault = e
    named = META_CHARSET.search(data[:4096]) if html else None
    for told in filter(None, (charset, named[1].decode("ascii") if named else None)):
        if PAGE_CHARSETS.match(told) and told.lower().replace("-", "") not in ("utf8", "usascii"):
            try:
                return data.decode("windows-1252" if told.lower() in ("iso-8859-1", "latin1", "latin-1") else told)
            except (UnicodeDecodeError, LookupError):
                raise Undecodable(f"names the character set {told} but is not written in it; save it as UTF-8") from None
    if fault.end >= len(data) - 3 and "unexpected end" in fault.reason:
        raise Undecodable(f"ends in the middle of a UTF-8 character (byte {fault.start}): it was cut off; fetch it again")
    text, stray = _mixed(data)
    if not plausible(text, stray):
        raise Undecodable(f"is not UTF-8 (byte {fault.start} is 0x{data[fault.start]:02X}) and does not read as Windows-1252; save it as UTF-8")
    return text


def _mixed(data: bytes) -> tuple[str, str]:
    """(text, its characters that are no UTF-8): pages are put together of parts, some in UTF-8 and some in Windows-1252."""
    stray: list[str] = []

    def western(fault: UnicodeError) -> tuple[str, int]:
        assert isinstance(fault, UnicodeDecodeError)
        part = fault.object[fault.start:fault.end].decode("windows-1252", "replace")
        stray.append(part)
        return part, fault.end

    codecs.register_error("regatlas.western", western)
    return data.decode("utf-8", "regatlas.western"), "".join(stray)


def _utf16(data: bytes) -> str | None:
    """The text of UTF-16 without a byte order mark: every second byte of Latin script is NUL. None for anything else."""
    head = data[:65536]
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[at::2].count(0) > 0.4 * len(head[at::2]) and head[1 - at::2].count(0) < 0.01 * len(head):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return text if sum(c.isalpha() or c.isspace() for c in text[:4096]) > 0.7 * len(text[:4096]) else None
    return None


def binary_kind(data: bytes) -> str | None:
    """What `data` is when it is no text: an article for a message, or None."""
    for start, kind in BINARY_STARTS:
        if data.startswith(start):
            return kind
    head = data[:65536]
    if head.count(0) > len(head) // 1000:            # one that strayed into a text is dropped like other control characters
        return "binary data (it holds NUL bytes)"
    if sum(byte in CONTROL for byte in head) > len(head) // 20:
        return "binary data (it holds control bytes)"
    return None


def plausible(text: str, stray: str) -> bool:
    """Whether `stray`, decoded as Windows-1252, reads as part of a text of a Western European language rather than as another encoding's bytes."""
    letters = sum(c.isalpha() and c <= "\x7f" for c in text)
    if DOUBLE_ENCODED.search(text) or len(stray) * 5 > letters:
        return False
    return all("À" <= c <= "ÿ" or c in LATIN_EXTRA for c in stray)
