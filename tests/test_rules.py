"""The words in rules/*.toml: each opens what it says, and none opens two things."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from referat_parser import lexicon
from referat_parser.headings import is_proposal, read_decision_heading, read_extended, read_inline
from referat_parser.lexicon import find_heading, fold, key, load_rules, read_label

RULES = Path(lexicon.__file__).parent / "rules"
ENTRIES = [
    (entry["kind"], entry.get("emne", "andet"), word)
    for entry in load_rules("headings")["heading"]
    for word in entry["words"]
]


@pytest.mark.parametrize(("kind", "emne", "word"), ENTRIES)
def test_each_word_opens_its_section_in_every_spelling(kind: str, emne: str, word: str) -> None:
    for printed in (word, word + ":", word.upper(), f"• {word}", f"**{word}**", f"  {word}"):
        found = find_heading(printed.strip())
        assert found is not None, printed
        assert (found.kind, found.emne) == (kind, emne), printed


def test_no_word_stands_twice() -> None:
    keys = [key(word) for _, _, word in ENTRIES]
    twice = sorted({k for k in keys if keys.count(k) > 1})
    assert twice == []


def test_folding_keeps_words_of_different_kinds_apart() -> None:
    kinds: dict[str, set[str]] = {}
    for kind, _, word in ENTRIES:
        if len(key(word)) >= 6:
            kinds.setdefault(fold(key(word)), set()).add(kind)
    assert {k: v for k, v in kinds.items() if len(v) > 1} == {}


@pytest.mark.parametrize(
    ("misread", "kind"),
    [
        ("Sagsfrcmstilling", "sagsfremstilling"),
        ("SAGSFREMSTILLlNG", "sagsfremstilling"),
        ("Sagsframstilling", "sagsfremstilling"),
        ("Resurne", "resume"),
        ("Indstllling", "indstilling"),
        ("Bes1utning", "vedtagelse"),
        ("Økonorni", "topic"),
        ("Okonomiske konsekvenser", "topic"),
    ],
)
def test_misread_and_norwegian_headings_are_known(misread: str, kind: str) -> None:
    found = find_heading(misread)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Beslutning om placeringen blev truffet af byrådet i juni 2023.",
        "Beslutning om placering af ny brandstation i Rosensund",
        "Beslutninger om dagsordenen",
        "Indstilling om finansiering vil blive forelagt særskilt.",
        "Indstilling af medlem til Mogenslev Havneråd",
        "Vedtagelse i 2011 af den tilsvarende plan for Nordbanegården skete uden miljøvurdering.",
        "Bilag 1 viser skitseprojektet med snit og terrænkoter.",
        "Bilag 1: Skitse",
        "Bilag til pkt. 3 (notat om cykelstien) vedlægges referatet.",
        "vedtagelse",
        "Økonomi har ingen øvrige bemærkninger.",
        "Byrådet vedtog den 12. december 2000 at bygge en stibro.",
        "Punkt 3 på listen er tilføjet efter drøftelserne.",
        "Vedtagelse i amtsrådet forventes i november.",
        "Beslutningen kan ikke påklages, før planen er endeligt vedtaget.",
    ],
)
def test_a_body_line_that_merely_begins_so_is_no_heading(line: str) -> None:
    assert find_heading(line) is None
    assert read_decision_heading(line) is None
    assert read_extended(line) is None


@pytest.mark.parametrize(
    ("line", "organ", "dato", "rest"),
    [
        ("Vedtagelse i Erhvervsudvalget den 03-02-2021", "Erhvervsudvalget", "2021-02-03", ""),
        (
            "Beslutning fra Teknik- og Miljøudvalget, 8. oktober 2024, pkt. 71:",
            "Teknik- og Miljøudvalget",
            "2024-10-08",
            "",
        ),
        ("Beslutning fra Miljø- og Klimaudvalget", "Miljø- og Klimaudvalget", None, ""),
        ("BESLUTNING I KULTUR- OG FRITIDSUDVALGET DEN 04-11-2014", "KULTUR- OG FRITIDSUDVALGET", "2014-11-04", ""),
        ("Økonomiudvalget, 20-06-2018, pkt. 241", "Økonomiudvalget", "2018-06-20", ""),
        ("Teknik- og Miljøudvalgets beslutning den 8. oktober 2018", "Teknik- og Miljøudvalget", "2018-10-08", ""),
        ("Kommunalbestyrelsens møde 24. april 2006", "Kommunalbestyrelsen", "2006-04-24", ""),
        ("Børn og Familie, 24. september 2019, pkt. 73:", "Børn og Familie", "2019-09-24", ""),
        ("02-09-2019 Magistraten", "Magistraten", "2019-09-02", ""),
        ("• Beslutning i Økonomiudvalget (ØK) den 19-09-2018", "Økonomiudvalget (ØK)", "2018-09-19", ""),
        (
            "Beslutninger Kultur-, Idræts- og Turismeudvalget den 09-03-2015",
            "Kultur-, Idræts- og Turismeudvalget",
            "2015-03-09",
            "",
        ),
        ("Teknisk Udvalg den 5. marts 2002: Anbefales.", "Teknisk Udvalg", "2002-03-05", "Anbefales."),
        ("Økonomi- og Erhvervsudvalget, 13. september 2016.", "Økonomi- og Erhvervsudvalget", "2016-09-13", ""),
        ("Beslutning for Punkt 4: Salg af grund", None, None, ""),
    ],
)
def test_headings_of_decisions(line: str, organ: str | None, dato: str | None, rest: str) -> None:
    found = read_decision_heading(line)
    assert found is not None
    assert (found.organ, str(found.dato) if found.dato else None, found.rest) == (organ, dato, rest)


def test_a_heading_with_its_text_on_the_same_line_is_split() -> None:
    inline = read_inline("Økonomi: Ingen.")
    assert inline is not None and (inline.heading.emne, inline.printed, inline.rest) == (
        "oekonomi",
        "Økonomi:",
        "Ingen.",
    )
    assert read_inline("Vi mener: Ingen.") is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Direktionen indstiller, at", True),
        ("Administrationen indstiller til Økonomiudvalget at anbefale Byrådet", True),
        ("Teknisk Forvaltning anbefaler over for Økonomiudvalget, at", True),
        ("Forvaltningen foreslår derfor tre ekstra vilkår:", False),
        ("Staben foreslår, at tilskuddet gives.", False),
        ("På den baggrund foreslår vi:", False),
    ],
)
def test_who_recommends(line: str, says: bool) -> None:
    assert is_proposal(line) is says


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        ("Sagsnr.: 14/10023", "sagsnummer", "14/10023"),
        ("Sag 351-2010-412", "sagsnummer", "351-2010-412"),
        ("Initialer: LOS", "other", "LOS"),
        ("Journalnr. 00.01 P27/", "journalnummer", "00.01 P27/"),
        ("Sagsnummer", "sagsnummer", ""),
    ],
)
def test_labels_of_items(line: str, role: str, value: str) -> None:
    label = read_label(line)
    assert label is not None and (label.role, label.value) == (role, value)


@pytest.mark.parametrize(
    "line",
    [
        "Sag nr. 31 Byggeregnskab",
        "Sagen blev udsat",
        "Sagsbehandlingen tager 3 uger.",
        "Sag nr. 12 på mødet i november",
    ],
)
def test_no_label(line: str) -> None:
    assert read_label(line) is None


def test_words_are_read_once() -> None:
    assert lexicon.words() is lexicon.words()


def test_own_rules_add_words_for_one_run(tmp_path: Path, referat: str) -> None:
    minutes = tmp_path / "møde.txt"
    minutes.write_text(
        "1. Salg af grund\n\nSagens kerneord\n\nGrunden ligger øde.\n\nBeslutning\n\nGodkendt.\n", encoding="utf-8"
    )
    rules = tmp_path / "egne.toml"
    rules.write_text('[[heading]]\nkind = "resume"\nwords = ["Sagens kerneord"]\n', encoding="utf-8")
    done = subprocess.run([referat, "parse", "--rules", str(rules), str(minutes)], capture_output=True, timeout=60)
    assert json.loads(done.stdout)["punkter"][0]["resume"]["tekst"] == "Grunden ligger øde."
    rules.write_text('[[heading]]\nkind = "nonsens"\nwords = ["Sagens kerneord"]\n', encoding="utf-8")
    done = subprocess.run([referat, "parse", "--rules", str(rules), str(minutes)], capture_output=True, timeout=60)
    assert done.returncode == 2 and b"docs/new-format.md" in done.stderr


@pytest.mark.parametrize("path", sorted(RULES.glob("*.toml")), ids=lambda path: path.stem)
def test_no_group_is_possessive(path: Path) -> None:
    """CPython before 3.11.5 finds nothing with a possessive group that looks ahead: Debian 12 has 3.11.2."""
    assert re.search(r"\)(?:\{[\d,]+\}|[*+?])\+", path.read_text(encoding="utf-8")) is None
