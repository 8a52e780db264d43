"""The stand-in for Excel's objects (tests/excel/falsk.py) as COM objects another process can hold: with type infos, so
that pywin32 there finds names of arguments as it finds Excel's own. What was asked of them is kept in KALL."""

from __future__ import annotations

import inspect
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import pythoncom
import pywintypes
import win32com.client
import winerror
from win32com.server import policy, util
from win32com.server.exception import COMException

from tests.excel import com, falsk

TYPER = {  # the names and ids that xlwings asks objects for
    "Excel": ("_Application", "{000208D5-0000-0000-C000-000000000046}"),
    "Bok": ("_Workbook", "{000208DA-0000-0000-C000-000000000046}"),
    "Ark": ("_Worksheet", "{000208D8-0000-0000-C000-000000000046}"),
    "Omraade": ("Range", com.OMRAADE_IID),
}
EGENSKAPER = ("Range", "Cells", "Item")  # properties with arguments, which pywin32 finds out by asking


def _metoder(klasse: type) -> dict[str, list[str]]:
    """Each method with the names of its arguments, in the order of the stand-in: a Python that serves COM is not told
    of what stands after an argument that was left out, so what is given must stand first."""
    ut = {}
    for navn, hva in inspect.getmembers(klasse, inspect.isfunction):
        parametre = list(inspect.signature(hva).parameters.values())[1:]
        if navn[0].isupper() and navn not in EGENSKAPER and all(p.kind is not p.VAR_POSITIONAL for p in parametre):
            ut[navn] = [p.name for p in parametre]
    return ut


METODER = {
    navn: _metoder(klasse)
    for navn, klasse in vars(falsk).items()
    if isinstance(klasse, type) and issubclass(klasse, falsk.Objekt)
}
DISPID = {
    (klasse, metode): 500 + nr
    for nr, (klasse, metode) in enumerate((k, m) for k, metodene in METODER.items() for m in metodene)
}
SYS_WIN64 = 3
UTELATT = -2147352572
KALL: list[tuple[str, str]] = []
_MAPPE = Path(tempfile.mkdtemp())
_info: dict[str, Any] = {}


def _typeinfo(klasse: str) -> Any:
    """Made once for a class, and kept in a type library of its own."""
    if klasse not in _info:
        navn, iid = TYPER.get(klasse, (klasse, None))
        fil = str(_MAPPE / f"{klasse}.tlb")
        bibliotek = pythoncom.CreateTypeLib2(SYS_WIN64, fil)
        info = bibliotek.CreateTypeInfo(navn, pythoncom.TKIND_DISPATCH)
        if iid:
            info.SetGuid(pywintypes.IID(iid))
        for nr, (metode, argumenter) in enumerate(METODER.get(klasse, {}).items()):
            f = pythoncom.FUNCDESC()
            f.memid, f.funckind, f.invkind = DISPID[klasse, metode], pythoncom.FUNC_DISPATCH, pythoncom.INVOKE_FUNC
            f.callconv, f.rettype = 4, (pythoncom.VT_VARIANT, 0, None)
            kan_utelates = pythoncom.PARAMFLAG_FIN | pythoncom.PARAMFLAG_FOPT
            f.args = tuple((pythoncom.VT_VARIANT, kan_utelates, None) for _ in argumenter)
            f.cParamsOpt = len(argumenter)
            info.AddFuncDesc(nr, f)
            info.SetFuncAndParamNames(nr, (metode, *argumenter))
        info.LayOut()
        bibliotek.SaveAllChanges()
        del info, bibliotek
        _info[klasse] = pythoncom.LoadTypeLib(fil).GetTypeInfo(0)
    return _info[klasse]


class Objektpolicy(policy.BasicWrapPolicy):  # type: ignore[misc]
    """Names are looked up in the object itself; what it does not have is refused, as Excel does."""

    def _wrap_(self, objekt: Any) -> None:
        self._obj_ = objekt
        self._navn: dict[int, str] = {i: m for (k, m), i in DISPID.items() if k == type(objekt).__name__}

    def _query_interface_(self, iid: Any) -> int:
        return 0

    def _GetTypeInfoCount_(self) -> int:  # noqa: N802 - pywin32's
        return 1

    def _GetTypeInfo_(self, nr: int, lcid: int) -> Any:  # noqa: N802 - pywin32's
        klasse = type(self._obj_).__name__
        if klasse not in TYPER and not METODER.get(klasse):  # nothing to tell, and to fetch it costs as much as to ask
            raise COMException(scode=winerror.E_NOTIMPL)
        return 0, _typeinfo(klasse)

    def _getidsofnames_(self, navn: Any, lcid: int) -> Any:
        forste = navn[0]
        if forste.lower() == "_newenum":
            return (pythoncom.DISPID_NEWENUM,)
        funnet = self._finn(forste)
        if funnet is None:
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        klasse = type(self._obj_).__name__
        id_ = DISPID.get((klasse, funnet)) or next((i for i, n in self._navn.items() if n == funnet), 0)
        if not id_:
            id_ = 1000 + len(self._navn)
            self._navn[id_] = funnet
        argumenter = METODER.get(klasse, {}).get(funnet, [])
        return (id_, *(argumenter.index(a) for a in navn[1:]))

    def _finn(self, navn: str) -> str | None:
        kjent = [*dir(self._obj_), *getattr(type(self._obj_), "__annotations__", {})]
        return next((n for n in kjent if n.lower() == navn.lower() and not n.startswith("_")), None)

    def _invokeex_(self, id_: int, lcid: int, flagg: int, argumenter: Any, kwargs: Any, leverandor: Any) -> Any:
        try:
            svar = self._kall(id_, flagg, tuple(map(ut_av_com, argumenter)))
        except com.ComFeil as e:
            raise COMException(description=str(e.args[2][2]), scode=winerror.DISP_E_EXCEPTION, source="Excel") from e
        except (AttributeError, TypeError) as e:
            if argumenter:  # without any, it is how pywin32 finds out that there must be some
                traceback.print_exc()
            raise COMException(description=f"{type(e).__name__}: {e}", scode=winerror.DISP_E_MEMBERNOTFOUND) from e
        except Exception as e:
            traceback.print_exc()
            raise COMException(description=f"{type(e).__name__}: {e}", scode=winerror.DISP_E_EXCEPTION) from e
        return (svar,) if type(svar) is tuple else svar

    def _kall(self, id_: int, flagg: int, argumenter: tuple[Any, ...]) -> Any:
        objekt, klasse = self._obj_, type(self._obj_).__name__
        if id_ == pythoncom.DISPID_NEWENUM:
            KALL.append((klasse, "_NewEnum"))
            alle = [som_com(x) for x in objekt]
            return util.wrap(util.ListEnumerator(alle), iid=pythoncom.IID_IEnumVARIANT)
        if id_ == pythoncom.DISPID_VALUE:
            KALL.append((klasse, "()"))
            return som_com(
                objekt.Value if isinstance(objekt, falsk.Omraade) and not argumenter else objekt(*argumenter)
            )
        navn = self._navn[id_]
        KALL.append((klasse, navn))
        if flagg & (pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF):
            setattr(objekt, navn, argumenter[-1])
            return None
        verdi = getattr(objekt, navn)
        if callable(verdi) and not isinstance(verdi, falsk.Objekt):
            # By name, as the stand-in has them; what it does not know of Excel's it is not given.
            parametre = inspect.signature(verdi).parameters
            navngitte = METODER.get(klasse, {}).get(navn, list(parametre))
            gitt = {n: a for n, a in zip(navngitte, argumenter, strict=False) if not utelatt(a)}
            if any(p.kind is p.VAR_POSITIONAL for p in parametre.values()):
                return som_com(verdi(*argumenter[:1]))
            return som_com(verdi(**gitt))
        return som_com(verdi(*argumenter) if argumenter else verdi)


def utelatt(a: Any) -> bool:
    return a is pythoncom.Missing or a is pythoncom.Empty or (type(a) is int and a == UTELATT)


def som_com(v: Any) -> Any:
    """A value of the stand-in as COM hands it over."""
    if isinstance(v, falsk.Objekt):
        return util.wrap(v, usePolicy=Objektpolicy)
    if isinstance(v, (tuple, list)):
        return tuple(map(som_com, v))
    if isinstance(v, int) and not isinstance(v, bool) and -2146828288 <= v <= -2146762753:
        return win32com.client.VARIANT(pythoncom.VT_ERROR, v)
    if isinstance(v, datetime):
        return pywintypes.Time(v)
    return v


def ut_av_com(v: Any) -> Any:
    """What comes back: our own objects are themselves again."""
    if isinstance(v, tuple):
        return tuple(map(ut_av_com, v))
    if type(v) is pythoncom.TypeIIDs[pythoncom.IID_IDispatch]:
        try:
            return util.unwrap(v)
        except (pywintypes.com_error, ValueError):
            return v
    if isinstance(v, datetime) and not isinstance(v, com.Tid):
        return com.tid(v)
    return v
