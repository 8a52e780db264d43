"""The VBA text of the workbook's functions: one wrapper for each function of the registry, and what they share.

Our own text, not xlwings': a function that fails is an error value, never a sentence and never 0, and there is no
guard that leaves a cell at 0 while the function wizard is open. Lines end as Windows ends them; every character exists
in Windows-1252, which is what a VBA project is stored in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

import udfs
from xl_tidbank.functions import REGISTER, Funksjon

from .. import names

TEGNSETT = "cp1252"
LENGSTE_HJELP = 255  # what Excel shows of a description, and the most it takes of an argument's
LENGSTE_LINJE = 1023
ARGUMENTER = 10  # on a line, where one line is too short
# Categories of the function wizard, as files that Excel has saved have them: its own, and the first after those.
EXCELS_KATEGORIER, EGEN_KATEGORI = 19, 20
BYTT = str.maketrans({"≤": "<=", "≥": ">=", "−": "-", "→": "->", "\u00a0": " ", "\u202f": " "})
# Words VBA keeps for itself, and those the wrappers use; an argument of that name gets an underscore.
_OPPTATT = """\
and any as boolean byref byte byval call case const currency date debug declare dim do double each else elseif
empty end enum eqv erase error event exit false for friend function get global gosub goto if imp implements in
input integer is let like lock long loop lset me mod new next not nothing null on open option optional or
paramarray preserve print private public put raiseevent redim rem resume return rset seek select set single static
step stop string sub then time to true type until variant wend while with withevents write xor
application array kall utenbank
"""
OPPTATT = frozenset(_OPPTATT.split())

HODE = """\
Attribute VB_Name = "{navn}"
Option Explicit
' {hva}
' Laget av tidbank fra registeret over {kilde}. Endres der, ikke her.
"""

PYTHON = """\
Option Private Module

Private Const PAUSE As Double = 60#
Private server As Object
Private stoppet As Double

' The Python server, kept from one question to the next. After a failed start it is left alone for a minute:
' an attempt may take that long, and a sheet holds many cells.
Public Sub HentPython(svar As Object)
    Dim nr As Long, tekst As String
    If server Is Nothing Then
        If stoppet <> 0 Then
            If (CDbl(Now) - stoppet) * 86400# < PAUSE Then Err.Raise 1000, "Tidbank", "Python startet ikke."
        End If
        On Error GoTo feil
        StartPython server
        stoppet = 0
    End If
    Set svar = server
    Exit Sub
feil:
    nr = Err.Number
    tekst = Err.Description
    stoppet = CDbl(Now)
    Err.Raise nr, "Tidbank", tekst
End Sub

' Ask for it anew: a button may do so at once after an earlier failure.
Public Sub GlemPython()
    Set server = Nothing
    stoppet = 0
End Sub
"""

FUNKSJONER = """\

' Ask Python. #N/A: Python did not start, or a cell this one depends on has a formula and no value yet: Excel asks
' before it has computed that cell, and asks again afterwards.
' #VALUE!: the function refused what it was given. bok: the workbook, for a function that may have to read it.
Private Function Kall(ByVal navn As String, argumenter As Variant, Optional bok As Variant) As Variant
    Dim nr As Long, andre As Boolean, server As Object, gitt As Variant
    Kall = CVErr(xlErrNA)
    On Error GoTo ikkeklar
    If UBound(argumenter) < 0 Then
        gitt = argumenter
    Else
        ReDim gitt(0 To UBound(argumenter))
    End If
    For nr = 0 To UBound(argumenter)
        If IsMissing(argumenter(nr)) Then
            gitt(nr) = Empty
        ElseIf Not IsObject(argumenter(nr)) Then
            gitt(nr) = argumenter(nr)
        ElseIf Not ErEnCelle(argumenter(nr)) Then
            Set gitt(nr) = argumenter(nr)
        ElseIf IkkeRegnet(argumenter(nr)) Then
            Exit Function
        Else
            gitt(nr) = argumenter(nr).Value
        End If
    Next nr
igjen:
    On Error GoTo ikkeklar
    HentPython server
    On Error GoTo feil
    If IsMissing(bok) Then
        Kall = server.CallUDF("{modul}", navn, gitt)
    Else
        Kall = server.CallUDF("{modul}", navn, gitt, bok)
    End If
    Exit Function
feil:
    If Not andre And ErBorte(Err.Number) Then
        andre = True
        GlemPython
        Resume igjen
    End If
    Kall = CVErr(xlErrValue)
    Exit Function
ikkeklar:
    Kall = CVErr(xlErrNA)
End Function

' Whether Python has ended since it was asked last, rather than said no.
Private Function ErBorte(ByVal nr As Long) As Boolean
    ErBorte = (nr = 462 Or nr = -2147023174 Or nr = -2147023170 Or nr = -2147417848)
End Function

' One cell goes to Python as its value, so that nothing has to be asked of Excel; only tables go as ranges. The count
' of a whole sheet is too large for VBA, and fails.
Private Function ErEnCelle(ByVal omraade As Object) As Boolean
    On Error GoTo nei
    ErEnCelle = (omraade.Count = 1)
    Exit Function
nei:
    ErEnCelle = False
End Function

' A cell with a formula and no value.
Private Function IkkeRegnet(ByVal celle As Object) As Boolean
    IkkeRegnet = False
    If IsEmpty(celle.Value) Then IkkeRegnet = celle.HasFormula
End Function

' Whether no bank is given: then the function reads the workbook's own tables, which no argument leads to, and must be
' computed again at every change.
Private Function UtenBank(Optional bank As Variant) As Boolean
    Dim verdi As Variant
    On Error GoTo feil
    UtenBank = True
    If IsMissing(bank) Then Exit Function
    If IsObject(bank) Then
        verdi = bank.Cells(1, 1).Value
    Else
        verdi = bank
    End If
    If IsError(verdi) Or IsArray(verdi) Then
        UtenBank = False
    Else
        UtenBank = (Len(Trim$(CStr(verdi))) = 0)
    End If
    Exit Function
feil:
    UtenBank = False
End Function
"""


def funksjonene() -> list[Funksjon]:
    """Every function, in the order of udfs.__all__."""
    return [REGISTER[navn] for navn in udfs.__all__]


def funksjonsmodul(funksjoner: Iterable[Funksjon]) -> str:
    hode = HODE.format(
        navn=names.VBA_FUNKSJONER, hva="Funksjonene i regnearket. Hver av dem spør Python.", kilde="funksjoner"
    )
    innpakninger = "\n".join(innpakning(f) for f in funksjoner)
    return ferdig(hode + "\n" + innpakninger + FUNKSJONER.replace("{modul}", names.FUNKSJONSMODUL))


def pythonmodul() -> str:
    hode = HODE.format(navn=names.VBA_PYTHON, hva="Veien til Python.", kilde="navn")
    return ferdig(hode + PYTHON)


def innpakning(f: Funksjon) -> str:
    """One wrapper. An argument left out reaches Python as nothing, so that the function's own default speaks.

    Volatile only where a bank may be given and is not.
    """
    if re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", f.navn) or f.navn.lower() in OPPTATT:
        raise ValueError(f"{f.navn} is a cell or a word of VBA's own and cannot name a function")
    argumenter = _linjer([f"{'Optional ' * a.valgfri}{parameter(a.navn)} As Variant" for a in f.argumenter])
    sendes = ", ".join(parameter(a.navn) for a in f.argumenter)
    hjelp = beskrivelse(f).replace('"', '""')
    linjer = [
        f"Public Function {f.navn}({argumenter}) As Variant",
        f'Attribute {f.navn}.VB_Description = "{hjelp}"',
        f'Attribute {f.navn}.VB_ProcData.VB_Invoke_Func = " \\n{EGEN_KATEGORI}"',
        f'    {f.navn} = Kall("{f.navn}", Array({sendes}){", ThisWorkbook" * names.leser_arbeidsboken(f)})',
        "End Function",
        "",
    ]
    if names.sporr_arbeidsboken(f):
        linjer.insert(3, f"    Application.Volatile UtenBank({parameter('bank')})")
    return "\n".join(linjer)


def _linjer(deler: Sequence[str]) -> str:
    """What stands between commas, over more lines where VBA's longest would not hold it."""
    hele = ", ".join(deler)
    if len(hele) < LENGSTE_LINJE - 200:
        return hele
    return ", _\n        ".join(", ".join(deler[n : n + ARGUMENTER]) for n in range(0, len(deler), ARGUMENTER))


def parameter(navn: str) -> str:
    return f"{navn}_" if navn.lower() in OPPTATT else navn


def beskrivelse(f: Funksjon) -> str:
    """What the function wizard says of a function: its help, and its legal basis where there is room."""
    hjelp = _kort(f.navn, f.hjelp)
    med_hjemmel = f"{hjelp} ({f.hjemmel})"
    return med_hjemmel if f.hjemmel and len(med_hjemmel) <= LENGSTE_HJELP else hjelp


def argumenthjelp(f: Funksjon) -> list[str]:
    return [_kort(f"{f.navn}.{a.navn}", a.hjelp) for a in f.argumenter]


def _kort(hvor: str, hjelp: str) -> str:
    tekst = " ".join(trygg(hjelp).split())
    if len(tekst) > LENGSTE_HJELP:
        raise ValueError(f"the help of {hvor} is {len(tekst)} characters; Excel takes {LENGSTE_HJELP}")
    return tekst


def trygg(tekst: str) -> str:
    """Text that Windows-1252 can hold; ValueError where nothing close exists."""
    ren = normalize("NFC", tekst).translate(BYTT)
    ren.encode(TEGNSETT)
    return ren


def ferdig(tekst: str) -> str:
    """A module as it is stored: safe characters, Windows line ends, no line VBA would refuse."""
    linjer = trygg(tekst).splitlines()
    for linje in linjer:
        if len(linje) > LENGSTE_LINJE:
            raise ValueError(f"a line of {len(linje)} characters: {linje[:60]}")
    return "\r\n".join(linjer) + "\r\n"
