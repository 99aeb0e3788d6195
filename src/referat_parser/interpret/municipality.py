"""The municipality, from what the document says: its name, its web address, the first digits of its case numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from referat_parser.bodies import is_body
from referat_parser.interpret.titlelines import read_kind
from referat_parser.lexicon import load_rules, load_table
from referat_parser.models import Kommune, made

_LOOK_BACK = 45
_ENOUGH = 2


class _Known(NamedTuple):
    by_name: dict[str, Kommune]
    by_web: dict[str, Kommune]
    by_prefix: dict[str, Kommune]


@lru_cache(maxsize=1)
def _known() -> _Known:
    """The municipalities of rules/kommuner.tsv, and those before 2007, by every spelling of their names."""
    by_name = {row[0].casefold(): made(Kommune, navn=row[0]) for row in load_table("kommuner_foer_2007")}
    by_web: dict[str, Kommune] = {}
    by_prefix: dict[str, Kommune] = {}
    by_code: dict[str, Kommune] = {}
    for code, prefix, name, official, *rest in load_table("kommuner"):
        one = by_code[code] = made(Kommune, navn=name, kode=code)
        short = re.sub(r"\s+(?:regions)?kommune$", "", official.casefold())
        for spelling in (
            name.casefold(),
            short,
            *(a.strip().casefold() for a in (rest[-1] if len(rest) > 2 else "").split(",") if a),
        ):
            by_name[spelling] = one
            by_name.setdefault(f"{spelling}s", one)
        by_web[_slug(name)] = one
        by_prefix[prefix] = one
    by_web |= {web: by_code[code] for code, web in load_table("kommuner_net") if code in by_code}
    return _Known(by_name, by_web, by_prefix)


def _slug(name: str) -> str:
    low = name.casefold()
    return low.replace("æ", "ae").replace("ø", "oe").replace("å", "aa").replace(" ", "")


_KOMMUNE = re.compile(r"(?:[Kk]|[Rr]egionsk)ommunes?\b|KOMMUNES?\b")
_SEAT = re.compile(r"(?:[Rr]ådhus|[Bb]yråd|[Kk]ommunalbestyrelse|RÅDHUS|BYRÅD|KOMMUNALBESTYRELSE)\b")
_NAME_BEFORE = re.compile(r"(?:[A-ZÆØÅ][\wæøåé-]*[ ]+){1,3}$")
_WEB = re.compile(
    r"(?:www\.|@|https?://(?:www\.)?|dagsordener?\.|politik\.)([a-z0-9-]{2,30})\.dk\b"
)  # of small letters
_CASE = re.compile(r"^(\d{3})-(?:19|20)\d\d-\d+")
_HEADING = re.compile(
    r"^[^\w\n]*((?:[A-ZÆØÅ][\wæøåé.-]*[ ]+){1,3})(?:kommune|KOMMUNE|Kommune)(?:\s*$|\s*[,|–-]|\s+(?:den|d\.)\s)",
    re.MULTILINE,
)


REFORM = dt.date(2007, 1, 1)


def read_municipality(
    title_text: str, all_text_sample: str, sagsnumre: Sequence[str], dato: dt.date | None = None
) -> Kommune | None:
    """The municipality that the evidence points to; None when there is none, or when it points to several.

    A name of the 98 comes with its code. Without come a former municipality, one that only a heading "<Name> Kommune"
    states, and one that is no known one but the only one that the text names, more than once. A former one holds no meeting
    on a `dato` since 2007: its town hall's name does not count.
    """
    known = _known()
    score: Counter[str] = Counter()
    found: dict[str, Kommune] = {}

    def count(one: Kommune | None, weight: int) -> None:
        if one is not None and (one.kode is not None or dato is None or dato < REFORM):
            found[one.navn] = one
            score[one.navn] += weight

    names = dict.fromkeys((*_named(title_text), *_named(title_text, _SEAT)))
    titled = [one for name in names if (one := known.by_name.get(name)) is not None]
    for one in {k.navn: k for k in titled}.values():
        count(one, 4)
    for one in {k.navn: k for k in _sites(title_text + "\n" + all_text_sample, known)}.values():
        count(one, 2)
    count(_by_case_numbers(sagsnumre, known), 3)
    for name in {name for word, name in _only_in().items() if word in title_text}:
        count(known.by_name[name.casefold()], 2)
    stated = _stated(title_text, known)
    if not stated:
        count(_most_named(all_text_sample, known), 2)
    if not score:
        return stated or _only_named(title_text, all_text_sample)
    (best, points), *others = score.most_common(2)
    if stated is not None or points < _ENOUGH or (others and others[0][1] * 2 > points):
        return stated if stated is not None and points < 6 else None
    return found[best]


def _named(text: str, word: re.Pattern[str] = _KOMMUNE) -> list[str]:
    """The names before "Kommune" (or another `word`) in `text`, small, the known one of "Referat Rudersdal Kommune" if there is one."""
    known = _known().by_name
    names: list[str] = []
    for match in word.finditer(text):
        before = _NAME_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        if not before:
            continue
        words = before[0].split()
        tails = [" ".join(words[n:]).casefold() for n in range(len(words))]
        names.append(next((t for t in tails if t in known), tails[-1]))
    return names


def _sites(text: str, known: _Known) -> list[Kommune]:
    low = text.casefold()
    return [one for m in _WEB.finditer(low) if (one := known.by_web.get(m[1])) is not None] if ".dk" in low else []


def _by_case_numbers(numbers: Sequence[str], known: _Known) -> Kommune | None:
    """The municipality whose code the numbers "306-2009-600" begin with, when two or more do and no other stands out."""
    prefixes = Counter(m[1] for number in numbers if (m := _CASE.match(number.strip())))
    if not prefixes:
        return None
    (prefix, times), *others = prefixes.most_common(2)
    return known.by_prefix.get(prefix) if times >= _ENOUGH and not (others and others[0][1] * 3 > times) else None


def _most_named(text: str, known: _Known) -> Kommune | None:
    """The municipality that the text names twice or more, and twice as often as any other, known or not."""
    named = Counter(_named(text))
    if not named:
        return None
    (name, times), *others = named.most_common(2)
    clear = times >= _ENOUGH and not (others and others[0][1] * 2 > times)
    return known.by_name.get(name) if clear else None


def _stated(title: str, known: _Known) -> Kommune | None:
    """The unknown municipality that a heading states: a line that is "<Name> Kommune"."""
    names: dict[str, str] = {}
    for match in _HEADING.finditer(title):
        words = match[1].split()
        while len(words) > 1 and _leads(words[0]):
            words = words[1:]
        if any(" ".join(words[n:]).casefold() in known.by_name for n in range(len(words))):
            return None
        names.setdefault(" ".join(words).casefold(), " ".join(words))
    return made(Kommune, navn=_as_name(next(iter(names.values())))) if len(names) == 1 else None


def _as_name(printed: str) -> str:
    """A name in capitals as names are written."""
    return printed.title() if printed.isupper() else printed


_WRITTEN = re.compile(r"K(?:ommune|OMMUNE)(?P<owns>[sS]?)\b")


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    rules: dict[str, list[str]] = load_rules("bodies")["municipality"]
    return frozenset(rules["not_names"])


@lru_cache(maxsize=1)
def _only_in() -> dict[str, str]:
    """The municipalities that alone have what is called by these words."""
    only: dict[str, str] = load_rules("bodies")["municipality"]["only"]
    return only


def _only_named(title: str, text: str) -> Kommune | None:
    """The unknown municipality that the title or the text names, when no other is named: what all its mentions end in.

    One mention is enough in the title, but not of something of the municipality's ("Fjordby Kommunes logo").
    """
    titled = [words for words, owns in _mentions(title) if not owns]
    known, mentions = _known().by_name, titled + [words for words, _ in _mentions(text)]
    if (len(mentions) < _ENOUGH and not titled) or mentions[0][-1].casefold() in _no_names():
        return None
    if any(" ".join(words[n:]).casefold() in known for words in mentions for n in range(len(words))):
        return None
    length = min(map(len, mentions))
    while length and len({" ".join(words[-length:]).casefold() for words in mentions}) > 1:
        length -= 1
    while length > 1 and _leads(mentions[0][-length]):
        length -= 1
    return made(Kommune, navn=_as_name(" ".join(mentions[0][-length:]))) if length else None


def _mentions(text: str) -> Iterator[tuple[list[str], bool]]:
    """The capitalised words before each "Kommune", and whether something of the municipality's follows."""
    for match in _WRITTEN.finditer(text):
        if before := _NAME_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            yield before[0].split(), bool(match["owns"])


def _leads(word: str) -> bool:
    """Whether a capitalised word stands before names without being of them: "I Egholt Kommune", "Referat Egholt Kommune"."""
    return word.casefold().rstrip(".") in _no_names() or read_kind(word) is not None or is_body(word)
