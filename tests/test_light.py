"""A document without pydantic: the same JSON, checked as strictly, and pydantic itself as soon as it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SAMPLES
from referat_parser.pipeline import parse_bytes

_START = """
import sys
from referat_parser import kept, light
kept._path = lambda: sys.argv[1]
assert kept.load()
light.use(kept.contract())
from referat_parser import models as m, pipeline
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "kept.bin"
    code = "import sys; from referat_parser import kept; kept._path = lambda: sys.argv[1]; kept.keep(lambda _: None)"
    subprocess.run([sys.executable, "-c", f"import sys; sys.dont_write_bytecode = False; {code}", path], check=True)
    return path


def run(place: Path, code: str, *arguments: str | Path, start: str = _START) -> str:
    command = [sys.executable, "-c", start + code, place, *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=60, encoding="utf-8").stdout


@pytest.mark.parametrize("path", sorted([*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")]), ids=lambda path: path.name)
def test_the_json_is_the_same(place: Path, path: Path) -> None:
    code = (
        "document = pipeline.parse_bytes(open(sys.argv[2], 'rb').read(), name='fil')\n"
        "assert 'pydantic' not in sys.modules\n"
        "sys.stdout.buffer.write(document.to_json(indent=2))\n"
    )
    assert run(place, code, path) == parse_bytes(path.read_bytes(), name="fil").model_dump_json(indent=2)


def test_a_document_that_is_wrong_is_refused(place: Path) -> None:
    code = (
        "document = pipeline.parse_bytes(kept.EXAMPLE)\n"
        "wrong = m.made(m.Placering, side=0, linjer=(1, 1))\n"
        "try:\n"
        "    m.Referat(**{**vars(document), 'punkter': [document.punkter[0].model_copy(update={'placering': wrong})]})\n"
        "except ValueError as error:\n"
        "    print(error)\n"
    )
    assert "greater than or equal to 1" in run(place, code)


def test_pydantic_can_be_loaded_after(place: Path) -> None:
    code = (
        "from decimal import Decimal\n"
        "from pydantic import BaseModel\n"
        "class Price(BaseModel):\n"
        "    value: Decimal\n"
        "print(Price(value='1.5').model_dump_json())\n"
    )
    assert run(place, code).strip() == '{"value":"1.5"}'


def test_another_engine_is_left_to_pydantic(place: Path) -> None:
    start = _START.replace("light.use(kept.contract())", "light.use(('another', kept.contract()[1]))")
    code = "import pydantic\nprint(issubclass(m.Referat, pydantic.BaseModel))"
    assert run(place, code, start=start).strip() == "True"


def test_a_program_gets_models_of_pydantic(place: Path) -> None:
    start = _START.replace("light.use(kept.contract())\n", "")
    assert (
        run(place, "import pydantic\nprint(issubclass(m.Referat, pydantic.BaseModel))", start=start).strip() == "True"
    )
