import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { contentOf } from "../../schema/canonical";
import { parseRow, sequenceToWire } from "../../schema/wire";
import { Session } from "../session";
import { findCreatedSequence } from "./sequence-cache";
import { waitUntilUnused } from "./sequence-deletion";
import { welcomeMessageSequence } from "./welcome-message-sequence";

const wabaId = "102290129340398";
const ref = { scopeId: wabaId, id: "7" };
const args = { wabaId, name: "a", text: "Hi" };
const content = contentOf(args);
// Skips waits.
const clock = { nowMs: () => performance.now(), sleep: () => Promise.resolve() };

function toRow(id: string, isUsed = false) {
  return { id, ...sequenceToWire(content), is_used_in_ad: isUsed };
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Opens a session whose account lists these rows, one list for each request, the last one again and again. */
async function openAccount(...lists: readonly (readonly object[])[]) {
  let count = 0;
  server = createServer((_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ data: lists[Math.min(count++, lists.length - 1)] }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const environment = { WHATSAPP_BASE_URL: `http://127.0.0.1:${port}`, WHATSAPP_ACCESS_TOKEN: "EAAtoken" };
  const session = new Session(undefined, { environment, clock, warn: () => undefined });
  const context = welcomeMessageSequence.createContext("delete", ref, args);
  const write = { session, ref, context, deadline: session.startDeadline(), args, inputs: args, olds: {} };
  return { session, write, requests: () => count };
}

describe("a deletion after this process moved an ad", () => {
  const used = parseRow(toRow("7", true));
  if (used === undefined) throw new Error("the row is not readable");

  test.each([
    ["shows that it is unused", [[toRow("7", true)], [toRow("7", true)], [toRow("7")]], 3],
    ["no longer shows it", [[]], 1],
  ])("waits until Meta %s", async (_name, lists, requests) => {
    const account = await openAccount(...lists);
    await account.session.runAdWrite("ads", () => Promise.resolve());
    await waitUntilUnused(account.write, used);
    expect(account.requests()).toBe(requests);
  });

  test("fails while Meta says that an ad uses it", async () => {
    const account = await openAccount([toRow("7", true)]);
    await account.session.runAdWrite("ads", () => Promise.resolve());
    await expect(waitUntilUnused(account.write, used)).rejects.toThrow();
    expect(account.requests()).toBe(5);
  });
});

test("a deletion without a moved ad fails at once", async () => {
  const used = parseRow(toRow("7", true));
  const account = await openAccount([toRow("7")]);
  if (used === undefined) throw new Error("the row is not readable");
  await expect(waitUntilUnused(account.write, used)).rejects.toThrow();
  expect(account.requests()).toBe(0);
});

describe("a read after a create", () => {
  test.each<[string, readonly (readonly object[])[], string | undefined, readonly string[], number]>([
    ["lists the account once", [[toRow("7"), toRow("9")]], "7", ["9"], 1],
    ["that shows the row late lists again", [[], [toRow("7")], [toRow("7"), toRow("9")]], "7", ["9"], 3],
    ["that never shows the row has the first list", [[toRow("9")], []], undefined, ["9"], 6],
  ])("%s", async (_name, lists, id, duplicates, requests) => {
    const { write, requests: count } = await openAccount(...lists);
    const found = await findCreatedSequence(write, () => true);
    expect([found.row?.id, found.duplicates, count()]).toEqual([id, duplicates, requests]);
  });
});
