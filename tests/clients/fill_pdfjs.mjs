// Fills in a form as the viewer of pdf.js does: what is typed and ticked goes to the annotation storage, then to a file.
// By the way "laid", words are typed on the pages over the boxes, as with the viewer's tool for text.
// node fill_pdfjs.mjs PACKAGE BLANK JOB SAVED
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, blank, job, saved] = process.argv.slice(2);
const pdfjs = await import(pathToFileURL(path.join(folder, "legacy/build/pdf.mjs")));
const { way, texts, ticks, places } = JSON.parse(fs.readFileSync(job, "utf8"));
const task = pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(blank)), verbosity: 0 });
const document = await task.promise;
const fields = await document.getFieldObjects();
const storage = document.annotationStorage;

const FREE_TEXT = 3, SIZE = 10, WIDTH = 100;

function fillIn() {
  for (const [name, text] of Object.entries(texts)) {
    storage.setValue(fields[name][0].id, { value: text });
  }
  for (const [code, option] of ticks) {
    const boxes = [...(fields[code] ?? []), ...(fields[`${code}#${option}`] ?? [])].filter((box) => box.type === "checkbox");
    for (const box of boxes) {
      storage.setValue(box.id, { value: box.exportValues === option });
    }
  }
}

function layOver() {
  process.on("unhandledRejection", () => {}); // pdf.js hands node the font of each text, and takes it only once
  const words = [...Object.entries(texts).map(([name, text]) => [name, "", text]), ...ticks.map((tick) => [...tick, "x"])];
  for (const [number, [code, option, value]] of words.entries()) {
    const [page, left, , , top] = places[`${code}#${option}`];
    const rect = [left, top - SIZE, left + (option ? SIZE : WIDTH), top];
    const typed = { annotationType: FREE_TEXT, color: [0, 0, 0], fontSize: SIZE, value, pageIndex: page, rect, rotation: 0 };
    storage.setValue(`pdfjs_internal_editor_${number}`, { ...typed, structTreeParentId: null, user: null });
  }
}

(way === "laid" ? layOver : fillIn)();
fs.writeFileSync(saved, await document.saveDocument());
await task.destroy();
