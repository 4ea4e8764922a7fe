/** Puts a file into the merge request as a note, in place of the one before: node merge-request-note.mjs FILE. Needs NOTE_TOKEN. */
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, NOTE_TOKEN } = process.env;
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
const heading = "#### `pulumi preview` of prod";

async function call(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: { "PRIVATE-TOKEN": NOTE_TOKEN, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`${method} of the merge request's notes answered ${answer.status}`);
  return answer.json();
}

// Texts of people stand in it: every line is indented, so that nothing in them ends the block. A note holds 1,000,000 characters.
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
