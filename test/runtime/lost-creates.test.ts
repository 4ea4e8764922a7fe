import type { Properties } from "../../provider/src/runtime/properties";
import { TestAccount, writes } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { type ProviderRun } from "../support/world/provider-run";
import { createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const createRequests = { verb: "create" } as const;
const text = "Hi! Thanks for your interest in driving with us.";

/** Loses the first create and adds these rows before the account is listed. */
function loseCreateBeside(
  ...rows: readonly { readonly name: string; readonly content: { readonly text: string } | null }[]
): readonly string[] {
  const ids: string[] = [];
  const lost = account.meta.faults.add({ match: createRequests, effect: { kind: "drop" } });
  void lost.hit.then(() => {
    for (const { name, content } of rows) {
      const id = account.meta.addSequence({ name, content: { text: "to be changed" } });
      account.meta.editSequence(id, { content });
      ids.push(id);
    }
  });
  return ids;
}

function countWrites(): number {
  return writes(account.meta.journal()).length;
}
const bare = { autofillMessage: undefined, iceBreakers: undefined };
function createPlain(run: ProviderRun = account.run(), changes: Properties = {}) {
  return createSequence(run, { text, ...bare, ...changes });
}

/** Ends an operation between two of the reads that look for a lost create. */
const shortTime = { WHATSAPP_OPERATION_TIMEOUT_MS: "700" };

describe("after a lost create", () => {
  test("an unreadable new row stops the run without a second POST", async () => {
    const ids = loseCreateBeside({ name: "Driver sign-up", content: null });
    const { message } = await failureOf(createPlain());
    expect(message).toContain(
      `a new sequence, ${account.meta.wabaId}/${ids[0] ?? ""}, that may be this one, stored with other text.`,
    );
    expect(countWrites()).toBe(1);
  });

  test("a new row of another name is ignored", async () => {
    account.meta.addSequence({ name: "Driver sign-up", content: { text: "Another" } });
    loseCreateBeside({ name: "Other", content: { text: "Another" } });
    const { id } = await createPlain();
    expect(countWrites()).toBe(2);
    expect(account.meta.sequences().filter((row) => row.id === sequenceIdOf(id))).toHaveLength(1);
  });

  test("two new rows with truncated text are both named", async () => {
    const ids = loseCreateBeside(
      { name: "Driver sign-up", content: { text: "Hi! Thanks" } },
      { name: "Driver sign-up", content: { text: "Hi! Thanks for your" } },
    );
    const { message } = await failureOf(createPlain());
    expect(message).toContain(`2 new sequences match: ${ids.join(", ")}.`);
    expect(countWrites()).toBe(1);
  });

  test("a row like an earlier one of the run is not adopted", async () => {
    const run = account.run();
    await createPlain(run, { text: "Hello" });
    const ids = loseCreateBeside({ name: "Driver sign-up", content: { text: "Hello" } });
    const { message } = await failureOf(createPlain(run));
    expect(message).toContain(`${account.meta.wabaId}/${ids[0] ?? ""}, that may be this one, stored with other text.`);
    expect(countWrites()).toBe(2);
  });

  test("a deadline before the account shows it is named", async () => {
    loseCreateBeside();
    const { message } = await failureOf(createPlain(account.run(shortTime)));
    expect(message).toContain("The operation timed out before the account showed the result. Run again:");
    expect(countWrites()).toBe(1);
  });

  const created = { name: "Driver sign-up", welcome_message_sequence: { text } };
  /** Lets the account list these rows from now on, as Meta writes them. */
  function listRows(...data: readonly object[]): void {
    account.meta.faults.add({
      match: { verb: "list" },
      effect: { kind: "status", status: 200, body: JSON.stringify({ data }) },
      nth: 2,
      times: "always",
    });
  }

  test("unreadable rows are reported beside the row that may be it", async () => {
    loseCreateBeside();
    listRows({ id: "777", ...created }, { id: "778", ...created, name: "Other" }, { name: "no id" });
    const { message } = await failureOf(createPlain());
    expect(message).toContain(
      `now lists rows that cannot be read and may be this sequence, beside ${account.meta.wabaId}/777 with this name and content: `,
    );
    expect(countWrites()).toBe(1);
  });

  test.each([{}, shortTime])("unreadable rows alone are reported alone (%j)", async (settings) => {
    loseCreateBeside();
    listRows({ id: "778", ...created, name: "Other" }, { name: "no id" });
    const { message } = await failureOf(createPlain(account.run(settings)));
    expect(message).toContain("cannot be read and may be this sequence: ");
  });

  test("the error says that Meta answered without an id", async () => {
    account.meta.faults.add({ match: createRequests, effect: { kind: "status", status: 200, body: {} }, times: 2 });
    const { message } = await failureOf(createPlain());
    expect(message).toContain("Meta answered without an id. The account shows no new sequence after two attempts.");
  });
});

test("a create that Meta refused can be called again", async () => {
  account.meta.faults.add({ match: createRequests, effect: { kind: "graph", code: 4027001 } });
  const run = account.run();
  await failureOf(createPlain(run));
  await createPlain(run);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("a replacement is no duplicate of the row it replaces", async () => {
  const { id, outs, inputs } = await createSequence(account.run(), { onContentChange: "replace" });
  account.meta.editSequence(sequenceIdOf(id), { content: { text: "New" } });
  const run = account.run();
  const { inputs: news } = await run.handler.check(inputs, { ...inputs, text: "New" });
  expect(await run.handler.diff(id, outs, news)).toMatchObject({ replaces: ["text"] });
  const { id: newId } = await run.handler.create(news);
  expect(newId).not.toBe(id);
  expect(account.meta.sequences()).toHaveLength(2);
});

test("a replaced adoption does not change that of another sequence", async () => {
  const [first, second] = [1, 2].map((number) =>
    account.meta.addSequence({ name: "Driver sign-up", content: { text: `Text ${number}` } }),
  );
  const run = account.run();
  const { id, outs, inputs } = await createPlain(account.run(), { adoptSequenceId: first, onContentChange: "replace" });
  const { inputs: news } = await run.handler.check(inputs, { ...inputs, text: "New" });
  expect(await run.handler.diff(id, outs, news)).toMatchObject({ replaces: ["text"] });
  expect((await createPlain(run, { adoptSequenceId: second })).id).toBe(`${account.meta.wabaId}/${second ?? ""}`);
});

test("an update that Meta lists late is read again", async () => {
  const { id, outs, inputs } = await createPlain();
  const run = account.run();
  account.meta.faults.add({
    match: { path: "*/welcome_message_sequences", verb: "read" },
    effect: { kind: "status", status: 200, body: { data: [] } },
  });
  const { outs: updated } = await run.handler.update(id, outs, { ...inputs, text: "New" });
  expect(updated).toMatchObject({ text: "New" });
});

test("a deletion that waits gives way to an adoption", async () => {
  const { id, outs } = await createPlain();
  const run = account.run({ WHATSAPP_WRITE_CONCURRENCY: "1" });
  const held = account.meta.faults.add({ match: createRequests, effect: { kind: "delay", delayMs: 500 } });
  const slow = createPlain(run, { name: "Other" });
  await held.hit;
  const deleted = run.handler.delete(id, outs);
  // When these have their responses, the deletion waits for the create: the listing before it shows the sequence.
  for (let count = 0; count < 3; count++) await fetch(account.meta.url);
  const adopted = createPlain(run, { adoptSequenceId: sequenceIdOf(id) });
  await Promise.all([slow, deleted, adopted]);
  expect(account.meta.sequences().map((row) => row.id)).toContain(sequenceIdOf(id));
  expect(account.meta.journal().filter(({ method }) => method === "DELETE")).toEqual([]);
});
