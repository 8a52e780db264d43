// Bytecode for the very Python that will run it: node kompiler.mjs PARTS PACKAGES.zip OUT.zip
// Names in OUT.zip: std/..., pakker/... ; in "grunn", a line for each file of the standard library that Python has opened
// when it can unpack the rest. The same sources give the same bytes.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [, , deler, pakker, ut] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.join(deler, "pyodide.mjs")));
const py = await loadPyodide({ indexURL: deler + path.sep });
py.FS.writeFile("/std.zip", new Uint8Array(fs.readFileSync(path.join(deler, "python_stdlib.zip"))));
py.FS.writeFile("/pakker.zip", new Uint8Array(fs.readFileSync(pakker)));
py.runPython(`
import encodings.cp437, importlib, io, lzma, os, site, sys, zipfile  # cp437: names in a zip
opp = "/lib/python314.zip/"
grunn = sorted(f.removeprefix(opp) for m in list(sys.modules.values()) if (f := getattr(m, "__file__", None) or "").startswith(opp))
import importlib.util, marshal
with zipfile.ZipFile("/ut.zip", "w", zipfile.ZIP_STORED) as ut:
    for rot, hvor in (("std", "/lib/python314.zip/"), ("pakker", "/lib/python3.14/site-packages/")):
        with zipfile.ZipFile(f"/{rot}.zip") as inn:
            for navn in sorted(inn.namelist()):
                if navn.endswith(".py"):
                    kilde = inn.read(navn)
                    try:
                        kode = compile(kilde, hvor + navn, "exec", dont_inherit=True, optimize=0)
                    except SyntaxError:  # a test file of another Python
                        continue
                    hode = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(b"")
                    ut.writestr(zipfile.ZipInfo(f"{rot}/{navn}c", (2026, 1, 1, 0, 0, 0)), hode + marshal.dumps(kode))
    ut.writestr(zipfile.ZipInfo("grunn", (2026, 1, 1, 0, 0, 0)), "\\n".join(grunn))
`);
fs.writeFileSync(ut, py.FS.readFile("/ut.zip"));
