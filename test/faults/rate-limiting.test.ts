import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { countRequests } from "./support/count-requests";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const fifty = Array.from({ length: 50 }, (_, i) => `s${i}`);
const closedPort = { WHATSAPP_BASE_URL: "http://127.0.0.1:1" };
const impatient = { WHATSAPP_ATTEMPT_TIMEOUT_MS: "100" };

interface Failure {
  readonly environment?: Readonly<Record<string, string>>;
  readonly effect?: FaultEffect;
}

const steps = {
  create: (stack: FaultStack, name: string) => stack.up(name),
  update: (stack: FaultStack, name: string) => stack.up(name, { text: "New" }),
  refresh: (stack: FaultStack, name: string) => stack.refresh(name),
  destroy: (stack: FaultStack, name: string) => stack.destroy(name),
} as const;

/** Runs fifty operations at once, as an engine without a limit does; each fails. Returns the number of requests. */
async function runFifty(
  stack: FaultStack,
  verb: keyof typeof steps,
  { environment, effect }: Failure,
): Promise<number> {
  stack.startRun(environment);
  stack.meta.clearJournal();
  const fault = effect === undefined ? undefined : stack.addFault({ effect, times: "always" });
  const before = stack.stateIds();
  const failures: string[] = [];
  const requests = await countRequests(() =>
    Promise.all(fifty.map(async (name) => failures.push(await failureMessage(steps[verb](stack, name))))),
  );
  fault?.remove();
  expect(failures).toHaveLength(50);
  expect(stack.stateIds()).toEqual(before);
  return requests;
}

/** Runs fifty creates, then updates, refreshes and deletes of fifty existing sequences; afterwards all can be deleted. */
async function runAll(stack: FaultStack, failure: Failure): Promise<Readonly<Record<keyof typeof steps, number>>> {
  const create = await runFifty(stack, "create", failure);
  stack.startRun();
  await Promise.all(fifty.map((name) => stack.up(name)));
  const requests = {
    create,
    update: await runFifty(stack, "update", failure),
    refresh: await runFifty(stack, "refresh", failure),
    destroy: await runFifty(stack, "destroy", failure),
  };
  stack.startRun();
  await Promise.all(fifty.map((name) => stack.destroy(name)));
  expect(stack.storedIds()).toEqual([]);
  return requests;
}

row("41", "fifty resources and a refusing host share one retry budget", async (stack) => {
  expect(await runAll(stack, { environment: closedPort })).toEqual({ create: 4, update: 70, refresh: 4, destroy: 4 });
});

row("41", "fifty resources and a silent host repeat no write and share reads", async (stack) => {
  const { create, update, refresh, destroy } = await runAll(stack, {
    environment: impatient,
    effect: { kind: "hang" },
  });
  expect([create, refresh, destroy]).toEqual([4, 4, 4]);
  // A write and at most one read each, and ten retries: a timeout costs two of the twenty.
  expect(update).toBeGreaterThanOrEqual(50);
  expect(update).toBeLessThanOrEqual(110);
});

row("41", "fifty rate-limited resources stop after three attempts in each slot", async (stack) => {
  const { create, update, refresh, destroy } = await runAll(stack, { effect: { kind: "graph", code: 80008 } });
  expect([create, refresh, destroy]).toEqual([3, 3, 3]);
  expect(update).toBeLessThanOrEqual(12);
});

row("41", "fifty resources and a three-minute Retry-After send no new request", async (stack) => {
  const effect = { kind: "graph", code: 80008, headers: { "retry-after": "180" } } as const;
  const { create, update, refresh, destroy } = await runAll(stack, { effect });
  expect([create, refresh, destroy]).toEqual([1, 1, 1]);
  expect(update).toBeLessThanOrEqual(4);
});

row("41", "creates without responses are sent twice at most and share their listings", async (stack) => {
  stack.startRun(impatient);
  stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, times: "always" });
  await Promise.all(fifty.slice(0, 8).map((name) => failureMessage(stack.up(name))));
  expect(stack.requests("create").length).toBeLessThanOrEqual(16);
  expect(stack.requests("list").length).toBeLessThanOrEqual(1 + 16 * 4);
});
