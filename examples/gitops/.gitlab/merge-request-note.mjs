/** Creates or replaces the merge request's note with the content of a file. Usage: node merge-request-note.mjs FILE. Needs NOTE_TOKEN. */
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, NOTE_TOKEN } = process.env;
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
const heading = "#### `pulumi preview` of prod";

async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { "PRIVATE-TOKEN": NOTE_TOKEN, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${method} of the merge request's notes returned ${response.status}`);
  return response.json();
}

// Indents every line, so that no text in the preview ends the block. The maximum length of a note is 1,000,000 characters.
const shown = readFileSync(process.argv[2], "utf8")
  .slice(0, 100_000)
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n");
const body = `${heading}\n\n${shown}\n`;
const before = (await call("GET", `${notes}?sort=desc&order_by=created_at&per_page=100`)).find((note) =>
  note.body.startsWith(heading),
);
await (before === undefined ? call("POST", notes, { body }) : call("PUT", `${notes}/${before.id}`, { body }));
