"""The command line as a user meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT

TEXT = """REFERAT Byrådet d. 03-02-2021

Punkt 1: Godkendelse af dagsorden

Beslutning

Godkendt.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "møde.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(referat: str, *arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([referat, *map(str, arguments)], input=stdin, capture_output=True, timeout=60)


def test_one_file_is_one_indented_object(referat: str, minutes: Path) -> None:
    done = run(referat, "parse", minutes)
    assert done.returncode == 0 and done.stderr == b""
    document = json.loads(done.stdout)
    assert document["kilde"]["fil"] == "møde.txt"
    assert document["punkter"][0]["vedtagelser"][0]["udfald"] == "godkendt"
    assert done.stdout.startswith(b"{\n  ")


def test_several_files_are_one_object_a_line_and_a_bad_one_is_one_line(
    referat: str, minutes: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "billede.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    done = run(referat, "parse", minutes, tmp_path / "mangler.pdf", picture, minutes)
    assert done.returncode == 1
    assert [json.loads(line)["udvalg"] for line in done.stdout.splitlines()] == ["Byrådet", "Byrådet"]
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2
    assert ": not-found: " in errors[0] and ": not-pdf: " in errors[1]


def test_standard_input_is_told_by_its_bytes(referat: str, minutes: Path) -> None:
    done = run(referat, "parse", "-", stdin=minutes.read_bytes())
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["kilde"]["format"] == "tekst" and document["kilde"]["fil"] is None


def test_a_closed_pipe_is_silent(referat: str, minutes: Path) -> None:
    line = f"'{referat}' parse " + " ".join([f"'{minutes}'"] * 50) + " | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60)
    assert done.stderr == b"" and done.stdout.count(b"\n") == 1


def test_strict_fails_on_advarsler(referat: str, tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("Kære borger\n\nTak for dit brev.\n", encoding="utf-8")
    assert run(referat, "parse", path).returncode == 0
    done = run(referat, "parse", "--strict", path)
    assert done.returncode == 1
    assert "ingen-punkter" in [a["kode"] for a in json.loads(done.stdout)["advarsler"]]


def test_text_only_prints_text(referat: str, minutes: Path) -> None:
    done = run(referat, "parse", "--text-only", minutes)
    assert "1. Godkendelse af dagsorden" in done.stdout.decode() and b"{" not in done.stdout


@pytest.mark.parametrize(("standard", "key"), [("oparl", "agendaItem"), ("popolo", "motions")])
def test_a_meeting_is_printed_in_a_standard(referat: str, minutes: Path, standard: str, key: str) -> None:
    done = run(referat, "parse", minutes, "--as", standard)
    assert (done.returncode, done.stderr) == (0, b"")
    (item,) = json.loads(done.stdout)[key]
    assert item["name" if standard == "oparl" else "text"] == "Godkendelse af dagsorden"


def test_lines_tell_what_each_was_taken_for(referat: str, minutes: Path) -> None:
    done = run(referat, "lines", minutes)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    roles = {row[3]: row[2] for row in rows}
    assert roles["Punkt 1: Godkendelse af dagsorden"] == "1 punkt"
    assert roles["Beslutning"] == "1 vedtagelse!" and roles["Godkendt."] == "1 vedtagelse"


def test_version_help_and_wrong_usage(referat: str) -> None:
    assert run(referat, "--version").stdout.startswith(b"referat 0.")
    helped = run(referat, "parse", "--help")
    assert helped.returncode == 0 and b"Examples" in helped.stdout
    assert run(referat, "parse", "--nonsense", "x").returncode == 2
    assert run(referat, "parse").returncode == 2


def test_the_committed_schema_is_the_current_one(referat: str) -> None:
    assert run(referat, "schema").stdout == (ROOT / "docs" / "referat.schema.json").read_bytes()


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, referat_parser; print([m for m in ('pydantic', 'pypdfium2', 'pdfplumber', 'typer', 'rich', 'regex') if m in sys.modules])"
    done = subprocess.run([Path(__import__("sys").executable), "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
