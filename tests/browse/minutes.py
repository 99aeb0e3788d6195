"""Minutes made for tests: no document of anybody's."""

from __future__ import annotations

import datetime as dt
import hashlib

from referat_parser import models as m

HOSTILE = (
    "<script>alert(document.domain)</script>",
    "</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example";"klik")',
    "\x1b[31mrødt\x1b[0m og \u202eomvendt",
    "[bold]æblegrød[/bold] på Øster Allé",
    "'; DROP TABLE punkter;--",
    "{{ 7*7 }} og ${7*7} & co.",
)
"""Titles that would do harm where a text is taken for more than a text."""


def place(side: int | None = 1, first: int = 1, last: int = 2) -> m.Placering:
    return m.Placering(side=side, linjer=(first, last), boks=(50, 60, 500, 80) if side else None)


def decision(tekst: str = "Godkendt.", udfald: m.Udfald | None = "godkendt", **more: object) -> m.Vedtagelse:
    return m.Vedtagelse.model_validate({"tekst": tekst, "udfald": udfald, "placering": place(2)} | more)


def item(nummer: str | None, titel: str, *decisions: m.Vedtagelse, **more: object) -> m.Punkt:
    return m.Punkt.model_validate(
        {"nummer": nummer, "titel": titel, "vedtagelser": list(decisions), "placering": place(1)} | more
    )


def section(tekst: str, **more: object) -> m.Sektion:
    return m.Sektion.model_validate({"tekst": tekst, "placering": place(1, 3, 9)} | more)


def meeting(*items: m.Punkt, fil: str = "moede.pdf", **more: object) -> m.Referat:
    given = {
        "kilde": m.Kilde(
            fil=fil, sha256=hashlib.sha256(fil.encode()).hexdigest(), format="pdf", sider=3, motor="pdfium", parser="0"
        ),
        "dokumenttype": "referat",
        "udvalg": "Klima- og Planudvalget",
        "dato": dt.date(2021, 2, 3),
        "starttid": "17:00",
        "sluttid": "19:30",
        "deltagere": [m.Person(navn="Åse Ærø", parti="A"), m.Person(navn="Øjvind Sø", parti="V")],
        "punkter": list(items),
    }
    return m.Referat.model_validate(given | more)


VOTE = m.Afstemning.model_validate({"for": ["A", "V"], "imod": ["O"], "undlod": ["Åse Ærø"]})


def sample() -> m.Referat:
    """Five items: plain, split with two bodies, put off, closed, and one without a decision."""
    return meeting(
        item("1", "Godkendelse af dagsorden", decision(organ="Klima- og Planudvalget", dato=dt.date(2021, 2, 3))),
        item(
            "2",
            "Solcelleanlæg ved Æblevej",
            decision("Anbefales.", "anbefalet", organ="Teknikudvalget", dato=dt.date(2021, 1, 12)),
            decision(
                "Godkendt efter afstemning.", organ="Klima- og Planudvalget", dato=dt.date(2021, 2, 3), afstemning=VOTE
            ),
            sagsnummer="20/4711",
            sagsfremstilling=section("Der søges om 12 ha. Solcellerne dækker en mark. Naboerne er hørt."),
            indstilling=m.Indstilling(tekst="at anlægget godkendes.", indstiller="Direktionen", placering=place(1)),
            bilag=[m.Bilag(titel="Kort over marken", placering=place(1))],
        ),
        item("3", "Ny cykelsti", decision("Udsat til mødet i marts.", "udsat", til="mødet i marts")),
        item("4", "Køb af ejendom", lukket=True),
        item("5", "Orientering"),
        advarsler=[m.Advarsel(kode="mangler-vedtagelse", besked="Punkt 5 har ingen vedtagelse.", punkt="5")],
    )


def hostile() -> m.Referat:
    """One item a hostile title, the same text in decision and case."""
    return meeting(
        *(
            item(str(n), text, decision(text, "andet"), sagsfremstilling=section(text))
            for n, text in enumerate(HOSTILE, 1)
        ),
        fil="ond.pdf",
    )


def archive(items: int) -> list[m.Referat]:
    """Meetings over ten years with `items` items in all, each with about two thousand characters of text."""
    bodies = ("Byrådet", "Økonomiudvalget", "Klima- og Planudvalget", "Børneudvalget")
    words = ("Solcelleanlæg", "Cykelsti", "Plejehjem", "Skoledistrikter", "Spildevandsplan", "Idrætshal", "Lokalplan")
    outcomes: tuple[m.Udfald, ...] = ("godkendt", "udsat", "afvist", "taget_til_efterretning", "anbefalet")
    body = "Forvaltningen har gennemgået sagen og hørt de berørte parter om forslagets følger for området. " * 20
    found = []
    for number in range(-(-items // 20)):
        count = min(20, items - 20 * number)
        day = dt.date(2014, 1, 6) + dt.timedelta(days=14 * number)
        found.append(
            meeting(
                *(
                    item(
                        str(n + 1),
                        f"{words[(number + n) % 7]} nr. {20 * number + n}",
                        decision("Beslutningen er truffet.", outcomes[(number * 3 + n) % 5], dato=day),
                        sagsfremstilling=section(body),
                    )
                    for n in range(count)
                ),
                fil=f"moede-{number}.pdf",
                udvalg=bodies[number % 4],
                dato=day,
            )
        )
    return found
