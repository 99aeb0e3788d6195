"""Understanding a text takes time in proportion to its length, whatever its lines are."""

from __future__ import annotations

import time

import pytest

from referat_parser.pipeline import parse_bytes

pytestmark = pytest.mark.timed

ITEM = "Byrådet 3. maj 2020\n1. Vej\nBeslutning\n{}\n"
FRONT = "Byrådet\n{}\n1. Vej\nBeslutning\nGodkendt.\n"
WORST = {
    "years in a decision": (ITEM, "2007        2008        2009\n"),
    "dots in the front": (FRONT, "." * 60 + "\n"),
    "numbers in the front": (FRONT, "Punkt nr.\n"),
    "page numbers": (ITEM, "3 of 14\n"),
    "kinds of documents": (ITEM, "Referat\n"),
    "recommendations": (ITEM, "Det indstilles, at\n"),
    "votes": (ITEM, "For stemte: A.\n"),
    "ends of the meeting": (
        "Byrådet\n1. Vej\nSagsfremstilling\nx\n{}\nBeslutning\nGodkendt.\n",
        "Mødet hævet kl. 20.\n",
    ),
    "votes against": (ITEM, "Imod stemte: A.\n"),
    "marks": (FRONT, "Åben\n"),
    "links": (FRONT, "Tilbage til indhold | Retur\n"),
    "bullets about the one before": ("Byrådet\nDeltagere\n{}\n1. Vej\n", "• Ib Friis\n• Ikke til stede\n"),
}


def _cpu(text: str) -> float:
    start = time.process_time()
    parse_bytes(text)
    return time.process_time() - start


@pytest.mark.parametrize("kind", WORST)
def test_time_is_linear(kind: str) -> None:
    frame, unit = WORST[kind]
    small, large = (frame.format(unit * (size // len(unit))) for size in (20_000, 80_000))
    parse_bytes(small)
    least, most = min(_cpu(small) for _ in range(3)), _cpu(large)
    # Four times the text; a quadratic step takes sixteen times as long. What takes no time needs no ratio.
    assert most < 0.5 or most / least < 8
