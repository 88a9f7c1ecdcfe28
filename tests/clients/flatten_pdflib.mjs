// Draws the fields of a form into its pages with pdf-lib, as they look: node flatten_pdflib.mjs PACKAGE FILLED SAVED
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, filled, saved] = process.argv.slice(2);
const { PDFDocument } = createRequire(path.join(folder, "package.json"))(folder);
const document = await PDFDocument.load(fs.readFileSync(filled));
document.getForm().flatten({ updateFieldAppearances: false });
fs.writeFileSync(saved, await document.save());
