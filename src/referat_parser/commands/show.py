"""`referat show`: the minutes for a reader in a terminal."""

from __future__ import annotations

from typing import Annotated

import typer


def show(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="PDF or text, or JSON of `referat parse`; no folders.")
    ],
    punkt: Annotated[
        str | None, typer.Option("--punkt", "-p", metavar="NUMBER", help="One item in full, the decision first.")
    ] = None,
) -> None:
    """Shows who met, what was decided and what could not be read.

    Exit 0: every file was shown; 1: some gave no document or have no such item; 2: wrong usage.
    """
    from pathlib import Path

    from referat_parser import run
    from referat_parser.browse.reading import Failure, read_file
    from referat_parser.browse.show import render
    from referat_parser.commands.terminals import page_width, use_colour

    failed = False
    for number, name in enumerate(files):
        for found in read_file(Path(name)):
            if isinstance(found, Failure):
                run.say(f"referat: {name}: {found.kode}: {found.besked}")
                failed = True
                continue
            page = render(found.referat, width=page_width(), colour=use_colour(), punkt=punkt)
            if page is None:
                numbers = ", ".join(p.nummer or f"({n})" for n, p in enumerate(found.referat.punkter, 1)) or "none"
                run.say(f"referat: {name}: no-such-item: there is no item {punkt}; the items are {numbers}")
                failed = True
                continue
            run.write_out((("\n" if number else "") + page).encode())
    raise typer.Exit(1 if failed else 0)
