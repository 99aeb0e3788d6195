"""Writes the long council meeting: from a stock of words to HTML and to what a parser should find in it."""

from __future__ import annotations

import html
import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Stock = Mapping[str, Any]

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
FINANCE = "Økonomiudvalget"
STYLE = """
@page { size: 21cm 29.7cm; margin: 1.8cm 2.4cm 1.8cm 2.6cm }
p, td { font-family: "Liberation Sans"; font-size: 11.5pt; line-height: 130%; margin: 0cm 0cm 0.26cm 0cm }
p.stor { font-size: 22pt; font-weight: bold; margin: 1.5cm 0cm 0.1cm 0cm }
p.punkt { font-size: 15pt; font-weight: bold; page-break-after: avoid; margin: 0.9cm 0cm 0.1cm 0cm }
p.ny { font-size: 15pt; font-weight: bold; page-break-before: always; margin: 0.2cm 0cm 0.1cm 0cm }
p.sektion { font-size: 12pt; font-weight: bold; margin: 0.5cm 0cm 0.1cm 0cm; page-break-after: avoid }
p.afsnit { font-weight: bold; font-style: italic; margin: 0.3cm 0cm 0.05cm 0cm; page-break-after: avoid }
p.navn { margin: 0cm 0cm 0.06cm 0cm }
p.at { margin: 0cm 0cm 0.1cm 0.8cm }
p.indhold { font-size: 13pt; font-weight: bold; page-break-before: always; margin: 0cm 0cm 0.3cm 0cm }
"""


@dataclass(frozen=True)
class Vedtagelse:
    organ: str
    dato: date
    tekst: tuple[str, ...]
    udfald: str
    stemmer: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Punkt:
    nummer: int
    titel: str
    sagsnummer: str
    lukket: bool = False
    resume: str = ""
    sagsfremstilling: tuple[str, ...] = ()
    afsnit: tuple[tuple[str, tuple[str, ...]], ...] = ()
    indstiller: str = ""
    forslag: tuple[str, ...] = ()
    vedtagelser: tuple[Vedtagelse, ...] = ()
    bilag: tuple[str, ...] = ()


def load(path: Path) -> Stock:
    """The stock of words in a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_items(stock: Stock, seed: int = 2022) -> list[Punkt]:
    """The items of the meeting, in order: the same for the same stock and seed."""
    dice = random.Random(seed)
    cases = [(kind, kind["titler"][turn]) for turn in range(4) for kind in stock["slags"]]
    items = [_fixed(stock, entry, number) for number, entry in enumerate(stock["foerst"], 1)]
    for turn, (kind, title) in enumerate(cases):
        items.append(_case(stock, kind, title, turn, len(items) + 1, dice))
    for entry in stock["sidst"]:
        number = len(items) + 1
        items.append(Punkt(number, entry["titel"], f"22/{6100 + 13 * number}", lukket=True))
    return items


def _fixed(stock: Stock, entry: Stock, number: int) -> Punkt:
    decision = Vedtagelse(stock["udvalg"], stock["dato"], (entry["beslutning"],), entry["udfald"])
    body = (entry["tekst"],) if "tekst" in entry else ()
    return Punkt(number, entry["titel"], f"21/{18000 + number}", sagsfremstilling=body, vedtagelser=(decision,))


def _case(stock: Stock, kind: Stock, title: str, turn: int, number: int, dice: random.Random) -> Punkt:
    fixed = {
        "sted": dice.choice(stock["steder"]),
        "vej": dice.choice(stock["veje"]),
        "firma": dice.choice(stock["firmaer"]),
        "skole": dice.choice(stock["skoler"]),
        "udvalg": kind["udvalg"],
        "beloeb": _figure("beloeb", dice),
    }

    def fill(text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: fixed.get(found[1]) or _figure(found[1], dice), text)

    def paragraphs(sentences: list[str], most: int) -> tuple[str, ...]:
        picked = sorted(dice.sample(range(len(sentences)), min(most, len(sentences))))
        chosen = [sentences[place] for place in picked]
        return tuple(" ".join(fill(s) for s in chosen[start : start + 3]) for start in range(0, len(chosen), 3))

    sections = tuple(
        (stock["afsnit"][name]["overskrift"], paragraphs(stock["afsnit"][name]["tekst"], 5)) for name in kind["afsnit"]
    )
    return Punkt(
        number,
        fill(title),
        f"22/{1200 + 37 * number}",
        resume=fill(dice.choice(kind["resume"])),
        sagsfremstilling=paragraphs(kind["tekst"], 9),
        afsnit=sections,
        indstiller=kind["center"],
        forslag=tuple(fill(point) for point in kind["forslag"]),
        vedtagelser=tuple(_decisions(stock, kind["udvalg"], turn)),
        bilag=tuple(fill(name) for name in kind["bilag"]),
    )


def _decisions(stock: Stock, committee: str, turn: int) -> Iterator[Vedtagelse]:
    days, early, late = stock["moededage"], stock["udvalgsbeslutning"], stock["byraadsbeslutning"]
    if committee != FINANCE:
        yield _decision(committee, days[committee], early[turn % len(early)], committee)
    yield _decision(FINANCE, days[FINANCE], early[turn // 3 % len(early)], FINANCE)
    yield _decision(stock["udvalg"], stock["dato"], late[turn % len(late)], committee)


def _decision(organ: str, dato: date, entry: Stock, committee: str) -> Vedtagelse:
    text = tuple(line.format(udvalg=committee) for line in entry["tekst"])
    return Vedtagelse(
        organ, dato, text, entry["udfald"], {k: entry[k] for k in ("for", "imod", "undlod") if k in entry}
    )


def _figure(name: str, dice: random.Random) -> str:
    match name:
        case "beloeb":
            return f"{dice.randrange(120, 4900) * 1000:,}".replace(",", ".")
        case "mindre":
            return f"{dice.randrange(25, 480) * 1000:,}".replace(",", ".")
        case "antal":
            return str(dice.randrange(38, 420))
        case "faa":
            return str(dice.randrange(3, 19))
        case "nr":
            return str(dice.randrange(140, 260))
        case "procent":
            return str(dice.randrange(4, 48))
        case "uger":
            return str(dice.choice((4, 6, 8, 10)))
        case "meter" | "kvm" | "tusind":
            return f"{dice.randrange(1100, 4800, 10):,}".replace(",", ".")
        case "mio":
            return f"{dice.randrange(21, 190)},{dice.randrange(1, 10)}"
        case "aar":
            return str(dice.choice((2023, 2024, 2025)))
        case "foer":
            return f"{dice.randrange(1, 29)}. {dice.choice(MONTHS[:4])} 2022"
        case "senere":
            return f"{dice.randrange(1, 29)}. {dice.choice(MONTHS[8:])} 2023"
    raise KeyError(name)


def heading(item: Punkt) -> str:
    """The item's heading as printed."""
    return f"{item.nummer}. {item.titel}" + (" (Lukket)" if item.lukket else "")


def write_html(stock: Stock, items: list[Punkt], pages: Mapping[int, int]) -> str:
    """The minutes as HTML for LibreOffice; `pages` gives the contents list the page of each item."""
    day = stock["dato"]
    parts = [
        f"<html lang='da'><head><meta charset='utf-8'><title>Referat</title><style>{STYLE}</style></head><body>",
        f"<div title='header'><p style='font-size: 9pt; margin-bottom: 0.5cm'>{stock['kommune']} - Referat af møde i "
        f"{stock['udvalg']} den {day:%d-%m-%Y}</p></div>",
        "<div title='footer'><p align='right' style='font-size: 9pt'>Side <sdfield type='page' subtype='random' "
        "format='page'>1</sdfield> af <sdfield type='docstat' subtype='page' format='arabic'>1</sdfield></p></div>",
        _p("Referat", "stor"),
        _p(stock["udvalg"], "sektion"),
        _p(f"Mødedato: {day.day}. {MONTHS[day.month - 1]} {day.year}"),
        _p(f"Mødetidspunkt: kl. {stock['starttid']} - {stock['sluttid']}"),
        _p(f"Mødested: {stock['sted']}"),
        _p("Deltagere", "sektion"),
        *(_p(person, "navn") for person in stock["deltagere"]),
        _p("Afbud", "sektion"),
        *(_p(person, "navn") for person in stock["fravaerende"]),
        _p("Indholdsfortegnelse", "indhold"),
        "<table width='100%' cellpadding='1' cellspacing='0'>",
    ]
    for item in items:
        page = pages.get(item.nummer, 0)
        parts.append(f"<tr><td>{html.escape(heading(item))}</td><td width='8%' align='right'>{page}</td></tr>")
    parts.append("</table>")
    for item, before in zip(items, [None, *items], strict=False):
        # Short items follow each other on a page; a case, and what comes after one, begins a new page.
        parts.append(_p(heading(item), "ny" if before is None or item.resume or before.resume else "punkt"))
        parts.extend(_item_html(item))
    return "\n".join([*parts, "</body></html>"])


def _item_html(item: Punkt) -> Iterator[str]:
    yield _p(f"Sagsnr.: {item.sagsnummer}")
    if item.resume:
        yield _p("Resumé", "sektion")
        yield _p(item.resume)
    if item.sagsfremstilling:
        yield _p("Sagsfremstilling", "sektion")
        yield from map(_p, item.sagsfremstilling)
    for name, paragraphs in item.afsnit:
        yield _p(name, "afsnit")
        yield from map(_p, paragraphs)
    if item.forslag:
        yield _p("Indstilling", "sektion")
        yield _p(f"{item.indstiller} indstiller til Byrådet,")
        yield from (_p(f"{count}. {point}", "at") for count, point in enumerate(item.forslag, 1))
    for decision in item.vedtagelser:
        yield _p(f"Beslutning i {decision.organ} den {decision.dato:%d-%m-%Y}", "sektion")
        yield from map(_p, decision.tekst)
    if item.bilag:
        yield _p("Bilag", "sektion")
        yield from map(_p, item.bilag)


def _p(text: str, style: str = "") -> str:
    return f"<p class='{style}'>{html.escape(text)}</p>" if style else f"<p>{html.escape(text)}</p>"


def write_gold(stock: Stock, items: list[Punkt], name: str) -> str:
    """What a parser should find, as TOML in the form of a corpus case's head."""
    people = {key: [re.split(r" \(", person)[0] for person in stock[key]] for key in ("deltagere", "fravaerende")}
    lines = [f"id = {_toml(name)}", 'dokumenttype = "referat"']
    lines += [f"{key} = {_toml(stock[key])}" for key in ("kommune", "udvalg", "dato", "starttid", "sluttid", "sted")]
    lines += [f"{key} = {_toml(value)}" for key, value in people.items()]
    for item in items:
        lines += ["", "[[punkt]]", f'nummer = "{item.nummer}"', f"titel = {_toml(item.titel)}"]
        lines.append(f"sagsnummer = {_toml(item.sagsnummer)}")
        if item.lukket:
            lines.append("lukket = true")
        if item.bilag:
            lines.append(f"bilag = {_toml(list(item.bilag))}")
        for decision in item.vedtagelser:
            lines += ["[[punkt.vedtagelse]]", f"organ = {_toml(decision.organ)}", f"dato = {_toml(decision.dato)}"]
            lines.append(f"udfald = {_toml(decision.udfald)}")
            lines += [f"{side} = {_toml(names)}" for side, names in decision.stemmer.items()]
    return "\n".join(lines) + "\n"


def _toml(value: str | date | list[str]) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
