"""A scanned page made ready for reading: set straight, and freed of the rulings and underlines that letters touch."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST = 4.0
"""Degrees: so far askew a page is looked for."""
_STEPS = (1.0, 0.5, 0.25, 0.125, 0.0625)
_LEAST = 0.1
"""Degrees: less is left alone, Tesseract reads it as well."""
_REDUCED = 4
_DARK = 0.62
"""Of the paper's brightness: what is darker is ink."""


def skew_of(picture: Image.Image) -> float:
    """Returns the turn, in degrees counter-clockwise, that sets the lines of a grey picture level; 0.0 for none.

    Level lines stand out most sharply from the spaces between them.
    """
    small = picture.reduce(_REDUCED).point([255 - value for value in range(256)])
    width, height = small.size
    middle = (width // 10, height // 20, width - width // 10, height - height // 20)

    def sharpness(angle: float) -> int:
        """How much each row of pixels differs from the next once the picture is turned so."""
        from PIL import Image

        turned = small.rotate(angle, Image.Resampling.NEAREST).crop(middle)
        rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        return sum((a - b) ** 2 for a, b in pairwise(rows))

    level = sharpness(0.0)
    best = max((step * _STEPS[0] for step in range(-round(MOST), round(MOST) + 1)), key=sharpness)
    for step in _STEPS[1:]:
        best = max((best, best - step, best + step), key=sharpness)
    return best if abs(best) >= _LEAST and sharpness(best) > 1.05 * level else 0.0


def straighten(picture: Image.Image) -> tuple[Image.Image, float]:
    """Returns the picture with its lines level, and by how many degrees counter-clockwise it was turned."""
    angle = skew_of(picture)
    if not angle:
        return picture, 0.0
    from PIL import Image

    return picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=_paper_of(picture)), angle


def find_rulings(picture: Image.Image, length: int) -> Image.Image:
    """Returns where a level picture has strokes along the rows that are `length` pixels or longer: white there, of half the size."""
    from PIL import Image, ImageChops

    half = picture.reduce(2)
    dark = _DARK * _paper_of(half)
    found = half.point([255 * (value < dark) for value in range(256)])
    steps = _doublings(max(2, length // 2))
    for step in steps:  # what is left begins a run of ink of that length
        found = ImageChops.darker(found, _moved(found, -step))
    if found.getbbox() is None:
        return found
    for step in steps:
        found = ImageChops.lighter(found, _moved(found, step))
    thick = ImageChops.lighter(found, ImageChops.offset(found, 0, 1))
    return Image.frombytes("L", half.size, ImageChops.lighter(thick, ImageChops.offset(found, 0, -1)).tobytes())


def without_rulings(picture: Image.Image, rulings: Image.Image) -> Image.Image:
    """Returns the picture with paper where the rulings are."""
    from PIL import Image

    if rulings.getbbox() is None:
        return picture
    cleaned = picture.copy()
    cleaned.paste(_paper_of(picture), (0, 0), rulings.resize(picture.size, Image.Resampling.NEAREST))
    return cleaned


def _paper_of(picture: Image.Image) -> int:
    """The most frequent shade."""
    counts = picture.histogram()
    return max(range(256), key=counts.__getitem__)


def _doublings(length: int) -> list[int]:
    """Steps that reach `length` together, each at most as long as those before it and one."""
    steps, reached = [], 1
    while reached < length:
        steps.append(min(reached, length - reached))
        reached += steps[-1]
    return steps


def _moved(picture: Image.Image, step: int) -> Image.Image:
    """The picture moved along its rows, black where it comes from outside."""
    from PIL import Image

    return picture.transform(picture.size, Image.Transform.AFFINE, (1, 0, -step, 0, 1, 0))
