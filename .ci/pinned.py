"""Every package of this environment stands in constraints.txt, with the version that is here."""

import re
import sys
from importlib import metadata
from pathlib import Path


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


text = (Path(__file__).parents[1] / "constraints.txt").read_text("utf-8")
pinned = {(plain(n), v) for n, v in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M)}
here = {(plain(d.name), d.version) for d in metadata.distributions()}
loose = sorted(f"{n} {v}" for n, v in here - pinned if n not in ("pip", "setuptools", "xl-tidbank"))
if loose:
    sys.exit(f"not in constraints.txt (python3 .ci/constraints.py writes it anew): {', '.join(loose)}")
