"""Lets xlwings' own Windows code run anywhere: the modules of pywin32 are stubbed, nothing of xlwings is.

`xlwings._xlwindows`, `xlwings.udfs` and `xlwings.com_server` below are the real ones, so a call that xlwings does not
know, or an argument it does not take, fails in these tests as it would in Excel.
"""

from __future__ import annotations

import builtins
import ctypes
import sys
import types
from datetime import UTC, datetime, timedelta
from typing import Any

OMRAADE_IID = "{00020846-0000-0000-C000-000000000046}"  # Excel's Range
MANGLER = -2147352572  # how an argument that was left out arrives


class ComFeil(Exception):  # noqa: N818 - a com_error
    """pywintypes.com_error."""

    def __init__(self, tekst: str = "Feil", hresult: int = -2147352567) -> None:
        super().__init__(hresult, "Exception occurred.", (0, "Microsoft Excel", tekst, None, 0, -2146827284), None)
        self.hresult = hresult


class Tid(datetime):
    """pywintypes.datetime: a datetime with a time zone, which is how every date in a cell arrives."""


def tid(v: datetime) -> Tid:
    return Tid(v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, tzinfo=UTC)


def _alltid(svar: Any) -> Any:
    return lambda *a, **k: svar


def _modul(navn: str, **innhold: Any) -> Any:
    m: Any = types.ModuleType(navn)
    for k, v in innhold.items():
        setattr(m, k, v)
    sys.modules[navn] = m
    return m


class _Hvasomhelst:
    def __getattr__(self, navn: str) -> Any:
        return lambda *a, **k: 0


def _unwrap(objekt: Any) -> Any:
    if isinstance(objekt, _Pakket):
        return objekt
    raise TypeError("not one of ours")


class _Pakket:
    def __init__(self, objekt: Any) -> None:
        self.obj = objekt.obj


class _Klasse:
    """Any class of pywin32 that xlwings only asks whether an object is one of."""


MELDINGER: list[tuple[str, str]] = []  # what the message boxes said: title and text
SVAR: list[int] = []  # what the user answers, 1 = OK


def _messagebox(_hwnd: int, tekst: str, tittel: str, _stil: int) -> int:
    MELDINGER.append((tittel, tekst))
    return SVAR.pop(0) if SVAR else 1


def last() -> Any:
    """xlwings with its Windows engine; once for a process."""
    if "xlwings._xlwindows" in sys.modules:
        import xlwings

        return xlwings
    _modul("pywintypes", com_error=ComFeil, error=ComFeil, TimeType=Tid, IID=str)
    _modul("win32api", MessageBox=_messagebox, GetCurrentThreadId=lambda: 1)
    _modul("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNOCANCEL=3, MB_YESNO=4, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    _modul("win32event")
    _modul("win32gui", FindWindowEx=lambda *_: 0)
    _modul("win32process", GetWindowThreadProcessId=lambda hwnd: (1, 4711))
    _modul("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: UTC))
    _modul(
        "pythoncom", CoInitialize=_alltid(None), ole_error=ComFeil, IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT", TypeIIDs={"IDispatch": _Klasse}, __file__="",
    )  # fmt: skip
    klient = _modul(
        "win32com.client", Dispatch=lambda x, **k: x, DispatchEx=lambda x: x, CDispatch=_Klasse,
        DispatchBaseClass=_Klasse, CoClassBaseClass=_Klasse,
    )  # fmt: skip
    tjener = _modul("win32com.server")
    tjener.util = _modul("win32com.server.util", unwrap=_unwrap, wrap=_Pakket)
    tjener.policy, tjener.dispatcher = _modul("win32com.server.policy"), _modul("win32com.server.dispatcher")
    tjener.exception = _modul("win32com.server.exception", COMException=ComFeil)
    _modul("win32com", client=klient, server=tjener)

    import xlwings

    builtins_: Any = builtins
    builtins_.WindowsError = OSError  # a name only Windows has
    ekte = ctypes.PyDLL
    ctypes_: Any = ctypes
    ctypes_.windll = ctypes_.oledll = types.SimpleNamespace(
        ole32=_Hvasomhelst(), oleacc=_Hvasomhelst(), user32=_Hvasomhelst()
    )
    ctypes_.PyDLL = lambda *_: types.SimpleNamespace(PyCom_PyObjectFromIUnknown=types.SimpleNamespace())
    try:
        from xlwings import _xlwindows
    finally:
        ctypes_.PyDLL = ekte
    import atexit

    atexit.unregister(_xlwindows.cleanup)
    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    from xlwings import com_server, udfs

    xw: Any = xlwings
    xw.engines.active = xw.engines["excel"]
    xw.func, xw.arg, xw.ret, xw.script, xw.sub = udfs.xlfunc, udfs.xlarg, udfs.xlret, udfs.xlsub, udfs.xlsub
    xw.com_server = com_server
    return xlwings


def serienr(v: datetime) -> float:
    """A date as the number in the cell."""
    return (v.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
