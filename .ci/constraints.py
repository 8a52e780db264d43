"""Write constraints.txt anew: the newest versions that pyproject.toml lets in, on the lowest and the newest Python.

python3 .ci/constraints.py. Lines for other systems are carried over as they stand.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pythons import AS_ROOT, ROOT, fresh, supported

FILE = ROOT / "constraints.txt"
HEAD = (
    "# The exact versions that the tests run with, written by .ci/constraints.py:",
    "#     python -m pip install -c constraints.txt .",
)


def newest(version: str, extra: str, work: Path) -> dict[str, str]:
    """What pip chooses on a Python: the name of each package and its version."""
    there = fresh(version, work)
    if there is None:
        sys.exit(f"Python {version} cannot be had here")
    source = there.folder / "source"
    for name in ("pyproject.toml", "README.md", "LICENSE", "xl_tidbank/__init__.py"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    there.run("-m", "pip", "install", "-q", f"{there.seen / 'source'}{extra}")
    lines = there.run("-m", "pip", "list", "--format=freeze", "--exclude=xl_tidbank", text=True).split()
    return {n: v for n, v in (line.split("==") for line in lines) if n not in ("pip", "setuptools")}


def main() -> None:
    low, high = supported()[0], supported()[-1]
    elsewhere = [line for line in FILE.read_text("utf-8").splitlines() if "sys_platform" in line]
    work = Path(tempfile.mkdtemp())
    try:
        chosen, there = newest(low, "[dev]", work), newest(high, "", work)
    finally:
        subprocess.run([*AS_ROOT, "rm", "-rf", work], check=True)
    lines = list(elsewhere)
    for name, version in chosen.items():
        other = there.get(name, version)
        if other == version:
            lines.append(f"{name}=={version}")
        else:
            lines.append(f'{name}=={version}; python_version < "{high}"')
            lines.append(f'{name}=={other}; python_version >= "{high}"')
    FILE.write_text("\n".join((*HEAD, *sorted(lines, key=str.lower), "")), "utf-8")


if __name__ == "__main__":
    main()
