"""The Pythons that pyproject.toml names, and a fresh environment of each to try things in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
AS_ROOT = () if os.geteuid() == 0 else ("sudo", "--preserve-env")


def supported() -> list[str]:
    """The versions among the classifiers, as they stand: 3.11, 3.12 ..."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [c.rsplit(" ", 1)[1] for c in project["classifiers"] if "Python :: 3." in c]


class Environment(NamedTuple):
    """A fresh virtual environment. before: the words that put a program in its place; folder: where files for it go;
    seen: that folder as its programs see it."""

    before: tuple[str, ...]
    folder: Path
    seen: Path

    def run(self, *words: object, text: bool = False) -> str:
        """Run its Python with words; what it printed where `text` is asked for. Raises CalledProcessError."""
        env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
        if self.before:
            env |= {"HOME": str(self.seen), "TMPDIR": str(self.seen)}
        command = [*self.before, self.seen / "venv" / "bin" / "python", *words]
        pipe = subprocess.PIPE if text else None
        out = subprocess.run([str(w) for w in command], check=True, env=env, cwd=self.folder, stdout=pipe, text=True)
        return out.stdout or ""


def fresh(version: str, work: Path) -> Environment | None:
    """An environment of a version, of this machine's own Python or else of Debian's; None where it is not to be had."""
    program = next((p for p in ("python3", f"python{version}") if _is(p, version)), None)
    if program:
        here = Environment((), work / version, work / version)
    else:
        root = work / f"debian-{version}"
        unpack = ["timeout", "180", *AS_ROOT, ROOT / ".ci" / "debian-python", version, root]
        if sys.platform != "linux" or subprocess.run(unpack).returncode:
            return None
        here = Environment((*AS_ROOT, "chroot", str(root)), root / "tmp" / "try", Path("/tmp/try"))
        program = f"/usr/bin/python{version}"
    here.folder.mkdir(parents=True)
    subprocess.run([*here.before, program, "-m", "venv", str(here.seen / "venv")], check=True)
    return here


def _is(program: str, version: str) -> bool:
    if not shutil.which(program):
        return False
    said = subprocess.run([program, "-V"], capture_output=True, text=True).stdout
    return said.startswith(f"Python {version}.")
