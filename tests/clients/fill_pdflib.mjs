// Fills in a form with pdf-lib.
// node fill_pdflib.mjs PACKAGE BLANK JOB SAVED [FACE]: with a face's file, appearances are drawn anew in it.
// With "check" in place of a face, boxes are ticked as pdf-lib's guide says, and the file is saved in the plainest way.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, blank, job, saved, face] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { PDFDocument, PDFName } = require(folder);
const { texts, ticks, drawn = [] } = JSON.parse(fs.readFileSync(job, "utf8"));
const document = await PDFDocument.load(fs.readFileSync(blank));
const form = document.getForm();

for (const [name, text] of Object.entries(texts)) {
  form.getTextField(name).setText(text);
}
for (const [code, option] of face === "check" ? [] : ticks) {
  // A check box of pdf-lib knows the first box's state only, so its `check` cannot choose: states are set one by one.
  const name = form.getFieldMaybe(code) ? code : `${code}#${option}`;
  const field = form.getCheckBox(name).acroField;
  field.dict.set(PDFName.of("V"), PDFName.of(option));
  for (const widget of field.getWidgets()) {
    widget.setAppearanceState(PDFName.of(widget.getOnValue() === PDFName.of(option) ? option : "Off"));
  }
}
if (face === "check") {
  for (const code of new Set(ticks.map(([code]) => code))) {
    form.getCheckBox(code).check();
  }
} else if (face) {
  document.registerFontkit(require("@pdf-lib/fontkit"));
  const font = await document.embedFont(fs.readFileSync(face));
  form.updateFieldAppearances(font);
  for (const [page, text] of drawn) {
    document.getPage(page).drawText(text, { x: 90, y: 300, size: 10, font });
  }
}
fs.writeFileSync(saved, await document.save(face === "check" ? {} : { updateFieldAppearances: false }));
