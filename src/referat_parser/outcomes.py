"""Which of an item's decisions is its own, and the Danish word for each outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

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
    taken = [
        Taken(v.organ, v.dato.isoformat() if v.dato else None, bool(v.tekst or v.udfald)) for v in punkt.vedtagelser
    ]
    at = find_final(taken, referat.udvalg, referat.dato.isoformat() if referat.dato else None)
    return None if at is None else punkt.vedtagelser[at]


class Taken(NamedTuple):
    """What of a decision tells whose it is; `dato` as in the JSON, `says` whether it has a text or an outcome."""

    organ: str | None
    dato: str | None
    says: bool


def find_final(decisions: Sequence[Taken], udvalg: str | None, dato: str | None) -> int | None:
    """The position of the one that `final_decision` names."""
    said = [at for at, taken in enumerate(decisions) if taken.says] or range(len(decisions))
    for own in (
        [at for at in said if decisions[at].dato == dato and decisions[at].organ == udvalg],
        [at for at in said if decisions[at].dato == dato],
        [at for at in said if decisions[at].organ == udvalg],
    ):
        if own:
            return own[-1]
    return max(said, key=lambda at: (decisions[at].dato or "", at), default=None)
