// Prints what Microsoft's Open XML SDK finds wrong in files, by version of Office and file: sentences, each with its place.
// node validate_openxml.mjs PACKAGE VERSION,VERSION FILE...

import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, versions, ...files] = process.argv.slice(2);
const { validateFile } = await import(pathToFileURL(join(folder, "dist/src/index.js")));
const found = Object.fromEntries(versions.split(",").map((version) => [version, {}]));
const waiting = Object.keys(found).flatMap((version) => files.map((file) => [version, file]));

async function work() {
    for (let next; (next = waiting.shift()); ) {
        const [officeVersion, file] = next;
        const { errors } = await validateFile(file, { officeVersion });
        found[officeVersion][file] = errors.map(({ description, path, xPath }) => `${path} ${xPath}: ${description}`);
    }
}

await Promise.all(cpus().map(work)); // each file is a process of its own
console.log(JSON.stringify(found));
