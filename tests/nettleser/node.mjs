// A Python program in Node's Pyodide, with our packages: node node.mjs PARTS PACKAGES PROGRAM.py
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [, , deler, pakker, program] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.join(deler, "pyodide.mjs")));
const py = await loadPyodide({ indexURL: deler + path.sep, env: { TZ: "Europe/Oslo" } });
py.FS.mkdirTree("/pakker");
py.mountNodeFS("/pakker", path.resolve(pakker));
py.runPython("import sys; sys.path.insert(0, '/pakker')");
console.log(py.runPython(fs.readFileSync(program, "utf8")));
