"use strict";
// The page: takes a file, asks the worker what the command line would answer, and shows it. It computes nothing.
const $ = (id) => document.getElementById(id);
const tekst = (t) => document.createTextNode(t);
function lag(navn, egenskaper = {}, ...barn) {
  const e = document.createElement(navn);
  for (const [k, v] of Object.entries(egenskaper)) {
    if (k === "data") Object.assign(e.dataset, v);
    else if (k.includes("-") || k === "role" || k === "for" || k === "scope") e.setAttribute(k, v);
    else e[k] = v;
  }
  e.append(...barn.flat().map((b) => (typeof b === "string" ? tekst(b) : b)));
  return e;
}
const TALL = new Intl.NumberFormat("nb-NO", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const timer = (x) => (x === null || x === undefined ? "" : TALL.format(Math.round((Math.abs(x) + 1e-9) * 100) / 100 * Math.sign(x) || 0));
const skyldig = (x) => (Math.round(x * 100) < 0 ? `${timer(-x)} til gode` : timer(x));
const etterslep = (x) => (Math.round(x * 100) < 0 ? `${timer(-x)} foran` : timer(x));
const dato = (d) => (d ? d.slice(0, 10).split("-").reverse().join(".") : "");
const STATUS = { "I rute": ["●", "gronn-t"], "Følg med": ["▲", "gul-t"] };
const ALVOR = { brudd: ["■ Brudd", "rod-t"], advarsel: ["▲ Advarsel", "gul-t"], info: ["● Til orientering", "gronn-t"] };
const GRENSE = 200 * 2 ** 20; // bytes of a file

// The worker

let arbeider, klar = false, kommandoer = [], iKo = null, sisteNr = 0;
const venter = new Map();
window.tidbank = { klar: 0, steg: [], svar: 0 }; // for tests: when it was ready, and how many files it has answered
const spor = (m) => new Promise((ja) => { m.nr = ++sisteNr; venter.set(m.nr, ja); arbeider.postMessage(m); });
const si = (t) => { $("status").textContent = t; };
const kjor = async (argv, mer = {}) => {
  const svar = await spor({ gjor: "kjor", argv, bredde: innerWidth < 700 ? 46 : 100, ...mer });
  if (svar.krasj) return { kode: 70, ut: "", feil: `Feil i programmet: ${svar.krasj}`, filer: [] };
  return svar;
};
function hor({ data: m }) {
  if (m.slag === "steg") { $("frem").value++; si(`${m.hva} …`); tidbank.steg.push([m.hva, m.ms]); return; }
  if (m.slag === "klar") {
    klar = true; kommandoer = m.kommandoer; $("frem").hidden = true; si("Klar.");
    $("om").textContent = `${m.versjon}. Uten nett.`;
    tidbank.klar = performance.now();
    if (iKo) aapne(iKo);
    return;
  }
  const svar = m.slag === "krasj" ? { krasj: m.feil } : m;
  const ja = venter.get(m.nr);
  venter.delete(m.nr);
  if (ja) ja(svar); else if (m.slag === "krasj") { si(`Siden kan ikke starte: ${m.feil}`); tidbank.feil = m.feil; }
}

// A file

let bok = null; // {sti, navn, art, dag, folk}
async function aapne(fil) {
  if (!klar) { iKo = fil; si(`${fil.name} åpnes når programmet er klart.`); return; }
  iKo = null;
  for (const id of ["feil", "kopi", "bank", "merknader"]) $(id).hidden = true;
  if (fil.size > GRENSE) return visFeil([`${fil.name}: Filen er større enn 200 MB. Bruk kommandolinjen til den.`]);
  si(`Leser ${fil.name} …`);
  let bytes;
  try { bytes = new Uint8Array(await fil.arrayBuffer()); } catch {
    return visFeil([`${fil.name}: Nettleseren får ikke lest filen. Lukk den i Excel og prøv igjen.`]);
  }
  const { sti, art, krasj } = await spor({ gjor: "legg", navn: fil.name, bytes });
  bok = { sti, navn: fil.name, art };
  if (krasj) visFeil([`${fil.name}: ${krasj}`]);
  else if (art === "kryptert") visFeil([`${fil.name}: Filen er bak et passord, og siden kan ikke åpne den. Kontroller den med tidbank verifiser --passord, eller be om en kopi uten passord.`]);
  else if (art === "kopi") await visKopi();
  else await visBank("");
  $("slipp").classList.add("liten");
  $("velg").textContent = "Velg en annen fil";
  if ($("feil").hidden) si(`${fil.name} er lest.`); else si("");
  tidbank.svar++;
}
function visFeil(linjer, tittel = "Filen kan ikke brukes") {
  $("feil").querySelector("h2").textContent = tittel;
  $("feil").querySelector("ul").replaceChildren(...linjer.map((l) => lag("li", {}, l)));
  $("feil").hidden = false;
}
const linjene = (t) => t.split("\n").filter((l) => l.trim());

// A copy: is it as it was?

async function visKopi() {
  const svar = await kjor(["verifiser", bok.sti, "--json"], { kopi: bok.sti });
  const hel = await kjor(["verifiser", bok.sti], { kopi: bok.sti });
  tidbank.kopi = svar.ut;
  if (svar.kode > 1) return visFeil(linjene(svar.feil));
  const k = JSON.parse(svar.ut), s = $("kopi");
  s.className = `melding ${k.uendret ? "gronn" : "rod"}`;
  s.querySelector("h2").textContent = k.uendret ? "● Kopien er som da den ble laget" : "■ Kopien er endret";
  s.querySelector(".stempel").textContent = bok.navn;
  const signatur = { gyldig: "Gyldig. Sammenlign fingeravtrykket med det arbeidsgiver har gitt deg på annen måte.",
    ugyldig: "Ugyldig", ingen: "Ingen. Kopien sier ikke hvem som har laget den, og den som endrer den, kan lage et nytt stempel." };
  const felt = [["Gjelder", dato(k.dato)], ["Stempel", k.stempel.slice(0, 16)], ["Signatur", signatur[k.signatur]]];
  if (k.signatur !== "ingen") felt.push(["Fingeravtrykk", k.fingeravtrykk]);
  s.querySelector("dl").replaceChildren(...felt.flatMap(([n, v]) => [lag("dt", {}, n), lag("dd", {}, v)]));
  s.querySelector("ul").replaceChildren(...linjene(hel.ut).filter((l) => l.startsWith("  ")).map((l) => lag("li", {}, l.trim())));
  s.querySelector(".hva").textContent = k.uendret ? "" : "Bruk ikke tallene. Be arbeidsgiver om en ny kopi, og spør hva som er endret.";
  s.hidden = false;
  s.focus();
}

// A bank

async function visBank(dag) {
  const argv = (navn) => [navn, bok.sti, ...(dag ? ["--dato", dag] : []), "--json"];
  const svar = await kjor(argv("saldo"));
  tidbank.saldo = svar.ut;
  if (svar.kode > 1 && linjene(svar.feil).some((l) => /^(Ansatte|Avtaler): Arket/.test(l)) && !bok.saldo) {
    return visFeil([`${bok.navn}: Dette er ikke en tidbank, og ikke en kopi av en. Velg banken, kopien til tillitsvalgt eller den ansattes egen side.`]);
  }
  if (svar.kode > 1) return visFeil(linjene(svar.feil), dag && !$("bank").hidden ? "Dagen kan ikke brukes" : undefined);
  $("feil").hidden = true;
  bok.saldo = JSON.parse(svar.ut);
  bok.dag = bok.saldo.dato;
  const kontroll = await kjor(["kontroller", bok.sti, "--dato", bok.dag, "--json"]);
  tidbank.funn = kontroll.ut;
  bok.funn = kontroll.kode > 1 ? [] : JSON.parse(kontroll.ut).funn;
  bok.folk = bok.saldo.saldo.map((p) => [p.ansattnr, p.navn]);
  const sum = bok.saldo.saldo.reduce((a, p) => a + p.skyldig, 0);
  const antall = (a) => bok.funn.filter((f) => f.alvor === a).length;
  $("banktittel").textContent = bok.navn;
  $("tall").textContent = `${skyldig(sum)}${sum < -0.005 ? "" : " timer skyldig"}`;
  $("undertall").textContent = `${bok.folk.length} ansatte. ■ ${antall("brudd")} brudd og ▲ ${antall("advarsel")} advarsler ${dato(bok.dag)}.`;
  $("dag").value = dato(bok.dag);
  const merknader = linjene(svar.feil);
  $("merknader").querySelector("ul").replaceChildren(...merknader.map((l) => lag("li", {}, l)));
  $("merknader").hidden = !merknader.length;
  $("bank").hidden = false;
  visFaner();
  $("bank").focus();
}

const FANER = [["Saldo", saldofane], ["Funn", funnfane], ["Konto", kontofane], ["Lag fil", filfane], ["Hent turnus", importfane], ["Alt annet", altfane]];
let fane = 0;
function visFaner() {
  const velg = (n, fokus) => { fane = n; visFaner(); if (fokus) $("faner").children[n].focus(); };
  $("faner").replaceChildren(...FANER.map(([navn], n) => lag("button", {
    type: "button", id: `fane${n}`, role: "tab", "aria-selected": String(n === fane), "aria-controls": "panel", tabIndex: n === fane ? 0 : -1,
    onclick: () => velg(n),
    onkeydown: (e) => { const steg = { ArrowRight: 1, ArrowLeft: -1 }[e.key]; if (steg) { e.preventDefault(); velg((n + steg + FANER.length) % FANER.length, true); } },
  }, navn)));
  $("panel").setAttribute("aria-labelledby", `fane${fane}`);
  $("panel").replaceChildren(...FANER[fane][1]());
}

function tabell(tittel, kolonner, rader, kort = true) { // kolonner: [name, class, function of the row]
  const hode = lag("tr", {}, kolonner.map(([n, k]) => lag("th", { scope: "col", className: k && k.startsWith("n") ? "n" : "" }, n)));
  const celle = (rad) => ([n, k, f]) => lag("td", { className: k || "", data: { n } }, ...[f(rad)].flat());
  return lag("table", { className: kort ? "kort" : "" }, lag("caption", {}, tittel), lag("thead", {}, hode), lag("tbody", {}, rader.map((r) => lag("tr", {}, kolonner.map(celle(r))))));
}
const status = (ord) => { const [tegn, klasse] = STATUS[ord] || ["■", "rod-t"]; return lag("span", { className: `s ${klasse}` }, `${tegn} ${ord}`); };
const navnet = (nr) => { const p = bok.folk.find(([n]) => n === nr); return p ? `${nr} ${p[1]}` : nr; };

function saldofane() {
  const t = tabell(`Timer per ${dato(bok.dag)}`, [
    ["Ansatt", "tittel", (p) => `${p.ansattnr} ${p.navn}`],
    ["Skyldig", "n stort", (p) => skyldig(p.skyldig)],
    ["Status", "", (p) => status(p.status)],
    ["Etterslep", "n", (p) => etterslep(p.etterslep)],
    ["Avtalt fram", "n", (p) => timer(p.avtalt)],
    ["Ubekreftet", "n", (p) => timer(p.ubekreftet)],
    ["Trengs per uke", "n", (p) => timer(p.trengs_per_uke)],
    ["Neste gjennomgang", "n", (p) => dato(p.neste_gjennomgang)],
  ], bok.saldo.saldo);
  const uten = bok.saldo.uten_periode || [];
  return [t, ...(uten.length ? [lag("p", {}, `Uten avregningsperiode ${dato(bok.dag)}: ${uten.join(", ")}.`)] : []), skrivUt()];
}
function funnfane() {
  if (!bok.funn.length) return [lag("p", {}, `Ingen funn ${dato(bok.dag)}.`)];
  return [tabell(`Funn ${dato(bok.dag)}`, [
    ["Alvor", "", (f) => lag("span", { className: `s ${ALVOR[f.alvor][1]}` }, ALVOR[f.alvor][0])],
    ["Ansatt", "", (f) => navnet(f.ansattnr)],
    ["Hva", "tekst", (f) => f.tekst],
    ["Gjør", "tekst", (f) => f.tiltak],
    ["Celle", "", (f) => (f.celle ? `${f.ark}!${f.celle}` : f.ark)],
    ["Hjemmel", "graa", (f) => f.hjemmel],
  ], bok.funn), skrivUt()];
}
const skrivUt = () => lag("div", { className: "rekke" }, lag("button", { type: "button", onclick: () => print() }, "Skriv ut"));

const hvem = (id, alle) => lag("select", { id }, ...(alle ? [lag("option", { value: "" }, "Alle")] : []), bok.folk.map(([nr, navn]) => lag("option", { value: nr }, `${navn} (${nr})`)));
function kontofane() {
  const ut = lag("div"), velg = hvem("kontovalg");
  const vis = async () => {
    si("Henter kontoen …");
    const svar = await kjor(["konto", bok.sti, "--ansatt", velg.value, "--til", bok.dag, "--json"]);
    tidbank.konto = svar.ut;
    si("");
    if (svar.kode > 1) return ut.replaceChildren(...linjene(svar.feil).map((l) => lag("p", {}, l)));
    const rader = JSON.parse(svar.ut).posteringer;
    ut.replaceChildren(tabell(`${navnet(velg.value)}, til ${dato(bok.dag)}`, [
      ["Dato", "n", (r) => dato(r.dato)], ["Hva", "", (r) => r.art], ["Timer", "n", (r) => timer(r.timer)],
      ["Skyldig etter", "n stort", (r) => skyldig(r.saldo)], ["Hjemmel", "graa", (r) => r.hjemmel], ["Kilde", "graa", (r) => r.kilde],
    ], rader), skrivUt());
  };
  velg.onchange = vis;
  vis();
  return [lag("p", {}, lag("label", { for: "kontovalg" }, "Ansatt "), velg), ut];
}

// Files to take away

async function last(argv, ut, etter) {
  si("Lager filen …");
  const svar = await kjor(argv);
  si("");
  const vist = [...linjene(svar.ut), ...linjene(svar.feil)].filter((l) => !l.startsWith("Laget /"));
  ut.replaceChildren(...(vist.length ? [lag("pre", { tabIndex: 0 }, vist.join("\n"))] : []));
  for (const f of svar.filer) lagre(f, ut);
  if (etter) etter(svar);
}
function lagre({ navn, bytes }, ut) {
  const type = navn.endsWith(".xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/plain;charset=utf-8";
  const a = lag("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: navn, className: "nedlasting" }, `Last ned ${navn} igjen`);
  ut.append(lag("p", {}, `Laget ${navn}. `, a));
  a.click();
}
function filfane() {
  const ut = lag("div", { role: "status" }), velg = hvem("filvalg", true), dag = ["--dato", bok.dag];
  const en = () => (velg.value ? ["--ansatt", velg.value] : []);
  const knapp = (navn, hjelp, gjor) => lag("div", {}, lag("button", { type: "button", className: "fram", onclick: gjor }, navn), lag("span", { className: "graa" }, ` ${hjelp}`));
  return [
    lag("p", {}, lag("label", { for: "filvalg" }, "For "), velg),
    lag("div", { className: "felt" },
      knapp("12-ukers gjennomgang", "Et ark for hver ansatt, klart til å skrive ut.", () => last(["gjennomgang", bok.sti, ...dag, ...en(), "-o", `/filer/Gjennomgang ${bok.dag}.xlsx`], ut)),
      knapp("Kopi til tillitsvalgt", "Timene, uten noe om hvorfor eller når noen var borte. Usignert.", () => last(["del", bok.sti, ...dag, ...en(), "-o", `/filer/Tillitsvalgt ${bok.dag}.xlsx`], ut)),
      knapp("Saldo og funn", "Tabellene som arbeidsbok.", async () => { await last(["kontroller", bok.sti, ...dag, "-o", `/filer/Avvik ${bok.dag}.xlsx`], ut); }),
    ), ut,
  ];
}

// A roster from elsewhere: shown, never done here

function importfane() {
  const ut = lag("div"), fil = lag("input", { type: "file", id: "turnusfil", accept: ".xlsx,.ods,.csv", tabIndex: -1, "aria-label": "Turnusfil" });
  const profil = lag("select", { id: "profil" }, ["turnusgrid", "rulleplan", "vaktliste", "timeliste"].map((p) => lag("option", {}, p)));
  const felt = (id, navn) => lag("label", {}, `${navn} `, lag("input", { id, placeholder: "dd.mm.åååå" }));
  const vis = async () => {
    if (!fil.files[0]) return;
    const { sti } = await spor({ gjor: "legg", navn: `inn-${fil.files[0].name}`, bytes: new Uint8Array(await fil.files[0].arrayBuffer()) });
    const dager = [["--fra", $("importfra").value], ["--til", $("importtil").value]].filter(([, v]) => v).flat();
    await last(["importer", bok.sti, sti, "--profil", profil.value, ...dager, "--vis"], ut, (s) => { tidbank.importert = s.ut; });
  };
  profil.onchange = fil.onchange = vis;
  return [
    lag("p", {}, "Se hva som vil skje når turnusen, vaktlisten eller timene hentes inn, før det gjøres i Excel, LibreOffice eller på kommandolinjen."),
    lag("div", { className: "felt" }, lag("label", { for: "profil" }, "Filens form "), profil, felt("importfra", "Fra"), felt("importtil", "Til"),
      lag("div", {}, lag("button", { type: "button", className: "fram", onclick: () => fil.click() }, "Velg fil"), fil)), ut,
  ];
}

// Every other command, by its own definition

function altfane() {
  const ut = lag("div", { role: "status" }), skjema = lag("form", { className: "felt" });
  const mulige = kommandoer.filter((k) => k.leser);
  const velg = lag("select", { id: "kommando" }, mulige.map((k) => lag("option", { value: k.navn }, `${k.etikett}`)));
  const vis = () => {
    const k = mulige.find((x) => x.navn === velg.value), felt = k.felt.filter((f) => f.navn !== "fil" && f.slag !== "fil" && f.slag !== "bank");
    const inn = felt.map((f) => {
      if (f.slag === "flagg") return [f, lag("input", { type: "checkbox" })];
      if (f.slag === "ansatte") return [f, hvem(`felt-${f.navn}`, !f.maa)];
      if (f.slag === "utfil") return [f, lag("input", { type: "checkbox", checked: f.maa, disabled: f.maa })];
      return [f, lag("input", { value: f.slag === "dato" && (f.maa || f.navn === "dag") ? dato(bok.dag) : "" })];
    });
    const merke = (f) => (f.slag === "utfil" ? "Last ned som fil" : f.hjelp.replace(/ (Uten|Ellers): .*$/, ""));
    skjema.replaceChildren(lag("p", {}, k.hjelp), ...inn.map(([f, e]) => lag("label", {}, ...(e.type === "checkbox" ? [e, merke(f)] : [lag("span", { className: "graa" }, merke(f)), e]))),
      lag("div", {}, lag("button", { className: "fram" }, "Kjør")));
    skjema.onsubmit = (e) => {
      e.preventDefault();
      const argv = [k.navn, bok.sti];
      for (const [f, el] of inn) {
        if (f.slag === "utfil") { if (el.checked) argv.push(f.valg, `/filer/${k.etikett} ${bok.dag}${(f.metavar.match(/\.\w+$/) || [".xlsx"])[0]}`); }
        else if (f.slag === "flagg") { if (el.checked) argv.push(f.valg); }
        else if (el.value.trim()) argv.push(...(f.valg ? [f.valg, el.value.trim()] : [el.value.trim()]));
      }
      last(argv, ut, (s) => { tidbank.annet = s; });
    };
  };
  velg.onchange = () => { ut.replaceChildren(); vis(); };
  vis();
  return [lag("p", {}, lag("label", { for: "kommando" }, "Kommando "), velg), skjema, ut];
}

// The start

$("velg").onclick = () => $("fil").click();
$("fil").onchange = (e) => { if (e.target.files[0]) aapne(e.target.files[0]); e.target.value = ""; };
$("dagskjema").onsubmit = async (e) => { e.preventDefault(); si("Regner …"); await visBank($("dag").value.trim()); si(""); tidbank.svar++; };
for (const hendelse of ["dragover", "dragenter"]) addEventListener(hendelse, (e) => { e.preventDefault(); $("slipp").classList.add("over"); });
addEventListener("dragleave", () => $("slipp").classList.remove("over"));
addEventListener("drop", (e) => { e.preventDefault(); $("slipp").classList.remove("over"); if (e.dataTransfer.files[0]) aapne(e.dataTransfer.files[0]); });
$("lisenser").ontoggle = async () => {
  const pre = $("lisenser").querySelector("pre");
  if (klar && !pre.textContent) pre.textContent = (await spor({ gjor: "lisenser" })).tekst;
};
async function start() {
  const b64 = $("arbeider").textContent;
  const inn = Uint8Array.fromBase64 ? Uint8Array.fromBase64(b64) : Uint8Array.from(atob(b64), (t) => t.charCodeAt(0));
  const kode = await new Response(new Blob([inn]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
  arbeider = new Worker(URL.createObjectURL(new Blob([kode], { type: "text/javascript" })), { name: "tidbank" });
  arbeider.onerror = (e) => { tidbank.feil = e.message || e.type; si(`Siden kan ikke starte i denne nettleseren (${tidbank.feil}). Bruk en nyere utgave av Chrome, Edge, Firefox eller Safari.`); };
  arbeider.onmessage = hor;
  arbeider.postMessage({ gjor: "start", data: $("data").textContent });
  $("data").remove();
  $("arbeider").remove();
}
start().catch((e) => { tidbank.feil = String(e); si(`Siden kan ikke starte i denne nettleseren (${e.message}). Bruk en nyere utgave.`); });
