"""Inputs changed at random, and by the number of the change alone: the same number gives the same bytes."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Sequence

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"9" * 40,
    b"1e400",
    b"null",
)
_WORDS = (
    b"Punkt 1. ",
    b"Beslutning\n",
    b"\x1b[2J",
    b"\0",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\n\n\n",
    b"**",
    b"](",
    b"&#10;",
    b"{|}",
)
_NUMBER = re.compile(rb"(?<![\w.])\d{1,12}(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z]{2,24}")
_STREAM = re.compile(rb"stream\r?\n(.{1,100000}?)\r?\nendstream", re.DOTALL)

Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutated(number: int, seeds: Sequence[bytes]) -> bytes:
    """A seed after one to four changes. Guaranteed to be the same for the same number and seeds."""
    chance = random.Random(number)
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_CHANGES)(chance, data, seeds)
    return data[: 4 << 20]


def _cut(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 16, 500, 5000)) :]


def _flip(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _splice(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    start, at = chance.randrange(len(other) + 1), chance.randrange(len(data) + 1)
    return data[:at] + other[start : start + chance.choice((10, 200, 5000, len(other)))] + data[at:]


def _repeat(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 8, 100))]
    return data[:start] + piece * chance.choice((2, 50, 2000)) + data[start:]


def _insert(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_WORDS) + data[at:]


def _renumber(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    found = list(_NUMBER.finditer(data[: 1 << 18]))
    if not found:
        return data
    spot = chance.choice(found)
    new = chance.choice((*_NUMBERS, chance.choice(found)[0]))
    return data[: spot.start()] + new + data[spot.end() :]


def _rename(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    found = list(_NAME.finditer(data[: 1 << 18]))
    if not found:
        return data
    spot = chance.choice(found)
    return data[: spot.start()] + chance.choice(found)[0] + data[spot.end() :]


def _change_inside(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Changes what a packed stream holds, which changes of the packed bytes would only break."""
    found = list(_STREAM.finditer(data[: 1 << 20]))
    if not found:
        return data
    spot = chance.choice(found)
    try:
        inner = zlib.decompressobj().decompress(spot[1], 1 << 20)
    except zlib.error:
        inner = spot[1]
    change = chance.choice((_cut, _drop, _flip, _repeat, _renumber, _rename))
    return data[: spot.start(1)] + zlib.compress(change(chance, inner, seeds), 1) + data[spot.end(1) :]


_CHANGES: tuple[Change, ...] = (
    _cut,
    _drop,
    _flip,
    _splice,
    _repeat,
    _insert,
    _renumber,
    _rename,
    _change_inside,
    _change_inside,
)
