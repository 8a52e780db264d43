"""Ways to forge a signed copy, each with where the check must name it; and the same copy as other programs save it.

`python -m tests.forfalskning` writes the table in docs/forfalskning.md.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_tidbank import commands

from . import sidedata

DOKUMENT = Path(__file__).parents[1] / "docs" / "forfalskning.md"
OVERSIKT, POSTERINGER, KONTROLL = (f"xl/worksheets/sheet{n}.xml" for n in (1, 4, 8))
TEKSTER, STILER, BOK, TYPER, TEMA = (
    "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/theme/theme1.xml",
)  # fmt: skip
BOKREL, ROTREL = "xl/_rels/workbook.xml.rels", "_rels/.rels"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAAL = "L13"  # on Oversikt: hours owed, 174,86


def signert_kopi(sti: Path) -> None:
    """A small copy with everything a copy has. The key lies where the environment says."""
    commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG, enheter=["Natt"], signer=True).skriv(sti)


class Filer:
    """The parts of a copy, to be changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            self.deler = {n: z.read(n) for n in z.namelist()}

    def pakk(self, *mer: tuple[str, bytes]) -> bytes:
        ut = io.BytesIO()
        with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as z:
            for navn, data in (*self.deler.items(), *mer):
                z.writestr(zipfile.ZipInfo(navn, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return ut.getvalue()

    def bytt(self, del_: str, monster: str, med: str, antall: int = 1) -> None:
        """Replace what must be there."""
        ny, n = re.subn(monster, med, self.deler[del_].decode(), count=antall, flags=re.S)
        assert n, (del_, monster)
        self.deler[del_] = ny.encode()

    def celle(self, del_: str, ref: str) -> str:
        m = re.search(rf'<c r="{ref}"[^>]*?(?:/>|>.*?</c>)', self.deler[del_].decode(), re.S)
        assert m, ref
        return m[0]

    def sett(self, del_: str, ref: str, ny: str) -> None:
        self.deler[del_] = self.deler[del_].decode().replace(self.celle(del_, ref), ny, 1).encode()

    def i_cellen(self, del_: str, ref: str, monster: str, med: str) -> None:
        ny, n = re.subn(monster, med, self.celle(del_, ref), count=1, flags=re.S)
        assert n, (ref, monster)
        self.sett(del_, ref, ny)

    def foran(self, del_: str, merke: str, xml: str) -> None:
        self.bytt(del_, re.escape(merke), (xml + merke).replace("\\", "\\\\"))

    def legg_til(self, del_: str, data: str | bytes, type_: str = "") -> None:
        self.deler[del_] = data.encode() if isinstance(data, str) else data
        if type_:
            self.foran(TYPER, "</Types>", f'<Override PartName="/{del_}" ContentType="{type_}"/>')

    def pek(self, rel: str, slag: str, maal: str, mer: str = "", nr: str = "rId99") -> None:
        """A relation more; the file is made where there is none."""
        self.deler.setdefault(rel, b'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.'
                              b'openxmlformats.org/package/2006/relationships"></Relationships>')  # fmt: skip
        slag = slag if "://" in slag else f"{R}/{slag}"
        self.foran(rel, "</Relationships>", f'<Relationship Id="{nr}" Type="{slag}" Target="{maal}"{mer}/>')

    # Looks

    def _ny(self, samling: str, xml: str) -> int:
        """Add an element to a collection of the styles; its number."""
        m = re.search(rf"<{samling}[^>]*>(.*?)</{samling}>", self.deler[STILER].decode(), re.S)
        assert m
        antall = len(re.findall({"fonts": "<font>", "fills": "<fill>", "borders": "<border[ >]",
                                 "cellXfs": "<xf ", "cellStyleXfs": "<xf "}[samling], m[1]))  # fmt: skip
        self.foran(STILER, f"</{samling}>", xml)
        return antall

    def stil(self, del_: str, ref: str, *, format_: str = "", skrift: str = "", fyll: str = "", ramme: str = "",
             plassering: str = "", felt: str = "") -> None:  # fmt: skip
        """The cell with a look of its own: as it was but for what is given (XML; format_: a code)."""
        m = re.search(r' s="(\d+)"', self.celle(del_, ref))
        assert m
        xfs = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", self.deler[STILER].decode(), re.S)
        assert xfs
        xf = re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", xfs[1], re.S)[int(m[1])]

        def med(navn: str, verdi: object, xf: str) -> str:
            return re.sub(rf' {navn}="[^"]*"', f' {navn}="{verdi}"', xf, count=1)

        if format_:
            self.foran(STILER, "</numFmts>", f'<numFmt numFmtId="300" formatCode="{format_}"/>')
            xf = med("numFmtId", 300, xf)
        if skrift:
            xf = med("fontId", self._ny("fonts", f"<font>{skrift}</font>"), xf)
        if fyll:
            xf = med("fillId", self._ny("fills", f"<fill>{fyll}</fill>"), xf)
        if ramme:
            xf = med("borderId", self._ny("borders", ramme), xf)
        if plassering:
            xf = re.sub(r"<alignment", f"<alignment {plassering}", re.sub(r' (?:horizontal|indent)="[^"]*"', "", xf))
        if felt:
            navn, _, verdi = felt.partition("=")
            xf = re.sub(rf' {navn}="[^"]*"', "", xf).replace("<xf ", f'<xf {navn}="{verdi}" ', 1)
        self.i_cellen(del_, ref, r' s="\d+"', f' s="{self._ny("cellXfs", xf)}"')


Gjor = Callable[[Filer], bytes | None]


@dataclass(frozen=True, slots=True)
class Variant:
    """sagt: what the answer must say. gjor changes the parts, or gives the bytes of a whole file."""

    gruppe: str
    navn: str
    sagt: str
    gjor: Gjor


VARIANTER: list[Variant] = []
_gruppe = ""


def gruppe(navn: str) -> None:
    global _gruppe
    _gruppe = navn


def variant(navn: str, sagt: str) -> Callable[[Gjor], Gjor]:
    def legg(gjor: Gjor) -> Gjor:
        VARIANTER.append(Variant(_gruppe, navn, sagt, gjor))
        return gjor

    return legg


def bytt(navn: str, sagt: str, del_: str, monster: str, med: str) -> None:
    VARIANTER.append(Variant(_gruppe, navn, sagt, lambda f: f.bytt(del_, monster, med)))


def i_cellen(navn: str, sagt: str, del_: str, ref: str, monster: str, med: str) -> None:
    VARIANTER.append(Variant(_gruppe, navn, sagt, lambda f: f.i_cellen(del_, ref, monster, med)))


def stil(navn: str, sagt: str, ref: str = MAAL, **hva: str) -> None:
    VARIANTER.append(Variant(_gruppe, navn, f"Oversikt!{ref} {sagt}", lambda f: f.stil(OVERSIKT, ref, **hva)))


def i_arket(navn: str, sagt: str, merke: str, xml: str) -> None:
    """XML in front of something in Oversikt."""
    VARIANTER.append(Variant(_gruppe, navn, sagt, lambda f: f.foran(OVERSIKT, merke, xml)))


gruppe("Verdi")
i_cellen("174,86 til 74,86", "Oversikt!L13 er endret", OVERSIKT, MAAL, "<v>1", "<v>")
i_cellen(
    "Et tall endret i åttende desimal", "Posteringer!H10 er endret", POSTERINGER, "H10", "<v>10.0<", "<v>10.00000001<"
)
i_cellen("Et tall som tekst", "Oversikt!L13 er endret", OVERSIKT, MAAL, r"><v>", r' t="str"><v>')
i_cellen("Et tall skrevet som 1_0", "Posteringer!H10 er endret", POSTERINGER, "H10", "<v>10.0<", "<v>1_0<")
i_cellen("Et tall uten ende", "Posteringer!H10 er endret", POSTERINGER, "H10", "<v>10.0<", "<v>1e999<")
i_cellen("En dato flyttet", "Posteringer!F10 er endret", POSTERINGER, "F10", r"<v>\d+<", "<v>46000<")
i_cellen("En celle tømt", "Posteringer!H10 er tømt", POSTERINGER, "H10", "<v>.*</v>", "")
i_cellen("En formel byttet med svaret sitt", "Oversikt!U13 er endret", OVERSIKT, "U13", "<f>.*</f>", "")
i_cellen("En formel som peker et annet sted", "Oversikt!U13 er endret", OVERSIKT, "U13", r"\$R\$9", "$R$8")
i_cellen("Et lagret svar endret, formelen urørt", "Oversikt!L14 er endret", OVERSIKT, "L14", "<v>.*</v>", "<v>30.8</v>")
for _verdi in ("on", "t", "2"):
    bytt(f"Alle datoer fire år fram med date1904 «{_verdi}»", "teller datoer fra 1904", BOK, "<workbookPr ",
         f'<workbookPr date1904="{_verdi}" ')  # fmt: skip
i_arket("En rad til, under alt annet", "Oversikt!B400 er ny", "</sheetData>",
        '<row r="400"><c r="B400"><v>1</v></c></row>')  # fmt: skip
bytt("En delt tekst endret", "Oversikt!U13", TEKSTER, "<t>Skyldig i alt, timer</t>", "<t>Til gode i alt, timer</t>")
VARIANTER[-1] = Variant("Verdi", "En delt tekst endret", "Oversikt!F5 er endret", VARIANTER[-1].gjor)
bytt(
    "Et mellomrom byttet med _x0031_", "Oversikt!F5 er endret", TEKSTER, "<t>Skyldig i alt,", "<t>Skyldig_x0031_i alt,"
)
for _hva, _tegn in (("et hardt mellomrom", "\u00a0"), ("to mellomrom", "  "), ("et linjeskift", "\n")):
    bytt(f"Et mellomrom i en tekst byttet med {_hva}", "Oversikt!F5 er endret", TEKSTER,
         "<t>Skyldig i alt,", f"<t>Skyldig{_tegn}i alt,")  # fmt: skip


@variant("Et tall og kontrollverdien dets", "Kontroll: innholdet stemmer ikke med stempelet")
def _(f: Filer) -> None:
    """Another number with the same check value: two characters are soon found."""
    from xl_tidbank.book.copy import stamp

    def kort(tall: float) -> str:
        celle = {(9, 7): stamp.Celleinnhold(tall, "", "0.00")}
        return next(stamp.kontrollverdier(stamp.kanoniske("Posteringer", celle)))

    nytt = next(n / 1000 for n in range(11_000, 99_000) if kort(n / 1000) == kort(10.0))
    f.i_cellen(POSTERINGER, "H10", "<v>10.0<", f"<v>{nytt}<")


gruppe("Tallformat")
stil("174,86 vist som 30,8", "er endret", format_="&quot;30,8&quot;")
stil("Skjult med ;;;", "er endret", format_=";;;")
stil("Desimaltegnet som bokstav", "er endret", format_="0\\.00")
stil("Hvit skrift i formatet", "er endret", format_="[White]0.00")
stil("Betingelse i formatet", "er endret", format_="[&gt;100]&quot;30,8&quot;;0.00")
stil("En tekst vist som en annen", "er endret", ref="D13", format_="General;General;General;&quot;Kari&quot;")
stil("En bokstav foran tallet", "er endret", format_="1\\70.00")


@variant("To formater med samme nummer", "xl/styles.xml: to tallformater har samme nummer")
def _(f: Filer) -> None:
    f.foran(STILER, "</numFmts>", '<numFmt numFmtId="167" formatCode="&quot;30,8&quot;"/>')


@variant("Formatet slått av i cellen, på i malen", "Oversikt!L13 kan vises på to måter")
def _(f: Filer) -> None:
    f.stil(OVERSIKT, MAAL, felt="applyNumberFormat=0")


@variant("Cellen uten stil, raden med en annen", "Oversikt!L13 kan vises på to måter")
def _(f: Filer) -> None:
    f.i_cellen(OVERSIKT, MAAL, r' s="\d+"', "")
    f.bytt(OVERSIKT, '<row r="13"', '<row r="13" s="24" customFormat="1"')


@variant("Et utseende som ikke finnes", "Oversikt!L13 cellen har et utseende som ikke finnes")
def _(f: Filer) -> None:
    f.i_cellen(OVERSIKT, MAAL, r' s="\d+"', ' s="9999"')


gruppe("Lesbarhet")
_NAVN = '<name val="Calibri"/>'
stil("Skrift i bakgrunnens farge", "har skrift i samme farge som bakgrunnen",
     skrift=f'<sz val="10"/><color rgb="FFFFFFFF"/>{_NAVN}')  # fmt: skip
stil("Hvitt fra temaet, tonet", "har skrift i samme farge som bakgrunnen",
     skrift=f'<sz val="10"/><color theme="1" tint="0.99"/>{_NAVN}')  # fmt: skip
stil("Bakgrunn i skriftens farge", "har skrift i samme farge som bakgrunnen",
     fyll='<patternFill patternType="solid"><fgColor rgb="FF1B2733"/></patternFill>')  # fmt: skip
stil("Fargeovergang bak tallet", "har en farge som ikke kan regnes ut",
     fyll='<gradientFill degree="90"><stop position="0"><color rgb="FF000000"/></stop></gradientFill>')  # fmt: skip
stil("Strøket over", "er strøket over", skrift=f'<strike/><sz val="10"/>{_NAVN}')
stil("Strøket over med «2»", "er strøket over", skrift=f'<strike val="2"/><sz val="10"/>{_NAVN}')
stil("Svart skrift som også er temaets hvite", "har skrift i samme farge som bakgrunnen",
     skrift=f'<sz val="10"/><color rgb="FF000000" theme="0"/>{_NAVN}')  # fmt: skip


def _temafarge(navn: str, sagt: str, svart: str) -> None:
    """A cell in the first colour of the theme, and what the theme says that it is."""

    def gjor(f: Filer) -> None:
        f.stil(OVERSIKT, MAAL, skrift=f'<sz val="10"/><color theme="1"/>{_NAVN}')
        f.bytt(TEMA, "<a:dk1>.*?</a:dk1>", f"<a:dk1>{svart}</a:dk1>")

    VARIANTER.append(Variant(_gruppe, navn, f"Oversikt!{MAAL} {sagt}", gjor))


_temafarge("Temaets svarte er vinduets hvite", "har skrift i samme farge som bakgrunnen",
           '<a:sysClr val="window" lastClr="000000"/>')  # fmt: skip
_temafarge("Temaets svarte er gjort lysere", "har en farge som ikke kan regnes ut",
           '<a:srgbClr val="000000"><a:lumOff val="100000"/></a:srgbClr>')  # fmt: skip
stil("Krympet med «t»", "er krympet", plassering='shrinkToFit="t"')
stil("Hvit skrift som kanskje er automatisk", "har skrift i samme farge som bakgrunnen",
     skrift=f'<sz val="10"/><color auto="2" rgb="FFFFFFFF"/>{_NAVN}')  # fmt: skip
stil("Hevet skrift", "er hevet eller senket skrift", skrift=f'<vertAlign val="superscript"/><sz val="10"/>{_NAVN}')
stil("Skrifttype med andre tegn", "har skrifttypen «Wingdings», som kan vise andre tegn",
     skrift='<sz val="10"/><name val="Wingdings"/>')  # fmt: skip
stil("Skrift på ett punkt", "har for liten skrift til å leses", skrift=f'<sz val="1"/>{_NAVN}')
stil("Skrift på fire hundre punkt", "har for stor skrift til å leses", skrift=f'<sz val="400"/>{_NAVN}')
stil("Et navn på to hundre punkt", "har for stor skrift til å leses", ref="D13", skrift=f'<sz val="200"/>{_NAVN}')
stil("Et tall bredere enn kolonnen, vist som ###", "har for stor skrift til at tallet får plass", ref="J13",
     skrift=f'<sz val="20"/>{_NAVN}')  # fmt: skip
for _navn, _monster, _med in (
    ("Kolonnene målt i fire punkt", '(<fonts[^>]*><font>.*?)<sz val="11"/>', r'\1<sz val="4"/>'),
    ("Kolonnene målt i en smal skrift", '(<fonts[^>]*><font>.*?<name val=)"Calibri"', r'\1"Arial Narrow"'),
    ("Normalstilen i en annen skrift", '(<cellStyleXfs.*?fontId=)"0"', r'\1"3"'),
):
    bytt(_navn, "xl/styles.xml: måler kolonnene i en annen skrift, så tall kan stå som ###", STILER, _monster, _med)
stil("Dreid", "er dreid", plassering='textRotation="90"')
stil("Krympet", "er krympet", plassering='shrinkToFit="1"')
stil("Gjentatt ut cellen", "gjentar innholdet så langt cellen rekker", plassering='horizontal="fill"')
stil("Lest fra høyre", "leses fra høyre", plassering='readingOrder="2"')
stil("Rykket ut av cellen", "er rykket ut av cellen", plassering='indent="200"')
stil("Skrå strek over", "er strøket over med en skrå linje",
     ramme='<border diagonalUp="1"><left/><right/><top/><bottom/><diagonal style="thin"/></border>')  # fmt: skip
i_cellen("Første siffer i hvitt", "Oversikt!D13 har flere skriftfarger", OVERSIKT, "D13", r't="s"><v>\d+</v>',
         't="inlineStr"><is><r><rPr><color rgb="FFFFFFFF"/></rPr><t>K</t></r><r><t>ari</t></r></is>')  # fmt: skip
bytt("Temaet bytter skrifttype", "xl/theme/theme1.xml: temaet bytter skrifttypen med «Wingdings»", TEMA,
     r'(<a:minorFont><a:latin typeface=)"[^"]*"', r'\1"Wingdings"')  # fmt: skip
i_arket("Betinget format", "Oversikt!L13 har fått betinget format", "<printOptions",
        '<conditionalFormatting sqref="L13"><cfRule type="expression" dxfId="0" priority="1"><formula>1</formula>'
        "</cfRule></conditionalFormatting>")  # fmt: skip


@variant("To farger i samme skrift", "xl/styles.xml: sier to ting i samme «font»")
def _(f: Filer) -> None:
    f.stil(OVERSIKT, MAAL, skrift=f'<sz val="10"/><color rgb="FF000000"/><color rgb="FFFFFFFF"/>{_NAVN}')


@variant("Noe annet blant skriftene, så alle forskyves", "xl/styles.xml: har «AlternateContent» i «fonts»")
def _(f: Filer) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    f.bytt(STILER, "(<fonts[^>]*>)", rf'\1<mc:AlternateContent xmlns:mc="{mc}"/>')


@variant("Tekst som ikke lenger går over flere linjer", "Oversikt!L9 er endret")
def _(f: Filer) -> None:
    f.stil(OVERSIKT, "L9", plassering='vertical="top"')
    f.deler[STILER] = re.sub(rb'<alignment vertical="top"[^>]*/>', b"<alignment/>", f.deler[STILER])


i_cellen("En tekst over teksten", "Oversikt!D13 har en tekst over teksten", OVERSIKT, "D13", r't="s"><v>\d+</v>',
         't="inlineStr"><is><t>Kari</t><rPh sb="0" eb="4"><t>30,8</t></rPh></is>')  # fmt: skip

gruppe("Overskrift og utskrift")
i_cellen("Kolonnen heter noe annet", "Oversikt!L9 er endret", OVERSIKT, "L9", r't="s"><v>\d+</v>',
         't="inlineStr"><is><t>Til gode (timer)</t></is>')  # fmt: skip
bytt("Tabellen kaller kolonnen noe annet", "Oversikt!L9 (xl/tables/table1.xml) tabellen Oversikt",
     "xl/tables/table1.xml", 'name="Skyldig [^"]*"', 'name="Til gode"')  # fmt: skip
VARIANTER[-1] = Variant(_gruppe, VARIANTER[-1].navn, "Oversikt!L9 (xl/tables/table1.xml)", VARIANTER[-1].gjor)
bytt("Tabellen skjuler hoderaden", "(xl/tables/table1.xml): tabellen", "xl/tables/table1.xml",
     "<table ", '<table headerRowCount="0" ')  # fmt: skip
bytt(
    "Tabellen får en stil",
    "har fått stilen Mørk",
    "xl/tables/table1.xml",
    "<tableStyleInfo ",
    '<tableStyleInfo name="Mørk" ',
)
bytt("Et ark får nytt navn", "Fynn: arket er nytt", BOK, 'name="Funn"', 'name="Fynn"')
bytt("To ark bytter plass", "arkene står i en annen rekkefølge", BOK,
     r'(<sheet name="Avtaler"[^>]*>)(<sheet name="Posteringer"[^>]*>)', r"\2\1")  # fmt: skip
bytt("Bunnteksten endret", "Oversikt: det som står nederst på hver side er endret", OVERSIKT,
     r"BSide &amp;P", "BGodkjent. Side &amp;P")  # fmt: skip
bytt("Et annet stempel nederst på siden", "Oversikt: det som står nederst på hver side er endret", OVERSIKT,
     r"Stempel [0-9a-f]{4}", "Stempel 0000")  # fmt: skip
bytt("Stempelet i hvitt på papiret", "Oversikt: det som står nederst på hver side er endret", OVERSIKT,
     r"K55616BStempel", "KFFFFFFStempel")  # fmt: skip
bytt("Egen første side uten bunntekst", "Oversikt: det som står nederst på hver side er endret", OVERSIKT,
     "<headerFooter>", '<headerFooter differentFirst="1">')  # fmt: skip
bytt("En topptekst lagt til", "Oversikt: det som står nederst på hver side er endret", OVERSIKT,
     "<oddFooter>", "<oddHeader>&amp;CGodkjent</oddHeader><oddFooter>")  # fmt: skip
bytt("Andre rader gjentatt på hver side", "Posteringer: radene som gjentas på hver side er endret", BOK,
     r"Posteringer!\$5:\$5", "Posteringer!$$6:$$6".replace("$$", "$"))  # fmt: skip
for _navn, _monster, _med in (
    ("Bunnteksten under papiret", ' footer="[^"]*"', ' footer="40"'),
    ("Bunnteksten over innholdet", ' bottom="[^"]*"', ' bottom="0"'),
    ("Bunnteksten med en marg under null", ' footer="[^"]*"', ' footer="-3"'),
    ("Marger bredere enn papiret", ' left="[^"]*" right="[^"]*"', ' left="5.5" right="5.5"'),
):
    bytt(_navn, "Oversikt: margene skyver innholdet eller bunnteksten ut av papiret", OVERSIKT, _monster, _med)
for _navn, _monster, _med in (
    ("Papir på størrelse med et frimerke", 'paperSize="9"', 'paperHeight="5mm" paperWidth="5mm"'),
    ("Et mindre papir", 'paperSize="9"', 'paperSize="70"'),
):
    bytt(_navn, "Oversikt: papiret er et annet enn A4, A3 eller Letter", OVERSIKT, _monster, _med)
for _navn, _monster, _med in (
    ("Utskrift i en tidels størrelse", "<pageSetup ", '<pageSetup scale="10" '),
    ("Alt på én side", ' fitToHeight="0"', ""),
):
    bytt(_navn, "Oversikt: utskriften er gjort større eller mindre", OVERSIKT, _monster, _med)
bytt("Signaturen utenfor utskriften", "kommer ikke med på utskriften", BOK,
     r"Kontroll!\$A\$1:\$G\$\d+", "Kontroll!$A$1:$G$10")  # fmt: skip
bytt("Et navn lagt til", "xl/workbook.xml: navnet «Skyldig» er lagt til", BOK, "</definedNames>",
     '<definedName name="Skyldig">30.8</definedName></definedNames>')  # fmt: skip

gruppe("Skjult")
bytt("En rad skjult", "Oversikt!13:13 raden er skjult", OVERSIKT, '<row r="13"', '<row r="13" hidden="1"')
bytt("En rad på ett punkt", "Oversikt!13:13 raden er gjort lavere", OVERSIKT, '(<row r="13"[^>]* ht=)"[^"]*"', r'\1"1"')
bytt("En kolonne skjult", "Oversikt!L:L kolonnen er skjult", OVERSIKT, '<col min="12"', '<col hidden="1" min="12"')
bytt(
    "En kolonne med bredde 0",
    "Oversikt!L:L kolonnen er skjult",
    OVERSIKT,
    '(<col min="12"[^>]*width=)"[^"]*"',
    r'\1"0"',
)
bytt("En kolonne så smal at teksten kuttes", "Oversikt!D:D kolonnen er gjort smalere", OVERSIKT,
     '(<col min="4"[^>]*width=)"[^"]*"', r'\1"4"')  # fmt: skip
bytt("Et ark skjult", "Funn: arket er skjult", BOK, '<sheet name="Funn"', '<sheet name="Funn" state="hidden"')
bytt("Et ark dypt skjult", "Funn: arket er skjult", BOK, '<sheet name="Funn"', '<sheet name="Funn" state="veryHidden"')
bytt("Celler slått sammen over tallet", "Oversikt!L13 er skjult bak en sammenslått celle", OVERSIKT,
     "</mergeCells>", '<mergeCell ref="K13:L13"/></mergeCells>')  # fmt: skip
bytt("Nuller vises ikke", "Oversikt: arket skjuler nuller", OVERSIKT, "<sheetView ", '<sheetView showZeros="0" ')
bytt(
    "Formler vises i stedet", "Oversikt: arket viser formlene", OVERSIKT, "<sheetView ", '<sheetView showFormulas="1" '
)
bytt(
    "Arket fra høyre mot venstre",
    "Oversikt: arket leses fra høyre",
    OVERSIKT,
    "<sheetView ",
    '<sheetView rightToLeft="1" ',
)
bytt("Rader rullet bort og låst", "Posteringer!A4 radene og kolonnene før denne er rullet bort og låst", POSTERINGER,
     "<sheetView ", '<sheetView topLeftCell="A4" ')  # fmt: skip
bytt("Rader uten høyde skjult", "Oversikt: rader uten egen høyde er skjult", OVERSIKT,
     "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')  # fmt: skip
bytt(
    "Arkfanene skjult", "xl/workbook.xml: skjuler arkfanene", BOK, "<workbookView ", '<workbookView showSheetTabs="0" '
)

bytt("Alt for mange rader låst", "Posteringer: så mange rader eller kolonner er låst", POSTERINGER,
     'ySplit="[^"]*"', 'ySplit="150"')  # fmt: skip
bytt("Et filter i tabellen", "Oversikt!B9:V13 (xl/tables/table1.xml) tabellen Oversikt er filtrert",
     "xl/tables/table1.xml",
     "<tableColumns", '<autoFilter ref="B9:V13"><filterColumn colId="1"><filters><filter val="2001"/></filters>'
     "</filterColumn></autoFilter><tableColumns")  # fmt: skip
i_arket("Et filter på arket", "Oversikt!B9:V13 er filtrert, og noen programmer skjuler rader", "<mergeCells",
        '<autoFilter ref="B9:V13"><filterColumn colId="1"><filters><filter val="2001"/></filters></filterColumn>'
        "</autoFilter>")  # fmt: skip

for _verdi in ("2", "t", "-1", " 1", "on"):
    bytt(f"En rad skjult med «{_verdi}»", "Oversikt!13:13 raden er skjult", OVERSIKT, '<row r="13"',
         f'<row r="13" hidden="{_verdi}"')  # fmt: skip
bytt(
    "En kolonne skjult med «2»",
    "Oversikt!L:L kolonnen er skjult",
    OVERSIKT,
    '<col min="12"',
    '<col hidden="2" min="12"',
)
for _felt, _sagt in (
    ("showFormulas", "viser formlene i stedet for tallene"), ("rightToLeft", "leses fra høyre"),
):  # fmt: skip
    bytt(f"Arket med {_felt} «2»", f"Oversikt: arket {_sagt}", OVERSIKT, "<sheetView ", f'<sheetView {_felt}="2" ')
for _verdi in ("off", "nei", " 0"):
    bytt(f"Nuller skjult med «{_verdi}»", "Oversikt: arket skjuler nuller", OVERSIKT, "<sheetView ",
         f'<sheetView showZeros="{_verdi}" ')  # fmt: skip
bytt("Rader uten egen høyde skjult med «t»", "Oversikt: rader uten egen høyde er skjult", OVERSIKT, "<sheetFormatPr ",
     '<sheetFormatPr zeroHeight="t" ')  # fmt: skip

gruppe("Lagt over")
_TEGNING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>11</xdr:col>
<xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>12</xdr:col>
<xdr:colOff>0</xdr:colOff><xdr:row>13</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>%s<xdr:clientData/>
</xdr:twoCellAnchor></xdr:wsDr>"""
ARKREL = "xl/worksheets/_rels/sheet1.xml.rels"


def _med_tegning(innhold: str) -> Gjor:
    def gjor(f: Filer) -> None:
        f.legg_til(
            "xl/drawings/drawing1.xml", _TEGNING % innhold, "application/vnd.openxmlformats-officedocument.drawing+xml"
        )
        f.pek(ARKREL, "drawing", "../drawings/drawing1.xml")
        f.foran(OVERSIKT, "<tableParts", '<drawing r:id="rId99"/>')

    return gjor


for _navn, _xml, _hva in (
    ("En tekstboks", "<xdr:sp><xdr:txBody><a:p><a:r><a:t>30,8</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
     "en figur eller tekstboks"),
    ("Et bilde", "<xdr:pic/>", "et bilde"), ("Et diagram", "<xdr:graphicFrame/>", "et diagram"),
    ("En strek", "<xdr:cxnSp/>", "en strek"), ("En gruppe", "<xdr:grpSp/>", "en gruppe av figurer"),
):  # fmt: skip
    variant(_navn, f"Oversikt!L13 (xl/drawings/drawing1.xml) {_hva} er lagt over cellene")(_med_tegning(_xml))


@variant("En kommentar", "Oversikt!L13 (xl/comments1.xml) har fått en kommentar")
def _(f: Filer) -> None:
    f.legg_til("xl/comments1.xml", '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors>'
               '<author>X</author></authors><commentList><comment ref="L13" authorId="0"><text><t>30,8</t></text>'
               "</comment></commentList></comments>", f"{ML}.comments+xml")  # fmt: skip
    f.pek(ARKREL, "comments", "../comments1.xml")


i_arket("En tekst som dukker opp", "Oversikt!L13 har fått en regel eller en tekst som dukker opp", "<printOptions",
        '<dataValidations count="1"><dataValidation showInputMessage="1" promptTitle="Rettet" prompt="30,8" '
        'sqref="L13"/></dataValidations>')  # fmt: skip


@variant("En lenke ut", "Oversikt!L13 har fått en lenke")
def _(f: Filer) -> None:
    f.pek(ARKREL, "hyperlink", "https://eksempel.no", ' TargetMode="External"')
    f.foran(OVERSIKT, "<printOptions", '<hyperlinks><hyperlink ref="L13" r:id="rId99"/></hyperlinks>')


i_arket("Et innebygd objekt", "Oversikt: arket har innebygde objekter", "<tableParts",
        '<oleObjects><oleObject progId="X" shapeId="1"/></oleObjects>')  # fmt: skip
i_arket("En knapp", "Oversikt: arket har knapper eller felt", "<tableParts", "<controls/>")


@variant("Et bakgrunnsbilde", "Oversikt: arket har et bakgrunnsbilde")
def _(f: Filer) -> None:
    f.legg_til("xl/media/image1.png", b"\x89PNG", "image/png")
    f.pek(ARKREL, "image", "../media/image1.png")
    f.foran(OVERSIKT, "<tableParts", '<picture r:id="rId99"/>')


i_arket("En minigraf", "Oversikt: arket har «sparklineGroups» i et tillegg", "</worksheet>",
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="urn:x14"><x14:sparklineGroups/></ext>'
        "</extLst>")  # fmt: skip

gruppe("Celler der ingen skal være")
_TIL = '<row r="13"><c r="L13"><v>30.8</v></c></row>'
i_arket("Celler etter cellene", "Oversikt: arket har celler to steder", "<sheetProtection",
        f"<sheetData>{_TIL}</sheetData>")  # fmt: skip
i_arket("En rad to ganger", "Oversikt!13:13 raden står to ganger eller på feil plass", "</sheetData>", _TIL)
i_arket("En celle i et tillegg", "Oversikt: arket har «sheetData» i et tillegg", "</worksheet>",
        f'<extLst><ext uri="x"><sheetData>{_TIL}</sheetData></ext></extLst>')  # fmt: skip
i_arket("En celle blant objektene", "Oversikt: arket har innebygde objekter", "<tableParts",
        f"<oleObjects>{_TIL}</oleObjects>")  # fmt: skip
i_arket("En del fra et annet navnerom", "Oversikt: arket har «sheetData», som ikke hører til der", "<printOptions",
        f'<x:sheetData xmlns:x="urn:x">{_TIL}</x:sheetData>')  # fmt: skip


def _etter_maal(navn: str, sagt: str, xml: str) -> None:
    VARIANTER.append(Variant(_gruppe, navn, sagt, lambda f: f.sett(OVERSIKT, MAAL, f.celle(OVERSIKT, MAAL) + xml)))


_etter_maal(
    "En celle to ganger", "Oversikt!L13 cellen står to ganger eller på feil plass", '<c r="L13"><v>30.8</v></c>'
)
_etter_maal("En celle fra et annet navnerom", "Oversikt!L13 «c» står der bare celler skal stå",
            '<x:c xmlns:x="urn:x" r="L13"><x:v>30.8</x:v></x:c>')  # fmt: skip
_etter_maal("Valg av innhold etter program", "Oversikt!L13 «AlternateContent» står der bare celler skal stå",
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
            'Requires="x14"><c r="L13"><v>30.8</v></c></mc:Choice></mc:AlternateContent>')  # fmt: skip
_etter_maal("En celle fra en annen rad", "Oversikt!M99 cellen står i rad 13, og programmer viser den ulikt",
            '<c r="M99"><v>30.8</v></c>')  # fmt: skip
i_cellen("To verdier i en celle", "Oversikt!L13 cellen har flere verdier", OVERSIKT, MAAL, "</v>", "</v><v>30.8</v>")
i_cellen("Verdi og tekst i en celle", "Oversikt!L13 cellen har flere verdier", OVERSIKT, MAAL, "</v>",
         "</v><is><t>30,8</t></is>")  # fmt: skip
i_cellen("En kommentar inne i tallet", "Oversikt!L13 har en XML-kommentar", OVERSIKT, MAAL, "<v>1", "<v>1<!-- -->")
i_cellen(
    "Et bilde i cellen",
    "Oversikt!L13 cellen viser noe annet enn sin egen verdi (vm)",
    OVERSIKT,
    MAAL,
    "<c ",
    '<c vm="1" ',
)
i_cellen("En formel over flere celler", "Oversikt!L14 formelen fyller flere celler", OVERSIKT, "L14", "<f>",
         '<f t="array" ref="L13:L14">')  # fmt: skip
bytt("En kolonne to ganger", "Oversikt!L:L kolonnen står to ganger eller på feil plass", OVERSIKT, "</cols>",
     '<col min="12" max="12" width="12"/></cols>')  # fmt: skip
bytt("Utseendet to ganger", "xl/styles.xml: «cellXfs» finnes to ganger", STILER, "<cellStyles",
     '<cellXfs count="1"><xf/></cellXfs><cellStyles')  # fmt: skip

gruppe("Deler og pekere")


@variant("To arbeidsbøker", "_rels/.rels: peker til flere arbeidsbøker")
def _(f: Filer) -> None:
    f.legg_til("xl/workbook2.xml", f.deler[BOK], f"{ML}.sheet.main+xml")
    f.pek(ROTREL, "officeDocument", "xl/workbook2.xml")


@variant("To ark er samme del", "xl/worksheets/sheet1.xml: er pekt på to ganger")
def _(f: Filer) -> None:
    f.bytt(BOKREL, "worksheets/sheet5.xml", "worksheets/sheet1.xml")


@variant("To ark med samme peker", "Funn: arket er samme del av filen som arket oversikt")
def _(f: Filer) -> None:
    f.bytt(BOK, r'(name="Funn"[^>]*r:id=)"rId5"', r'\1"rId1"')


@variant(
    "Et ark peker til en annen del", "xl/worksheets/sheet1.xml: er lagt til, og ingenting i arbeidsboken viser til den"
)
def _(f: Filer) -> None:
    f.legg_til("xl/worksheets/sheet99.xml", f.deler[OVERSIKT], f"{ML}.worksheet+xml")
    f.bytt(BOKREL, "worksheets/sheet1.xml", "worksheets/sheet99.xml")


bytt(
    "Et ark peker ut i løse lufta",
    "Oversikt: arket har ingen del i filen",
    BOKREL,
    "worksheets/sheet1.xml",
    "worksheets/sheet77.xml",
)
bytt(
    "En peker med store bokstaver",
    "peker til «worksheets/SHEET1.xml», som ikke finnes",
    BOKREL,
    "worksheets/sheet1.xml",
    "worksheets/SHEET1.xml",
)


@variant("To pekere med samme navn", "xl/_rels/workbook.xml.rels: har to pekere med navnet rId1")
def _(f: Filer) -> None:
    f.legg_til("xl/worksheets/sheet99.xml", f.deler[OVERSIKT], f"{ML}.worksheet+xml")
    f.pek(BOKREL, "worksheet", "worksheets/sheet99.xml", nr="rId1")


@variant("Et ark som ikke står i listen", "xl/worksheets/sheet99.xml: er et ark som ikke står i listen over ark")
def _(f: Filer) -> None:
    f.legg_til("xl/worksheets/sheet99.xml", f.deler[OVERSIKT], f"{ML}.worksheet+xml")
    f.pek(BOKREL, "worksheet", "worksheets/sheet99.xml")


@variant("Et diagramark", "Diagram: arket er ikke et regneark (chartsheet)")
def _(f: Filer) -> None:
    f.legg_til("xl/chartsheets/sheet1.xml", "<chartsheet/>", f"{ML}.chartsheet+xml")
    f.pek(BOKREL, "chartsheet", "chartsheets/sheet1.xml")
    f.foran(BOK, "</sheets>", '<sheet name="Diagram" sheetId="99" r:id="rId99"/>')


@variant("Makroer", "xl/vbaProject.bin: er lagt til: makroer")
def _(f: Filer) -> None:
    f.legg_til("xl/vbaProject.bin", b"\xd0\xcf", "application/vnd.ms-office.vbaProject")
    f.pek(BOKREL, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")


@variant(
    "En lenke til en annen bok", "xl/externalLinks/externalLink1.xml: er lagt til: en lenke til en annen arbeidsbok"
)
def _(f: Filer) -> None:
    f.legg_til("xl/externalLinks/externalLink1.xml", "<externalLink/>", f"{ML}.externalLink+xml")
    f.pek(BOKREL, "externalLink", "externalLinks/externalLink1.xml")
    f.foran(BOK, "<definedNames", '<externalReferences><externalReference r:id="rId99"/></externalReferences>')


@variant("Et ark hentet fra nettet", "xl/_rels/workbook.xml.rels: peker ut av filen")
def _(f: Filer) -> None:
    f.bytt(BOKREL, 'Target="worksheets/sheet1.xml"', 'Target="https://eksempel.no/ark.xml" TargetMode="External"')


@variant("En del ingen viser til", "xl/skjult.xml: er lagt til, og ingenting i arbeidsboken viser til den")
def _(f: Filer) -> None:
    f.legg_til("xl/skjult.xml", "<x/>")


@variant("Et forhåndsbilde", "docProps/thumbnail.png: er lagt til: et forhåndsbilde")
def _(f: Filer) -> None:
    f.legg_til("docProps/thumbnail.png", b"\x89PNG", "image/png")
    f.pek(
        ROTREL,
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        "docProps/thumbnail.png",
    )


@variant("Tekstene to ganger", "xl/workbook.xml: har to deler av slaget sharedstrings")
def _(f: Filer) -> None:
    f.legg_til("xl/sharedStrings2.xml", f.deler[TEKSTER].replace(b"Skyldig", b"Til gode"), f"{ML}.sharedStrings+xml")
    f.pek(BOKREL, "sharedStrings", "sharedStrings2.xml")


bytt("Boken viser bare noe til noen programmer", "xl/workbook.xml: har innhold som bare noen programmer leser", BOK, "<sheets>",  # noqa: E501 - one variant, one line
     '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires='
     '"x15"><sheets/></mc:Choice></mc:AlternateContent><sheets>')  # fmt: skip

gruppe("Innholdstyper")
bytt("Arket sier at det er et diagram", "xl/worksheets/sheet1.xml: sier at den er noe annet", TYPER,
     r'(PartName="/xl/worksheets/sheet1.xml" ContentType=)"[^"]*"', rf'\1"{ML}.chartsheet+xml"')  # fmt: skip
bytt("Boken sier at den har makroer", "xl/workbook.xml: sier at den er noe annet", TYPER,
     r'(PartName="/xl/workbook.xml" ContentType=)"[^"]*"',
     r'\1"application/vnd.ms-excel.sheet.macroEnabled.main+xml"')  # fmt: skip
bytt("To typer for en del", "[Content_Types].xml: sier to ting om «/xl/styles.xml»", TYPER, "</Types>",
     '<Override PartName="/xl/styles.xml" ContentType="text/plain"/></Types>')  # fmt: skip

gruppe("Zip")
OVERSIKT_TIL = ("xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml")


@variant("En del to ganger", "delen «xl/worksheets/sheet1.xml» finnes to ganger")
def _(f: Filer) -> bytes:
    return f.pakk((OVERSIKT_TIL[0], f.deler[OVERSIKT].replace(b"174.8", b"30.8")))


@variant("En del to ganger, med andre bokstaver", "delen «XL/Worksheets/Sheet1.xml» finnes to ganger")
def _(f: Filer) -> bytes:
    return f.pakk((OVERSIKT_TIL[1], f.deler[OVERSIKT].replace(b"174.8", b"30.8")))


@variant("En del med bakstrek i navnet", "delen «xl\\worksheets\\sheet1.xml» har et ulovlig navn")
def _(f: Filer) -> bytes:
    return f.pakk((OVERSIKT_TIL[2], f.deler[OVERSIKT].replace(b"174.8", b"30.8")))


@variant("Noe foran første del", "har noe foran seg i filen som ikke hører til noen del")
def _(f: Filer) -> bytes:
    return b"PK\x03\x04 et annet arkiv" + f.pakk()


def _flytt(data: bytes, fra: int, antall: int) -> bytes:
    """Room for `antall` bytes before the part at `fra`, with every offset moved."""
    slutt = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, slutt + 16)[0]
    ut = bytearray(data[:fra] + b"\0" * antall + data[fra:])
    struct.pack_into("<I", ut, slutt + antall + 16, start + antall)
    pos = start + antall
    while ut[pos : pos + 4] == b"PK\x01\x02":
        navn, ekstra, merknad = struct.unpack_from("<3H", ut, pos + 28)
        sted = struct.unpack_from("<I", ut, pos + 42)[0]
        if sted >= fra:
            struct.pack_into("<I", ut, pos + 42, sted + antall)
        pos += 46 + navn + ekstra + merknad
    return bytes(ut)


@variant("Noe mellom delene", "xl/workbook.xml: har noe foran seg i filen")
def _(f: Filer) -> bytes:
    data = f.pakk()
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return _flytt(data, z.getinfo(BOK).header_offset, 500)


@variant("Noe bak delene", "zip-filen: har noe bak delene")
def _(f: Filer) -> bytes:
    data = f.pakk()
    start = struct.unpack_from("<I", data, data.rindex(b"PK\x05\x06") + 16)[0]
    return _flytt(data, start, 500)


@variant("Et annet navn foran delen enn i listen", "xl/worksheets/sheet1.xml: har to navn")
def _(f: Filer) -> bytes:
    data = f.pakk()
    return data.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheetX.xml", 1)


@variant("Et navn til i et tillegg", "xl/extra.xml: har et navn til, som noen programmer bruker")
def _(f: Filer) -> bytes:
    ut = io.BytesIO(f.pakk())
    with zipfile.ZipFile(ut, "a") as z:
        info = zipfile.ZipInfo("xl/extra.xml")
        info.extra = b"\x75\x70\x05\x00\x01\0\0\0\0"
        z.writestr(info, "<x/>")
    return ut.getvalue()


@variant("En kommentar bak filen", "zip-filen: har en kommentar bak delene")
def _(f: Filer) -> bytes:
    ut = io.BytesIO(f.pakk())
    with zipfile.ZipFile(ut, "a") as z:
        z.comment = b"PK\x05\x06"[:2] + b" et annet arkiv"
    return ut.getvalue()


gruppe("Signatur og stempel")


def _strek(f: Filer, tekster: tuple[str, str, str]) -> None:
    for rad, tekst in zip((13, 14, 15), tekster, strict=True):
        f.i_cellen(KONTROLL, f"D{rad}", r't="s"><v>\d+</v>', f't="inlineStr"><is><t>{tekst}</t></is>')


@variant("En strek over signaturens tre celler", "Kontroll!D13, D14, D15 signaturen er tatt bort")
def _(f: Filer) -> None:
    _strek(f, ("–", "–", "–"))


@variant("Signaturen byttet med «ikke signert», og Signert: Nei", "Kontroll!C8 er endret")
def _(f: Filer) -> None:
    _strek(f, ("Ingen. Kopien er ikke signert.", "–", "–"))
    f.i_cellen(KONTROLL, "C8", r't="s"><v>\d+</v>', 't="inlineStr"><is><t>Nei</t></is>')


@variant("Fingeravtrykket vist som et annet", "Kontroll!D15 vises som noe annet enn det som står i cellen")
def _(f: Filer) -> None:
    f.stil(KONTROLL, "D15", format_="General;General;General;&quot;0000 1111&quot;")


@variant("En rad til med fingeravtrykk", "Kontroll!D28 er ny blant radene med stempelet")
def _(f: Filer) -> None:
    f.foran(KONTROLL, "</sheetData>", '<row r="28"><c r="B28" t="inlineStr"><is><t>Fingeravtrykk</t></is></c>'
            '<c r="D28" t="inlineStr"><is><t>0000 1111</t></is></c></row>')  # fmt: skip


@variant("En tekst ved siden av stempelet", "Kontroll!F12 er ny blant radene med stempelet")
def _(f: Filer) -> None:
    f.sett(KONTROLL, "F12", '<c r="F12" t="inlineStr"><is><t>Godkjent</t></is></c>')


@variant("Et tegn i signaturen endret", "Signaturen er ikke gyldig")
def _(f: Filer) -> None:
    f.bytt(TEKSTER, r"<t>([A-Za-z0-9+/]{3})([A-Za-z0-9+/])([A-Za-z0-9+/]{82}==)</t>", _annet_tegn(f))


def _annet_tegn(f: Filer) -> str:
    m = re.search(rb"<t>[A-Za-z0-9+/]{3}([A-Za-z0-9+/])[A-Za-z0-9+/]{82}==</t>", f.deler[TEKSTER])
    assert m
    return rf"<t>\g<1>{'B' if m[1] == b'A' else 'A'}\g<3></t>"


@variant("Dagen endret", "Kontroll!C7 er endret")
def _(f: Filer) -> None:
    f.i_cellen(KONTROLL, "C7", r"<v>\d+<", "<v>46280<")


def som_excel(data: bytes) -> bytes:
    """The copy as Excel would have saved it: nothing a reader sees is another, hardly a byte is the same."""
    f = Filer(data)
    _tekster_som_excel(f)
    _stiler_som_excel(f)
    arkene = sorted(n for n in f.deler if n.startswith("xl/worksheets/sheet"))
    for nr, del_ in enumerate(arkene, 1):
        _ark_som_excel(f, del_, nr)
    _bok_som_excel(f)
    for nr in range(1, sum(n.startswith("xl/tables/") for n in f.deler) + 1):
        f.bytt(f"xl/tables/table{nr}.xml", "<table ", '<table xmlns:xr="http://schemas.microsoft.com/office/'
               'spreadsheetml/2014/revision" xr:uid="{1}" dataDxfId="3" headerRowDxfId="4" ')  # fmt: skip
    f.deler["docProps/app.xml"] = f.deler["docProps/app.xml"].replace(b"12.0000", b"16.0300")
    f.legg_til(
        "docProps/custom.xml",
        "<Properties xmlns='x'/>",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    f.pek(ROTREL, "custom-properties", "docProps/custom.xml", nr="rId8")
    f.legg_til(
        "docMetadata/LabelInfo.xml",
        "<clbl:labelList xmlns:clbl='x'/>",
        "application/vnd.ms-office.classificationlabels+xml",
    )
    f.pek(
        ROTREL,
        "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
        "docMetadata/LabelInfo.xml",
        nr="rId9",
    )
    f.deler = dict(sorted(f.deler.items()))
    return f.pakk()


def _tekster_som_excel(f: Filer) -> None:
    """The shared texts the other way round."""
    tekster = re.findall(r"<si>.*?</si>", f.deler[TEKSTER].decode(), re.S)
    siste = len(tekster) - 1
    f.bytt(TEKSTER, "<si>.*</si>", "".join(reversed(tekster)).replace("\\", "\\\\"))
    for del_ in [n for n in f.deler if n.startswith("xl/worksheets/sheet")]:
        f.deler[del_] = re.sub(rb't="s"><v>(\d+)<', lambda m: b't="s"><v>%d<' % (siste - int(m[1])), f.deler[del_])


def _nye_nummer(tekst: str, monster: str, ny: dict[int, int]) -> str:
    return re.sub(monster, lambda m: f'{m[1]}"{ny[int(m[2])]}"', tekst)


def _stiler_som_excel(f: Filer) -> None:
    """Styles, fonts and formats in another order, with Excel's own numbers and escapes."""
    t = f.deler[STILER].decode()
    for samling, bit, felt in (
        ("fonts", r"<font>.*?</font>", "fontId"), ("fills", r"<fill>.*?</fill>", "fillId"),
        ("cellXfs", r"<xf [^>]*?/>|<xf .*?</xf>", ""),
    ):  # fmt: skip
        m = re.search(rf"<{samling}[^>]*>(.*?)</{samling}>", t, re.S)
        assert m
        alle = re.findall(bit, m[1], re.S)
        behold = {"fonts": 1, "fills": 2, "cellXfs": 1}[samling]  # the first are the default, and stay
        ny = {n: n if n < behold else len(alle) - 1 - (n - behold) for n in range(len(alle))}
        rekke = sorted(range(len(alle)), key=ny.__getitem__)
        t = t.replace(m[1], "".join(alle[n] for n in rekke), 1)
        if felt:
            t = _nye_nummer(t, rf'({felt}=)"(\d+)"', ny)
        else:
            for del_ in [n for n in f.deler if n.startswith("xl/worksheets/sheet")]:
                ark = _nye_nummer(f.deler[del_].decode(), r'(<c [^>]*?s=)"(\d+)"', ny)
                f.deler[del_] = _nye_nummer(ark, r'(<col [^>]*?style=)"(\d+)"', ny).encode()
    innebygd = {"0.00": 2, "#,##0.00": 4, "hh:mm": 20}
    for nr, kode in re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/>', t):
        t = t.replace(f'numFmtId="{nr}" fontId', f'numFmtId="{innebygd.get(kode, int(nr) + 20)}" fontId')
        hel = f'<numFmt numFmtId="{nr}" formatCode="{kode}"/>'
        ny_kode = re.sub(r"(?<=[dmy])\.", r"\\.", kode) + (";@" if kode == "dd.mm.yyyy" else "")
        if not ny_kode.startswith("[$-"):
            ny_kode = f"[$-414]{ny_kode}"
        nytt = f'<numFmt numFmtId="{int(nr) + 20}" formatCode="{ny_kode}"/>'
        t = t.replace(hel, "" if kode in innebygd else nytt)
    navnerom = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac"'
    )
    t = t.replace("<styleSheet ", f"<styleSheet {navnerom} ")
    t = t.replace("<fonts ", '<fonts x14ac:knownFonts="1" ').replace(
        "</styleSheet>", '<extLst><ext uri="{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}"/></extLst></styleSheet>'
    )
    f.deler[STILER] = t.encode()


def _ark_som_excel(f: Filer, del_: str, nr: int) -> None:
    t = f.deler[del_].decode()
    t = t.replace("<worksheet ", '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.'
        'com/office/spreadsheetml/2014/revision" mc:Ignorable="x14ac xr" xr:uid="{00000000-0001}" ')  # fmt: skip
    t = re.sub(r' spans="[^"]*"', "", t)
    t = re.sub(r"<row ", '<row spans="1:30" x14ac:dyDescent="0.25" ', t)
    t = t.replace("<sheetFormatPr ", '<sheetFormatPr x14ac:dyDescent="0.25" ').replace(
        "<sheetPr>", '<sheetPr codeName="A1">'
    )
    # Numbers to seventeen digits, whole ones without a fraction.
    t = re.sub(r"(?<!t=\"s\">)(?<!t=\"str\">)<v>(-?\d+\.\d+)</v>", lambda m: f"<v>{float(m[1]):.17g}</v>", t)
    t = re.sub(r"<f>'(\w+)'!", r"<f>\1!", t)
    summer = re.findall(r'<c r="([A-Z])14"[^>]*><f>SUM\(', t)
    if nr == 1:
        assert summer[:2] == ["H", "I"]
        t = t.replace("<f>SUM(H10:H13)</f>", '<f t="shared" ref="H14:K14" si="0">SUM(H10:H13)</f>')
        for kol in ("I", "J", "K"):
            t = t.replace(f"<f>SUM({kol}10:{kol}13)</f>", '<f t="shared" si="0"/>')
    t = re.sub(r"&amp;8&amp;K55616B", "&amp;&quot;Calibri,Regular&quot;&amp;8&amp;K55616B", t).replace("&quot;", '"')
    t = t.replace("<pageSetup ", '<pageSetup r:id="rId7" ').replace(
        "<sheetProtection", '<sheetProtection objects="1"', 1
    )
    f.deler[del_] = t.encode()
    rel = f"xl/worksheets/_rels/sheet{nr}.xml.rels"
    f.pek(rel, "printerSettings", f"../printerSettings/printerSettings{nr}.bin", nr="rId7")
    f.legg_til(
        f"xl/printerSettings/printerSettings{nr}.bin",
        b"\0\1",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
    )


def _bok_som_excel(f: Filer) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    f.bytt(BOK, "<bookViews>", f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="x15"><x15ac:absPath '
           'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:/Users/"/></mc:Choice>'
           '</mc:AlternateContent><xr:revisionPtr xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/'
           'revision" documentId="8"/><bookViews>')  # fmt: skip
    f.foran(BOK, "</definedNames>", '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
            "Oversikt!$B$9:$V$13</definedName>")  # fmt: skip
    f.bytt(BOK, r"<definedName ([^>]*)>Oversikt!\$A\$1", r"<definedName \1>'Oversikt'!$A$1")
    f.bytt(BOKREL, r'Target="(?=worksheets/)', 'Target="/xl/', 99)
    f.legg_til("xl/calcChain.xml", '<calcChain xmlns="x"><c r="L14" i="1"/></calcChain>', f"{ML}.calcChain+xml")
    f.pek(BOKREL, "calcChain", "calcChain.xml", nr="rId77")
    f.legg_til("xl/persons/person.xml", "<personList/>", "application/vnd.ms-excel.person+xml")
    f.pek(BOKREL, "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml", nr="rId78")
    f.legg_til("customXml/item1.xml", "<x/>", "")
    f.pek(BOKREL, "customXml", "../customXml/item1.xml", nr="rId79")
    f.legg_til(
        "customXml/itemProps1.xml", "<x/>", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    )
    f.pek("customXml/_rels/item1.xml.rels", "customXmlProps", "itemProps1.xml", nr="rId1")


def linjer() -> Iterator[str]:
    """The table of docs/forfalskning.md."""
    yield "# Forfalskninger og hvor de blir navngitt"
    yield ""
    yield (
        f"Hver av de {len(VARIANTER)} måtene under endrer en signert kopi uten å røre signaturen, og «tidbank "
        "verifiser» må si det som står til høyre. Tabellen er laget av testene (`python -m tests.forfalskning`)."
    )
    sist = ""
    for v in VARIANTER:
        if v.gruppe != sist:
            yield from ("", f"## {v.gruppe}", "", "| Forfalskning | Navngitt |", "|---|---|")
            sist = v.gruppe
        yield f"| {v.navn} | {v.sagt} |"
    yield from (
        "", "## Ingen endring", "",
        "Uendret er en kopi som er lagret på nytt i LibreOffice (også etter full omregning), og en som er skrevet slik "
        "Excel skriver: tekster og stiler i en annen rekkefølge, formater under andre numre, delte formler, egne felt "
        "og navnerom, regnerekkefølge, skriveroppsett, merking av innhold, og tall skrevet på andre måter.",
    )  # fmt: skip


if __name__ == "__main__":
    DOKUMENT.write_text("\n".join(linjer()) + "\n", "utf-8")
