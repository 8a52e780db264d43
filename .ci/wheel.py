"""Build the wheel and install it, and nothing else, on the lowest and the newest Python that is supported.

Where a Python cannot be had, it is said to be not tried; where it can, everything must pass.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pythons import AS_ROOT, ROOT, fresh, supported

PACKAGES = ("xl_tidbank", "udfs")


def tracked(*paths: str) -> list[str]:
    return subprocess.run(
        ["git", "ls-files", *paths], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()


def build(work: Path) -> Path:
    """The wheel, from a copy of the tracked files: a folder `build` from before would put old modules in it."""
    source = work / "source"
    for name in tracked(*PACKAGES, "pyproject.toml", "README.md", "LICENSE"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", work, source], check=True)
    return next(work.glob("*.whl"))


def holds(wheel: Path) -> bool:
    """Whether the wheel holds the files of our packages, all of them and no others."""
    inside = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    ours = set(tracked(*PACKAGES))
    for name in sorted(inside ^ ours):
        print(f"{'missing in' if name in ours else 'not ours, but in'} the wheel: {name}")
    return inside == ours


def try_on(version: str, wheel: Path, work: Path) -> None:
    there = fresh(version, work)
    if there is None:
        print(f"Python {version}: not tried, it cannot be had here")
        return
    for file in (wheel, ROOT / "constraints.txt", ROOT / ".ci" / "installed.py"):
        shutil.copy(file, there.folder)
    there.run(
        "-m", "pip", "install", "-q", "--no-compile", "-c", there.seen / "constraints.txt", there.seen / wheel.name
    )
    there.run("-m", "pip", "check")
    there.run(there.seen / "installed.py")


def main() -> None:
    work = Path(tempfile.mkdtemp())
    try:
        wheel = build(work)
        if not holds(wheel):
            sys.exit(1)
        for version in dict.fromkeys((supported()[0], supported()[-1])):
            try_on(version, wheel, work)
    finally:
        subprocess.run([*AS_ROOT, "rm", "-rf", work], check=True)


if __name__ == "__main__":
    main()
