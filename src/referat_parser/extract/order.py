"""The order in which the pieces of a page are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import nan
from typing import NamedTuple

from referat_parser.document import Box


class Piece(NamedTuple):
    """A line, or a cell of one, as it stands on the page.

    `along`, `end` and `down` are where it begins and ends and its baseline, seen with the text upright: for
    upright text the sides of its box and the baseline's distance from the page's top.
    """

    text: str
    box: Box
    size: float
    bold: bool
    along: float
    end: float
    down: float
    turn: int = 0  # quarter turns of the text against the page as displayed; 4 is askew


def order_pieces(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Returns the pieces in reading order: none is lost, and text that is turned against the rest stands last.

    The order of the page's content is kept, but for runs that stand entirely above what was written
    before them (headers and footers written first or last). Where the content has no order, the baselines
    from the top down have.
    """
    turns = {piece[7] for piece in pieces}
    if len(turns) <= 1:
        return _order_upright(pieces)
    letters = {turn: sum(len(piece.text) for piece in pieces if piece.turn == turn) for turn in turns}
    return [
        piece
        for turn in sorted(turns, key=lambda turn: (-letters[turn], turn))
        for piece in _order_upright([piece for piece in pieces if piece.turn == turn])
    ]


def _order_upright(pieces: Sequence[Piece]) -> Sequence[Piece]:
    jumps = _find_jumps(pieces)
    if not jumps:
        return pieces
    placed: list[tuple[float, Sequence[Piece]]] = []
    for start, stop in zip([0, *jumps], [*jumps, len(pieces)], strict=True):
        run = pieces[start:stop]
        top, bottom = run[0].down - run[0].size, run[-1].down
        at = len(placed)
        while at and bottom <= placed[at - 1][0] + 0.3 * run[0].size:
            at -= 1
        placed.insert(at, (top, run))
    ordered = [piece for _, run in placed for piece in run]
    return sort_by_baseline(ordered) if len(jumps) > 2 and _is_chaotic(ordered) else ordered


def _find_jumps(pieces: Sequence[Piece]) -> list[int]:
    """Returns where a piece stands above the one before it, or passes over lines written elsewhere."""
    ups: list[int] = []
    leaps: list[tuple[int, float, float]] = []  # and between which baselines they pass over
    above = size_above = nan
    for at, (_, _, size, _, _, _, down, _) in enumerate(pieces):
        step = down - above
        if step < -0.3 * size:
            ups.append(at)
        elif step > 1.8 * size:
            leaps.append((at, above + 0.5 * size_above, down - 0.8 * size))
        above, size_above = down, size
    if not ups or not leaps:
        return ups
    baselines = sorted([piece[6] for piece in pieces])
    for at, top, bottom in leaps:
        between = bisect_right(baselines, top)
        if between < len(baselines) and baselines[between] <= bottom:
            ups.append(at)
    return sorted(ups)


def _is_chaotic(pieces: list[Piece]) -> bool:
    """Whether lines often stand above, or left on the baseline of, the one they follow and share its columns."""
    wrong = 0
    for earlier, later in pairwise(pieces):
        step = later.down - earlier.down
        above = step < -0.3 * later.size and later.along < earlier.end - 1 and later.end > earlier.along + 1
        left = abs(step) <= 0.3 * later.size and later.end <= earlier.along + 1
        wrong += above or left
    return wrong > max(3, 0.1 * len(pieces))


def sort_by_baseline(pieces: list[Piece]) -> list[Piece]:
    """Returns the pieces by baseline from the top, those of one baseline from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.down):
        if rows and piece.down - rows[-1][0].down <= 0.3 * max(piece.size, 1.0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda piece: piece.along)]
