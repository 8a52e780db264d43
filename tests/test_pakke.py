"""What is said of two workbooks that should have been the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import workbook

from . import bok, pakke
from .xlsm.odelegg import annen_vba

ROT = Path(__file__).parents[1]


def pakket(data: bytes, endre: Callable[[zipfile.ZipInfo, bytes], bytes | None], snudd: bool = False) -> bytes:
    """The package with each part as `endre` makes it; None takes it out."""
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as fra, zipfile.ZipFile(ut, "w") as til:
        for post in reversed(fra.infolist()) if snudd else fra.infolist():
            innhold = endre(post, fra.read(post.filename))
            if innhold is not None:
                til.writestr(post, innhold)
    return ut.getvalue()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return bok.lag_bok(tmp_path_factory.mktemp("pakke") / "b.xlsx").read_bytes()


def test_the_same_bytes_say_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(data)
    pakke.krev_samme(data, tmp_path / "b.xlsx", data)


def test_a_changed_cell_stands_in_its_part_with_what_is_around_it(data: bytes, tmp_path: Path) -> None:
    rader = [(1001, date(2026, 3, 2), date(2026, 3, 8), "SYK", 51, date(2026, 3, 2))]
    annen = bok.lag_bok(tmp_path / "c.xlsx", {"Fravær": rader}).read_bytes()
    uten = (pakket(x, lambda post, y: None if post.filename == "docProps/core.xml" else y) for x in (data, annen))
    with pytest.raises(AssertionError) as feil:  # but for the part that says when it was made
        pakke.krev_samme(*uten)
    overskrift, *linjer = str(feil.value).splitlines()[:20]
    assert overskrift == "not the same bytes"
    del_ = linjer[0].removesuffix(" differs")
    assert del_.startswith("xl/worksheets/sheet")
    assert [n for n in linjer if n.endswith(" differs")] == [linjer[0]]
    assert [n[0] + n[1:].strip() for n in linjer if n[0] in "+-" and "xl/" not in n] == ["-<v>50</v>", "+<v>51</v>"]
    assert any('r="E2"' in n for n in linjer)


def test_a_long_difference_is_cut_and_every_part_is_named(data: bytes) -> None:
    annen = pakket(data, lambda post, x: x.replace(b"><", b' y="1"><') if post.filename.startswith("xl/work") else x)
    linjer = pakke.ulikt(data, annen)
    ulike = [n for n in linjer if n.endswith(" differs")]
    assert len(ulike) > 5
    assert len(linjer) == len(ulike) + pakke.LINJER + 1
    assert linjer[-1].startswith("... and ")


def test_parts_that_are_missing_or_moved(data: bytes) -> None:
    uten = pakket(data, lambda post, x: None if post.filename == "xl/styles.xml" else x)
    assert pakke.ulikt(data, uten) == ["xl/styles.xml is only in the first"]
    assert pakke.ulikt(uten, data) == ["xl/styles.xml is only in the second"]
    assert pakke.ulikt(data, pakket(data, lambda _, x: x, snudd=True)) == ["the parts stand in another order"]


def test_packing_alone_is_a_difference_of_bytes_but_of_no_part(data: bytes) -> None:
    def senere(post: zipfile.ZipInfo, x: bytes) -> bytes:
        post.date_time = (2027, 1, 1, 0, 0, 0)
        return x

    def loest(post: zipfile.ZipInfo, x: bytes) -> bytes:
        post.compress_type = zipfile.ZIP_STORED
        return x

    for endre, hva in ((senere, "date_time is "), (loest, "compress_type is 8 and 0")):
        annen = pakket(data, endre)
        assert all(hva in n for n in pakke.ulikt(data, annen))
        with pytest.raises(AssertionError, match="not the same bytes"):
            pakke.krev_samme(data, annen)
        assert pakke.ulike_deler(data, annen) == []


def test_what_is_no_text_is_told_by_its_first_unlike_byte(data: bytes) -> None:
    assert pakke.ulikt(b"\xff\x00abc", b"\xff\x00abd") == ["--- : 5 and 5 bytes, unlike from byte 4"]
    assert pakke.ulikt(b"\xffab", b"\xffabc") == ["--- : 3 and 4 bytes, unlike from byte 3"]
    assert "-en" in pakke.ulikt(b"en\nto\n", b"tre\nto\n")


def test_a_changed_vba_module_stands_as_lines_of_text(tmp_path: Path) -> None:
    fil = ROT / "workbooks" / workbook.MAL
    fra, til = "PAUSE As Double = 60#", "PAUSE As Double = 61#"
    linjer = pakke.ulikt(fil, annen_vba(fil, tmp_path / fil.name, names.VBA_PYTHON, fra, til))
    assert "xl/vbaProject.bin differs" in linjer
    assert any(n.startswith("-") and fra in n for n in linjer)
    assert any(n.startswith("+") and til in n for n in linjer)


@pytest.mark.parametrize("xml", ["<a><b/><c>1</c>\n<d x='>'>t</d></a>", '<?xml version="1.0"?>\n<a><!-- b --><c/></a>'])
def test_nothing_is_left_out_of_the_pretty_print(xml: str) -> None:
    assert "".join(n.strip() for n in pakke.pent(xml)) == xml.replace("\n", "")
