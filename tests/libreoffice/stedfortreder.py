"""The demo workbook with a stand-in for xlwings and Python, so that its VBA can run where there is no Excel.

Only xlwings' own modules are replaced (its class for the Mac, which LibreOffice cannot compile, is taken away), and the
one line that would open a box on the screen writes the text down instead. Our modules are the ones in the file.
"""

from __future__ import annotations

from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind

from xl_tidbank.hosts import own
from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import vba

XLWINGS = """\
Attribute VB_Name = "xlwings"
Option Explicit
Public kjort As String
Public boks As String
Public forsok As Long
Public stopp As Boolean
Public ugyldig As Boolean
Public borte As Boolean

Public Function RunPython(PythonCommand As String)
    kjort = kjort & PythonCommand & vbLf
    If ugyldig Then
        Application.ScreenUpdating = False
        Application.EnableEvents = False
        Application.DisplayAlerts = False
        Application.Calculation = xlCalculationManual
        Application.Cursor = xlWait
        Application.StatusBar = "Arbeider ..."
        Err.Raise 1001, "Python", "Traceback (most recent call last):" & vbLf & "ValueError: æøå" & vbLf
    End If
End Function

Public Function XLPy()
    forsok = forsok + 1
    If stopp Then Err.Raise 1000, "xlwings", "Could not activate Python COM server"
    Set XLPy = New Stedfortreder
End Function
"""

KLASSE = """\
Option Explicit

Public Function Module(navn As String) As Variant
    xlwings.kjort = xlwings.kjort & "import " & navn & vbLf
End Function

' Says back what it was asked, an argument left out as -.
Public Function CallUDF(modul As String, navn As String, argumenter As Variant, bok As Variant, celle As Variant)
    Dim tekst As String, nr As Long
    If xlwings.ugyldig Then Err.Raise 1002, "Python", "TidbankFeil: nei"
    If xlwings.borte Then
        xlwings.borte = False
        Err.Raise 462, "Excel", "The remote server machine does not exist"
    End If
    tekst = modul & ":" & navn
    For nr = LBound(argumenter) To UBound(argumenter)
        If IsMissing(argumenter(nr)) Then
            tekst = tekst & ";-"
        Else
            tekst = tekst & ";" & CStr(argumenter(nr))
        End If
    Next nr
    CallUDF = tekst
End Function
"""

PROVE = """\
Attribute VB_Name = "Prove"
Option Explicit

Public Sub Sett(ByVal stopp As Boolean, ByVal ugyldig As Boolean, ByVal borte As Boolean)
    xlwings.stopp = stopp
    xlwings.ugyldig = ugyldig
    xlwings.borte = borte
    xlwings.forsok = 0
    xlwings.kjort = ""
    xlwings.boks = ""
End Sub

Public Function Lest() As String
    Lest = xlwings.kjort
End Function

Public Function Vist() As String
    Vist = xlwings.boks
End Function

Public Function Forsok() As Long
    Forsok = xlwings.forsok
End Function

' The number of the error a wrapper gives, 0 where it gives something else.
Public Function Feilnummer() As Long
    Dim svar As Variant
    svar = SYKEKREDIT(0.4)
    If IsError(svar) Then Feilnummer = CLng(svar)
End Function

Public Function Tilstand() As String
    Tilstand = Application.ScreenUpdating & " " & Application.EnableEvents & " " & Application.DisplayAlerts & " " & _
        Application.Calculation & " " & Application.Cursor
End Function

' Whether a function would be computed again at every change, with a cell as its bank.
Public Function UtenBankI(ByVal celle As String) As Boolean
    UtenBankI = UtenBank(ThisWorkbook.Worksheets("Hjelp").Range(celle))
End Function
"""


def lag(fil: Path, ny: Path) -> Path:
    ny.write_bytes(fil.read_bytes())
    with ExcelFile(ny) as bok:
        knapper = bok.get_module(names.VBA_KNAPPER)
        assert knapper.count("MsgBox tekst") == 1
        bok.set_module(
            names.VBA_KNAPPER, knapper.replace('MsgBox tekst, vbExclamation, "Tidbank"', "xlwings.boks = tekst")
        )
        bok.set_module(names.VBA_XLWINGS, vba.ferdig(XLWINGS))
        prosjekt = bok.vba_project()
        prosjekt.delete_module("Dictionary")
        prosjekt.add_module("Stedfortreder", vba.ferdig(KLASSE), kind=VBAModuleKind.other)
        knappene = "".join(
            f"\nPublic Sub Press_{k.navn}()\n    {names.VBA_KNAPPER}.{names.sub(k.navn)} Nothing\nEnd Sub\n"
            for k in own.knapper()
        )
        prosjekt.add_module("Prove", vba.ferdig(PROVE + knappene))
        bok.save()
    return ny
