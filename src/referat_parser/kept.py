"""Compiled patterns, parsed rules and pydantic's rules of the models, kept beside the byte code: they take half of a start to make, and change with the package only.

As with a .pyc file, what is kept fits one version of Python, of pydantic and of the package, is made anew when either changes, and
is never needed: where it cannot be read or written, everything works and only starts more slowly.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from referat_parser import light

_FOLDER = os.path.dirname(__file__)
_FORM = 2
_ALSO = ("guard.ocr", "guard.forked", "extract.pdf")
"""Modules that are needed for a PDF, and that the example does not load."""
_rules: dict[str, bytes] = {}
_contract: list[bytes] = []


def parsed_rules(name: str) -> dict[str, Any] | None:
    """The parsed rules/NAME.toml, the caller's own; None when it is not kept."""
    packed = _rules.get(name)
    return None if packed is None else marshal.loads(packed)


def contract() -> light.Rules | None:
    """What the models' rules are in the engine of pydantic; None when it is not kept."""
    return marshal.loads(_contract[0]) if _contract else None


def load() -> bool:
    """Puts the patterns where `re.compile` looks first and the rules at hand; whether there was anything that fits."""
    cache = getattr(re, "_cache", None)
    try:
        with open(_path(), "rb") as file:
            stamp, patterns, known, contract = marshal.loads(file.read())
        if stamp != _stamp() or not isinstance(cache, dict):
            return False
        engine: Any = import_module("_sre")
        for pattern, flags, compiled, code, groups, names, by_group in patterns:
            numbers = memoryview(code).cast("I").tolist()
            cache[type(pattern), pattern, flags] = engine.compile(pattern, compiled, numbers, groups, names, by_group)
    except (OSError, ValueError, EOFError, TypeError, ImportError, AttributeError, RuntimeError):
        return False
    _rules.update(known)
    _contract[:] = [contract]
    return True


def keep(parse: Callable[[bytes], object]) -> None:
    """Has an example parsed and writes what that compiled, and all rules, where byte code may be written too."""
    folder = os.path.dirname(_path())
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK) or not isinstance(getattr(re, "_cache", None), dict):
        return
    import tomllib

    vars(re)["_MAXCACHE"] = 4096  # else the first patterns are gone before the last is compiled
    for name in _ALSO:
        import_module(f"referat_parser.{name}")
    parse(EXAMPLE.encode())
    temporary = f"{_path()}.{os.getpid()}"
    try:
        known = {}
        for name in os.listdir(os.path.join(_FOLDER, "rules")):
            if name.endswith(".toml"):
                with open(os.path.join(_FOLDER, "rules", name), "rb") as file:
                    known[name.removesuffix(".toml")] = marshal.dumps(tomllib.load(file))
        data = marshal.dumps((_stamp(), _compiled(), known, marshal.dumps(_rules_of_models())))
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, _path())
    except (OSError, ValueError, TypeError, ImportError, AttributeError):
        if os.path.exists(temporary):
            os.unlink(temporary)


def _compiled() -> list[tuple[Any, ...]]:
    """The patterns that `re` holds, in the form that its engine takes: as `re._compiler.compile` makes them."""
    compiler: Any = import_module("re._compiler")
    made = []
    for (kind, pattern, flags), _ in list(re._cache.items()):  # type: ignore[attr-defined]
        if kind not in (str, bytes):
            continue
        parsed = compiler._parser.parse(pattern, flags)
        code = compiler._code(parsed, flags)
        numbers = memoryview(bytearray(4 * len(code))).cast("I")
        for place, number in enumerate(code):
            numbers[place] = number
        names = dict(parsed.state.groupdict)
        by_group: list[str | None] = [None] * parsed.state.groups
        for name, group in names.items():
            by_group[group] = name
        compiled = flags | parsed.state.flags
        made.append((pattern, flags, compiled, numbers.tobytes(), parsed.state.groups - 1, names, tuple(by_group)))
    return made


def _rules_of_models() -> light.Rules:
    """The models' rules as pydantic has made them."""
    engine: Any = import_module("pydantic_core")
    model: Any = import_module("referat_parser.models").Referat
    return engine.__version__, light.map_classes(model.__pydantic_core_schema__, lambda of: of.__name__)


def _path() -> str:
    return os.path.join(_FOLDER, "__pycache__", f"kept.{sys.implementation.cache_tag}.bin")


def _stamp() -> tuple[Any, ...]:
    """What the kept values depend on: Python, its pattern engine, the engine of pydantic, and the package's modules and rules."""
    engine: Any = import_module("_sre")
    pydantic = find_spec("pydantic_core")
    stat = os.stat(pydantic.origin if pydantic is not None and pydantic.origin else _FOLDER)
    seen = [("pydantic_core", stat.st_size, stat.st_mtime_ns)]
    for folder in (_FOLDER, *(os.path.join(_FOLDER, name) for name in ("extract", "guard", "interpret", "rules"))):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".toml")):
                    stat = entry.stat()
                    seen.append((entry.name, stat.st_size, stat.st_mtime_ns))
    return (_FORM, sys.hexversion, engine.MAGIC, tuple(sorted(seen)))


EXAMPLE = """Aabyrke Kommune
Referat af ordinært møde i Teknik- og Miljøudvalget
Mødedato: tirsdag den 4. marts 2014
Mødetidspunkt: kl. 16.00 - 18.30
Mødested: Rådhuset, lokale 2
Til stede: Ib Holm (A), formand, og Else Krogh (V)
Afbud: Bo Lind
Mødt som stedfortræder: Ane Toft for Bo Lind

Indholdsfortegnelse
1. Godkendelse af dagsorden ........ 2
2. Lokalplan 7 for Havnen .......... 3
3. Eventuelt ....................... 4

1. Godkendelse af dagsorden
Beslutning i Teknik- og Miljøudvalget den 4. marts 2014
Godkendt.

2. Lokalplan 7 for Havnen (Lukket)
Sagsnr.: 01.02.05-P16-3-14
Resumé
Planen sendes i høring. Økonomi: Ingen.
Indstilling
Centerchefen indstiller,
- at planen vedtages, og
- at den offentliggøres.
Beslutning
Et flertal (A og V) anbefaler, at indstillingen følges. Imod stemte Liste Ø, idet K. Dam ønskede sagen udsat.
Else Krogh deltog ikke i sagens behandling. Socialudvalget foreslog, at sagen sendes til Byrådet.
Udvalget besluttede at oversende forslaget til Økonomiudvalget, dog ændres punkt 2. Bo Lind var fraværende.
Bilag
Kort.pdf

3. Eventuelt
Sagen blev drøftet og taget til efterretning. Ib Holm blev valgt. Mødet hævet kl. 18.30.
Underskrifter
"""
"""Minutes in which most rules find something: whoever has parsed them has all tables and patterns at hand."""
