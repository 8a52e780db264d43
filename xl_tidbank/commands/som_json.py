"""Records as the JSON of the command line holds them. The keys are public: a field with a new name is a new name here
only, never a new key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..book.copy.verify import Flyttet
    from ..core.fordeling import Fordeling, Merarbeid
    from ..core.funn import Funn
    from ..core.lonn.linjer import Lonnsmaaned
    from ..core.views import Avregning, Kandidat, Kontolinje, Saldo, Timebanksaldo


def saldo(s: Saldo) -> dict[str, Any]:
    return {
        "ansattnr": s.ansattnr, "navn": s.navn, "ukestimer_tidbank": s.ukestimer_tidbank,
        "periodeskyld": s.periodeskyld, "paalopt": s.paalopt, "arbeidet": s.arbeidet, "ubekreftet": s.ubekreftet,
        "kreditert": s.kreditert, "skyldig": s.skyldig, "avtalt": s.avtalt,
        "skyldig_etter_avtalt": s.skyldig_etter_avtalt, "etterslep": s.etterslep, "trengs_per_uke": s.trengs_per_uke,
        "trengs_per_uke_etter_avtalt": s.trengs_per_uke_etter_avtalt, "ventet": s.ventet,
        "skyldig_ved_slutt": s.skyldig_ved_slutt, "neste_gjennomgang": s.neste_gjennomgang,
        "sluttvarsel": s.sluttvarsel, "status": s.status,
    }  # fmt: skip


def kontolinje(x: Kontolinje) -> dict[str, Any]:
    return {
        "dato": x.dato, "art": x.art, "timer": x.timer, "saldo": x.saldo, "hjemmel": x.hjemmel, "kilde": x.kilde,
    }  # fmt: skip


def funn(f: Funn) -> dict[str, Any]:
    return {
        "regel": f.regel, "alvor": f.alvor, "ansattnr": f.ansattnr, "ark": f.ark, "celle": f.celle,
        "hjemmel": f.hjemmel, "fakta": f.faktafelt, "tekst": f.tekst, "tiltak": f.tiltak,
    }  # fmt: skip


def avregning(a: Avregning) -> dict[str, Any]:
    return {
        "ansattnr": a.ansattnr, "navn": a.navn, "periodestart": a.periodestart, "periodeslutt": a.periodeslutt,
        "skyldig": a.skyldig, "bortfall": a.bortfall, "overskudd": a.overskudd, "overskudd_kr": a.overskudd_kr,
        "trekk_timer": a.trekk_timer, "trekk_kr": a.trekk_kr, "begrunnelse": a.begrunnelse, "siste": a.siste,
        "periodeskyld": a.periodeskyld, "paalopt": a.paalopt, "arbeidet": a.arbeidet, "kreditert": a.kreditert,
        "timelonn": a.timelonn, "sagt_opp": a.sagt_opp, "sagt_opp_av": a.sagt_opp_av, "trekkavtale": a.trekkavtale,
        "trekk_mest_timer": a.trekk_mest_timer, "trekk_mest_kr": a.trekk_mest_kr, "trekk_grense": a.trekk_grense,
        "siste_dag": a.siste_dag, "oppsigelse_metode": a.oppsigelse_metode,
        "lesninger": [
            {
                "metode": x.metode, "siste_dag": x.siste_dag, "bortfall": x.bortfall, "overskudd": x.overskudd,
                "trekk_timer": x.trekk_timer, "trekk_kr": x.trekk_kr,
            }
            for x in a.lesninger
        ],
    }  # fmt: skip


def timebank(s: Timebanksaldo) -> dict[str, Any]:
    return {
        "ansattnr": s.ansattnr, "navn": s.navn, "innskudd": s.innskudd, "uttak": s.uttak, "reservert": s.reservert,
        "saldo": s.saldo,
    }  # fmt: skip


def fordeling(f: Fordeling) -> dict[str, Any]:
    return {
        "ansattnr": f.ansattnr, "navn": f.navn, "enhet": f.enhet, "stilling": f.stilling, "fra": f.fra, "til": f.til,
        **{
            m.felt: {
                "egen": m.egen, "andre": m.andre, "antall": m.antall, "grunnlag": m.grunnlag, "klart_mer": m.klart_mer,
            }
            for m in f.maal
        },
    }  # fmt: skip


def merarbeid(m: Merarbeid) -> dict[str, Any]:
    return {
        "ansattnr": m.ansattnr, "navn": m.navn, "enhet": m.enhet, "fra": m.fra, "til": m.til, "stilling": m.stilling,
        "timer": m.timer, "maaneder": m.maaneder, "av": m.av, "tilsvarer": m.tilsvarer, "jevnlig": m.jevnlig,
        "faktisk": m.faktisk,
    }  # fmt: skip


def kandidat(k: Kandidat) -> dict[str, Any]:
    return {
        "plass": k.plass, "gruppe": k.gruppe, "ansattnr": k.ansattnr, "navn": k.navn, "uker_bak": k.uker_bak,
        "helg_og_rode": k.helg_og_rode, "grunn": k.grunn, "forbehold": k.forbehold,
    }  # fmt: skip


def lonn(m: Lonnsmaaned) -> dict[str, Any]:
    """The month of one employee. Lines that rest on sickness say so: they are for payroll, never for a rep."""
    return {
        "ansattnr": m.ansatt.ansattnr, "navn": m.ansatt.navn, "maned": f"{m.maaned:%Y-%m}", "sum": m.sum,
        "fast_prosent": m.fast_pst, "tidbank_prosent": m.tidbank_pst, "arslonn": m.arslonn, "timelonn": m.timelonn,
        "fast_tillegg": m.fast_tillegg,
        "turnus": m.turnus and {"uker": m.turnus.uker, "spenn": m.turnus.spenn, "periodens_uker": m.turnus.av},
        "etterbetaling_metode": m.metode, "mulig_utdatert": list(m.utdatert),
        "linjer": [
            {
                "lonnsart": x.lonnsart, "navn": x.navn, "antall": x.antall, "enhet": x.enhet, "sats": x.sats,
                "belop": x.belop, "pensjonsgivende": x.pensjon, "hjemmel": x.hjemmel, "forklaring": x.forklaring,
                "mulig_utdatert": x.utdatert, "helse": x.helse,
            }
            for x in m.linjer
        ],
        "ubekvem": [
            {"maned": f"{u.maaned:%Y-%m}", "grunnlag": u.grunnlag, "faktisk": u.faktisk, "etterbetalt": u.etterbetalt}
            for u in m.ubekvem
        ],
        "sykelonn": [
            {
                "overgang": s.overgang, "snitt": s.tall.snitt, "fast": s.tall.fast, "flagg": s.tall.flagg,
                "grunnlag": s.grunnlag, "brukt": s.brukt, "valgt_av": s.valgt_av, "valgt": s.valgt,
            }
            for s in m.syk
        ],
    }  # fmt: skip


def flyttet(f: Flyttet) -> dict[str, Any]:
    return {"ansattnr": f.ansattnr, "nokkel": f.nokkel, "kopi": f.kopi, "bank": f.bank}
