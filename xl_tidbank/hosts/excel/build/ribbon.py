"""The ribbon Tidbank: its XML and the VBA behind its buttons, made from the commands and the host's own buttons.

Groups stand in the order of the work. Adding a command needs nothing here: its picture is its group's, its key tip is
made from its label.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import quoteattr

from xl_tidbank.book.sheets.start import ARK as START
from xl_tidbank.book.sheets.vakt.vaktuke import ARK as VAKTUKE
from xl_tidbank.commands.skjema.definisjon import KNAPPER as SKJEMAKNAPPER
from xl_tidbank.tables import deler
from xl_tidbank.tables.schema import INNSTILLINGER

from ...knapp import Knapp
from ...own import VELKOMMEN, lenker
from .. import names
from . import vba

NAVNEROM = "http://schemas.microsoft.com/office/2009/07/customui"
ARKSKILLE = "/"  # no sheet's name holds it
LENGSTE_TEKST = 1024  # of a label or a tip (the schema's long string)
KNAPPER = """\

Private baand As IRibbonUI

' The ribbon, kept to be shown anew when a part has been added.
Public Sub {lastet}(ribbon As IRibbonUI)
    Set baand = ribbon
    On Error Resume Next
    If Ubesvart() Then Application.OnTime Now, "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!{knapper}.{velkommen}"
End Sub

' A bank nobody has begun on asks whether to begin; Python knows whether it has been asked before.
Public Sub {velkommen}()
    Kjor "{spor}", True
End Sub

' Whether the first of the choices is without an answer.
Private Function Ubesvart() As Boolean
    Dim tabell As Object, nr As Long
    On Error GoTo nei
    Set tabell = ThisWorkbook.Worksheets("{innstillinger}").ListObjects("{innstillinger}")
    For nr = 1 To tabell.ListRows.Count
        If tabell.ListColumns("Nøkkel").DataBodyRange.Cells(nr, 1).Value = "virksomhet" Then
            Ubesvart = (Len(CStr(tabell.ListColumns("Verdi").DataBodyRange.Cells(nr, 1).Value)) = 0)
        End If
    Next nr
    Exit Function
nei:
    Ubesvart = False
End Function

' A link on Start that has the name of a button presses it, after having led to the sheet it is about.
Public Sub {fulgt}(ByVal ark As String, ByVal tekst As String)
    If ark <> "{start}" Then Exit Sub
    Select Case tekst
{lenkene}
    End Select
End Sub

' Whether a part of the bank is there: one of its sheets can be seen. What cannot be told is shown.
Public Sub {synlig}(control As IRibbonControl, ByRef returnedVal)
    Dim navn As Variant, ark As Object
    On Error GoTo feil
    returnedVal = False
    For Each navn In Split(control.Tag, "{skille}")
        For Each ark In ThisWorkbook.Sheets
            If StrComp(ark.Name, CStr(navn), vbTextCompare) = 0 Then
                If ark.Visible = xlSheetVisible Then returnedVal = True
            End If
        Next ark
    Next navn
    Exit Sub
feil:
    returnedVal = True
End Sub

' What every button does.
Private Sub Trykk(ByVal navn As String)
    Kjor navn, False
End Sub

' Let Python do the work, say in Bokmål what went wrong unless nobody asked for it, and leave Excel as it was.
Private Sub Kjor(ByVal navn As String, ByVal stille As Boolean)
    Dim skjerm As Boolean, hendelser As Boolean, varsler As Boolean, regning As Long, peker As Long, server As Object
    skjerm = Application.ScreenUpdating
    hendelser = Application.EnableEvents
    varsler = Application.DisplayAlerts
    regning = Application.Calculation
    peker = Application.Cursor
    On Error GoTo feil
    GlemPython
    HentPython server
    server.CallUDF "{modul}", "{kall}", Array(navn), ThisWorkbook
slutt:
    On Error Resume Next
    If Application.Calculation <> regning Then Application.Calculation = regning
    Application.Cursor = peker
    Application.DisplayAlerts = varsler
    Application.EnableEvents = hendelser
    Application.ScreenUpdating = skjerm
    Application.StatusBar = False
    If Not baand Is Nothing Then baand.Invalidate
    Exit Sub
feil:
    If Not stille Then Vis "Python svarte ikke, så ingenting er gjort." & vbLf & vbLf & _
        "1. Lukk Excel helt, åpne filen igjen og prøv på nytt." & vbLf & _
        "2. Hjelper ikke det, kjør «tidbank excel --sjekk» i mappen der filen ligger. " & _
        "Den sier hva som mangler." & vbLf & vbLf & "Excel sa: " & SisteLinje(Err.Description)
    Resume slutt
End Sub

' An error of Python's comes as a whole report; its last line says what happened.
Private Function SisteLinje(ByVal tekst As String) As String
    Dim linjer As Variant, nr As Long
    linjer = Split(Replace(tekst, vbCr, ""), vbLf)
    For nr = UBound(linjer) To LBound(linjer) Step -1
        If Len(Trim$(linjer(nr))) > 0 Then
            SisteLinje = Left$(Trim$(linjer(nr)), 300)
            Exit Function
        End If
    Next nr
    SisteLinje = "ingenting."
End Function

Private Sub Vis(ByVal tekst As String)
    MsgBox tekst, vbExclamation, "Tidbank"
End Sub
"""


@cache
def ikoner() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("ikoner.toml").read_text("utf-8"))


def ikon(k: Knapp) -> str:
    valg = ikoner()
    navn: str = valg["knapp"].get(k.navn) or valg["gruppe"].get(k.gruppe) or valg["gruppe"]["ellers"]
    return navn


def hurtigtaster(etiketter: Sequence[str]) -> list[str]:
    """A key tip of two letters for each label, all different: the initial and the first free letter after it.

    All have two letters, so none is the beginning of another.
    """
    brukt: set[str] = set()
    ut = []
    for etikett in etiketter:
        bokstaver = [b for b in _latinsk(etikett) if b.isalnum()]
        initialer = [_latinsk(ord_)[0] for ord_ in etikett.split() if _latinsk(ord_)[:1].isalnum()]
        andre = [*initialer[1:], *bokstaver[1:], *"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
        forste = [*initialer, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        tast = next(a + b for a in forste for b in andre if a + b not in brukt)
        brukt.add(tast)
        ut.append(tast)
    return ut


def _latinsk(tekst: str) -> str:
    """Upper case without accents: keys every keyboard has."""
    byttet = tekst.upper().replace("Æ", "A").replace("Ø", "O").replace("Å", "A")
    return normalize("NFD", byttet).encode("ascii", "ignore").decode()


def customui(alle: Sequence[Knapp]) -> str:
    """The ribbon part, customUI14.xml (Excel 2010 and later)."""
    taster = dict(zip((k.navn for k in alle), hurtigtaster([k.etikett for k in alle]), strict=True))
    grupper = []
    for nr, (gruppe, i_gruppen) in enumerate(groupby(alle, key=lambda k: k.gruppe), 1):
        i_den = list(i_gruppen)
        felt = _attributter(id=f"tidbankGruppe{nr}", label=gruppe, **_synlig({k.del_ for k in i_den}))
        grupper.append(f"<group{felt}>{''.join(_knapp(k, taster[k.navn]) for k in i_den)}</group>")
    fane = _attributter(id="tidbankFane", label="Tidbank", keytip="TB", insertAfterMso="TabHome")
    lastet = _attributter(onLoad=f"{names.VBA_KNAPPER}.{names.VBA_LASTET}")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAVNEROM}"{lastet}><ribbon startFromScratch="false"><tabs><tab{fane}>'
        f"{''.join(grupper)}</tab></tabs></ribbon></customUI>"
    )


def _knapp(k: Knapp, tast: str) -> str:
    felt = _attributter(
        id=f"tidbank_{k.navn}", label=k.etikett, imageMso=ikon(k), size="large", keytip=tast, screentip=k.etikett,
        supertip=k.hjelp, onAction=f"{names.VBA_KNAPPER}.{names.sub(k.navn)}", **_synlig({k.del_}),
    )  # fmt: skip
    return f"<button{felt}/>"


def _synlig(delene: Collection[str]) -> dict[str, str]:
    """What lets a button or a group of parts be seen only where one of the sheets of a part is. () or "" = always."""
    if "" in delene:
        return {}
    arkene = (ark for d in sorted(delene) for ark in deler.arkene(d))
    return {"tag": ARKSKILLE.join(arkene), "getVisible": f"{names.VBA_KNAPPER}.{names.VBA_SYNLIG}"}


def _attributter(**felt: str) -> str:
    for navn, verdi in felt.items():
        if len(verdi) > LENGSTE_TEKST:
            raise ValueError(f"{navn} is {len(verdi)} characters; the ribbon takes {LENGSTE_TEKST}")
    return "".join(f" {navn}={quoteattr(verdi)}" for navn, verdi in felt.items())


def bokmodul() -> str:
    """What the module of the workbook itself holds: the one event that is listened to."""
    return (
        "Option Explicit\n\nPrivate Sub Workbook_SheetFollowHyperlink(ByVal Sh As Object, ByVal Target As Hyperlink)\n"
        f"    {names.VBA_KNAPPER}.{names.VBA_FULGT} Sh.Name, Target.Range.Text\nEnd Sub\n"
    )


def knappemodul(alle: Sequence[Knapp]) -> str:
    """The VBA module with a procedure for each button."""
    hode = vba.HODE.format(navn=names.VBA_KNAPPER, hva="Knappene på båndet Tidbank.", kilde="kommandoer")
    prosedyrer = [
        f'\nPublic Sub {names.sub(k.navn)}(control As IRibbonControl)\n    Trykk "{k.navn}"\nEnd Sub\n' for k in alle
    ]
    prosedyrer += [f'\nPublic Sub {names.paa_ark(navn)}()\n    Trykk "{navn}"\nEnd Sub\n' for navn, _ in SKJEMAKNAPPER]
    felles = KNAPPER.replace("{modul}", names.KNAPPEMODUL).replace("{kall}", names.KNAPPEKALL)
    lenkene = "\n".join(
        f'        Case "{tekst}": Trykk "{navn}"' for tekst, navn in lenker().items() if tekst != VAKTUKE
    )
    for merke, verdi in (
        ("lastet", names.VBA_LASTET), ("synlig", names.VBA_SYNLIG), ("knapper", names.VBA_KNAPPER),
        ("velkommen", names.VBA_VELKOMMEN), ("spor", VELKOMMEN), ("innstillinger", INNSTILLINGER.ark),
        ("fulgt", names.VBA_FULGT), ("start", START), ("lenkene", lenkene),
    ):  # fmt: skip
        felles = felles.replace(f"{{{merke}}}", verdi)
    # What a module declares stands before its procedures.
    erklaering, resten = felles.replace("{skille}", ARKSKILLE).split("\n\n", 1)
    return vba.ferdig(f"{hode}{erklaering}\n{''.join(prosedyrer)}\n{resten}")
