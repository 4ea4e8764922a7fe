import { execFile } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { sequenceArgs, sequenceIdOf } from "../support/world/sequences";
import { TestAccount } from "../support/world/account";
import { startServer, type TestServer } from "../support/listening";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** What a run tells the engine of its create. */
interface Created {
  readonly id?: string;
  /** Of a create that ended with an error and recorded the sequence. */
  readonly reasons?: readonly string[];
}

const program = `
const { welcomeMessageSequence: handler } = require("pulumi-whatsapp/runtime");
const tell = (value) => process.stdout.write(JSON.stringify(value));
handler.configure({ config: { get: () => undefined } })
  .then(() => handler.check({}, JSON.parse(process.argv[1])))
  .then(({ inputs }) => handler.create(inputs))
  .then(({ id }) => tell({ id }), ({ id, reasons }) => tell({ id, reasons }));
`;

/** Creates the sequence in a process of its own. */
async function runProcess(url: string): Promise<Created> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program, JSON.stringify(sequenceArgs())], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, ...account.environment({ WHATSAPP_BASE_URL: url }) },
  });
  return JSON.parse(stdout) as Created;
}

/** Passes requests on to the simulator. A pair of listings goes on when both have come, for so many pairs: one of each run. */
function throughBarrier(pairs: number): Promise<TestServer> {
  let listings = 0;
  const held: (() => void)[] = [];
  const heldBack = async ({ method, url = "" }: IncomingMessage): Promise<void> => {
    if (method !== "GET" || !url.includes("welcome_message_sequences?limit") || ++listings > 2 * pairs) return;
    const passed = new Promise<void>((resolve) => held.push(resolve));
    if (held.length === 2) for (const pass of held.splice(0)) pass();
    await passed;
  };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    await heldBack(request);
    const { authorization = "", "content-type": type = "application/json" } = request.headers;
    const answer = await fetch(`${account.meta.url}${request.url ?? ""}`, {
      method: request.method ?? "GET",
      headers: { authorization, "content-type": type },
      ...(body === "" ? {} : { body }),
    });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  };
  return startServer((request, response) => void pass(request, response));
}

/** Two runs at once, whose first listings show nothing of each other. */
async function bothAtOnce(pairs: number): Promise<readonly Created[]> {
  const barrier = await throughBarrier(pairs);
  try {
    return await Promise.all([runProcess(barrier.url), runProcess(barrier.url)]);
  } finally {
    await barrier.close();
  }
}

function rowIds(): readonly string[] {
  return account.meta.sequences().map(({ id }) => id);
}

test("of two runs that create the same at the same moment at least one names both, and each keeps its own", async () => {
  const runs = await bothAtOnce(1);
  expect(runs.map(({ id }) => sequenceIdOf(id ?? "")).sort()).toEqual([...rowIds()].sort());
  const told = runs.flatMap(({ reasons = [] }) => reasons);
  expect(told.length).toBeGreaterThan(0);
  for (const reason of told) for (const id of rowIds()) expect(reason).toContain(id);
});

test("both runs that see each other's name the same one to keep", async () => {
  const runs = await bothAtOnce(2);
  const [kept = "", other = ""] = [...rowIds()].sort();
  const { wabaId } = account.meta;
  expect(runs).toHaveLength(2);
  for (const { reasons } of runs) {
    expect(reasons).toEqual([expect.stringContaining(`Keep ${wabaId}/${kept} and delete ${wabaId}/${other};`)]);
  }
});
