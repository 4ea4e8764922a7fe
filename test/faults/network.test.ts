import { failureMessage } from "../support/world/failures";
import { ForwardProxy } from "./support/proxy";
import { operations, prepare } from "./support/operations";
import { useAccount, row } from "./support/row";
import { withEnvironment } from "../support/environment";

useAccount();

for (const deed of operations) {
  row("01", `${deed.kind}: a refused connection is retried and the write happens once`, async (stack) => {
    const door = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
    await prepare(stack, deed);
    let waits = 0;
    stack.startRun({ WHATSAPP_BASE_URL: door.url }).meanwhile(() => (door.isOpen || ++waits < 2 ? 0 : door.reopen()));
    door.shutAfter(deed.requestKinds.indexOf(deed.kind));
    await deed.run(stack);
    expect(waits).toBe(2);
    expect(stack.requestKinds()).toEqual(deed.requestKinds);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });

  row("01", `${deed.kind}: a permanently refused connection names the host and records nothing`, async (stack) => {
    const door = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
    await prepare(stack, deed);
    const before = structuredClone([...stack.engine.entries.values()]);
    stack.startRun({ WHATSAPP_BASE_URL: door.url });
    door.shutAfter(deed.requestKinds.indexOf(deed.kind));
    expect(await failureMessage(deed.run(stack))).toContain(
      `127.0.0.1:${door.port} could not be reached (4 attempts in `,
    );
    expect([...stack.engine.entries.values()]).toEqual(before);
    expect(stack.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  });
}

row("02", "an unresolvable host name is retried and named in the error", async (stack) => {
  // No resolver asks anybody about a label of more than 63 characters (RFC 1035, 2.3.4).
  const host = `graph-${"x".repeat(64)}.invalid`;
  stack.startRun({ WHATSAPP_BASE_URL: `https://${host}`, WHATSAPP_ALLOWED_HOSTS: host });
  const said = await withEnvironment({ NO_PROXY: "*", no_proxy: "*" }, () => failureMessage(stack.up()));
  expect(said).toMatch(new RegExp(`${host} could not be reached \\(4 attempts in .*ENOTFOUND.*nothing was changed`));
  expect(stack.stateIds()).toEqual([]);
  expect(stack.requestKinds()).toEqual([]);
});

row("03", "a create lost before Meta received it is searched, then repeated", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("03", "a lost create beside a sibling of the same name creates both", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await Promise.all(["one", "two"].map((text) => stack.up(text, { name: "same", text })));
  expect(stack.requests("create")).toHaveLength(3);
  expect(stack.storedIds()).toHaveLength(2);
  expect(new Set(stack.stateIds())).toEqual(new Set(stack.storedIds()));
});

row("04", "a create with a lost response finds its sequence after one POST", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

/** Attempts that hang are cut by a real timer. */
const quick = { WHATSAPP_ATTEMPT_TIMEOUT_MS: "150" };

row("05", "a read without a response times out and is repeated", async (stack) => {
  await stack.up();
  stack.startRun(quick);
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "read" }, effect: { kind: "hang" } });
  await stack.refresh();
  expect(stack.requestKinds()).toEqual(["read", "read", "read"]);
});

row("05", "a stored create without a response is found after one POST", async (stack) => {
  stack.startRun(quick);
  stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

for (const deed of operations) {
  row("05", `${deed.kind}: a silent API ends within the operation timeout`, async (stack) => {
    await prepare(stack, deed);
    const before = stack.stateIds();
    stack.startRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "400" });
    stack.addFault({ effect: { kind: "hang" }, times: "always" });
    expect(await failureMessage(deed.run(stack))).toMatch(
      /no complete response within 0\S* s|timed out before the request/,
    );
    expect(stack.engine.operations.at(-1)?.elapsedMs).toBeLessThan(400 + 200);
    expect(stack.requestKinds().length).toBeLessThanOrEqual(4);
    expect(stack.stateIds()).toEqual(before);
  });
}

row("05", "a create that never gets a response ends in time with one POST", async (stack) => {
  stack.startRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "1000" });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, times: "always" });
  expect(await failureMessage(stack.up())).toMatch(
    /is unknown: no complete response within 0\.2 s.*the next run finds it/,
  );
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.engine.operations.at(-1)?.elapsedMs).toBeLessThan(1_000 + 200);
});

for (const deed of operations) {
  for (const [number, what, effect] of [
    ["06", "dribbles in, a byte each 50 ms,", { kind: "slow-body", chunkBytes: 1, everyMs: 50 }],
    ["07", "is cut in the middle", { kind: "truncate", bytes: 9 }],
  ] as const) {
    row(number, `${deed.kind}: a response that ${what} is rejected and the write is found`, async (stack) => {
      await prepare(stack, deed);
      stack.startRun(quick);
      stack.addFault({ match: { verb: deed.kind }, effect });
      await deed.run(stack);
      expect(stack.requests("create").length + stack.requests("update").length + stack.requests("delete").length).toBe(
        deed.kind === "read" ? 0 : 1,
      );
      expect(stack.requestKinds().length).toBeGreaterThan(deed.requestKinds.length);
      expect(stack.storedIds()).toEqual(stack.stateIds());
    });
  }
}

const stale = { kind: "close", on: "next-request" } as const;

row("14", "create: on a connection that the server closed, one sequence is created", async (stack) => {
  stack.addFault({ match: { verb: "list" }, effect: stale });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

for (const deed of operations.filter(({ kind }) => kind !== "create")) {
  row("14", `${deed.kind}: on a connection that the server closed, it is repeated`, async (stack) => {
    await prepare(stack, deed);
    stack.startRun();
    stack.addFault({ match: { path: "/app" }, effect: stale });
    await stack.refresh();
    stack.meta.clearJournal();
    await deed.run(stack);
    // Reads gather for 10 ms; what remains is the wait before the repeat.
    expect(stack.run.waitsMs.filter((ms) => ms !== 10)).toHaveLength(1);
    expect(stack.requests(deed.kind)).not.toEqual([]);
    expect(stack.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("03", "a rejected retry of a lost create still reports an unknown outcome", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 10 }, nth: 2 });
  const said = await failureMessage(stack.up());
  expect(said).toMatch(
    /is unknown.*a second attempt failed: Meta refused.*code 10.*Grant the app.*Run again: if the sequence was created/,
  );
  expect(stack.requests("create")).toHaveLength(2);
  expect(stack.storedIds()).toEqual([]);
});

row("03", "an unknown create with duplicates allowed asks to check the account", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before", times: 2 });
  const said = await failureMessage(stack.up("signup", { duplicates: "allow" }));
  expect(said).toContain("look for it with `pulumi-whatsapp list`");
  expect(said).not.toContain("the next run finds it");
  expect(stack.storedIds()).toEqual([]);
});
