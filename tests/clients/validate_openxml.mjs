// Prints what Microsoft's Open XML SDK finds wrong in files, by file: a list of sentences, each with its place.
// node validate_openxml.mjs PACKAGE OFFICE-VERSION FILE...

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, officeVersion, ...files] = process.argv.slice(2);
const { validateFile } = await import(pathToFileURL(join(folder, "dist/src/index.js")));
const found = {};
for (const file of files) {
    const { errors } = await validateFile(file, { officeVersion });
    found[file] = errors.map(({ description, path, xPath }) => `${path} ${xPath}: ${description}`);
}
console.log(JSON.stringify(found));
