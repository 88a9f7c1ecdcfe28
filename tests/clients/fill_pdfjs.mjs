// Fills in a form as the viewer of pdf.js does: what is typed and ticked goes to the annotation storage, then to a file.
// node fill_pdfjs.mjs PACKAGE BLANK JOB SAVED
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, blank, job, saved] = process.argv.slice(2);
const pdfjs = await import(pathToFileURL(path.join(folder, "legacy/build/pdf.mjs")));
const { texts, ticks } = JSON.parse(fs.readFileSync(job, "utf8"));
const task = pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(blank)), verbosity: 0 });
const document = await task.promise;
const fields = await document.getFieldObjects();
const storage = document.annotationStorage;

for (const [name, text] of Object.entries(texts)) {
  storage.setValue(fields[name][0].id, { value: text });
}
for (const [code, option] of ticks) {
  const boxes = [...(fields[code] ?? []), ...(fields[`${code}#${option}`] ?? [])].filter((box) => box.type === "checkbox");
  for (const box of boxes) {
    storage.setValue(box.id, { value: box.exportValues === option });
  }
}
fs.writeFileSync(saved, await document.saveDocument());
await task.destroy();
