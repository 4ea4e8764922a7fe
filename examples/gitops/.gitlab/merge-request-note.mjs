/**
 * Creates the merge request's note from a file, or replaces the note with the same first line, the hidden marker of a stack. Usage: node
 * merge-request-note.mjs FILE. Needs NOTE_TOKEN.
 */
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, NOTE_TOKEN } = process.env;
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;

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

const body = readFileSync(process.argv[2], "utf8");
const [marker] = body.split("\n");
const before = (await call("GET", `${notes}?sort=desc&order_by=created_at&per_page=100`)).find((note) =>
  note.body.startsWith(marker),
);
await (before === undefined ? call("POST", notes, { body }) : call("PUT", `${notes}/${before.id}`, { body }));
