"""The command `referat`: `--version` and plain `parse` start without the argument parser, everything else goes to cli."""

from __future__ import annotations

import sys

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
            from referat_parser.run import parse_files

            sys.exit(
                parse_files(files, jsonl="jsonl" in flags, text_only="text_only" in flags, strict="strict" in flags)
            )
    from referat_parser.cli import app

    app()
