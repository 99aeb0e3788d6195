"""The README: its commands print what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

BLOCKS = re.findall(r"```console\n\$ (.*)\n((?:.*\n)*?)```", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_there_are_recipes() -> None:
    assert len(BLOCKS) >= 6


@pytest.mark.skipif(shutil.which("jq") is None, reason="the recipes pipe to jq; apt-get install jq")
@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[f"recipe{n}" for n in range(len(BLOCKS))])
def test_a_recipe_prints_what_the_readme_shows(command: str, shown: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == shown and done.stderr == ""


def test_the_library_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.startswith("1 Godkendelse af dagsorden ['godkendt']")
