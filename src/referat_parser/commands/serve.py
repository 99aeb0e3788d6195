"""`referat serve`: the browse page on this machine."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, JSON, or one database made by `referat batch`."),
    ],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0 is any free one.")] = 8001,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Does not open the page in the browser.")] = False,
) -> None:
    """Serves the minutes as pages to search and browse.

    On this machine only, until Ctrl-C.

    Exit 0: stopped; 1: no document, or the port is taken; 2: wrong usage.
    """
    import contextlib
    import errno
    from pathlib import Path

    from referat_parser import run as say
    from referat_parser.browse import serve as served
    from referat_parser.browse.reading import read_sources
    from referat_parser.commands.sources import missing_library

    if library := missing_library("datasette", "uvicorn", "sqlite_utils"):
        say.say(f"referat: serve: needs {library}; pip install 'referat-parser[serve]'")
        raise typer.Exit(2)
    paths = [Path(source) for source in sources]
    try:
        listening = served.open_port(port)
    except OSError as error:
        what = (
            "is taken; choose another with --port"
            if error.errno == errno.EADDRINUSE
            else f"cannot be used ({error.strerror})"
        )
        say.say(f"referat: serve: port {port} {what}")
        raise typer.Exit(1) from None
    with contextlib.ExitStack() as stack:
        stack.enter_context(listening)
        if len(paths) == 1 and served.is_database(paths[0]):
            from referat_parser import errors
            from referat_parser.browse.database import open_database

            database, folder = paths[0].resolve(), paths[0].resolve().parent
            try:
                open_database(database).close()
            except errors.ReferatError as error:
                say.say(f"referat: {paths[0]}: {error.kode}: {error}")
                raise typer.Exit(1) from None
        else:
            say.say("referat: reading the documents …")
            database, folder = stack.enter_context(served.make_database(read_sources(sources))), Path.cwd()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        say.say(f"referat: {address} – stop with Ctrl-C")
        if not no_browser:
            import threading
            import webbrowser

            threading.Timer(0.8, webbrowser.open, [address]).start()
        with contextlib.suppress(KeyboardInterrupt):
            served.run(database, listening, folder, say.say)
