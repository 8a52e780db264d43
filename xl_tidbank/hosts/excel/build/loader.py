"""The VBA that starts Python: our own, in place of xlwings' module.

It knows one DLL, loads it from the folder of the Python it found or the one above and from nowhere else, and starts
that Python as a program of its own, without a command interpreter between. Where Python is, no cell, no setting and no
variable but LOCALAPPDATA decides. Nothing here can be called from a cell: what other modules use is a Sub.
"""

from __future__ import annotations

from pathlib import PureWindowsPath

from .. import names
from . import vba

LASTER = '''\
Option Private Module

#If Win64 Then
Private Const DLL As String = "{dll64}"
Private Declare PtrSafe Function Aktiver Lib "{dll64}" Alias "XLPyDLLActivateAuto" ( _
    ByRef svar As Variant, ByVal kommando As String, ByVal modus As Long) As Long
#Else
Private Const DLL As String = "{dll32}"
Private Declare PtrSafe Function Aktiver Lib "{dll32}" Alias "XLPyDLLActivateAuto" ( _
    ByRef svar As Variant, ByVal kommando As String, ByVal modus As Long) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal fil As LongPtr) As LongPtr

Private Const BORTE As String = "-2147023174"
Private mistet As Long

' Start Python, or find the one that runs: one for all open workbooks, since all ask for it in the same words. One that
' has been lost is asked for by another number, so that nothing of it stands in the way of the next.
Public Sub StartPython(server As Object)
    Dim python As String, svar As Variant
    FinnPython python
    LastDLL python
    Do While Aktiver(svar, Oppstart(python), 1) <> 0
        If InStr(CStr(svar), BORTE) = 0 Or mistet > 20 Then Err.Raise 1000, "Tidbank", CStr(svar)
        mistet = mistet + 1
    Loop
    Set server = svar
End Sub

Private Function Oppstart(ByVal python As String) As String
    Oppstart = """" & python & """ -I -c ""{start}"" " & mistet
End Function

' Beside the workbook, when it lies on this machine; then in the folder of the user.
Private Sub FinnPython(python As String)
    Dim hjemme As String, lest As String
    hjemme = Environ$("LOCALAPPDATA") & "{hjemme}"
    If ThisWorkbook.Path Like "[A-Za-z]:*" Then
        python = ThisWorkbook.Path & "{program}"
        If ErFil(python) Then Exit Sub
    End If
    LesSted hjemme & "{pythonfil}", lest
    If lest <> "" Then
        python = lest
        Exit Sub
    End If
    python = hjemme & "{program}"
    If ErFil(python) Then Exit Sub
    python = hjemme & "{scripts}"
    If Not ErFil(python) Then
        Err.Raise 1000, "Tidbank", "Fant ikke Python ved siden av arbeidsboken eller i " & hjemme & "."
    End If
End Sub

' The place `tidbank excel` has written down. It must be a Python on this machine, and nothing else.
Private Sub LesSted(ByVal fil As String, sted As String)
    Dim nr As Integer
    sted = ""
    If Not ErFil(fil) Then Exit Sub
    nr = FreeFile
    Open fil For Input Access Read Shared As #nr
    If Not EOF(nr) Then Line Input #nr, sted
    Close #nr
    sted = Trim$(sted)
    If Not (LCase$(sted) Like "[a-z]:\\*\\python.exe") Or InStr(sted, """") > 0 Then
        Err.Raise 1000, "Tidbank", fil & " viser ikke til en python.exe på denne maskinen. Kjør tidbank excel på nytt."
    ElseIf Not ErFil(sted) Then
        Err.Raise 1000, "Tidbank", fil & " viser til " & sted & ", som ikke finnes. Kjør tidbank excel på nytt."
    End If
End Sub

' In the folder of Python, or above it, where a venv has it. By whole path: nothing is searched for.
Private Sub LastDLL(ByVal python As String)
    Dim mappe As String, over As String
    If StrConv(StrConv(python, vbFromUnicode), vbUnicode) <> python Then
        Err.Raise 1000, "Tidbank", "Mappen til Python har bokstaver som ikke kan brukes her: " & python
    End If
    mappe = Left$(python, InStrRev(python, "\\"))
    over = Left$(mappe, InStrRev(mappe, "\\", Len(mappe) - 1))
    If ErFil(mappe & DLL) Then over = mappe
    If LoadLibraryW(StrPtr(over & DLL)) = 0 Then
        Err.Raise 1000, "Tidbank", "Kunne ikke laste " & over & DLL & "."
    End If
End Sub

Private Function ErFil(ByVal sti As String) As Boolean
    On Error GoTo nei
    ErFil = (GetAttr(sti) And vbDirectory) = 0
    Exit Function
nei:
    ErFil = False
End Function
'''


def lastermodul() -> str:
    hode = vba.HODE.format(navn=names.VBA_LASTER, hva="Starter Python.", kilde="navn")
    hjemme = PureWindowsPath(names.BRUKERMAPPE)
    bytt = {
        "dll64": names.dll(64),
        "dll32": names.dll(32),
        "start": names.START.format(klsid="$(CLSID)"),
        "hjemme": f"\\{hjemme.relative_to('%LOCALAPPDATA%')}",
        "program": rf"\{names.PROGRAMMAPPE}\python.exe",
        "pythonfil": f"\\{names.PYTHONFIL}",
        "scripts": f"\\{PureWindowsPath(names.STANDARD_PYTHON).relative_to(hjemme)}",
    }
    tekst = LASTER
    for navn, verdi in bytt.items():
        tekst = tekst.replace(f"{{{navn}}}", verdi)
    return vba.ferdig(hode + tekst)
