"""Build every kind of workbook and hold each against Microsoft's Open XML SDK, for Excel 2016 and Microsoft 365.

Those with macros are also held against our own checks and read by olevba.

python .ci/workbooks.py path/to/ooxml-validator folder
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from xl_tidbank.hosts.excel.build import checks

SOLBAKKEN = Path(__file__).parents[1] / "tests" / "data" / "solbakken"
UTGAVER = ("Office2016", "Microsoft365")
LOV = (0, 1)  # a command may find breaches


def tidbank(*argumenter: object) -> None:
    kommando = [sys.executable, "-m", "xl_tidbank", *map(str, argumenter)]
    miljo = {**os.environ, "TIDBANK_NOKKELMAPPE": str(Path(sys.argv[2]) / "nokler")}
    ut = subprocess.run(kommando, capture_output=True, text=True, env=miljo)
    if ut.returncode not in LOV:
        sys.exit(f"tidbank {' '.join(map(str, argumenter))}: exit {ut.returncode}\n{ut.stderr}")


def bygg(mappe: Path) -> list[Path]:
    mappe.mkdir(parents=True)
    bok, dag = mappe / "solbakken.xlsx", "2026-09-13"
    tidbank("demo", "--mappe", mappe / "demo")
    tidbank("ny", mappe / "tom.xlsx")
    tidbank("ny", bok, "--fra", SOLBAKKEN, "--dato", dag)
    tidbank("gjennomgang", bok, "--dato", dag, "-o", mappe / "gjennomgang.xlsx")
    tidbank("kontroller", bok, "--dato", dag, "-o", mappe / "avvik.xlsx")
    tidbank("saldo", bok, "--dato", dag, "-o", mappe / "oversikt.xlsx")
    tidbank("konto", bok, "--ansatt", "1008", "-o", mappe / "konto.xlsx")
    tidbank("timebank", bok, "--dato", dag, "-o", mappe / "timebank.xlsx")
    tidbank("fordeling", bok, "--til", dag, "-o", mappe / "fordeling.xlsx")
    tidbank("prosess", mappe / "demo" / "Tidbank.xlsx", "--dato", "2026-09-14", "-o", mappe / "prosess.xlsx")
    tidbank("avtale", bok, "--ansatt", "1008", "--dato", dag, "-o", mappe / "avtale.xlsx")
    tidbank("avtale", bok, "--kollektiv", "--dato", dag, "-o", mappe / "kollektiv.xlsx")
    tidbank("oppsigelse", bok, "--dato", dag, "-o", mappe / "oppsigelse.xlsx")
    tidbank("del", bok, "--dato", dag, "-o", mappe / "kopi.xlsx")
    tidbank("del", bok, "--dato", dag, "-o", mappe / "kopi_pseudonym.xlsx", "--pseudonym", "--signer")
    tidbank("minside", bok, "--dato", dag, "--ansatt", "1008", "-o", mappe / "minside.xlsx")
    tidbank("lonn", mappe / "demo" / "Tidbank.xlsx", "--maned", "2026-08", "-o", mappe / "lonn.xlsx")
    tidbank("avregning", bok, "--dato", dag, "-o", mappe / "avregning.xlsx")
    tidbank("bygg", "--mappe", mappe / "excel")
    return sorted([*mappe.rglob("*.xlsx"), *mappe.rglob("*.xlsm")])


def hoved() -> None:
    validator, mappe = sys.argv[1], Path(sys.argv[2])
    galt = 0
    for fil in bygg(mappe):
        if fil.suffix == ".xlsm":
            feil = checks.kontroller(fil) + checks.olevba_leser_likt(fil)
            print(f"{'FEIL' if feil else 'ok  '} {'VBA, ribbon':13s} {fil.relative_to(mappe)}", *feil, sep="\n     ")
            galt += bool(feil)
        for utgave in UTGAVER:
            ut = subprocess.run([validator, str(fil), "--officeVersion", utgave], capture_output=True, text=True)
            svar = json.loads(ut.stdout)
            print(f"{'ok  ' if svar.get('ok') else 'FEIL'} {utgave:13s} {fil.relative_to(mappe)}")
            if not svar.get("ok"):
                galt += 1
                print(json.dumps(svar, indent=1)[:2000])
    sys.exit(1 if galt else 0)


if __name__ == "__main__":
    hoved()
