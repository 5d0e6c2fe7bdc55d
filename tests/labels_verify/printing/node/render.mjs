// Renders ZPL for the label tests: one line of JSON in, one line of JSON out, until the input ends.
//   node render.mjs FOLDER      FOLDER holds node_modules
//   in   {"zpl": "^XA…^XZ", "width": 101.6, "height": 152.4, "dots": 8}     millimetres, dots a millimetre
//   out  {"labels": ["<PNG in base64>", …]} or {"error": "…"}
// zpl-renderer-js is the Go renderer zebrash as WebAssembly; loading it takes most of a second, so one process serves all.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const load = createRequire(`${process.argv[2]}/`);
// Whatever the renderer wants to tell goes beside the answers, not between them.
console.log = console.error;
const { api } = await load("zpl-renderer-js").ready;

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { zpl, width, height, dots } = JSON.parse(line);
    answer = { labels: await api.zplToBase64MultipleAsync(zpl, width, height, dots) };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
// The Go runtime waits for work forever.
process.exit(0);
