"""Tables and links in Markdown, as GitHub reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def tabell(hode: Sequence[str], rader: Iterable[Sequence[str]]) -> str:
    return "\n".join(_rad(r) for r in (hode, ["---"] * len(hode), *rader))


def _rad(celler: Sequence[str]) -> str:
    return f"| {' | '.join(c.replace('|', '/').replace(chr(10), ' ') for c in celler)} |"


def anker(overskrift: str) -> str:
    """Where a heading is linked to: small letters, hyphens for spaces, and no other punctuation."""
    ren = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", overskrift)
    return re.sub(r"[^\w\- ]", "", ren.lower()).replace(" ", "-")


def ankere(tekst: str) -> set[str]:
    """Every place in a page that can be linked to."""
    uten_kode = re.sub(r"^```.*?^```", "", tekst, flags=re.S | re.M)
    return {anker(h) for h in re.findall(r"^#+ (.+)$", uten_kode, re.M)}
