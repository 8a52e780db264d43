"""Every way to forge a copy is named; a copy that is only saved again is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_tidbank.book.copy import seal, verify
from xl_tidbank.core.errors import TidbankFeil

from . import forfalskning
from .forfalskning import VARIANTER, Filer, Variant

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def ekte(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as m:
        m.setenv(seal.MAPPE, str(tmp_path_factory.mktemp("nokler")))
        sti = tmp_path_factory.mktemp("ekte") / "kopi.xlsx"
        forfalskning.signert_kopi(sti)
    return sti.read_bytes()


def svaret(data: bytes, mappe: Path) -> tuple[bool, list[str]]:
    """Whether it is unchanged, and the lines that say why not."""
    sti = mappe / "kopi.xlsx"
    sti.write_bytes(data)
    try:
        svar = verify.verifiser(verify.les_kopi(sti))
    except TidbankFeil as e:
        return False, [str(e)]
    linjer = verify.sammendrag(svar.endringer)
    return svar.uendret, linjer + ["Signaturen er ikke gyldig"] * (svar.signatur == "ugyldig")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("v", VARIANTER, ids=lambda v: v.navn)
def test_a_forgery_is_named(v: Variant, ekte: bytes, tmp_path: Path) -> None:
    filer = Filer(ekte)
    data = v.gjor(filer)
    uendret, linjer = svaret(filer.pakk() if data is None else data, tmp_path)
    assert not uendret
    assert any(v.sagt in linje for linje in linjer), linjer


def test_the_copy_itself_is_unchanged(ekte: bytes, tmp_path: Path) -> None:
    assert svaret(ekte, tmp_path) == (True, [])
    assert svaret(Filer(ekte).pakk(), tmp_path) == (True, [])


def test_a_copy_saved_as_excel_does_is_unchanged(ekte: bytes, tmp_path: Path) -> None:
    excel = forfalskning.som_excel(ekte)
    assert svaret(excel, tmp_path) == (True, [])
    foer, etter = Filer(ekte).deler, Filer(excel).deler
    assert sorted(n for n in foer if foer[n] == etter[n]) == ["docProps/core.xml", "xl/theme/theme1.xml"]


def test_the_table_of_forgeries_is_fresh() -> None:
    assert forfalskning.DOKUMENT.read_text("utf-8") == "\n".join(forfalskning.linjer()) + "\n"
    assert len(VARIANTER) >= 40
    assert len({(v.gruppe, v.navn) for v in VARIANTER}) == len(VARIANTER)
