"""Which of an item's decisions is its own, and the Danish word for each outcome."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from referat_parser import models as m

WORDS: dict[m.Udfald, str] = {
    "godkendt": "Godkendt",
    "godkendt_med_aendringer": "Godkendt med ændringer",
    "anbefalet": "Anbefalet",
    "taget_til_efterretning": "Taget til efterretning",
    "droeftet": "Drøftet",
    "udsat": "Udsat",
    "tilbagesendt": "Sendt tilbage",
    "oversendt": "Sendt videre",
    "afvist": "Afvist",
    "udgaaet": "Udgået",
    "valgt": "Valgt",
    "andet": "Andet",
}
assert set(WORDS) == set(get_args(m.Udfald))


def final_decision(referat: m.Referat, punkt: m.Punkt) -> m.Vedtagelse | None:
    """The decision of the body that met, on the day it met; else the latest, else the last printed; None when there is none."""
    decisions = [v for v in punkt.vedtagelser if v.tekst or v.udfald] or punkt.vedtagelser
    if not decisions:
        return None
    own = [v for v in decisions if v.dato == referat.dato and v.organ == referat.udvalg]
    own = own or [v for v in decisions if v.dato == referat.dato]
    own = own or [v for v in decisions if v.organ == referat.udvalg]
    if own:
        return own[-1]
    return max(enumerate(decisions), key=lambda pair: (pair[1].dato or dt.date.min, pair[0]))[1]
