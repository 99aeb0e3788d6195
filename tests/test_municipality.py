"""The municipality comes from evidence in the text, and from nothing else."""

from __future__ import annotations

from importlib.resources import files

import pytest

from referat_parser.interpret.municipality import read_municipality


@pytest.mark.parametrize(
    ("title", "text", "numbers", "said"),
    [
        (
            "REFERAT Erhvervsudvalget",
            "Udkast til Rudersdal Kommunes Ungestrategi. Rudersdal Kommune",
            [],
            ("Rudersdal", "0230"),
        ),
        ("KØBENHAVNS KOMMUNE", "", [], ("København", "0101")),
        ("Referat Faaborg-Midtfyn Kommune", "", [], ("Faaborg-Midtfyn", "0430")),
        ("Bornholms Regionskommune", "", [], ("Bornholm", "0400")),
        ("Århus Kommune", "", [], ("Aarhus", "0751")),
        ("Referat", "Se www.rudersdal.dk for mere", [], ("Rudersdal", "0230")),
        ("Referat", "", ["306-2009-600", "306-2010-4"], ("Odsherred", "0306")),
        ("Egebjerg Kommune", "", [], ("Egebjerg", None)),
        ("Fjordby Kommune\nByrådet", "Fjordby Kommune søger. Odense Kommune svarer.", [], ("Fjordby", None)),
        ("Referat", "Odense Kommune og Vejle Kommune er hørt.", [], None),
        ("Referat", "Odense Kommune er hørt.", [], None),
        ("Odense Kommune\nVejle Kommune", "", [], None),
        ("Referat", "Fjordby Kommunes logo", [], None),
        ("FJORD-BY KOMMUNE\nReferat af møde i Byrådet", "", [], ("Fjord-By", None)),
        ("Byrådet", "Fjordby Kommune ejer arealet. I Fjordby Kommune er der ti.", [], ("Fjordby", None)),
        ("Byrådet", "Ny Fjordby Kommune ejer det. Stiftet af Ny Fjordby Kommunes borgere.", [], ("Ny Fjordby", None)),
        ("Byrådet", "Fjordby Kommune ejer. Fjordby Kommune og Søby Kommune er hørt.", [], None),
        ("Byrådet", "Fjordby Kommune ejer. Fjordby Kommune og Vejle Kommune er hørt.", [], None),
        ("Byrådet", "Grøn Kommune er et netværk. Byen er med i Grøn Kommune.", [], None),
        ("SAGER VEDR. FJORDBY KOMMUNE", "", [], ("Fjordby", None)),
        ("Her er referater fra møder i Fjordby Kommune.", "", [], ("Fjordby", None)),
        ("Beslutninger\nBorgerrepræsentationens møde", "", [], ("København", "0101")),
        ("Overborgmester Ib Friis", "Rådhuset", [], ("København", "0101")),
        ("Referat", "Borgerrepræsentationen i nabobyen er spurgt.", [], None),
        ("Odense Kommune\nMøde med Borgerrepræsentationen", "", [], ("Odense", "0461")),
        ("Byrådet", "Denne kommune ejer det. Denne kommune er lille.", [], None),
        ("", "", [], None),
    ],
)
def test_evidence(title: str, text: str, numbers: list[str], said: tuple[str, str | None] | None) -> None:
    found = read_municipality(title, text, numbers)
    assert (found and (found.navn, found.kode)) == said


def test_every_municipality_is_found_by_its_official_name() -> None:
    table = files("referat_parser").joinpath("rules", "kommuner.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")][1:]
    assert len(rows) == 98
    for code, _, name, official, *_ in rows:
        found = read_municipality(official, "", [])
        assert found is not None and (found.navn, found.kode) == (name, code)
