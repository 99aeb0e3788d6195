"""Builds extract/_measure.pyx with the package where a C compiler and Python's headers are; without them nothing is lost but speed."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "src/referat_parser/extract/_measure.pyx"


class CompileWhereItCan(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        try:
            built = _compile(Path(self.root))
        except (Exception, SystemExit) as error:  # distutils' errors, and whatever a compiler that is half there raises
            self.app.display_warning(f"{SOURCE} is not compiled: {error}")
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["artifacts"].append(built)


def _compile(root: Path) -> str:
    """Returns the path of the extension, beside its source. Raises what setuptools or Cython raises."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    folder = root / "build" / "compiled"
    exact = ["-ffp-contract=off", "-g0"]  # no product and sum in one step, as some processors have it: Python has none
    module = Extension("_measure", [SOURCE], extra_compile_args=exact)
    with contextlib.chdir(root), contextlib.redirect_stdout(io.StringIO()):
        modules = cythonize([module], build_dir=str(folder), quiet=True, force=True)
        command = build_ext(Distribution({"ext_modules": modules}))
        command.build_temp, command.build_lib = str(folder), str(Path(SOURCE).parent)
        command.ensure_finalized()
        built = Path(command.build_lib, command.get_ext_filename("_measure"))
        built.unlink(missing_ok=True)  # one of an older source must not stay where this one fails
        command.run()
    return built.as_posix()
