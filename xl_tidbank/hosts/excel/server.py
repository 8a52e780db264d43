"""The Python that Excel starts: xlwings' COM server, with the functions and the buttons already in it."""

from __future__ import annotations

from importlib import import_module

from . import names


def start(klsid: str) -> None:
    """Serve until Excel ends. klsid: the class by which the DLL finds this process."""
    from xlwings import com_server as server
    from xlwings import udfs

    # Known before the first call: xlwings would look in the workbook for code of its own, and see at every call whether
    # the file of the module has changed.
    for navn in (names.FUNKSJONSMODUL, names.KNAPPEMODUL):
        udfs.udf_modules[navn] = {"module": import_module(navn), "filename": navn, "filetime": None}
    server.serve(klsid)  # type: ignore[no-untyped-call]
