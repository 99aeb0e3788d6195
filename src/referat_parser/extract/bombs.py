"""Streams of a PDF that unpack to far more than they are: why a document without any text may have none."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from referat_parser.errors import LimitSize

MOST_BYTES = 16 << 20
"""A page whose drawing unpacks to more and shows no letter is no page of minutes."""

_MOST_IN_ALL = 256 << 20
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*(?:/(\w+)|\[([^\]]{0,2000})\])")
_SHORT = {b"Fl": b"FlateDecode", b"RL": b"RunLengthDecode", b"A85": b"ASCII85Decode", b"AHx": b"ASCIIHexDecode"}


class _TooMuch(Exception):
    pass


def refuse_bombs(data: bytes) -> None:
    """Raises LimitSize where a stream that is no picture unpacks to more than 16 MiB."""
    total, at = 0, 0
    while match := _STREAM.search(data, at):
        at = match.end()
        head = data[max(0, match.start() - 2000) : match.start()].rpartition(b" obj")[2]
        filters = _FILTERS.search(head)
        if data.startswith(b"end", match.start() - 3) or not filters or re.search(rb"/Subtype\s*/Image", head):
            continue
        end = data.find(b"endstream", at)
        body = data[at : end if end >= 0 else len(data)]
        try:
            for name in re.findall(rb"\w+", filters[1] or filters[2]):
                body = _unpack(body, _SHORT.get(name, name))
                total += len(body)
                if total > _MOST_IN_ALL:
                    raise _TooMuch
        except _TooMuch:
            raise LimitSize(
                f"a page unpacks to more than {MOST_BYTES >> 20} MiB without a letter; the file is damaged or hostile"
            ) from None
        at = max(at, end)


def _unpack(data: bytes, name: bytes) -> bytes:
    """The stream with one filter undone, empty where that cannot be. Raises _TooMuch."""
    try:
        if name == b"FlateDecode":
            out = zlib.decompressobj().decompress(data, MOST_BYTES + 1)
        elif name == b"RunLengthDecode":
            out = _run_lengths(data)
        elif name == b"ASCII85Decode":
            out = base64.a85decode(data.partition(b"~>")[0])
        elif name == b"ASCIIHexDecode":
            out = binascii.unhexlify(b"".join(data.partition(b">")[0].split()))
        else:
            out = b""
    except (zlib.error, ValueError):
        return b""
    if len(out) > MOST_BYTES:
        raise _TooMuch
    return out


def _run_lengths(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while at + 1 < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > MOST_BYTES:
            raise _TooMuch
    return bytes(out)
