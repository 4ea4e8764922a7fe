import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const bareStatuses = [500, 502, 503, 504].flatMap((status): (readonly [string, FaultEffect])[] => [
  [`HTTP ${status} without a body`, { kind: "status", status }],
  [`HTTP ${status} with JSON`, { kind: "status", status, body: { note: "bad gateway" } }],
]);
const passingCodes: readonly (readonly [string, FaultEffect])[] = [
  ["code 2", { kind: "graph", code: 2 }],
  ["code 131016", { kind: "graph", code: 131016 }],
  ["is_transient", { kind: "graph", code: 100, isTransient: true }],
];

for (const [number, what, effect] of [
  ...bareStatuses.map((one) => ["37", ...one] as const),
  ...passingCodes.map((one) => ["38", ...one] as const),
]) {
  row(number, `${what} after a stored create: the sequence is found, with one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect, when: "after" });
    await stack.up();
    expect(stack.requestKinds().slice(0, 3)).toEqual(["list", "create", "list"]);
    expect(stack.requests("create")).toHaveLength(1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });

  row(number, `${what} before a create is stored: searched, then sent once more`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect });
    await stack.up();
    expect(stack.requestKinds().slice(0, 7)).toEqual(["list", "create", "list", "list", "list", "list", "create"]);
    expect(stack.requests("create")).toHaveLength(2);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });

  row(number, `${what} on refresh, update and delete: each is retried`, async (stack) => {
    await stack.createExisting();
    stack.addFault({ match: { verb: "read" }, effect });
    await stack.refresh();
    expect(
      stack
        .requests("read")
        .slice(0, 2)
        .map(({ status }) => status === 200),
    ).toEqual([false, true]);
    expect(stack.run.waitsMs.filter((ms) => ms !== 10)).toHaveLength(1);
    stack.meta.clearJournal();
    stack.addFault({ match: { verb: "update" }, effect });
    await stack.up("signup", { text: "New" });
    expect(stack.requestKinds().slice(0, 3)).toEqual(["update", "read", "update"]);
    expect(stack.meta.sequences()[0]?.content).toMatchObject({ text: "New" });
    stack.startRun();
    stack.meta.clearJournal();
    stack.addFault({ match: { verb: "delete" }, effect });
    await stack.destroy();
    expect(stack.requests("delete")).toHaveLength(2);
    expect(stack.storedIds()).toEqual([]);
  });
}

row("39", "code 1 with HTTP 400 on a read is retried once", async (stack) => {
  await stack.createExisting();
  stack.addFault({ match: { verb: "read" }, effect: { kind: "graph", code: 1 } });
  await stack.refresh();
  expect(
    stack
      .requests("read")
      .slice(0, 2)
      .map(({ status }) => status),
  ).toEqual([400, 200]);
});

row("39", "a persistent code 1 on a read keeps the state", async (stack) => {
  await stack.createExisting();
  stack.addFault({ match: { verb: "read" }, effect: { kind: "graph", code: 1 }, times: "always" });
  expect(await failureMessage(stack.refresh())).toMatch(
    /Meta failed to process the request \(2 attempts in .* s\): .* \(code 1, fbtrace_id/,
  );
  expect(stack.requestKinds()).toEqual(["read", "read"]);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("39", "code 1 on a stored create: the sequence is found", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 1 }, when: "after" });
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("39", "code 1 on an unstored create: searched, repeated once, then an error", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 1 }, times: "always" });
  expect(await failureMessage(stack.up())).toContain("The account shows no new sequence after two attempts. Run again");
  expect(stack.requests("create")).toHaveLength(2);
  expect(stack.storedIds()).toEqual([]);
});

for (const [verb, step] of [
  ["update", (stack: FaultStack) => stack.up("signup", { text: "New" })],
  ["delete", (stack: FaultStack) => stack.destroy()],
] as const) {
  row("39", `code 1 on ${verb} may mean an invalid request: no retry`, async (stack) => {
    await stack.createExisting();
    stack.addFault({ match: { verb }, effect: { kind: "graph", code: 1 }, times: "always" });
    expect(await failureMessage(step(stack))).toMatch(/\(code 1, fbtrace_id \w+\)\. Run again/);
    expect(stack.requests(verb)).toHaveLength(1);
    expect(stack.stateIds()).toEqual(stack.storedIds());
  });
}

const outages: readonly (readonly [string, FaultEffect, RegExp, Record<string, string>])[] = [
  [
    "HTTP 503",
    { kind: "status", status: 503 },
    /is unknown \(4 attempts in \d+\.\d s; whatsapp:maxAttempts is 4\): HTTP 503/,
    {},
  ],
  [
    "resets",
    { kind: "drop" },
    /is unknown \(4 attempts in \d+\.\d s; whatsapp:maxAttempts is 4\): the connection broke \(ECONNRESET\)/,
    {},
  ],
  [
    "silence",
    { kind: "hang" },
    /is unknown \(4 attempts in \d+\.\d s; whatsapp:maxAttempts is 4\): no complete response within 0\.1 s/,
    { WHATSAPP_ATTEMPT_TIMEOUT_MS: "100" },
  ],
];

for (const [what, effect, expected, environment] of outages) {
  row("40", `${what} for a whole run: every operation fails, the state is unchanged`, async (stack) => {
    await stack.createExisting();
    const before = stack.engine.entries.get("signup");
    for (const step of [
      () => stack.up("second"),
      () => stack.up("signup", { text: "New" }),
      () => stack.refresh(),
      () => stack.destroy(),
    ]) {
      stack.startRun(environment);
      const fault = stack.addFault({ effect, times: "always" });
      expect(await failureMessage(step())).toMatch(expected);
      expect(stack.engine.entries.get("signup")).toEqual(before);
      fault.remove();
    }
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(Math.max(...stack.engine.operations.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(120_000);
  });
}

row("40", "an outage after the listing reports an unknown create and records nothing", async (stack) => {
  stack.addFault({ effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
  expect(await failureMessage(stack.up())).toMatch(
    /^Could not create .* The outcome of the request .*: HTTP 503.* Listing the account failed too: .*4 attempts in .*Run again: if the sequence was created after all/,
  );
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list", "list"]);
  expect([stack.storedIds(), stack.stateIds()]).toEqual([[], []]);
});
