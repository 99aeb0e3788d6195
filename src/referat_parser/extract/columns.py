"""Left edges of recognised text made true: pages are laid over each other, and edges of one column become one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

_NEAR = 2.5
"""Points: edges so near belong to one column; a letter's own left side differs by as much."""
_MOST_SHIFT = 14.0
"""Points: so far aside a sheet may lie on the glass, or have been turned."""
_STEP = 0.5
_LEAST = 2


def true_edges(pages: Mapping[int, Sequence[float]]) -> dict[int, tuple[float, dict[float, float]]]:
    """For each page's left edges: how far aside it lies, and for each of its edges the column's edge that it stands for.

    An edge that no other is near to stands for itself, moved aside with its page.
    """
    shifts = _shifts(pages)
    moved = {page: [edge + shifts[page] for edge in edges] for page, edges in pages.items()}
    columns = _columns(sorted(edge for edges in moved.values() for edge in edges))
    return {
        page: (shifts[page], {edge: _nearest(columns, edge + shifts[page]) for edge in edges})
        for page, edges in pages.items()
    }


def _shifts(pages: Mapping[int, Sequence[float]]) -> dict[int, float]:
    """How far each page is to be moved so that its edges fall on those of the pages before it, the fullest first."""
    seen: dict[int, float] = defaultdict(float)
    shifts: dict[int, float] = {}
    for page in sorted(pages, key=lambda page: (-len(pages[page]), page)):
        edges = Counter(round(edge / _STEP) for edge in pages[page])
        shift = _best_shift(edges, seen) if seen else 0
        shifts[page] = shift * _STEP
        for edge, count in edges.items():
            for aside, weight in _BLUR:
                seen[edge + shift + aside] += count * weight
    return shifts


_BLUR = ((-2, 1), (-1, 3), (0, 4), (1, 3), (2, 1))
_COST = 0.015
"""So much of its fit a shift loses for each step: sheets mostly lie alike."""


def _best_shift(edges: Counter[int], seen: Mapping[int, float]) -> int:
    """The shift at which most edges meet; roots, so that many columns count for more than one that is often used."""
    most = round(_MOST_SHIFT / _STEP)
    roots = {edge: count**0.5 for edge, count in seen.items()}

    def fit(shift: int) -> tuple[float, int]:
        met = sum(count**0.5 * roots.get(edge + shift, 0.0) for edge, count in edges.items())
        return met * (1 - _COST * abs(shift)), -abs(shift)

    return max(range(-most, most + 1), key=fit)


def _columns(edges: list[float]) -> list[float]:
    """The edges at which several pieces begin, the most frequent first taken; in order from the left."""
    found: list[float] = []
    left = edges
    while left:
        spans = [(bisect_right(left, edge + _NEAR) - at, at) for at, edge in enumerate(left)]
        count, at = max(spans, key=lambda span: (span[0], -span[1]))
        if count < _LEAST:
            break
        inside = left[at : at + count]
        found.append(round(inside[count // 2], 1))
        left = left[:at] + left[at + count :]
    return sorted(found)


def _nearest(columns: list[float], edge: float) -> float:
    at = bisect_left(columns, edge)
    near = [column for column in columns[max(at - 1, 0) : at + 1] if abs(column - edge) <= _NEAR]
    return min(near, key=lambda column: abs(column - edge)) if near else round(edge, 2)
