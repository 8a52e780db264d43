"""A ward's rolling plan as CSV files and as a workbook: two people of their own, two who follow a group, exceptions."""

from __future__ import annotations

from pathlib import Path

from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.template.workbook import skriv_bank

FILER = {
    "Ansatte": """Ansattnr;Navn;Enhet
3101;Anne Lund;Solsiden
3106;Göran Ødegård;Solsiden
3110;Siv Dahl;Natt
3112;Tor Lie;Natt
""",
    "Avtaler": "Ansattnr;Fra;Til;Fast %;Tidbank %;Ukestimer;Periodestart;Periodeslutt;Signert\n"
    + "".join(f"{nr};05.01.2026;03.01.2027;60;20;35,5;05.01.2026;03.01.2027;01.12.2025\n" for nr in (3101, 3106, 3110)),
    "Vakter": "Vaktnr;Ansattnr;Dato;Start;Slutt;Pause;Type;Måte;Status;Varslet;Eget ønske;Godkjent av\n"
    "V1;3101;12.06.2026;14:30;22:00;0;Tidbank;Tildelt;Utført;01.05.2026;Nei;\n",
    "Fravær": "Ansattnr;Fra;Til;Kode;Grad %\n3106;06.07.2026;12.07.2026;SYK;\n",
    "Turnus": "Ansattnr;Dato;Start;Slutt;Pause;Fri\n3110;05.01.2026;;;;Ja\n3110;06.01.2026;07:30;15:00;30;\n",
    "Vaktkoder": "Kode;Start;Slutt;Pause\nD;07:30;15:00;30\nA;14:30;22:00;30\nN;21:45;07:45;0\n",
    "Grunnturnus": """Ansattnr;Gruppe;Fra;Til;Startuke;Uke;Man;Tir;Ons;Tor;Fre;Lør;Søn
3101;;01.06.2026;26.07.2026;1;1;D;D;F1;A;A;F;F
3101;;01.06.2026;26.07.2026;1;2;F1;D;D;F2;F;N;N
3101;;01.06.2026;26.07.2026;1;3;F1;F2;A;A;D;F;F
3101;;01.06.2026;26.07.2026;1;4;D;F1;D;D;F;F;F
3106;;01.06.2026;26.07.2026;3;1;F1;A;A;F2;D;D;D
3106;;01.06.2026;26.07.2026;3;2;D;D;F1;F;F;F;F
3106;;01.06.2026;26.07.2026;3;3;N;N;F1;F2;F;F;F
3106;;01.06.2026;26.07.2026;3;4;A;A;F1;D;F2;F;F
;Natt;;;;1;N;N;;;N;N;N
;Natt;;;;2;;;N;N;;;
;Natt;;;;3;N;;;d+a;;;
3110;Natt;05.01.2026;;1;;;;;;;;
3112;Natt;05.01.2026;03.01.2027;3;;;;;;;;
""",
}


def mappe(sti: Path) -> Path:
    sti.mkdir()
    for navn, tekst in FILER.items():
        (sti / f"{navn}.csv").write_text(tekst, "utf-8")
    return sti


def bok(sti: Path) -> Path:
    """The workbook of those files."""
    skriv_bank(sti, les_mappe(mappe(sti.with_suffix(""))).rader, [])
    return sti
