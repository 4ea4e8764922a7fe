import { execFile } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { TestAccount } from "../support/world/account";
import { sequenceArgs, sequenceIdOf } from "../support/world/sequences";
import { startServer, type TestServer } from "../support/listening";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** Result of a create as the engine receives it. */
interface Created {
  readonly id?: string;
  /** Set if the create failed and recorded the sequence. */
  readonly reasons?: readonly string[];
}

const program = `
const { welcomeMessageSequence: handler } = require("pulumi-whatsapp/runtime");
const print = (value) => process.stdout.write(JSON.stringify(value));
handler.configure({ config: { get: () => undefined } })
  .then(() => handler.check({}, JSON.parse(process.argv[1])))
  .then(({ inputs }) => handler.create(inputs))
  .then(({ id }) => print({ id }), ({ id, reasons }) => print({ id, reasons }));
`;

/** Creates the sequence in a separate process. */
async function runProcess(url: string): Promise<Created> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program, JSON.stringify(sequenceArgs())], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, ...account.environment({ WHATSAPP_BASE_URL: url }) },
  });
  return JSON.parse(stdout) as Created;
}

/** Starts a proxy to the simulator. Delays the first `pairs` listings of each run until the other run lists, too. */
function startBarrier(pairs: number): Promise<TestServer> {
  let listings = 0;
  const waiting: (() => void)[] = [];
  const awaitPair = async ({ method, url = "" }: IncomingMessage): Promise<void> => {
    if (method !== "GET" || !url.includes("welcome_message_sequences?limit") || ++listings > 2 * pairs) return;
    const arrival = new Promise<void>((resolve) => waiting.push(resolve));
    if (waiting.length === 2) for (const resume of waiting.splice(0)) resume();
    await arrival;
  };
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    await awaitPair(request);
    const { authorization = "", "content-type": type = "application/json" } = request.headers;
    const answer = await fetch(`${account.meta.url}${request.url ?? ""}`, {
      method: request.method ?? "GET",
      headers: { authorization, "content-type": type },
      ...(body === "" ? {} : { body }),
    });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  };
  return startServer((request, response) => void forward(request, response));
}

/** Runs two processes whose first listings do not show the other's row. */
async function runBoth(pairs: number): Promise<readonly Created[]> {
  const barrier = await startBarrier(pairs);
  try {
    return await Promise.all([runProcess(barrier.url), runProcess(barrier.url)]);
  } finally {
    await barrier.close();
  }
}

function rowIds(): readonly string[] {
  return account.meta.sequences().map(({ id }) => id);
}

test("at least one run names both rows, each keeps its own", async () => {
  const runs = await runBoth(1);
  expect(runs.map(({ id }) => sequenceIdOf(id ?? "")).sort()).toEqual([...rowIds()].sort());
  const allReasons = runs.flatMap(({ reasons = [] }) => reasons);
  expect(allReasons.length).toBeGreaterThan(0);
  for (const reason of allReasons) for (const id of rowIds()) expect(reason).toContain(id);
});

test("two runs that see both rows name the same one to keep", async () => {
  const runs = await runBoth(2);
  const [kept = "", other = ""] = [...rowIds()].sort();
  const { wabaId } = account.meta;
  expect(runs).toHaveLength(2);
  for (const { reasons } of runs) {
    expect(reasons).toEqual([expect.stringContaining(`Keep ${wabaId}/${kept} and delete ${wabaId}/${other};`)]);
  }
});
