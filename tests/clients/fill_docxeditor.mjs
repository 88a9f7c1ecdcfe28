// Fills in a DOCX with docx-editor, an editor for web pages, without a page: its model of the document is typed into.
// node fill_docxeditor.mjs PACKAGE BLANK JOB SAVED
// The job says how: "typed" writes after a click into an empty box, and "chosen" over the blanks in it.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, blank, job, saved] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { parseDocx, repackDocx, setContentControlValue } = require(path.join(folder, "dist", "headless.js"));
const { fromProseDoc, toProseDoc } = require(path.join(folder, "dist", "prosemirror", "conversion", "index.js"));
const { EditorState, TextSelection } = require("prosemirror-state");
const { splitBlock } = require("prosemirror-commands");
const { way, texts, ticks } = JSON.parse(fs.readFileSync(job, "utf8"));

let blankDocument = await parseDocx(new Uint8Array(fs.readFileSync(blank)).buffer);
for (const [code, option] of ticks) {
  blankDocument = setContentControlValue(blankDocument, { tag: `${code}#${option}` }, { kind: "checkbox", checked: true });
}
let state = EditorState.create({ doc: toProseDoc(blankDocument) });
const apply = (transaction) => (state = state.apply(transaction));

for (const [code, text] of Object.entries(texts)) {
  let from = 0;
  let to = 0;
  state.doc.descendants((node, position) => {
    if (!from && node.attrs.tag === code) {
      from = position + 1;
      to = way === "chosen" ? position + node.nodeSize - 1 : from;
    }
    return !from;
  });
  apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  for (const [number, line] of text.split("\n").entries()) {
    if (number) {
      splitBlock(state, apply);
    }
    if (line) {
      apply(state.tr.insertText(line));
    }
  }
}
fs.writeFileSync(saved, new Uint8Array(await repackDocx(fromProseDoc(state.doc, blankDocument))));
