"""Ruled tables: the cells that a page's rulings enclose, as rows and columns, and the text that stands in them.

A cell is the smallest rectangle whose corners are crossings of the same four rulings; cells that share a corner are one
table. So a cell may span rows or columns, and two tables on a page stay two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from referat_parser.document import Box, Table
from referat_parser.extract import letters
from referat_parser.extract.order import Piece

_NEAR = 3.0  # points: rulings that lie so near are one, and a ruling that ends so near to another meets it
_MOST_CROSSINGS = 20_000
_MOST_STEPS = 40  # crossings that are tried to the right of a corner and below it
_MIDDLE = 0.3  # of the size: so far above its baseline is the middle of a line's letters


class Ruling(NamedTuple):
    """A drawn line as displayed, in points from the page's top left: its place and where it begins and ends along it."""

    at: float
    start: float
    stop: float


class Grid(NamedTuple):
    """The rulings of a page that cross each other, and the cells between them, table by table."""

    down: Sequence[Ruling]
    tables: Sequence[Sequence[Box]]


def find_grid(across: Iterable[Ruling], down: Iterable[Ruling]) -> Grid | None:
    """The ruled tables of at least two rows and two columns, from the top; None where there is none."""
    levels, uprights = _merge(across), _merge(down)
    crossings = _cross(levels, uprights)
    tables = [cells for cells in _group(_cells(crossings)) if _is_table(cells)]
    if not tables:
        return None
    return Grid(uprights, sorted(tables, key=lambda cells: (cells[0].top, cells[0].x0)))


def _merge(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings at one place become one each, at the mean of their places, and such as touch there are joined."""
    merged: list[Ruling] = []
    near: list[Ruling] = []
    for ruling in [*sorted(rulings), None]:
        if near and (ruling is None or ruling.at - near[-1].at > _NEAR):
            at = sum(each.at for each in near) / len(near)
            near.sort(key=lambda each: each.start)
            start, stop = near[0].start, near[0].stop
            for each in near:
                if each.start > stop + _NEAR:
                    merged.append(Ruling(at, start, stop))
                    start = each.start
                stop = max(stop, each.stop)
            merged.append(Ruling(at, start, stop))
            near = []
        if ruling is not None:
            near.append(ruling)
    return merged


class _Crossing(NamedTuple):
    x: float
    y: float
    level: int
    upright: int


def _cross(levels: Sequence[Ruling], uprights: Sequence[Ruling]) -> list[_Crossing]:
    """Where they meet, by `y` and then `x`; none at all where there are too many to be a table."""
    heights = [level.at for level in levels]
    found: list[_Crossing] = []
    for upright, (x, top, bottom) in enumerate(uprights):
        for level in range(bisect_left(heights, top - _NEAR), bisect_right(heights, bottom + _NEAR)):
            y, start, stop = levels[level]
            if start - _NEAR <= x <= stop + _NEAR:
                found.append(_Crossing(x, y, level, upright))
        if len(found) > _MOST_CROSSINGS:
            return []
    return sorted(found, key=lambda crossing: (crossing.y, crossing.x))


def _cells(crossings: Sequence[_Crossing]) -> Iterator[Box]:
    by_level: dict[int, list[_Crossing]] = defaultdict(list)
    by_upright: dict[int, list[_Crossing]] = defaultdict(list)
    for crossing in crossings:
        by_level[crossing.level].append(crossing)
        by_upright[crossing.upright].append(crossing)
    meet = {(crossing.level, crossing.upright) for crossing in crossings}
    place_on_level = {crossing: at for row in by_level.values() for at, crossing in enumerate(row)}
    place_on_upright = {crossing: at for column in by_upright.values() for at, crossing in enumerate(column)}
    for corner in crossings:
        at = place_on_level[corner] + 1
        right = by_level[corner.level][at : at + _MOST_STEPS]
        at = place_on_upright[corner] + 1
        below = by_upright[corner.upright][at : at + _MOST_STEPS]
        for under in below:
            beside = next((each for each in right if (under.level, each.upright) in meet), None)
            if beside is not None:
                yield Box(corner.x, corner.y, beside.x, under.y)
                break


def _group(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or by way of others, in the order of their tops and left sides."""
    table_of: dict[tuple[float, float], int] = {}
    tables: list[list[Box]] = []
    for cell in cells:
        corners = [(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)]
        known = sorted({table_of[corner] for corner in corners if corner in table_of}, key=lambda at: -len(tables[at]))
        at = known[0] if known else len(tables)
        if not known:
            tables.append([])
        for other in known[1:]:
            for moved in tables[other]:
                table_of.update({(x, y): at for x in (moved.x0, moved.x1) for y in (moved.top, moved.bottom)})
            tables[at] += tables[other]
            tables[other] = []
        tables[at].append(cell)
        table_of.update(dict.fromkeys(corners, at))
    return [sorted(table, key=lambda cell: (cell.top, cell.x0)) for table in tables if table]


def _is_table(cells: Sequence[Box]) -> bool:
    return len({cell.top for cell in cells}) > 1 and len({cell.x0 for cell in cells}) > 1


def read_tables(grid: Grid, pieces: Sequence[Piece], page: int) -> Iterator[Table]:
    """The tables with the text of their cells, each line in the cell that its middle stands in; none without a word."""
    for cells in grid.tables:
        said = _texts(cells, pieces)
        if said:
            lefts = sorted({cell.x0 for cell in cells})
            rows: dict[float, dict[float, str]] = defaultdict(dict)
            for cell in cells:
                rows[cell.top][cell.x0] = said.get(cell, "")
            box = Box(lefts[0], cells[0].top, max(cell.x1 for cell in cells), max(cell.bottom for cell in cells))
            yield Table(tuple(tuple(row.get(left, "") for left in lefts) for row in rows.values()), page, box)


def _texts(cells: Sequence[Box], pieces: Sequence[Piece]) -> dict[Box, str]:
    lefts = sorted({side for cell in cells for side in (cell.x0, cell.x1)})
    tops = sorted({side for cell in cells for side in (cell.top, cell.bottom)})
    cell_at: dict[tuple[int, int], Box] = {}
    for cell in cells:
        for row in range(bisect_left(tops, cell.top), bisect_left(tops, cell.bottom)):
            for column in range(bisect_left(lefts, cell.x0), bisect_left(lefts, cell.x1)):
                cell_at[row, column] = cell
    lines: dict[Box, list[str]] = defaultdict(list)
    for piece in pieces:
        x, y = (piece.along + piece.end) / 2, piece.down - _MIDDLE * piece.size
        if (
            found := cell_at.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
        ) is not None and not piece.turn:
            lines[found].append(piece.text)
    return {
        cell: " ".join(said).replace(f"{letters.HYPHEN} ", "").replace(letters.HYPHEN, "-")
        for cell, said in lines.items()
    }
