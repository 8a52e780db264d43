"""A client of the server as the workbook's VBA is: the same DLL, the same command, the same calls.

Where Python is, is given; how the loader finds it is VBA's own business (loader.py), and is not run here.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pythoncom
import win32com.client

from tests.excel import falsk
from xl_tidbank.hosts.excel import names

from . import objekter

KALL_IGJEN = (-2147023174, -2147023170, -2147417848)  # as ErBorte in the VBA: Python has ended
BORTE = "-2147023174"
MANGLER = win32com.client.VARIANT(pythoncom.VT_ERROR, objekter.UTELATT)


class _Variant(ctypes.Structure):
    _fields_ = (
        ("vt", ctypes.c_ushort), ("reservert", ctypes.c_ushort * 3), ("peker", ctypes.c_void_p),
        ("mer", ctypes.c_void_p),
    )  # fmt: skip


class Tjener:
    def __init__(self, python: Path) -> None:
        self._kommando = f'"{python}" -I -c "{names.START.format(klsid="$(CLSID)")}" '
        self._mistet = 0
        dll = next(m / names.dll(64) for m in (python.parent, python.parents[1]) if (m / names.dll(64)).is_file())
        win: Any = ctypes  # what it has on Windows alone
        kernel = win.WinDLL("kernel32")
        kernel.LoadLibraryW.restype = ctypes.c_void_p
        haandtak = kernel.LoadLibraryW(str(dll))
        assert haandtak, f"{dll} was not loaded"
        self._dll = win.WinDLL(names.dll(64), handle=haandtak)
        self.start()

    def _aktiver(self, modus: int) -> _Variant:
        v = _Variant()
        kommando = ctypes.c_char_p(f"{self._kommando}{self._mistet}".encode("mbcs"))
        if self._dll.XLPyDLLActivateAuto(ctypes.byref(v), kommando, ctypes.c_int(modus)):
            raise OSError(ctypes.wstring_at(v.peker) if v.vt == 8 else f"vt {v.vt}")
        return v

    def start(self) -> None:
        """As StartPython in the VBA."""
        while True:
            try:
                svar = self._aktiver(1)
                break
            except OSError as e:
                if BORTE not in str(e) or self._mistet > 20:
                    raise
                self._mistet += 1
        self.objekt = pythoncom.ObjectFromAddress(svar.peker, pythoncom.IID_IDispatch)
        self._id = {n: self.objekt.GetIDsOfNames(n) for n in ("CallUDF", "Exec", "Eval", "Str")}

    def slutt(self) -> None:
        self._aktiver(-1)

    def _kall(self, navn: str, *argumenter: Any) -> Any:
        return self.objekt.Invoke(self._id[navn], 0, pythoncom.DISPATCH_METHOD, True, *argumenter)

    def funksjon(self, navn: str, argumenter: tuple[Any, ...], bok: falsk.Bok | None = None) -> Any:
        """As `Kall` in the VBA: one cell as its value, what is left out as nothing, the workbook if it may be read."""
        gitt = tuple(
            None if a is MANGLER else objekter.som_com(a.Value if isinstance(a, falsk.Omraade) and a.Count == 1 else a)
            for a in argumenter
        )
        boken = () if bok is None else (objekter.som_com(bok),)
        return self._kall("CallUDF", names.FUNKSJONSMODUL, navn, gitt, *boken)

    def med_omraader(self, navn: str, argumenter: tuple[Any, ...], bok: falsk.Bok, celle: falsk.Omraade) -> Any:
        """As workbooks of earlier versions call: every cell as a range, and the calling cell."""
        gitt = tuple(a if a is MANGLER else objekter.som_com(a) for a in argumenter)
        return self._kall("CallUDF", names.FUNKSJONSMODUL, navn, gitt, objekter.som_com(bok), objekter.som_com(celle))

    def knapp(self, navn: str, bok: falsk.Bok) -> None:
        self._kall("CallUDF", names.KNAPPEMODUL, names.KNAPPEKALL, (navn,), objekter.som_com(bok))

    # What the test alone asks of the server

    def utfor(self, kode: str) -> None:
        self._kall("Exec", kode)

    def uttrykk(self, kode: str) -> str:
        return str(self._kall("Str", self._kall("Eval", kode)))

    @property
    def pid(self) -> int:
        return int(self.uttrykk("__import__('os').getpid()"))
