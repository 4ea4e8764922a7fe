import * as fc from "fast-check";
import { startSimulator, type Simulator } from "../../simulator/src/index";
import { controlRequest } from "./control-requests";
import { exchange, type Answer, type Raw, type Sent } from "./exchange";
import { graphRequest } from "./graph-requests";
import { rawRequest } from "./raw-requests";
import { path, seed, wantedRuns } from "./settings";

const usualRuns = 250;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const health: Sent = { port: "control", method: "GET", path: "/clock", headers: {} };

/** True for Meta's documented HTTP 500 for a removed parameter. */
function isDocumented({ text }: Answer): boolean {
  return text.includes('"FacebookApiException"');
}

/** Measures processor time of this process and its simulator, in milliseconds. Other processes do not affect it. */
async function measureCpu<Value>(
  run: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly usedMs: number }> {
  const before = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(before);
  return { value, usedMs: (user + system) / 1000 };
}

/** Sends the request, then one that meets a fault which the request may have configured. */
async function sendAndCheck(sent: Sent | Raw): Promise<readonly string[]> {
  const { value: answer, usedMs } = await measureCpu(() => exchange(simulator, sent));
  const outcomes = [String(answer.status)];
  expect(usedMs).toBeLessThan(1_000);
  expect(answer.status).not.toBe("silent");
  if (typeof answer.status === "number" && answer.status >= 500) {
    expect([answer.text, isDocumented(answer)]).toEqual([answer.text, true]);
  }
  if (!("bytes" in sent)) expect(answer.status).not.toBe("closed");
  if (simulator.faults.list().length > 0) outcomes.push(await sendWithFault());
  expect((await exchange(simulator, health)).status).toBe(200);
  return outcomes;
}

/** Sends a request that a fault may affect. Any status and no response are correct, but not an internal error. */
async function sendWithFault(): Promise<string> {
  const list = `/v26.0/${simulator.wabaId}/welcome_message_sequences`;
  const headers = { authorization: `Bearer ${simulator.accessToken}` };
  const { text } = await exchange(simulator, { port: "graph", method: "GET", path: list, headers }, 50);
  simulator.faults.clear();
  expect(text).not.toMatch(/internal error in the simulator/);
  return "fault";
}

function printOutcomes(outcomes: ReadonlyMap<string, number>, requests: number, seconds: number): void {
  const rows = [...outcomes]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, count]) => `${name}: ${count}`);
  process.stdout.write(`${requests} requests in ${seconds.toFixed(1)} s, seed ${seed}: ${rows.join(", ")}\n`);
}

test("no request crashes, blocks or breaks the simulator", async () => {
  const numRuns = wantedRuns ?? usualRuns;
  const outcomes = new Map<string, number>();
  const startedAtMs = Date.now();
  const request = fc.oneof(
    { weight: 4, arbitrary: graphRequest },
    { weight: 3, arbitrary: controlRequest },
    { weight: 2, arbitrary: rawRequest },
  );
  const property = fc.asyncProperty(request, async (sent) => {
    for (const outcome of await sendAndCheck(sent)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  await fc.assert(property, { seed, numRuns, ...(path === undefined ? {} : { path }) });
  if (wantedRuns !== undefined) printOutcomes(outcomes, numRuns, (Date.now() - startedAtMs) / 1000);
}, 7_200_000);
