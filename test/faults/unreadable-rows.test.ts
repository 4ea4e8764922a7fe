import { failureMessage } from "../support/world/failures";
import type { Properties } from "../../provider/src/runtime/properties";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const content: Properties = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };
const held = '"name":"signup","welcome_message_sequence":{"text":"Hello"}';

/** Listed forms of the row of "signup", and the error for each. */
const shapes: readonly (readonly [what: string, shown: string, expected: string])[] = [
  ["an opaque id", `{"id":"seq_0",${held}}`, 'row 1 (id "seq_0"): its id is not 1 to 32 digits'],
  ["an empty id", `{"id":"",${held}}`, "row 1"],
  ["an id with an exponent", `{"id":12345678901234567e0,${held}}`, 'row 1 (id "12345678901234567e0")'],
  ["a short id with an exponent", `{"id":1.0e3,${held}}`, 'row 1 (id "1.0e3")'],
  ["an id with a fraction", `{"sequence_id":1.5,${held}}`, 'row 1 (id "1.5")'],
  ["a negative id", `{"id":-1,${held}}`, 'row 1 (id "-1")'],
  ["an id of 33 digits", `{"id":"${"1".repeat(33)}",${held}}`, "row 1"],
  ["no id", `{${held}}`, "row 1: it has no id"],
  ["its row in another object", `{"node":{"id":"7",${held}}}`, "row 1: it has no id"],
  ["its row in a list", `[{"id":"7",${held}}]`, "row 1: it is an array instead of an object"],
  ["its row as text", JSON.stringify(`{"id":"7",${held}}`), "row 1: it is a string instead of an object"],
  ["no id, and content that cannot be read", '{"name":"signup","welcome_message_sequence":5}', "row 1"],
  ["an error", '{"error":{"code":1,"message":"signup"}}', "row 1: it is an error and has no id"],
  ["null", "null", "row 1: it is null"],
  ["a number", "7", "row 1: it is a number instead of an object"],
  ["an empty object", "{}", "row 1: it has no id"],
];

/** Replaces the account's list by these rows. */
function listRows(stack: FaultStack, rows: readonly string[], nth = 1) {
  return stack.addFault({
    match: { path: stack.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: `{"data":[${rows.join(",")}]}` },
    nth,
    times: "always",
  });
}

for (const [what, shown, expected] of shapes) {
  row("24a", `a lost create listed as ${what} stops the run after one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
    listRows(stack, [shown], 2);
    const message = await failureMessage(stack.up("signup", content));
    expect(message).toContain(`now lists rows that cannot be read and may be this sequence: ${expected}`);
    expect(stack.requests("create")).toHaveLength(1);
    stack.meta.faults.clear();
    listRows(stack, [shown]);
    stack.startRun();
    expect(await failureMessage(stack.up("signup", content))).toContain(
      `cannot be read and may be this sequence: ${expected}`,
    );
    expect(stack.requests("create")).toHaveLength(1);
  });
}

row("24a", "a list with a duplicate key is an error after one POST", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  const twice = (nth: number) =>
    stack.addFault({
      match: { path: stack.account.edge, verb: "list" },
      effect: { kind: "status", status: 200, body: `{"data":[{"id":"1",${held}}],"data":[]}` },
      nth,
      times: "always",
    });
  twice(2);
  expect(await failureMessage(stack.up("signup", content))).toContain('the duplicate key "data" (HTTP 200)');
  expect(stack.requests("create")).toHaveLength(1);
  stack.meta.faults.clear();
  twice(1);
  stack.startRun();
  expect(await failureMessage(stack.up("signup", content))).toContain('the duplicate key "data" (HTTP 200)');
  expect(stack.requests("create")).toHaveLength(1);
});

row("24a", "warns about unreadable old rows of another name and continues", async (stack) => {
  const old = [
    '"other"',
    '{"id":"seq_9","name":"other","welcome_message_sequence":{"text":"Hello"}}',
    '{"error":{"message":"other"}}',
    '["other"]',
  ];
  const others = [old[1] ?? "", '{"id":"x","name":"signup","welcome_message_sequence":{"text":"Older"}}'];
  const odd = listRows(stack, [...old, ...others]);
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await stack.up("signup", content);
  odd.remove();
  expect(stack.run.warnings).toEqual([
    `account ${stack.meta.wabaId}: 6 of the rows that Meta lists cannot be read, so duplicates of them cannot be excluded: ` +
      'row 1: it is a string instead of an object; row 2 (id "seq_9"): its id is not 1 to 32 digits; row 3: it is an error and has no id; and 3 more. ' +
      "Report them in a pulumi-whatsapp issue.",
  ]);
  // The list is unchanged, so the first POST created nothing.
  expect(stack.requests("create")).toHaveLength(2);
});

row("24a", "a new unreadable row beside an old one stops the run", async (stack) => {
  stack.addFault({
    match: { path: stack.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: '{"data":["other"]}' },
  });
  listRows(stack, ['"other"', "null"], 2);
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  expect(await failureMessage(stack.up("signup", content))).toContain("may be this sequence: row 2: it is null.");
  expect(stack.requests("create")).toHaveLength(1);
});

row("24a", "two different rows with one id stop the create after one POST", async (stack) => {
  const other = '{"id":"1","name":"other","welcome_message_sequence":{"text":"Other"}}';
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  listRows(stack, [`{"id":"1",${held}}`, other], 2);
  expect(await failureMessage(stack.up("signup", content))).toMatch(/another row has the same id and other content/);
  expect(stack.requests("create")).toHaveLength(1);
});

row("24a", "an old row that becomes readable is not the lost create", async (stack) => {
  const id = stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
  stack.addFault({
    match: { path: stack.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: '{"data":["other"]}' },
  });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" } });
  const message = await failureMessage(stack.up("signup", content));
  expect(message).toContain(
    `${stack.meta.wabaId}/${id} with this name and content, but it may be a row that could not be read before: row 1: it is a string instead of an object.`,
  );
  expect(stack.requests("create")).toHaveLength(1);
});

for (const [what, shown] of [
  ["an opaque id", '{"id":"seq_0","name":"signup"}'],
  ["null", "null"],
  ["an id with an exponent", '{"id":1e5}'],
  ["a row in another object", '{"node":{"id":"1"}}'],
] as const) {
  row("24a", `a list with ${what} proves no absence`, async (stack) => {
    await stack.up();
    const [id = ""] = stack.storedIds();
    stack.meta.removeSequence(id);
    stack.startRun();
    const odd = listRows(stack, [shown]);
    expect(await failureMessage(stack.refresh())).toMatch(
      /does not prove that it is deleted: it may be in what cannot be read of the account's list: row 1/,
    );
    expect(await failureMessage(stack.destroy())).toMatch(
      /it may be in what cannot be read of the account's list: row 1/,
    );
    expect(stack.engine.entries.has("signup")).toBe(true);
    odd.remove();
    expect(await stack.refresh()).toBeUndefined();
  });

  row("24a", `a filtered response with ${what} proves no absence`, async (stack) => {
    const { id } = await stack.up();
    stack.startRun();
    const match = { path: stack.account.edge };
    const effect = { kind: "status", status: 200, body: `{"data":[${shown}]}` } as const;
    const odd = stack.addFault({ match, effect, times: "always" });
    for (const step of [stack.refresh(), stack.destroy()]) {
      expect(await failureMessage(step)).toMatch(
        /Meta's answer could not be read: it may be one of the rows that cannot be read: row 1/,
      );
    }
    expect(stack.requests("delete")).toEqual([]);
    odd.remove();
    expect((await stack.refresh())?.id).toBe(id);
  });
}

for (const [what, body] of [
  ["no data", '{"paging":{}}'],
  ["data that is an object", '{"data":{}}'],
  ["data that is null", '{"data":null}'],
  ["paging that is text", '{"data":[],"paging":"next"}'],
  ["a next page that is a number", '{"data":[],"paging":{"next":2}}'],
  ["a cursor that is a number", '{"data":[],"paging":{"next":"https://graph.facebook.com/x","cursors":{"after":2}}}'],
] as const) {
  row("24a", `a list with ${what} is not an empty list`, async (stack) => {
    await stack.up();
    stack.startRun();
    stack.meta.clearJournal();
    const effect = { kind: "status", status: 200, body } as const;
    const odd = stack.addFault({ match: { path: stack.account.edge }, effect, times: "always" });
    for (const step of [stack.refresh(), stack.destroy(), stack.up("another")]) {
      expect(await failureMessage(step)).toContain("Meta's answer could not be read: ");
    }
    expect(stack.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
    odd.remove();
  });
}
