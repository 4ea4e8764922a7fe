import type { FaultMatch } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

/** Waits in milliseconds without those of 10 ms that collect reads into a batch. */
function waitsMs(stack: FaultStack): readonly number[] {
  return stack.run.waitsMs.filter((ms) => ms !== 10);
}
function statuses(stack: FaultStack, verb: NonNullable<FaultMatch["verb"]>) {
  return stack.requests(verb).map(({ status }) => status);
}

/** Operations with the request that the fault matches. */
const steps = [
  ["create", "create", (stack: FaultStack) => stack.up()],
  ["list", "create", (stack: FaultStack) => stack.up()],
  ["update", "update", (stack: FaultStack) => stack.up("signup", { text: "New" })],
  ["read", "refresh", (stack: FaultStack) => stack.refresh()],
  ["delete", "delete", (stack: FaultStack) => stack.destroy()],
] as const;

/** Usage header of an account that has to wait. */
function usageHeaders(stack: FaultStack, minutes: number) {
  return {
    "x-business-use-case-usage": JSON.stringify({
      [stack.meta.wabaId]: [
        { type: "whatsapp_business_management", call_count: 100, estimated_time_to_regain_access: minutes },
      ],
    }),
  };
}

for (const [verb, operation, step] of steps) {
  row("33", `code 4 on the ${verb} of a ${operation} waits and repeats`, async (stack) => {
    if (operation !== "create") await stack.createExisting();
    // By its code alone, whatever is_transient says.
    stack.addFault({ match: { verb }, effect: { kind: "graph", code: 4, isTransient: false } });
    await step(stack);
    expect(stack.requestKinds().slice(stack.requestKinds().indexOf(verb)).slice(0, 2)).toEqual([verb, verb]);
    expect(statuses(stack, verb).slice(0, 2)).toEqual([400, 200]);
    expect(waitsMs(stack)).toEqual([expect.any(Number)]);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("33", "a persistent rate limit stops the run after three attempts", async (stack) => {
  await stack.createExisting();
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 4 }, times: "always" });
  expect(await failureMessage(stack.up("second"))).toMatch(
    /^Could not create sequence "second" .*Meta is limiting all calls of this app \(3 attempts in \d+\.\d s\): .* \(code 4, fbtrace_id \w+\)\. Wait some minutes and run again; calls made meanwhile lengthen the block\.$/,
  );
  expect(stack.requestKinds()).toEqual(["list", "create", "create", "create"]);
  stack.meta.clearJournal();
  for (const step of [stack.refresh(), stack.destroy(), stack.up("signup", { text: "New" }), stack.up("third")]) {
    expect(await failureMessage(step)).toMatch(
      /Meta is limiting all calls of this app, so this call was not sent: .* Wait some minutes and run again/,
    );
  }
  expect(stack.requestKinds()).toEqual([]);
});

row("34", "code 80007 with a minute to wait repeats after that minute", async (stack) => {
  stack.addFault({
    match: { verb: "create" },
    effect: { kind: "graph", code: 80007, headers: usageHeaders(stack, 1) },
  });
  await stack.up();
  expect(statuses(stack, "create")).toEqual([400, 200]);
  expect(waitsMs(stack)[0]).toBeGreaterThan(59_000);
  expect(waitsMs(stack)[0]).toBeLessThanOrEqual(60_000);
});

row("34", "a three-minute wait fails at once and blocks further requests", async (stack) => {
  await stack.createExisting();
  stack.addFault({
    match: { verb: "create" },
    effect: { kind: "graph", code: 80007, headers: usageHeaders(stack, 3) },
  });
  expect(await failureMessage(stack.up("second"))).toMatch(
    /Meta is limiting calls to account \d+ \(1 attempt in 0\.\d s; the next would not fit into whatsapp:operationTimeoutMs, 120000\): .* \(code 80007, fbtrace_id \w+\)\. Account \d+ has used 100% of its hourly limit\. Run again in 3 min; calls made meanwhile lengthen the block\.$/,
  );
  expect(statuses(stack, "create")).toEqual([400]);
  stack.meta.clearJournal();
  expect(await failureMessage(stack.refresh())).toMatch(
    /Meta is limiting calls to account \d+, so this call was not sent \(the next would not fit into whatsapp:operationTimeoutMs, 120000\): .* Run again in 3 min/,
  );
  expect(await failureMessage(stack.up("third"))).toContain("Run again in 3 min");
  expect(stack.requestKinds()).toEqual([]);
  expect(waitsMs(stack)).toEqual([]);
});

row("34", "a three-minute wait fits an operation timeout of ten minutes", async (stack) => {
  stack.startRun({ WHATSAPP_OPERATION_TIMEOUT_MS: "600000" });
  stack.addFault({
    match: { verb: "create" },
    effect: { kind: "graph", code: 80007, headers: usageHeaders(stack, 3) },
  });
  await stack.up();
  expect(statuses(stack, "create")).toEqual([400, 200]);
  expect(waitsMs(stack)[0]).toBeGreaterThan(179_000);
});

// Far from this machine's date, so that only the date of the response explains the wait.
const date = "Tue, 01 Jan 2019 00:00:00 GMT";
const ownWait = "its own wait";
for (const [number, what, wait, headers, minMs, maxMs] of [
  ["35", "7 seconds", "7 s", { "retry-after": "7" }, 6_000, 7_000],
  [
    "91",
    "a date",
    "30 s from the response's date",
    { "retry-after": "Tue, 01 Jan 2019 00:00:30 GMT", date },
    29_000,
    30_000,
  ],
  ["35", "soon", ownWait, { "retry-after": "soon" }, 0, 1_000],
  ["35", "-1", ownWait, { "retry-after": "-1" }, 0, 1_000],
  ["35", "absent", ownWait, {}, 0, 1_000],
] as const) {
  row(number, `429 with Retry-After ${what} waits ${wait}`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
    await stack.up();
    expect(statuses(stack, "create")).toEqual([429, 200]);
    expect(waitsMs(stack)).toHaveLength(1);
    expect(waitsMs(stack)[0]).toBeGreaterThan(minMs);
    expect(waitsMs(stack)[0]).toBeLessThanOrEqual(maxMs);
  });
}

row("91", "429 with a past Retry-After date repeats at once", async (stack) => {
  const headers = { "retry-after": "Mon, 31 Dec 2018 00:00:00 GMT", date };
  stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
  await stack.up();
  expect(statuses(stack, "create")).toEqual([429, 200]);
  expect(waitsMs(stack)).toEqual([]);
});

for (const [number, what, headers, when] of [
  ["35", "10^9 seconds", { "retry-after": "1000000000" }, "1440 min"],
  ["91", "10^12 seconds", { "retry-after": "999999999999", date }, "1440 min"],
  ["35", "a date in an hour", { "retry-after": "Tue, 01 Jan 2019 01:00:00 GMT", date }, "60 min"],
  ["91", "a date in the year 9999", { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT", date }, "1440 min"],
] as const) {
  row(number, `429 with Retry-After ${what} fails at once`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
    expect(await failureMessage(stack.up())).toMatch(
      new RegExp(`HTTP 429.* Run again in ${when}; calls made meanwhile`),
    );
    expect(statuses(stack, "create")).toEqual([429]);
    expect(waitsMs(stack)).toEqual([]);
  });
}

for (const code of [17, 32, 341, 613, 80008, 130429]) {
  row("36", `code ${code} is a rate limit, so the create is sent again`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code } });
    await stack.up();
    expect(stack.requestKinds().slice(0, 3)).toEqual(["list", "create", "create"]);
    expect(statuses(stack, "create")).toEqual([400, 200]);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("42", "a rate limit while searching for a lost create is waited out", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  stack.addFault({ match: { verb: "list" }, effect: { kind: "graph", code: 4 }, nth: 2, times: 2 });
  await stack.up();
  expect(stack.requestKinds().slice(0, 5)).toEqual(["list", "create", "list", "list", "list"]);
  expect(statuses(stack, "list")).toEqual([200, 400, 400, 200, 200]);
  expect(waitsMs(stack)).toHaveLength(2);
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("42", "a persistent rate limit on that list sends no second create", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  stack.addFault({ match: { verb: "list" }, effect: { kind: "graph", code: 4 }, nth: 2, times: "always" });
  expect(await failureMessage(stack.up())).toMatch(
    /The outcome of the request .* is unknown.*Listing the account failed too: Meta is limiting all calls of this app \(3 attempts in .*\(code 4, .*Run again: if the sequence was created after all, the next run finds it and names its id/,
  );
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.stateIds()).toEqual([]);
});

row("43", "4027007 on a create is not retried and records nothing", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 4027007 } });
  expect(await failureMessage(stack.up())).toMatch(
    /^Could not create sequence .* Meta refused: API unavailable: .* \(code 4027007, fbtrace_id \w+\)\. Wait a day or two, as Meta says, and run again; nothing was changed\.$/,
  );
  expect(stack.requestKinds()).toEqual(["list", "create"]);
  expect([stack.storedIds(), stack.stateIds()]).toEqual([[], []]);
});

for (const [verb, operation, step] of steps) {
  row("43", `4027007 on the ${verb} of a ${operation} keeps the state`, async (stack) => {
    if (operation !== "create") await stack.createExisting();
    const before = stack.stateIds();
    stack.meta.setBehaviour({ unavailableFor: [stack.meta.wabaId] });
    expect(await failureMessage(step(stack))).toMatch(/\(code 4027007, fbtrace_id \w+\)\. Wait a day or two/);
    expect(stack.meta.journal()).toHaveLength(1);
    expect(stack.stateIds()).toEqual(before);
  });
}
