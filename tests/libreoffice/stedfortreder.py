"""The demo workbook with a stand-in for Python, so that its VBA can run where there is no Excel.

The loader is replaced (a DLL of Windows is no use here), and the one line that would open a box on the screen writes
the text down instead. Our other modules are the ones in the file, with a few procedures more to ask the private ones.
"""

from __future__ import annotations

from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind

from xl_tidbank.hosts import own
from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import vba

LASTER = """\
Attribute VB_Name = "TidbankLaster"
Option Explicit
Public kjort As String
Public boks As String
Public forsok As Long
Public stopp As Boolean
Public ugyldig As Boolean
Public borte As Boolean

Public Sub StartPython(server As Object)
    forsok = forsok + 1
    If stopp Then Err.Raise 1000, "Tidbank", "Could not activate Python COM server"
    Set server = New Stedfortreder
End Sub
"""

KLASSE = """\
Option Explicit

' Says back what it was asked, nothing as -; a button is written down.
Public Function CallUDF(modul As String, navn As String, argumenter As Variant, Optional bok As Variant)
    Dim tekst As String, nr As Long
    If modul = "{knapper}" Then
        If TidbankLaster.ugyldig Then Uro
        TidbankLaster.kjort = TidbankLaster.kjort & navn & " " & argumenter(0) & vbLf
        Exit Function
    End If
    If TidbankLaster.ugyldig Then Err.Raise 1002, "Python", "TidbankFeil: nei"
    If TidbankLaster.borte Then
        TidbankLaster.borte = False
        Err.Raise 462, "Excel", "The remote server machine does not exist"
    End If
    tekst = modul & ":" & navn
    For nr = LBound(argumenter) To UBound(argumenter)
        If IsEmpty(argumenter(nr)) Then
            tekst = tekst & ";-"
        ElseIf IsObject(argumenter(nr)) Then
            tekst = tekst & ";range"
        Else
            tekst = tekst & ";" & CStr(argumenter(nr))
        End If
    Next nr
    CallUDF = tekst
End Function

Private Sub Uro()
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    Application.Calculation = xlCalculationManual
    Application.Cursor = xlWait
    Application.StatusBar = "Arbeider ..."
    Err.Raise 1001, "Python", "Traceback (most recent call last):" & vbLf & "ValueError: æøå" & vbLf
End Sub
"""

PROVE = """\
Attribute VB_Name = "Prove"
Option Explicit

Public Sub Sett(ByVal stopp As Boolean, ByVal ugyldig As Boolean, ByVal borte As Boolean)
    TidbankLaster.stopp = stopp
    TidbankLaster.ugyldig = ugyldig
    TidbankLaster.borte = borte
    TidbankLaster.forsok = 0
    TidbankLaster.kjort = ""
    TidbankLaster.boks = ""
End Sub

Public Function Lest() As String
    Lest = TidbankLaster.kjort
End Function

Public Function Vist() As String
    Vist = TidbankLaster.boks
End Function

Public Function Forsok() As Long
    Forsok = TidbankLaster.forsok
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

' A function of one argument, asked with a range of the sheet Hjelp.
Public Function Spurt(ByVal omraade As String) As String
    Spurt = SLUTTVARSEL(ThisWorkbook.Worksheets("Hjelp").Range(omraade))
End Function
"""


# In the module of the functions: what is private there, asked from outside.
INNENFRA = """
' Whether a function would be computed again at every change.
Public Function ProvUtenBank(Optional bank As Variant) As Boolean
    ProvUtenBank = UtenBank(bank)
End Function

Public Function ProvUtenBankI(ByVal celle As String) As Boolean
    ProvUtenBankI = UtenBank(ThisWorkbook.Worksheets("Hjelp").Range(celle))
End Function
"""


def lag(fil: Path, ny: Path) -> Path:
    ny.write_bytes(fil.read_bytes())
    with ExcelFile(ny) as bok:
        modulen = bok.get_module(names.VBA_KNAPPER)
        assert modulen.count("MsgBox tekst") == 1
        bok.set_module(
            names.VBA_KNAPPER, modulen.replace('MsgBox tekst, vbExclamation, "Tidbank"', "TidbankLaster.boks = tekst")
        )
        bok.set_module(names.VBA_LASTER, vba.ferdig(LASTER))
        bok.set_module(names.VBA_FUNKSJONER, vba.ferdig(bok.get_module(names.VBA_FUNKSJONER) + INNENFRA))
        prosjekt = bok.vba_project()
        klasse = KLASSE.replace("{knapper}", names.KNAPPEMODUL)
        prosjekt.add_module("Stedfortreder", vba.ferdig(klasse), kind=VBAModuleKind.other)
        knappene = "".join(
            f"\nPublic Sub Press_{k.navn}()\n    {names.VBA_KNAPPER}.{names.sub(k.navn)} Nothing\nEnd Sub\n"
            for k in own.knapper()
        )
        prosjekt.add_module("Prove", vba.ferdig(PROVE + knappene))
        bok.save()
    return ny
