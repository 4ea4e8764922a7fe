import { Door } from "./support/proxy";
import { deeds, ready } from "./support/operations";
import { faultRows, row } from "./support/row";
import { withEnvironment } from "../support/environment";

faultRows();

for (const deed of deeds) {
  row("01", `${deed.verb}: a connection that is refused is tried again, and the deed is done once`, async (the) => {
    const door = await the.opened(Door.before(the.meta.url));
    await ready(the, deed);
    let waits = 0;
    the.nextRun({ WHATSAPP_BASE_URL: door.url }).meanwhile(() => (door.isOpen || ++waits < 2 ? 0 : door.reopen()));
    door.shutAfter(deed.usually.indexOf(deed.verb));
    await deed.step(the);
    expect(waits).toBe(2);
    expect(the.verbs()).toEqual(deed.usually);
    expect(the.rows()).toEqual(the.held());
  });

  row(
    "01",
    `${deed.verb}: a connection that is refused for ever: the host is named and nothing recorded`,
    async (the) => {
      const door = await the.opened(Door.before(the.meta.url));
      await ready(the, deed);
      const before = structuredClone([...the.engine.entries.values()]);
      the.nextRun({ WHATSAPP_BASE_URL: door.url });
      door.shutAfter(deed.usually.indexOf(deed.verb));
      expect(await the.said(deed.step(the))).toContain(`127.0.0.1:${door.port} could not be reached (4 attempts in `);
      expect([...the.engine.entries.values()]).toEqual(before);
      expect(the.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
    },
  );
}

row("02", "a name that cannot be resolved is tried again, and the failure names the host", async (the) => {
  // No resolver asks anybody about a label of more than 63 characters (RFC 1035, 2.3.4).
  const host = `graph-${"x".repeat(64)}.invalid`;
  the.nextRun({ WHATSAPP_BASE_URL: `https://${host}`, WHATSAPP_ALLOWED_HOSTS: host });
  const said = await withEnvironment({ NO_PROXY: "*", no_proxy: "*" }, () => the.said(the.up()));
  expect(said).toMatch(new RegExp(`${host} could not be reached \\(4 attempts in .*ENOTFOUND.*nothing was changed`));
  expect(the.held()).toEqual([]);
  expect(the.verbs()).toEqual([]);
});

row("03", "a request lost before it was read: looked for, then sent once more, one row", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await the.up();
  expect(the.verbs()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(the.rows()).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});

row("03", "a request lost beside a sibling of the same name and other text: each gets its own row", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await Promise.all(["one", "two"].map((text) => the.up(text, { name: "same", text })));
  expect(the.sent("create")).toHaveLength(3);
  expect(the.rows()).toHaveLength(2);
  expect(new Set(the.held())).toEqual(new Set(the.rows()));
});

row("04", "an answer lost after the write: the sequence is adopted, with one POST and one row", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await the.up();
  expect(the.verbs()).toEqual(["list", "create", "list", "read", "list"]);
  expect(the.rows()).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});

/** Attempts that hang are cut by a real timer. */
const quick = { WHATSAPP_ATTEMPT_TIMEOUT_MS: "150" };

row("05", "a read without an answer is cut and repeated", async (the) => {
  await the.up();
  the.nextRun(quick);
  the.meta.clearJournal();
  the.fault({ match: { verb: "read" }, effect: { kind: "hang" } });
  await the.refresh();
  expect(the.verbs()).toEqual(["read", "read", "read"]);
});

row("05", "a create without an answer, made all the same, is adopted with one POST", async (the) => {
  the.nextRun(quick);
  the.fault({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  await the.up();
  expect(the.sent("create")).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});

for (const deed of deeds) {
  row("05", `${deed.verb}: an API that never answers takes no longer than one operation may`, async (the) => {
    await ready(the, deed);
    const before = the.held();
    the.nextRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "400" });
    the.fault({ effect: { kind: "hang" }, times: "always" });
    expect(await the.said(deed.step(the))).toMatch(/no complete response within 0\S* s|timed out before the request/);
    expect(the.engine.operations.at(-1)?.elapsedMs).toBeLessThan(400 + 200);
    expect(the.verbs().length).toBeLessThanOrEqual(4);
    expect(the.held()).toEqual(before);
  });
}

row(
  "05",
  "a create that is never answered, in an account that can be asked, ends in its time with one row at most",
  async (the) => {
    the.nextRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "1000" });
    the.fault({ match: { verb: "create" }, effect: { kind: "hang" }, times: "always" });
    expect(await the.said(the.up())).toMatch(/is unknown: no complete response within 0\.2 s.*the next run finds it/);
    expect(the.sent("create")).toHaveLength(1);
    expect(the.engine.operations.at(-1)?.elapsedMs).toBeLessThan(1_000 + 200);
  },
);

for (const deed of deeds) {
  for (const [number, what, effect] of [
    ["06", "dribbles in, a byte each 50 ms,", { kind: "slow-body", chunkBytes: 1, everyMs: 50 }],
    ["07", "is cut in the middle", { kind: "truncate", bytes: 9 }],
  ] as const) {
    row(number, `${deed.verb}: an answer that ${what} is not believed, and what was done is found`, async (the) => {
      await ready(the, deed);
      the.nextRun(quick);
      the.fault({ match: { verb: deed.verb }, effect });
      await deed.step(the);
      expect(the.sent("create").length + the.sent("update").length + the.sent("delete").length).toBe(
        deed.verb === "read" ? 0 : 1,
      );
      expect(the.verbs().length).toBeGreaterThan(deed.usually.length);
      expect(the.rows()).toEqual(the.held());
    });
  }
}

const stale = { kind: "close", on: "next-request" } as const;

row("14", "create: sent on a connection that the server has closed, it is looked for and made once", async (the) => {
  the.fault({ match: { verb: "list" }, effect: stale });
  await the.up();
  expect(the.verbs()).toEqual(["list", "list", "list", "list", "list", "create", "read", "list"]);
  expect(the.rows()).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});

for (const deed of deeds.filter(({ verb }) => verb !== "create")) {
  row("14", `${deed.verb}: sent on a connection that the server has closed, it is repeated`, async (the) => {
    await ready(the, deed);
    the.nextRun();
    the.fault({ match: { path: "/app" }, effect: stale });
    await the.refresh();
    the.meta.clearJournal();
    await deed.step(the);
    // Reads gather for 10 ms; what remains is the wait before the repeat.
    expect(the.run.waitsMs.filter((ms) => ms !== 10)).toHaveLength(1);
    expect(the.sent(deed.verb)).not.toEqual([]);
    expect(the.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
    expect(the.rows()).toEqual(the.held());
  });
}

row(
  "03",
  "a create lost twice over, the second time refused, still says that the first one's fate is not known",
  async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
    the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 10 }, nth: 2 });
    const said = await the.said(the.up());
    expect(said).toMatch(
      /is unknown.*a second attempt failed: Meta refused.*code 10.*Grant the app.*Run again: if the sequence was created/,
    );
    expect(the.sent("create")).toHaveLength(2);
    expect(the.rows()).toEqual([]);
  },
);

row("03", "a create of unknown fate that may have twins says to look before the next run makes one", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before", times: 2 });
  const said = await the.said(the.up("signup", { duplicates: "allow" }));
  expect(said).toContain("look for it with `pulumi-whatsapp list`");
  expect(said).not.toContain("the next run finds it");
  expect(the.rows()).toEqual([]);
});
