// The worker: starts Python from what the page holds, and runs one thing at a time. Above this text stand Pyodide's two
// modules as plain text. There is no network here: fetch answers from memory, and from nothing else.
const meld = (slag, mer) => postMessage({ slag, ...mer });
const INGENSTEDS = "https://tidbank.invalid/";
const TYPER = { wasm: "application/wasm", zip: "application/zip" };
let py, bro, filer;

async function pakketUt(tekst) {
  const inn = Uint8Array.fromBase64 ? Uint8Array.fromBase64(tekst) : Uint8Array.from(atob(tekst), (t) => t.charCodeAt(0));
  return new Uint8Array(await new Response(new Blob([inn]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

function delt(arkiv) {
  const n = new DataView(arkiv.buffer).getUint32(0, true);
  const ut = {};
  let her = 4 + n;
  for (const [navn, lengde] of JSON.parse(new TextDecoder().decode(arkiv.subarray(4, her)))) {
    ut[navn] = arkiv.subarray(her, (her += lengde));
  }
  return ut;
}

const gjor = {
  async start({ data }) {
    const t = performance.now();
    const steg = (hva) => meld("steg", { hva, ms: Math.round(performance.now() - t) });
    filer = delt(await pakketUt(data));
    steg("Pakker ut");
    globalThis.fetch = async (hva) => {
      const navn = String(hva).replace(INGENSTEDS, "");
      if (!Object.hasOwn(filer, navn)) throw new TypeError("Ingen nettilgang: " + hva);
      return new Response(filer[navn], { headers: { "Content-Type": TYPER[navn.split(".").pop()] } });
    };
    py = await loadPyodide({
      indexURL: INGENSTEDS, createPyodideModule: _createPyodideModule, stdLibURL: INGENSTEDS + "python_stdlib.zip",
      lockFileContents: JSON.parse(new TextDecoder().decode(filer["lock.json"])), packageBaseUrl: INGENSTEDS,
      env: { TZ: "Europe/Oslo", PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" },
    });
    steg("Starter Python");
    py.FS.writeFile("/pakker.xz", filer["pakker.xz"]);
    py.runPython(`
import importlib, io, lzma, os, site, zipfile
with lzma.open("/pakker.xz") as f:
    zipfile.ZipFile(io.BytesIO(f.read())).extractall(site.getsitepackages()[0])
os.unlink("/pakker.xz")
importlib.invalidate_caches()
`);
    for (const navn of ["pakker.xz", "python_stdlib.zip", "pyodide.asm.wasm"]) delete filer[navn];
    steg("Legger ut programmet");
    bro = py.pyimport("xl_tidbank.hosts.nettleser.bro");
    meld("klar", { versjon: bro.versjon(), kommandoer: JSON.parse(bro.kommandoene()), ms: Math.round(performance.now() - t) });
  },
  async legg({ navn, bytes }) {
    const sti = bro.legg(navn, bytes);
    return { sti, art: bro.slag(sti) };
  },
  async kjor({ argv, bredde, kopi }) {
    if (kopi) await sjekketSignatur(kopi);
    const svar = JSON.parse(bro.kjor(argv, bredde));
    const hentet = svar.filer.map((navn) => {
      const b = bro.hent(navn);
      const bytes = b.toJs();
      b.destroy();
      return { navn, bytes };
    });
    return { ...svar, filer: hentet };
  },
  async lisenser() {
    return { tekst: new TextDecoder().decode(filer["lisenser.txt"]) };
  },
};

// Python here has no library for signatures; the browser has.
async function sjekketSignatur(sti) {
  const s = JSON.parse(bro.signatur(sti));
  if (s) bro.signaturen_er(sti, await gyldig(s));
}
async function gyldig({ signatur, offentlig, melding }) {
  const fra64 = (tekst) => Uint8Array.from(atob(tekst), (t) => t.charCodeAt(0));
  try {
    const nokkel = await crypto.subtle.importKey("raw", fra64(offentlig), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, nokkel, fra64(signatur), new TextEncoder().encode(melding));
  } catch (e) {
    if (e.name === "NotSupportedError") throw new Error("Nettleseren kan ikke kontrollere signaturer. Bruk en nyere utgave.");
    return false;
  }
}

let ko = Promise.resolve();
onmessage = ({ data: m }) => {
  ko = ko
    .then(() => gjor[m.gjor](m))
    .then((svar) => m.nr && meld("svar", { nr: m.nr, ...svar }))
    .catch((e) => meld("krasj", { nr: m.nr, feil: String(e.message || e).trim().split("\n").pop().slice(0, 400) }));
};
