import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { faultRows, row, type Case } from "./support/row";

faultRows();

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
  row(number, `${what} after a create was kept: its row is found, and there is one POST`, async (the) => {
    the.fault({ match: { verb: "create" }, effect, when: "after" });
    await the.up();
    expect(the.verbs().slice(0, 3)).toEqual(["list", "create", "list"]);
    expect(the.sent("create")).toHaveLength(1);
    expect(the.rows()).toEqual(the.held());
  });

  row(number, `${what} before a create was kept: looked for, then sent once more`, async (the) => {
    the.fault({ match: { verb: "create" }, effect });
    await the.up();
    expect(the.verbs().slice(0, 7)).toEqual(["list", "create", "list", "list", "list", "list", "create"]);
    expect(the.sent("create")).toHaveLength(2);
    expect(the.rows()).toEqual(the.held());
  });

  row(
    number,
    `${what} on a refresh, an update and a delete: each is asked again, each write after a look`,
    async (the) => {
      await the.existing();
      the.fault({ match: { verb: "read" }, effect });
      await the.refresh();
      expect(
        the
          .sent("read")
          .slice(0, 2)
          .map(({ status }) => status === 200),
      ).toEqual([false, true]);
      expect(the.run.waitsMs.filter((ms) => ms !== 10)).toHaveLength(1);
      the.meta.clearJournal();
      the.fault({ match: { verb: "update" }, effect });
      await the.up("signup", { text: "New" });
      expect(the.verbs().slice(0, 3)).toEqual(["update", "read", "update"]);
      expect(the.meta.sequences()[0]?.content).toMatchObject({ text: "New" });
      the.nextRun();
      the.meta.clearJournal();
      the.fault({ match: { verb: "delete" }, effect });
      await the.destroy();
      expect(the.sent("delete")).toHaveLength(2);
      expect(the.rows()).toEqual([]);
    },
  );
}

row("39", "code 1 as HTTP 400 on a read is asked once more", async (the) => {
  await the.existing();
  the.fault({ match: { verb: "read" }, effect: { kind: "graph", code: 1 } });
  await the.refresh();
  expect(
    the
      .sent("read")
      .slice(0, 2)
      .map(({ status }) => status),
  ).toEqual([400, 200]);
});

row("39", "code 1 that stays is no longer asked, and the state is kept", async (the) => {
  await the.existing();
  the.fault({ match: { verb: "read" }, effect: { kind: "graph", code: 1 }, times: "always" });
  expect(await the.said(the.refresh())).toMatch(
    /Meta failed to process the request \(2 attempts in .* s\): .* \(code 1, fbtrace_id/,
  );
  expect(the.verbs()).toEqual(["read", "read"]);
  expect(the.held()).toEqual(the.rows());
});

row("39", "code 1 on a create has an unknown fate: what was made is found", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 1 }, when: "after" });
  await the.up();
  expect(the.sent("create")).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});

row("39", "code 1 on a create that made nothing: looked for, sent once more, then an error", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 1 }, times: "always" });
  expect(await the.said(the.up())).toContain("The account shows no new sequence after two attempts. Run again");
  expect(the.sent("create")).toHaveLength(2);
  expect(the.rows()).toEqual([]);
});

for (const [verb, step] of [
  ["update", (the: Case) => the.up("signup", { text: "New" })],
  ["delete", (the: Case) => the.destroy()],
] as const) {
  row("39", `code 1 on ${verb} is an error, since it may mean a wrong request: sent once`, async (the) => {
    await the.existing();
    the.fault({ match: { verb }, effect: { kind: "graph", code: 1 }, times: "always" });
    expect(await the.said(step(the))).toMatch(/\(code 1, fbtrace_id \w+\)\. Run again/);
    expect(the.sent(verb)).toHaveLength(1);
    expect(the.held()).toEqual(the.rows());
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
  row(
    "40",
    `${what} for a whole run: every verb fails, says what it tried, and the state stays as it was`,
    async (the) => {
      await the.existing();
      const before = the.engine.entries.get("signup");
      for (const step of [
        () => the.up("second"),
        () => the.up("signup", { text: "New" }),
        () => the.refresh(),
        () => the.destroy(),
      ]) {
        the.nextRun(environment);
        const fault = the.fault({ effect, times: "always" });
        expect(await the.said(step())).toMatch(expected);
        expect(the.engine.entries.get("signup")).toEqual(before);
        fault.remove();
      }
      expect(the.held()).toEqual(the.rows());
      expect(Math.max(...the.engine.operations.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(120_000);
    },
  );
}

row(
  "40",
  "an outage that begins after the listing: the fate of the create is said to be unknown, and nothing is recorded",
  async (the) => {
    the.fault({ effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
    expect(await the.said(the.up())).toMatch(
      /^Could not create .* The outcome of the request .*: HTTP 503.* Listing the account failed too: .*4 attempts in .*Run again: if the sequence was created after all/,
    );
    expect(the.verbs()).toEqual(["list", "create", "list", "list", "list", "list"]);
    expect([the.rows(), the.held()]).toEqual([[], []]);
  },
);
