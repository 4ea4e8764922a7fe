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

/** Meta's own answer to a parameter that it has removed. */
function isDocumented({ text }: Answer): boolean {
  return text.includes('"FacebookApiException"');
}

/** Processor time of this process, the simulator included: a busy machine changes nothing about it. Milliseconds. */
async function measureCpu<Value>(
  run: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly usedMs: number }> {
  const before = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(before);
  return { value, usedMs: (user + system) / 1000 };
}

/** The request itself, and what a fault that it configured does to the next one. */
async function play(sent: Sent | Raw): Promise<readonly string[]> {
  const { value: answer, usedMs } = await measureCpu(() => exchange(simulator, sent));
  const outcomes = [String(answer.status)];
  expect(usedMs).toBeLessThan(1_000);
  expect(answer.status).not.toBe("silent");
  if (typeof answer.status === "number" && answer.status >= 500) {
    expect([answer.text, isDocumented(answer)]).toEqual([answer.text, true]);
  }
  if (!("bytes" in sent)) expect(answer.status).not.toBe("closed");
  if (simulator.faults.list().length > 0) outcomes.push(await meetFault());
  expect((await exchange(simulator, health)).status).toBe(200);
  return outcomes;
}

/** With a fault every status is right, and no answer too; the simulator's own failure never is. */
async function meetFault(): Promise<string> {
  const list = `/v26.0/${simulator.wabaId}/welcome_message_sequences`;
  const headers = { authorization: `Bearer ${simulator.accessToken}` };
  const { text } = await exchange(simulator, { port: "graph", method: "GET", path: list, headers }, 50);
  simulator.faults.clear();
  expect(text).not.toMatch(/the simulator failed/);
  return "fault";
}

function print(outcomes: ReadonlyMap<string, number>, requests: number, seconds: number): void {
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
    for (const outcome of await play(sent)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  await fc.assert(property, { seed, numRuns, ...(path === undefined ? {} : { path }) });
  if (wantedRuns !== undefined) print(outcomes, numRuns, (Date.now() - startedAtMs) / 1000);
}, 7_200_000);
