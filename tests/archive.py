"""Small archives for tests: invented minutes, each different, and a run over them in this process."""

from __future__ import annotations

from pathlib import Path

from referat_parser.batch.engine import Options, run_batch
from referat_parser.batch.progress import Progress
from referat_parser.guard.jail import Limits

MINUTES = """Lyngborg Kommune
Teknik- og Miljøudvalget
Referat

Mødedato: {day}. marts 2021
Mødelokale: Lokale 3
Starttidspunkt: 16:00

Tilstede: Åse Holm (A), Bo Madsen (V)
Afbud: Ib Friis (C)

1. Godkendelse af dagsorden

Beslutning
Godkendt.

2. Byggetilladelse til Åvej {day}

Sagsnr.: 21/{day:04}

Sagsfremstilling
Der er søgt om byggetilladelse. =HYPERLINK("x") Gåsen går i haven nummer {day}.

Indstilling
Forvaltningen indstiller, at der gives tilladelse.

Beslutning
For stemte: A. Imod stemte: V.
Godkendt.

Bilag
Kort over Åvej
"""


def write_minutes(folder: Path, count: int = 6) -> Path:
    """A folder with so many minutes, two in a folder of their own, one of them a copy of the first."""
    (folder / "ældre").mkdir(parents=True)
    for day in range(1, count + 1):
        (folder / f"moede-{day:02}.txt").write_text(MINUTES.format(day=day), encoding="utf-8")
    (folder / "ældre" / "kopi.txt").write_text(MINUTES.format(day=1), encoding="utf-8")
    (folder / "ældre" / "tom.pdf").write_bytes(b"")
    return folder


def run(out: Path, *sources: Path | str, **options: object) -> int:
    """How many inputs failed."""
    values = {"workers": 2, "limits": Limits(), **options}
    with Progress(quiet=True) as progress:
        return run_batch(Options(tuple(map(str, sources)), out, **values), progress)  # type: ignore[arg-type]
