"""The browse page: a database behind Datasette, with pages of our own, behind the wall, on this machine only."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from referat_parser.browse.reading import SQLITE, Failure, Reading

NAME = "referater"
_TABLES = ("kilder", "moeder", "punkter", "sektioner", "vedtagelser", "stemmer", "personer", "bilag", "advarsler")
_FACETS = {
    "moeder": ["udvalg", "kommune", "dokumenttype"],
    "punkter": ["udfald", "lukket"],
    "vedtagelser": ["udfald", "organ"],
    "personer": ["status", "parti"],
    "stemmer": ["stemme"],
    "advarsler": ["kode"],
    "kilder": ["udfald", "kode"],
}
_SETTINGS = {
    "allow_download": False,
    "allow_facet": False,
    "default_allow_sql": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "num_sql_threads": 2,
    "sql_time_limit_ms": 5000,
    "max_returned_rows": 2000,
}


def is_database(path: Path) -> bool:
    """True for a SQLite file, by its first bytes."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
    return False


@contextlib.contextmanager
def make_database(found: Iterable[Reading | Failure]) -> Iterator[Path]:
    """A database of the documents in a folder of its own that is removed afterwards. Needs sqlite-utils."""
    from referat_parser.writers import Entry, sqlite

    def entries() -> Iterator[Entry]:
        names: set[str] = set()
        for each in found:
            if isinstance(each, Failure):
                yield Entry(str(each.path), None, None, "", each.kode, each.besked, None, None, None, None, None)
                continue
            referat = each.referat
            name = _label(each)
            while name in names:
                name += "'"
            names.add(name)
            document = referat.model_copy(update={"kilde": referat.kilde.model_copy(update={"fil": name})})
            yield Entry(
                name,
                None,
                referat.kilde.sha256,
                referat.kilde.parser,
                None,
                None,
                referat.kilde.sider,
                len(referat.punkter),
                referat.daekning,
                len(referat.advarsler),
                document.to_json(),
            )

    with tempfile.TemporaryDirectory(prefix="referat-") as folder:
        target = Path(folder) / "referater.db"
        sqlite.write(entries(), target)
        yield target


def _label(reading: Reading) -> str:
    if reading.path is None:
        return reading.referat.kilde.fil or "uden navn"
    return str(reading.path.resolve()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def make_app(database: Path, port: int, folder: Path, say: Callable[[str], None]) -> Any:
    """The ASGI app behind its wall, for 127.0.0.1:`port`. The database is opened read-only.

    `say` is given a line for an error that should not happen; nothing of a document is in it.
    """
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from referat_parser.browse.site.plugin import Pages
    from referat_parser.browse.wall import guard

    site = files("referat_parser.browse") / "site"
    questions = tomllib.loads((site / "questions.toml").read_text("utf-8"))
    if (former := pm.get_plugin("referat")) is not None:
        pm.unregister(former)
    pm.register(Pages(database, folder, say), name="referat")
    # It prints tracebacks with every local value, documents and all, to the terminal.
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")
    datasette = Datasette(
        files=[],
        cors=False,
        metadata={
            "title": "Referater",
            "databases": {
                NAME: {"queries": questions, "tables": {t: {"facets": f, "size": 50} for t, f in _FACETS.items()}}
            },
        },
        template_dir=str(site / "templates"),
        static_mounts=[("stil", str(site / "static")), ("faelles", str(files("referat_parser.browse") / "assets"))],
        settings=_SETTINGS,
    )
    datasette.add_database(Database(datasette, path=str(database), is_mutable=False), name=NAME)
    names = "|".join([*questions, *_TABLES])
    paths = (
        "/",
        r"/punkter\.csv",
        r"/moede/[0-9a-f]{16}(/\d{1,5})?",
        r"/side/[0-9a-f]{16}/\d{1,5}\.png",
        r"/fil/[0-9a-f]{16}\.pdf",
        r"/stil/(site\.css|ikon\.svg)",
        r"/faelles/report\.css",
        rf"/{NAME}/({names})(\.json|\.regneark)?",
        rf"/{NAME}/({'|'.join(_TABLES)})/[^/]+",
        r"/favicon\.ico",
    )
    return guard(datasette.app(), port, paths, say)


def open_port(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1 alone; 0 is any free port. Raises OSError when it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening


def run(database: Path, listening: socket.socket, folder: Path, say: Callable[[str], None]) -> None:
    """Serves until it is interrupted."""
    import uvicorn

    app = make_app(database, listening.getsockname()[1], folder, say)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=5,
        h11_max_incomplete_event_size=32_768,
        backlog=256,
        ws="none",
    )
    uvicorn.Server(config).run(sockets=[listening])
