"""The pages that `referat lines --pictures` draws: one picture a page, each line in the colour of its role."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from conftest import SAMPLES
from referat_parser.document import Box
from referat_parser.explain import find_roles
from referat_parser.pictures import _COLOURS, _DPI, draw_pages

SAMPLE = SAMPLES / "nordkrog-klimaudvalg-2021.pdf"


@pytest.fixture(scope="module")
def pages() -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(draw_pages(SAMPLE.read_bytes()))) as archive:
        assert archive.namelist() == [f"side-{n:03d}.png" for n in (1, 2, 3, 4)]
        return [Image.open(io.BytesIO(archive.read(name))).convert("RGB") for name in archive.namelist()]


@pytest.mark.parametrize("kind", ["punkt", "vedtagelse", "indstilling", "bilag"])
def test_each_line_has_a_frame_in_the_colour_of_its_role(kind: str, pages: list[Image.Image]) -> None:
    source, roles = find_roles(SAMPLE.read_bytes())
    boxes: list[tuple[int, Box]] = [
        (line.page, line.box)
        for line, role in zip(source.lines, roles, strict=True)
        if role.name.rstrip("!").endswith(kind) and line.page and line.box
    ]
    assert boxes
    for page, box in boxes:
        middle = round((box.x0 + box.x1) / 2 * _DPI / 72)
        top = round(box.top * _DPI / 72)
        column = [pages[page - 1].getpixel((middle, y)) for y in range(top - 2, top + 3)]
        assert _COLOURS[kind] in column, (page, box)


def test_the_command_writes_them_and_leaves_standard_output_to_the_lines(tmp_path: Path, referat: str) -> None:
    folder = tmp_path / "sider"
    done = subprocess.run([referat, "lines", str(SAMPLE), "--pictures", str(folder)], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in folder.iterdir()) == [f"side-{n:03d}.png" for n in (1, 2, 3, 4)]
    plain = subprocess.run([referat, "lines", str(SAMPLE)], capture_output=True, timeout=120)
    assert done.stdout == plain.stdout


def test_a_text_has_no_pages_to_draw(tmp_path: Path, referat: str) -> None:
    text = tmp_path / "moede.txt"
    text.write_text("Byrådet\n1. Vej\nBeslutning\nGodkendt.\n", encoding="utf-8")
    done = subprocess.run(
        [referat, "lines", str(text), "--pictures", str(tmp_path / "x")], capture_output=True, timeout=60
    )
    assert done.returncode == 1 and b"not-pdf" in done.stderr and not (tmp_path / "x").exists()
