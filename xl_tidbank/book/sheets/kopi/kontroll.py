"""How a copy is checked: what to do, the content stamp, and the check values that say which cells have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from ....tables.schema import KOPIARK
from ...page.plain import Blokk, Fakta, Felt, Format, Liste, Notat, Punkt, Rader, Side

VEILEDNING = "Slik kontrollerer du"
KONTROLL, KONTROLLVERDIER = KOPIARK
# Labels the verifier finds its values by; the value stands in the next cell of the row that is not empty.
STEMPEL, SLAG, GJELDER = "Innholdsstempel (SHA-256)", "Kopi", "Gjelder"
INGEN, USIGNERT = "–", "Ingen. Kopien er ikke signert."
SIGNERT = "Signert"  # Ja or Nei, and stamped: the rows of the signature are not
KORT = "Kort stempel, nederst på hver side"
SIGNATUR, NOKKEL, FINGERAVTRYKK = "Signatur (Ed25519)", "Offentlig nøkkel", "Fingeravtrykk"


class Kopislag(Enum):
    """What kind of copy it is; the value is what Kontroll says."""

    TILLITSVALGT = "Til tillitsvalgt"
    MINSIDE = "Den ansattes egen side"
    OFFENTLIG = "Offentlig miljørapport"


def hode(slag: Kopislag, dag: date, offentlig: str = "") -> str:
    """What the stamp covers beside the sheets: the kind of copy, the day it speaks for, the key it is signed with."""
    return f"tidbank-kopi/2 {slag.name} {dag.isoformat()} {offentlig or INGEN}"


STEMPELRADER = frozenset((KORT, STEMPEL, SIGNATUR, NOKKEL, FINGERAVTRYKK))  # made from the stamp, not stamped


def kort_stempel(stempel: str) -> str:
    """The beginning of the stamp, as it stands at the bottom of each page."""
    return " ".join(stempel[n : n + 4] for n in range(0, 16, 4))


_TALLENE = (
    "Tallene: se arket Etterregning. Hvert tall der er en formel over radene i Avtaler og Posteringer, og kolonnen "
    "Etterregnet i Oversikt sier om de to kommer til det samme.",
    "Klikk på et tall for å se formelen. Endrer du en rad, endrer tallet seg. Ingen makroer, ingen lenker ut.",
)
_EGNE_TALL = ("Tallene: arket Konto har en rad for hver postering, og saldoen er en formel over radene.", "")
_SJEKK = (
    (
        "Stempelet: nederst på hver utskrift står de første 16 tegnene av innholdsstempelet på arket Kontroll. Er de "
        "like på to kopier, er innholdet likt.",
        "Be den som ga deg kopien, lese stempelet sitt for deg. Da vet du at dere ser på det samme.",
    ),
    (
        "Filen: «tidbank verifiser FIL» sier om kopien er som da den ble laget, eller hvilke celler som er endret. Den "
        "tåler at filen er lagret på nytt i Excel eller LibreOffice.",
        "Stempelet dekker ark, celle, verdi, formel og tallformat. Skjulte rader, tekst som ikke kan leses, "
        "kommentarer, bilder og alt annet som er lagt til, blir også funnet. Farger som ikke skjuler noe, er fri.",
    ),
    (
        "Banken: «tidbank verifiser FIL --mot BANK» sier også hvilke tall som er endret i banken siden.",
        "Det er arbeidsgiver som har banken.",
    ),
    (
        "Avsenderen: står det et fingeravtrykk på arket Kontroll, er kopien signert. Har arbeidsgiver gitt deg "
        "fingeravtrykket på annen måte, sier «tidbank verifiser FIL --forvent FINGERAVTRYKK» om det er den nøkkelen.",
        "Uten signatur, eller uten å kjenne fingeravtrykket, kan du ikke vite hvem som har laget kopien. Da kan den "
        "som endrer den, også lage et nytt stempel. Ta vare på din egen kopi.",
    ),
)
_HAR = (
    "Timene til hver ansatt: hva som skal arbeides inn, er arbeidet, godskrevet, avtalt og skyldig, hver bekreftede "
    "vakt, funn om avtalen, og valgene tallene bygger på. Grunnlaget er aml. § 10-7 og Delta § 10.",
)
_HAR_IKKE = (
    "Hvorfor og når noen har vært borte. Godskrevne timer står bare som summer; arket Oversikt sier hvor "
    "nøyaktige de er.",
    "Vakter som er avtalt, men ikke bekreftet, har ikke dag her, med mindre timene er eksakte. Lønn, oppsigelser, "
    "turnus, timebank, avlyste vakter, fritekst og hvem som godkjente en vakt, er ikke med.",
    "En sum kan likevel antyde omtrent hvor lenge noen var borte, men ikke hvorfor, og en tid uten vakter kan ha mange "
    "grunner. Ikke gjett, spør.",
)
_PSEUDONYMER = "Navnene er byttet med pseudonymer. Den som kjenner enheten, kan likevel kjenne igjen vakter."
_MIN_SIDE = (
    "Alt banken har om deg: avtaler, vakter, turnus, fravær, gjennomganger, timebank, kontoen din og funn som gjelder "
    "deg. Ingenting om andre, bortsett fra navnet på den som har godkjent en vakt du selv har valgt.",
    "Filen har opplysninger om fraværet ditt. Vær forsiktig med hvem du gir den til.",
)


def veiledning_side(slag: Kopislag, *, virksomhet: str, dag: date, pseudonymer: bool = False) -> Side:
    """What anybody can do to check the copy, and what it does and does not hold."""
    egen = slag is Kopislag.MINSIDE
    if slag is Kopislag.OFFENTLIG:
        return _offentlig_veiledning(virksomhet, dag)
    sjekk = tuple(Punkt("", *par) for par in (_EGNE_TALL if egen else _TALLENE, *_SJEKK))
    blokker: list[Blokk] = [Liste("Slik kontrollerer du kopien", sjekk)]
    if egen:
        blokker.append(Notat(_MIN_SIDE, "Hva filen har"))
    else:
        ikke = (*_HAR_IKKE, _PSEUDONYMER) if pseudonymer else _HAR_IKKE
        blokker += [Notat(_HAR, "Hva kopien har"), Notat(ikke, "Hva kopien ikke har")]
    return Side(
        VEILEDNING, VEILEDNING, tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Regn tallene på nytt, og se at ingenting er endret",
    )  # fmt: skip


def _offentlig_veiledning(virksomhet: str, dag: date) -> Side:
    sjekk = tuple(Punkt("", *par) for par in _SJEKK[:2])
    return Side(
        VEILEDNING, VEILEDNING,
        (
            Liste("Slik kontrollerer du rapporten", sjekk),
            Notat(("Tema, klimaregnskap, mål og tiltak for virksomheten som helhet.",), "Hva rapporten har"),
            Notat(("Personer, enheter med få ansatte, timer, fravær og det den enkelte reiser.",), "Hva den ikke har"),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel="Se at ingenting er endret",
    )  # fmt: skip


def kontroll_side(
    slag: Kopislag, stempel: str, signatur: tuple[str, str, str] | None, celler: Mapping[str, int], *,
    virksomhet: str, dag: date,
) -> Side:  # fmt: skip
    """signatur: signature, public key and fingerprint. celler: how many cells of each sheet the stamp covers."""
    om = (
        (SLAG, slag.value, Format.TEKST, ""), (GJELDER, dag, Format.DATO, ""),
        (SIGNERT, "Ja" if signatur else "Nei", Format.TEKST, ""),
    )  # fmt: skip
    linjer = [(KORT, kort_stempel(stempel)), (STEMPEL, stempel)]
    navn = (SIGNATUR, NOKKEL, FINGERAVTRYKK)
    # As many rows either way: the rest of the page stands where it stood when it was stamped.
    linjer += zip(navn, signatur or (USIGNERT, INGEN, INGEN), strict=True)
    felt = (Felt("Ark", Format.TEKST, 24), Felt("Celler i stempelet (antall)", Format.ANTALL, 12))
    rader = tuple(celler.items())
    return Side(
        KONTROLL, "Kontroll av kopien",
        (
            Fakta("Kopien", om),
            Fakta("Stempel", tuple((navn, verdi, Format.TEKST, "") for navn, verdi in linjer)),
            Rader("Hva stempelet dekker", felt, rader),
            Notat(("Kontroller kopien med «tidbank verifiser FIL». Se arket Slik kontrollerer du.",), liten=True),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel="Innholdsstempelet dekker det som leses på arkene",
    )  # fmt: skip


def kontrollverdier_side(verdier: Sequence[tuple[str, str]], *, virksomhet: str) -> Side:
    """verdier: sheet and a text of check values."""
    return Side(
        KONTROLLVERDIER, KONTROLLVERDIER,
        (
            Notat(
                (
                    "To tegn for hver celle, regnet av innholdet, og målene på rader og kolonner. «tidbank "
                    "verifiser» bruker dem til å si hva som er endret. De er ikke til å skrive ut.",
                ),
            ),
            Rader("", (Felt("Ark", Format.TEKST, 22), Felt("Kontrollverdier", Format.TEKST, 120)), tuple(verdier)),
        ),
        virksomhet=virksomhet, undertittel="For programmet som kontrollerer kopien", liggende=True,
    )  # fmt: skip
