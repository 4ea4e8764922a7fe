import type { Properties } from "../../provider/src/runtime/properties";
import { faultRows, row, type Case } from "./support/row";

faultRows();

const content: Properties = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };
const held = '"name":"signup","welcome_message_sequence":{"text":"Hello"}';

/** What a list shows of the row of "signup", and what is said of it. */
const shapes: readonly (readonly [what: string, shown: string, said: string])[] = [
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

/** From now on the account's list is these rows. */
function listed(the: Case, rows: readonly string[], nth = 1) {
  return the.fault({
    match: { path: the.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: `{"data":[${rows.join(",")}]}` },
    nth,
    times: "always",
  });
}

for (const [what, shown, said] of shapes) {
  row("24a", `a lost create that the list shows as ${what} stops the run, with one POST`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
    listed(the, [shown], 2);
    const message = await the.said(the.up("signup", content));
    expect(message).toContain(`now lists rows that cannot be read and may be this sequence: ${said}`);
    expect(the.sent("create")).toHaveLength(1);
    the.meta.faults.clear();
    listed(the, [shown]);
    the.nextRun();
    expect(await the.said(the.up("signup", content))).toContain(`cannot be read and may be this sequence: ${said}`);
    expect(the.sent("create")).toHaveLength(1);
  });
}

row("24a", "a list that has a key twice is not read as its last value, with one POST", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  const twice = (nth: number) =>
    the.fault({
      match: { path: the.account.edge, verb: "list" },
      effect: { kind: "status", status: 200, body: `{"data":[{"id":"1",${held}}],"data":[]}` },
      nth,
      times: "always",
    });
  twice(2);
  expect(await the.said(the.up("signup", content))).toContain('the duplicate key "data" (HTTP 200)');
  expect(the.sent("create")).toHaveLength(1);
  the.meta.faults.clear();
  twice(1);
  the.nextRun();
  expect(await the.said(the.up("signup", content))).toContain('the duplicate key "data" (HTTP 200)');
  expect(the.sent("create")).toHaveLength(1);
});

row("24a", "old rows that cannot be read and are of another name are warned of, and are no obstacle", async (the) => {
  const old = [
    '"other"',
    '{"id":"seq_9","name":"other","welcome_message_sequence":{"text":"Hello"}}',
    '{"error":{"message":"other"}}',
    '["other"]',
  ];
  const others = [old[1] ?? "", '{"id":"x","name":"signup","welcome_message_sequence":{"text":"Older"}}'];
  const odd = listed(the, [...old, ...others]);
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await the.up("signup", content);
  odd.remove();
  expect(the.run.warnings).toEqual([
    `account ${the.meta.wabaId}: 6 of the rows that Meta lists cannot be read, so duplicates of them cannot be excluded: ` +
      'row 1: it is a string instead of an object; row 2 (id "seq_9"): its id is not 1 to 32 digits; row 3: it is an error and has no id; and 3 more. ' +
      "Report them in a pulumi-whatsapp issue.",
  ]);
  // The list stays as it was, so nothing came of the first POST.
  expect(the.sent("create")).toHaveLength(2);
});

row("24a", "one more row that shows nothing, beside an old one, stops the run", async (the) => {
  the.fault({
    match: { path: the.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: '{"data":["other"]}' },
  });
  listed(the, ['"other"', "null"], 2);
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  expect(await the.said(the.up("signup", content))).toContain("may be this sequence: row 2: it is null.");
  expect(the.sent("create")).toHaveLength(1);
});

row("24a", "two rows of one id that differ: the second cannot be read, and there is no second POST", async (the) => {
  const other = '{"id":"1","name":"other","welcome_message_sequence":{"text":"Other"}}';
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  listed(the, [`{"id":"1",${held}}`, other], 2);
  expect(await the.said(the.up("signup", content))).toMatch(/another row has the same id and other content/);
  expect(the.sent("create")).toHaveLength(1);
});

row("24a", "a row that becomes readable while a lost create is looked for is not taken for it", async (the) => {
  const id = the.plant({ name: "signup", content: { text: "Hello" } });
  the.fault({
    match: { path: the.account.edge, verb: "list" },
    effect: { kind: "status", status: 200, body: '{"data":["other"]}' },
  });
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" } });
  const message = await the.said(the.up("signup", content));
  expect(message).toContain(
    `${the.meta.wabaId}/${id} with this name and content, but it may be a row that could not be read before: row 1: it is a string instead of an object.`,
  );
  expect(the.sent("create")).toHaveLength(1);
});

for (const [what, shown] of [
  ["an opaque id", '{"id":"seq_0","name":"signup"}'],
  ["null", "null"],
  ["an id with an exponent", '{"id":1e5}'],
  ["a row in another object", '{"node":{"id":"1"}}'],
] as const) {
  row("24a", `a list with ${what} proves no absence: the state is kept`, async (the) => {
    await the.up();
    const [id = ""] = the.rows();
    the.meta.removeSequence(id);
    the.nextRun();
    const odd = listed(the, [shown]);
    expect(await the.said(the.refresh())).toMatch(
      /does not prove that it is deleted: it may be in what cannot be read of the account's list: row 1/,
    );
    expect(await the.said(the.destroy())).toMatch(/it may be in what cannot be read of the account's list: row 1/);
    expect(the.engine.entries.has("signup")).toBe(true);
    odd.remove();
    expect(await the.refresh()).toBeUndefined();
  });

  row("24a", `a filtered answer with ${what} proves no absence: the state is kept`, async (the) => {
    const { id } = await the.up();
    the.nextRun();
    const match = { path: the.account.edge };
    const effect = { kind: "status", status: 200, body: `{"data":[${shown}]}` } as const;
    const odd = the.fault({ match, effect, times: "always" });
    for (const step of [the.refresh(), the.destroy()]) {
      expect(await the.said(step)).toMatch(
        /Meta's answer could not be read: it may be one of the rows that cannot be read: row 1/,
      );
    }
    expect(the.sent("delete")).toEqual([]);
    odd.remove();
    expect((await the.refresh())?.id).toBe(id);
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
  row("24a", `a list with ${what} is no empty list: nothing is sent, and nothing is gone`, async (the) => {
    await the.up();
    the.nextRun();
    the.meta.clearJournal();
    const effect = { kind: "status", status: 200, body } as const;
    const odd = the.fault({ match: { path: the.account.edge }, effect, times: "always" });
    for (const step of [the.refresh(), the.destroy(), the.up("another")]) {
      expect(await the.said(step)).toContain("Meta's answer could not be read: ");
    }
    expect(the.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
    odd.remove();
  });
}
