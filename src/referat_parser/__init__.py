"""Minutes of Danish municipalities as validated data: `parse` turns a PDF or a text into a `Referat`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Referat", "ReferatError", "__version__", "parse"]

if TYPE_CHECKING:
    from referat_parser.errors import ReferatError
    from referat_parser.models import Referat
    from referat_parser.pipeline import parse

_HOMES = {"parse": "pipeline", "Referat": "models", "ReferatError": "errors"}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
