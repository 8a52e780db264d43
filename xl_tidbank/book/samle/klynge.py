"""The files of a folder on a Dask cluster: the same function, in batches, the bytes sent where a worker does not see
the folder. The one place that knows Dask; it is there with the extra `klynge`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank.core.errors import TidbankFeil

from ..open import safety
from .en import Filsvar, Oppgave, Utfall, les_flere
from .her import STOPPET, Si, bunker

VERSJON: str = sys.modules[__name__.partition(".")[0]].__version__

BUNKE = 8  # files a worker is handed at once
I_GANG = 2  # batches a worker has waiting: what is sent lies in memory until it is done
VENT = "20s"
MANGLER = 'Dask er ikke lagt inn. Skriv: python -m pip install "xl_tidbank[klynge]".'


def les(oppgaver: Sequence[Oppgave], dag: date, adresse: str, si: Si = lambda n, av: None) -> list[Filsvar]:
    """In the order of the files. Raises TidbankFeil where the cluster does not answer, or has another version of us."""
    try:
        from distributed import Client
    except ImportError as e:
        raise TidbankFeil(MANGLER) from e
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence
    try:
        klient = Client(adresse, timeout=VENT, set_as_default=False)
    except (OSError, ValueError) as e:  # a time-out is an OSError
        tekst = f"Klyngen {adresse} svarer ikke. Kontroller adressen, og at dask scheduler kjører der."
        raise TidbankFeil(tekst) from e
    with klient:
        return _les(klient, oppgaver, dag, si)


def _les(klient: Any, oppgaver: Sequence[Oppgave], dag: date, si: Si) -> list[Filsvar]:
    from distributed import as_completed

    arbeidere = klient.ncores()
    if not arbeidere:
        raise TidbankFeil("Klyngen har ingen arbeidere. Start dask worker på maskinene som skal regne.")
    delt = _ser(klient, oppgaver[0])
    svar: dict[str, Filsvar] = {}
    igjen = _klare(oppgaver, delt, svar)
    gang = as_completed(loop=klient.loop)
    bunke_til: dict[str, tuple[Oppgave, ...]] = {}

    def send(antall: int) -> None:
        for bunke in (b for _, b in zip(range(antall), igjen, strict=False)):
            jobb = klient.submit(les_flere, bunke, dag, pure=False, retries=1)
            bunke_til[jobb.key] = tuple(o._replace(data=None) for o in bunke)
            gang.add(jobb)

    send(I_GANG * len(arbeidere))
    for jobb in gang:
        if jobb.status == "finished":
            svar |= {s.fil: s for s in jobb.result()}
        else:  # the worker died of it, more than once
            svar |= {o.fil: Filsvar(o.fil, Utfall.FEIL, grunn=STOPPET) for o in bunke_til[jobb.key]}
        jobb.release()
        si(len(svar), len(oppgaver))
        send(1)
    return [svar[o.fil] for o in oppgaver]


def _ser(klient: Any, oppgave: Oppgave) -> bool:
    """Whether every worker sees the first file as we do. Raises TidbankFeil where one of them is of another version."""
    st = Path(oppgave.sti).stat()
    try:
        alle = klient.run(arbeider_ser, oppgave.sti, st.st_size, st.st_mtime_ns)
    except ImportError as e:
        tekst = f"En arbeider i klyngen har ikke xl_tidbank. Legg versjon {VERSJON} inn på alle maskinene."
        raise TidbankFeil(tekst) from e
    andre = sorted({v for v, _ in alle.values()} - {VERSJON})
    if andre:
        raise TidbankFeil(f"Arbeiderne i klyngen har xl_tidbank {', '.join(andre)}, denne maskinen har {VERSJON}.")
    return all(ser for _, ser in alle.values())


def arbeider_ser(sti: str, storrelse: int, endret: int) -> tuple[str, bool]:
    """Asked of each worker: its version of us, and whether a file is there as the client has it."""
    try:
        st = Path(sti).stat()
    except OSError:
        return VERSJON, False
    return VERSJON, (st.st_size, st.st_mtime_ns) == (storrelse, endret)


def _klare(oppgaver: Sequence[Oppgave], delt: bool, svar: dict[str, Filsvar]) -> Iterator[tuple[Oppgave, ...]]:
    """Batches to send, read only when they are about to be; what cannot be read here is answered here."""
    for bunke in bunker(oppgaver, BUNKE):
        klar = []
        for o in bunke:
            try:
                klar.append(o if delt else o._replace(data=_bytes(o)))
            except TidbankFeil as e:
                svar[o.fil] = Filsvar(o.fil, Utfall.FEIL, grunn=e.feil[0].tekst)
        if klar:
            yield tuple(klar)


def _bytes(o: Oppgave) -> bytes:
    return safety.les_bytes(Path(o.sti), safety.MAKS_FIL, "Fjern bilder og gamle ark.", "Oppgi en arbeidsbok (.xlsx).")
