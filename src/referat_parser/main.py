"""The command `referat`: `--version` and plain `parse` start without the argument parser, everything else goes to cli."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import ModuleType

_FLAGS = {"--jsonl": "jsonl", "--text-only": "text_only", "--strict": "strict"}


def main() -> None:
    """Runs the command line of this process and ends it with the exit code of the contract."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from referat_parser import __version__

        sys.stdout.write(f"referat {__version__}\n")
        return
    if arguments[:1] == ["parse"]:
        flags = {_FLAGS[a] for a in arguments[1:] if a in _FLAGS}
        files = [a for a in arguments[1:] if a not in _FLAGS]
        if files and not any(f.startswith("-") and f != "-" for f in files):
            _parse(files, flags)
    from referat_parser.cli import app

    app()


def _parse(files: list[str], flags: set[str]) -> None:
    """`referat parse` with nothing loaded, made or taken down that one run does not need; ends the process."""
    gc.disable()  # what is loaded stays, and every document is read in a process of its own
    _disable_plugins()
    from referat_parser import kept, light

    at_hand = kept.load()
    light.use(kept.contract())
    from referat_parser.run import parse_files

    code = parse_files(files, jsonl="jsonl" in flags, text_only="text_only" in flags, strict="strict" in flags)
    if not at_hand:
        from referat_parser.pipeline import parse_bytes

        kept.keep(parse_bytes)
    sys.stderr.flush()
    os._exit(code)


def _disable_plugins() -> None:
    """Keeps pydantic from searching all installed packages for plugins, and from loading what this would take: a tenth of a start."""
    if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") != "__all__":
        return
    name = "pydantic.plugin._loader"
    stand_in = ModuleType(name)

    def load_real(attribute: str) -> object:
        if attribute.startswith("__"):  # asked for by the import system
            raise AttributeError(attribute)
        del sys.modules[name]
        return getattr(import_module(name), attribute)

    vars(stand_in).update(get_plugins=tuple, __getattr__=load_real)
    sys.modules[name] = stand_in
