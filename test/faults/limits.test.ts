import type { FaultMatch } from "pulumi-whatsapp-simulator";
import { faultRows, row, type Case } from "./support/row";

faultRows();

/** Waits that Meta's answers caused, in milliseconds: without those of ten in which reads gather. */
function waitsMs(the: Case): readonly number[] {
  return the.run.waitsMs.filter((ms) => ms !== 10);
}
function statuses(the: Case, verb: NonNullable<FaultMatch["verb"]>) {
  return the.sent(verb).map(({ status }) => status);
}

/** The steps of a life, each with the request that it is named for. */
const steps = [
  ["create", "create", (the: Case) => the.up()],
  ["list", "create", (the: Case) => the.up()],
  ["update", "update", (the: Case) => the.up("signup", { text: "New" })],
  ["read", "refresh", (the: Case) => the.refresh()],
  ["delete", "delete", (the: Case) => the.destroy()],
] as const;

/** What Meta's usage header says of an account that has to wait. */
function regain(the: Case, minutes: number) {
  return {
    "x-business-use-case-usage": JSON.stringify({
      [the.meta.wabaId]: [
        { type: "whatsapp_business_management", call_count: 100, estimated_time_to_regain_access: minutes },
      ],
    }),
  };
}

for (const [verb, deed, step] of steps) {
  row("33", `code 4 as HTTP 400 on the ${verb} of a ${deed} waits and asks again`, async (the) => {
    if (deed !== "create") await the.existing();
    // By its code alone, whatever Meta says of its being transient.
    the.fault({ match: { verb }, effect: { kind: "graph", code: 4, isTransient: false } });
    await step(the);
    expect(the.verbs().slice(the.verbs().indexOf(verb)).slice(0, 2)).toEqual([verb, verb]);
    expect(statuses(the, verb).slice(0, 2)).toEqual([400, 200]);
    expect(waitsMs(the)).toEqual([expect.any(Number)]);
    expect(the.rows()).toEqual(the.held());
  });
}

row("33", "what stays throttled is asked three times, then nothing more is sent in this run", async (the) => {
  await the.existing();
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 4 }, times: "always" });
  expect(await the.said(the.up("second"))).toMatch(
    /^Could not create sequence "second" .*Meta is limiting calls \(3 attempts in \d+\.\d s\): .* \(code 4, fbtrace_id \w+\)\. Wait some minutes and run again; calls made meanwhile lengthen the block\.$/,
  );
  expect(the.verbs()).toEqual(["list", "create", "create", "create"]);
  the.meta.clearJournal();
  for (const step of [the.refresh(), the.destroy(), the.up("signup", { text: "New" }), the.up("third")]) {
    expect(await the.said(step)).toMatch(/Meta is limiting calls: .* Wait some minutes and run again/);
  }
  expect(the.verbs()).toEqual([]);
});

row("34", "code 80007 with a minute to wait is asked again after that minute", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 80007, headers: regain(the, 1) } });
  await the.up();
  expect(statuses(the, "create")).toEqual([400, 200]);
  expect(waitsMs(the)[0]).toBeGreaterThan(59_000);
  expect(waitsMs(the)[0]).toBeLessThanOrEqual(60_000);
});

row("34", "three minutes do not fit: it fails at once, says when to come back, and nobody asks before", async (the) => {
  await the.existing();
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 80007, headers: regain(the, 3) } });
  expect(await the.said(the.up("second"))).toMatch(
    /Meta is limiting calls \(1 attempt in 0\.\d s; the next would not fit into whatsapp:operationTimeoutMs, 120000\): .* \(code 80007, fbtrace_id \w+\)\. Run again in 3 min; calls made meanwhile lengthen the block\.$/,
  );
  expect(statuses(the, "create")).toEqual([400]);
  the.meta.clearJournal();
  expect(await the.said(the.refresh())).toMatch(
    /Meta is limiting calls \(the next would not fit into whatsapp:operationTimeoutMs, 120000\): .* Run again in 3 min/,
  );
  expect(await the.said(the.up("third"))).toContain("Run again in 3 min");
  expect(the.verbs()).toEqual([]);
  expect(waitsMs(the)).toEqual([]);
});

row("34", "three minutes fit where an operation may take ten", async (the) => {
  the.nextRun({ WHATSAPP_OPERATION_TIMEOUT_MS: "600000" });
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 80007, headers: regain(the, 3) } });
  await the.up();
  expect(statuses(the, "create")).toEqual([400, 200]);
  expect(waitsMs(the)[0]).toBeGreaterThan(179_000);
});

const date = "Sun, 22 Nov 2026 10:00:00 GMT";
const obeyed: readonly (readonly [string, Readonly<Record<string, string>>, number, number])[] = [
  ["7 seconds", { "retry-after": "7" }, 6_000, 7_000],
  [
    "a date half a minute after the answer's own",
    { "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT", date },
    29_000,
    30_000,
  ],
  ["soon, which nobody understands: the provider's own wait", { "retry-after": "soon" }, 0, 1_000],
  ["-1: the provider's own wait", { "retry-after": "-1" }, 0, 1_000],
  ["nothing: the provider's own wait", {}, 0, 1_000],
];
for (const [what, headers, leastMs, mostMs] of obeyed) {
  row("35", `429 with Retry-After of ${what}`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
    await the.up();
    expect(statuses(the, "create")).toEqual([429, 200]);
    expect(waitsMs(the)).toHaveLength(1);
    expect(waitsMs(the)[0]).toBeGreaterThan(leastMs);
    expect(waitsMs(the)[0]).toBeLessThanOrEqual(mostMs);
  });
}

row("35", "429 with Retry-After of a date that has passed is asked again at once", async (the) => {
  const headers = { "retry-after": "Sun, 22 Nov 2026 09:59:00 GMT", date };
  the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
  await the.up();
  expect(statuses(the, "create")).toEqual([429, 200]);
  expect(waitsMs(the)).toEqual([]);
});

const tooLate: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ["10^9 seconds", { "retry-after": "1000000000" }, "1440 min"],
  ["a date in an hour", { "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT", date }, "60 min"],
];
for (const [what, headers, when] of tooLate) {
  row("35", `429 with Retry-After of ${what} fails at once`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
    expect(await the.said(the.up())).toMatch(new RegExp(`HTTP 429.* Run again in ${when}; calls made meanwhile`));
    expect(statuses(the, "create")).toEqual([429]);
    expect(waitsMs(the)).toEqual([]);
  });
}

for (const code of [17, 32, 341, 613, 80008, 130429]) {
  row("36", `code ${code} is a throttle: nothing was done, so a create is sent again`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "graph", code } });
    await the.up();
    expect(the.verbs().slice(0, 3)).toEqual(["list", "create", "create"]);
    expect(statuses(the, "create")).toEqual([400, 200]);
    expect(the.rows()).toEqual(the.held());
  });
}

row(
  "42",
  "a throttle of the list that looks for a lost create waits and lists again; it never means that there is none",
  async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
    the.fault({ match: { verb: "list" }, effect: { kind: "graph", code: 4 }, nth: 2, times: 2 });
    await the.up();
    expect(the.verbs().slice(0, 5)).toEqual(["list", "create", "list", "list", "list"]);
    expect(statuses(the, "list")).toEqual([200, 400, 400, 200, 200]);
    expect(waitsMs(the)).toHaveLength(2);
    expect(the.sent("create")).toHaveLength(1);
    expect(the.rows()).toEqual(the.held());
  },
);

row("42", "while that list stays throttled nothing is sent again, and the next run finds the sequence", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  the.fault({ match: { verb: "list" }, effect: { kind: "graph", code: 4 }, nth: 2, times: "always" });
  expect(await the.said(the.up())).toMatch(
    /The outcome of the request .* is unknown.*Listing the account failed too: Meta is limiting calls \(3 attempts in .*\(code 4, .*Run again: if the sequence was created after all, the next run finds it and names its id/,
  );
  expect(the.verbs()).toEqual(["list", "create", "list", "list", "list"]);
  expect(the.rows()).toHaveLength(1);
  expect(the.held()).toEqual([]);
});

row("43", "4027007 is asked once: wait a day or two, and nothing is recorded", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 4027007 } });
  expect(await the.said(the.up())).toMatch(
    /^Could not create sequence .* Meta refused: API unavailable: .* \(code 4027007, fbtrace_id \w+\)\. Wait a day or two, as Meta says, and run again; nothing was changed\.$/,
  );
  expect(the.verbs()).toEqual(["list", "create"]);
  expect([the.rows(), the.held()]).toEqual([[], []]);
});

for (const [verb, deed, step] of steps) {
  row(
    "43",
    `an account for which the API is not available keeps its state: 4027007 on the ${verb} of a ${deed}`,
    async (the) => {
      if (deed !== "create") await the.existing();
      const before = the.held();
      the.meta.setBehaviour({ unavailableFor: [the.meta.wabaId] });
      expect(await the.said(step(the))).toMatch(/\(code 4027007, fbtrace_id \w+\)\. Wait a day or two/);
      expect(the.meta.journal()).toHaveLength(1);
      expect(the.held()).toEqual(before);
    },
  );
}
