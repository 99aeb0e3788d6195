import ctypes
from collections.abc import Callable

from referat_parser.extract.order import Piece

def bind(library: ctypes.PyDLL) -> None: ...
def measure(
    page: int,
    spans: list[tuple[int, str]],
    at_object: bool,
    classes: bytes,
    plain: bool,
    left: float,
    top: float,
    factor: float,
    is_heavy: Callable[[int], bool],
    modes: set[int],
) -> tuple[list[Piece | None], list[float], list[int], float, list[int], list[int], int] | None: ...
