// Drives Tidbank.html in a browser and writes what it met as JSON: node kjor.mjs JOB.json
// JOB: {nettleser: "chrome" | "firefox", program, side, ut, filer: [paths], stor: path, argv: [[...]], udf, moduler}
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const krev = createRequire(path.join(job.moduler, "x.js"));
const puppeteer = krev("puppeteer-core");
const sha = (d) => crypto.createHash("sha256").update(d).digest("hex");
const R = { filer: [], argv: [], konsoll: [], treff: [] };

// What got out, from anything: a server on this machine that counts.
const lytter = http.createServer((q, s) => { R.treff.push(`${q.method} ${q.url}`); s.setHeader("Access-Control-Allow-Origin", "*"); s.end("1"); });
lytter.on("upgrade", (q, s) => { R.treff.push(`UPGRADE ${q.url}`); s.destroy(); });
await new Promise((ja) => lytter.listen(0, "127.0.0.1", ja));
const port = lytter.address().port;

const krom = job.nettleser === "chrome";
const leser = await puppeteer.launch({
  browser: job.nettleser, executablePath: job.program, headless: true, protocolTimeout: 600000,
  args: krom ? ["--no-sandbox", "--disable-gpu"] : [],
});
R.nettleser = await leser.version();

async function ny(bredde, hoyde) {
  const s = await leser.newPage();
  s.on("console", (m) => R.konsoll.push(m.text().slice(0, 250)));
  s.on("pageerror", (e) => R.konsoll.push("pageerror: " + String(e).slice(0, 250)));
  await s.setViewport({ width: bredde, height: hoyde });
  const fra = Date.now();
  await s.goto("file://" + job.side);
  await s.waitForFunction(() => tidbank.klar || tidbank.feil, { timeout: 120000 });
  (R.klar_ms ??= []).push(Date.now() - fra);
  R.start = await s.evaluate(() => ({ steg: tidbank.steg, feil: tidbank.feil || null, om: document.getElementById("om").textContent }));
  return s;
}
const bilde = (s, navn, hel) => s.screenshot({ path: path.join(job.ut, `${job.nettleser}-${navn}.png`), fullPage: Boolean(hel) });
async function aapne(s, fil) {
  const n = await s.evaluate(() => tidbank.svar), fra = Date.now();
  await (await s.$("#fil")).uploadFile(fil);
  await s.waitForFunction((n) => tidbank.svar > n || tidbank.feil, { timeout: 600000 }, n);
  const sett = await s.evaluate(() => ({
    saldo: tidbank.saldo || null, funn: tidbank.funn || null, kopi: tidbank.kopi || null,
    feil: document.getElementById("feil").hidden ? null : document.getElementById("feil").innerText,
    tittel: document.getElementById("kopi").hidden ? null : document.getElementById("kopi").innerText,
    tall: document.getElementById("bank").hidden ? null : document.getElementById("tall").innerText,
    bredde: [document.documentElement.scrollWidth, innerWidth],
  }));
  await s.evaluate(() => { tidbank.saldo = tidbank.funn = tidbank.kopi = null; });
  return { navn: path.basename(fil), ms: Date.now() - fra, ...sett };
}

// Another day, as somebody writes it
async function paa_dag(s, dag) {
  const n = await s.evaluate(() => tidbank.svar);
  await s.$eval("#dag", (e) => { e.value = ""; });
  await s.type("#dag", dag);
  await s.keyboard.press("Enter");
  await s.waitForFunction((n) => tidbank.svar > n, { timeout: 600000 }, n);
  return s.evaluate(() => tidbank.saldo);
}

try {
  const s = await ny(1366, 768);
  await bilde(s, "start");
  // The bank, and every tab of it
  R.bank = await aapne(s, job.filer[0]);
  await bilde(s, "bank");
  for (let n = 1; n < 6; n++) {
    await s.click(`#fane${n}`);
    await new Promise((a) => setTimeout(a, n === 2 ? 2500 : 200));
    await bilde(s, `fane${n}`);
  }
  await s.waitForFunction(() => tidbank.konto, { timeout: 60000 });
  R.konto = await s.evaluate(() => tidbank.konto);
  // Arrows move between the tabs, and the chosen one is in focus
  await s.focus("#fane5");
  await s.keyboard.press("ArrowRight");
  R.tastatur = await s.evaluate(() => [document.activeElement.id, document.activeElement.getAttribute("aria-selected")]);
  // Every command, as the page itself runs them
  await s.evaluate(async (navn, b64) => spor({ gjor: "legg", navn, bytes: Uint8Array.from(atob(b64), (t) => t.charCodeAt(0)) }), path.basename(job.turnus), fs.readFileSync(job.turnus).toString("base64"));
  for (const argv of job.argv) {
    R.argv.push(await s.evaluate(async (argv) => {
      const svar = await kjor(argv, { bredde: 100 });
      const hex = async (b) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", b))].map((x) => x.toString(16).padStart(2, "0")).join("");
      const filer = [];
      for (const f of svar.filer) filer.push([f.navn, f.bytes.length, await hex(f.bytes)]);
      return { kode: svar.kode, ut: svar.ut, feil: svar.feil, filer };
    }, argv));
  }
  R.annen_dag = await paa_dag(s, "01.06.2026");
  if (krom) {
    await s.evaluate(fs.readFileSync(krev.resolve("axe-core/axe.min.js"), "utf8"));
    R.axe = (await s.evaluate(() => axe.run())).violations.map((v) => [v.id, v.impact, v.nodes.map((x) => x.html.slice(0, 120)).slice(0, 3)]);
    const [arbeider] = s.workers();
    R.udf = await arbeider.evaluate((kode) => String(py.runPython(kode)), job.udf);
    // Ways out, tried on purpose: from the worker, from Python in it, and from the page
    R.ut = {
      arbeider: await arbeider.evaluate(async (port) => {
        const U = `http://127.0.0.1:${port}/`, ut = {};
        const rundt = (navn, f) => Promise.race([Promise.resolve().then(f), new Promise((_, nei) => setTimeout(() => nei(new Error("stille")), 1500))]).then(() => { ut[navn] = "UTE"; }, (e) => { ut[navn] = `stengt: ${e.name || e.type}`; });
        await rundt("fetch", () => fetch(U + "w-fetch"));
        await rundt("ekte fetch", () => Object.getPrototypeOf(self).constructor.prototype.fetch?.call(self, U + "w-fetch2") ?? Promise.reject(new Error("borte")));
        await rundt("xhr", () => new Promise((ja, nei) => { const x = new XMLHttpRequest(); x.onload = ja; x.onerror = nei; x.open("GET", U + "w-xhr"); x.send(); }));
        await rundt("websocket", () => new Promise((ja, nei) => { const w = new WebSocket(`ws://127.0.0.1:${port}/w-ws`); w.onopen = ja; w.onerror = nei; }));
        await rundt("eventsource", () => new Promise((ja, nei) => { const w = new EventSource(U + "w-es"); w.onopen = ja; w.onerror = nei; }));
        await rundt("import", () => import(U + "w-imp.js"));
        await rundt("importScripts", () => importScripts(U + "w-imps.js"));
        await rundt("worker", () => new Promise((ja, nei) => { const w = new Worker(U + "w-w.js"); w.onmessage = ja; w.onerror = nei; }));
        return ut;
      }, port),
      python: await arbeider.evaluate(async (port) => {
        const ut = {};
        for (const [navn, kode] of Object.entries({
          urllib: `import urllib.request\nurllib.request.urlopen('http://127.0.0.1:${port}/p-url').read()`,
          socket: `import socket\ns = socket.create_connection(('127.0.0.1', ${port}), 2)\ns.send(b'GET /p-sock HTTP/1.0\\r\\n\\r\\n')`,
          js: `from js import XMLHttpRequest\nx = XMLHttpRequest.new()\nx.open('GET', 'http://127.0.0.1:${port}/p-xhr', False)\nx.send()`,
          pyfetch: `from pyodide.http import pyfetch\nawait pyfetch('http://127.0.0.1:${port}/p-fetch')`,
        })) {
          try { await py.runPythonAsync(kode); ut[navn] = "UTE"; } catch (e) { ut[navn] = "stengt: " + String(e.message).trim().split("\n").pop().slice(0, 80); }
        }
        return ut;
      }, port),
    };
  }
  (R.ut ??= {}).side = await s.evaluate(async (port) => {
    const U = `http://127.0.0.1:${port}/`, ut = {};
    const rundt = (navn, f) => Promise.race([Promise.resolve().then(f), new Promise((_, nei) => setTimeout(() => nei(new Error("stille")), 1500))]).then((x) => { ut[navn] = `ingen feil: ${x}`; }, (e) => { ut[navn] = `stengt: ${e.name || e.type}`; });
    const element = (navn, felt) => new Promise((ja, nei) => { const e = document.createElement(navn); e.onload = () => ja("lastet"); e.onerror = nei; Object.assign(e, felt); document.head.append(e); });
    await rundt("fetch", () => fetch(U + "s-fetch"));
    await rundt("beacon", () => navigator.sendBeacon(U + "s-beacon", "x"));
    await rundt("bilde", () => new Promise((ja, nei) => { const i = new Image(); i.onload = ja; i.onerror = nei; i.src = U + "s-img"; }));
    await rundt("skript", () => element("script", { src: U + "s-script" }));
    await rundt("stil", () => element("link", { rel: "stylesheet", href: U + "s-css" }));
    await rundt("prefetch", () => element("link", { rel: "prefetch", href: U + "s-prefetch" }));
    await rundt("ramme", () => { const i = document.createElement("iframe"); i.src = U + "s-frame"; document.body.append(i); });
    await rundt("skjema", () => { const f = document.createElement("form"); f.action = U + "s-form"; f.target = "_blank"; document.body.append(f); f.submit(); });
    await rundt("innebygd", () => { const d = document.createElement("div"); d.setAttribute("onclick", "window.gikk = 1"); document.body.append(d); d.click(); if (!window.gikk) throw new Error("nektet"); });
    await new Promise((a) => setTimeout(a, 1000));
    return ut;
  }, port);
  R.treff_foer = R.treff.length;
  await s.close();
  // A bank as large as they come: until it is answered, and on another day
  const stor = await ny(1366, 768);
  R.stor = await aapne(stor, job.stor);
  const fra = Date.now();
  R.stor.paa_dag = await paa_dag(stor, job.stor_dag);
  R.stor.dag_ms = Date.now() - fra;
  await bilde(stor, "stor");
  await stor.close();
  // A phone, and every other file
  const tlf = await ny(390, 844);
  for (const fil of job.filer) {
    R.filer.push(await aapne(tlf, fil));
    await bilde(tlf, `390-${path.parse(fil).name}`);
  }
  // The listener counts: it would have told
  await tlf.goto(`http://127.0.0.1:${port}/teller`);
  R.teller = R.treff.slice(R.treff_foer);
} catch (e) {
  R.unntak = String(e.stack).slice(0, 1500);
}
await leser.close();
lytter.close();
fs.writeFileSync(path.join(job.ut, `${job.nettleser}.json`), JSON.stringify(R, null, 1));
