"""The contract: the document as JSON, `skema` "referat/1". Keys are Danish, `None` means that the document does not say."""

# Annotations are values here, and no text: pydantic would have to evaluate each at every start.
import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, ParamSpec, TypeVar

from referat_parser import light

if not TYPE_CHECKING and light.fits():
    from referat_parser.light import BaseModel, ConfigDict, Field
else:
    from pydantic import BaseModel, ConfigDict, Field

Udfald = Literal[
    "godkendt",
    "godkendt_med_aendringer",
    "anbefalet",
    "taget_til_efterretning",
    "droeftet",
    "udsat",
    "tilbagesendt",
    "oversendt",
    "afvist",
    "udgaaet",
    "valgt",
    "andet",
]
Emne = Literal[
    "oekonomi",
    "lovgrundlag",
    "hoering",
    "tidsplan",
    "personale",
    "miljoe",
    "sundhed",
    "kommunikation",
    "kompetence",
    "sagsgang",
    "tidligere_behandling",
    "vurdering",
    "andet",
]
Klokkeslaet = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d$", examples=["13:00"])]


class Model(BaseModel):
    """What is common to all. A validator is built when it is asked for: a document that is parsed takes one for all its parts."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        validate_by_name=True,
        defer_build=True,
        revalidate_instances="always",
    )


_P = ParamSpec("_P")
_M = TypeVar("_M", bound=Model)


_new = object.__new__
_SLOTS = BaseModel.__dict__  # what `object.__setattr__` would look up by name each time
_set_values, _set_given = _SLOTS["__dict__"].__set__, _SLOTS["__pydantic_fields_set__"].__set__
_set_extra, _set_private = _SLOTS["__pydantic_extra__"].__set__, _SLOTS["__pydantic_private__"].__set__


def made(model: Callable[_P, _M], /, *_: _P.args, **values: _P.kwargs) -> _M:
    """A part of a document, of values that have its types as the type checker sees: validated when the whole `Referat` is."""
    # As model_construct does it, without looking at every field anew: a document has thousands of parts.
    one = _new(model)  # type: ignore[arg-type]
    _set_values(one, _defaults(model) | values)
    _set_given(one, set(values))
    _set_extra(one, None)
    _set_private(one, None)
    return one


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    """All fields in their order with what they hold when they are not given; None for those that always are."""
    fields = model.model_fields.items()
    return {name: None if f.is_required() else f.get_default(call_default_factory=True) for name, f in fields}


class Placering(Model):
    """Where a value stands. `side` and `boks` are null for a text source."""

    side: int | None = Field(default=None, ge=1, description="1-based page on which it begins")
    linjer: tuple[int, int] = Field(description="first and last 1-based line of `referat lines`")
    boks: tuple[float, float, float, float] | None = Field(
        default=None, description="x0, top, x1, bottom in PDF points from the top left of page `side`"
    )


class Kilde(Model):
    fil: str | None = None
    sha256: str
    format: Literal["pdf", "tekst"]
    sider: int | None = None
    motor: str | None = None
    ocr_sider: list[int] = []
    parser: str


class Kommune(Model):
    navn: str
    kode: str | None = Field(default=None, pattern=r"^\d{4}$")


class Person(Model):
    navn: str
    parti: str | None = None
    rolle: str | None = None


class Fravaer(Person):
    """A person who was absent. `punkter` holds the items it is limited to, as printed; null is all."""

    aarsag: str | None = None
    punkter: str | None = None


class Indholdspost(Model):
    nummer: str | None = None
    titel: str
    side: int | None = None


class Afsnit(Model):
    """A part under a heading of its own inside a section."""

    overskrift: str
    emne: Emne = "andet"
    tekst: str
    placering: Placering


class Sektion(Model):
    """A section; `tekst` is what stands before the first of `afsnit`."""

    overskrift: str | None = None
    tekst: str = ""
    afsnit: list[Afsnit] = []
    tabeller: list[list[list[str]]] = []
    placering: Placering


class Indstilling(Sektion):
    indstiller: str | None = None
    forslag: list[str] = []


class OevrigSektion(Sektion):
    emne: Emne = "andet"


class Stemmetal(Model):
    for_: int | None = Field(default=None, alias="for")
    imod: int | None = None
    undlod: int | None = None


class Afstemning(Model):
    """Who voted how: parties or people as printed (without a party in brackets behind a person's name)."""

    for_: list[str] = Field(default=[], alias="for")
    imod: list[str] = []
    undlod: list[str] = []
    antal: Stemmetal | None = None


class Bemaerkning(Model):
    type: Literal["forbehold", "mindretal", "protokol", "standsning", "inhabilitet"]
    hvem: list[str] = []
    tekst: str


class Vedtagelse(Model):
    """What one body decided, or recommended, on one day."""

    overskrift: str | None = None
    organ: str | None = None
    dato: dt.date | None = None
    tekst: str = ""
    udfald: Udfald | None = None
    til: str | None = None
    afstemning: Afstemning | None = None
    enstemmig: bool | None = None
    bemaerkninger: list[Bemaerkning] = []
    fravaerende: list[Fravaer] = []
    placering: Placering


class Bilag(Model):
    """An attachment; `nummer` is its number in a numbered list ("1. Kort"), which is no part of the title."""

    nummer: str | None = None
    titel: str
    placering: Placering


class Oplysning(Model):
    """A labelled line about the item, as printed: caseworker, journal number, who decides."""

    navn: str | None = None
    tekst: str
    placering: Placering


class Punkt(Model):
    nummer: str | None = None
    titel: str
    sagsnummer: str | None = None
    lukket: bool = False
    oplysninger: list[Oplysning] = []
    resume: Sektion | None = None
    sagsfremstilling: Sektion | None = None
    indstilling: Indstilling | None = None
    vedtagelser: list[Vedtagelse] = []
    bilag: list[Bilag] = []
    oevrige: list[OevrigSektion] = []
    placering: Placering


class Rest(Model):
    tekst: str
    placering: Placering


class Advarsel(Model):
    """What the user is to know. `kode` is stable; `punkt` is the item's printed number, else its position from 1."""

    kode: str
    besked: str
    punkt: str | None = None
    placering: Placering | None = None


class Referat(Model):
    """One set of minutes, or one agenda."""

    skema: Literal["referat/1"] = "referat/1"
    kilde: Kilde
    dokumenttype: Literal["referat", "dagsorden"]
    kommune: Kommune | None = None
    udvalg: str | None = None
    dato: dt.date | None = None
    starttid: Klokkeslaet | None = None
    sluttid: Klokkeslaet | None = None
    sted: str | None = None
    deltagere: list[Person] = []
    fravaerende: list[Fravaer] = []
    indholdsfortegnelse: list[Indholdspost] = []
    punkter: list[Punkt] = []
    rest: list[Rest] = []
    advarsler: list[Advarsel] = []
    daekning: float = Field(default=1.0, ge=0, le=1)

    def to_json(self, *, indent: int | None = None) -> bytes:
        """The document as JSON in UTF-8: what `model_dump_json` says, at half its cost."""
        written: bytes = self.__pydantic_serializer__.to_json(self, indent=indent)
        return written


Referat.model_rebuild()  # here, once, and not in every child that reads a document
