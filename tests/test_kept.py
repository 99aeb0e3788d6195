"""What is kept between runs: it gives what would be made anew, and is passed over when it does not fit."""

from __future__ import annotations

import marshal
import re
import sys
import tomllib
from pathlib import Path

import pytest

from referat_parser import kept
from referat_parser.pipeline import parse_bytes

RULES = Path(kept.__file__).parent / "rules"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "_path", lambda: str(tmp_path / "kept.bin"))
    monkeypatch.setattr(kept, "_rules", {})
    monkeypatch.setattr(kept, "_contract", [])
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(re, "_cache", {})
    return tmp_path / "kept.bin"


def test_kept_rules_and_patterns_are_what_they_were(place: Path) -> None:
    re.compile(r"(?P<day>\d+)\. (?P<month>[a-zæøå]+)", re.IGNORECASE)
    kept.keep(lambda _: re.compile(r"mødet\b"))
    made = dict(re._cache)  # type: ignore[attr-defined]
    re._cache.clear()  # type: ignore[attr-defined]
    assert kept.load()
    assert len(made) > 1
    for key, pattern in made.items():
        again = re._cache[key]  # type: ignore[attr-defined]
        assert (again.pattern, again.flags, again.groups, dict(again.groupindex)) == (
            *(pattern.pattern, pattern.flags, pattern.groups),
            dict(pattern.groupindex),
        )
    found = re.compile(r"(?P<day>\d+)\. (?P<month>[a-zæøå]+)", re.IGNORECASE).match("4. MARTS")
    assert found is not None and found.groupdict() == {"day": "4", "month": "MARTS"}
    for path in RULES.glob("*.toml"):
        assert kept.parsed_rules(path.stem) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_rules_are_the_callers_own(place: Path) -> None:
    kept.keep(lambda _: None)
    assert kept.load()
    rules = kept.parsed_rules("lines")
    assert rules is not None
    rules.clear()
    assert kept.parsed_rules("lines")


@pytest.mark.parametrize("damage", [b"", b"\x00", b"abc", marshal.dumps((1, 2))])
def test_what_does_not_fit_is_passed_over(place: Path, damage: bytes) -> None:
    place.write_bytes(damage)
    assert not kept.load()
    assert kept.parsed_rules("lines") is None


def test_another_version_is_passed_over(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep(lambda _: None)
    monkeypatch.setattr(kept, "_stamp", lambda: ("another",))
    assert not kept.load()


def test_nothing_is_written_where_byte_code_is_not(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.keep(parse_bytes)
    assert not place.exists()


def test_the_example_can_be_parsed() -> None:
    document = parse_bytes(kept.EXAMPLE)
    assert [punkt.titel for punkt in document.punkter][1] == "Lokalplan 7 for Havnen"
