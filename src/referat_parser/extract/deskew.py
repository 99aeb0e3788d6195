"""How far a page lies askew, told by how sharply its lines stand out from the spaces between them, and the page set straight."""

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


def skew_of(picture: Image.Image) -> float:
    """Returns the turn, in degrees counter-clockwise, that sets the lines of a grey picture level; 0.0 for none."""
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

    return picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255), angle
