"""The Danish guides: every command in them that reads the samples works, and every picture is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = (ROOT / "README.da.md", ROOT / "docs" / "laes-referater.md")
COMMANDS = sorted(
    {
        line
        for guide in GUIDES
        for line in re.findall(r"^referat .*", guide.read_text("utf-8"), re.MULTILINE)
        if "samples" in line and not line.startswith("referat serve")
    }
)


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert (done.returncode, "no items" in done.stderr) == (0, False), done.stderr
    written = [file for file in tmp_path.iterdir() if file.name != "samples"]
    assert done.stdout or written
    assert all(file.stat().st_size > 500 for file in written)


@pytest.mark.parametrize("guide", GUIDES)
def test_pictures_and_links_are_there(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", guide.read_text("utf-8")):
        assert (guide.parent / target).exists(), target
