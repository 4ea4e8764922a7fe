import type { Properties } from "../../provider/src/runtime/properties";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { createSequence, sequenceIdOf } from "../support/world/sequences";
import { TestAccount, writes } from "../support/world/account";
import type { ProviderRun } from "../support/world/provider-run";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const creating = { verb: "create" } as const;
const text = "Hi! Thanks for your interest in driving with us.";

/** The first create never arrives, and these rows are there when the account is asked. */
function lostBeside(
  ...rows: readonly { readonly name: string; readonly content: { readonly text: string } | null }[]
): readonly string[] {
  const ids: string[] = [];
  const lost = account.meta.faults.add({ match: creating, effect: { kind: "drop" } });
  void lost.hit.then(() => {
    for (const { name, content } of rows) {
      const id = account.meta.addSequence({ name, content: { text: "to be changed" } });
      account.meta.editSequence(id, { content });
      ids.push(id);
    }
  });
  return ids;
}

function posts(): number {
  return writes(account.meta.journal()).length;
}
const bare = { autofillMessage: undefined, iceBreakers: undefined };
function making(run: ProviderRun = account.run(), changes: Properties = {}) {
  return createSequence(run, { text, ...bare, ...changes });
}

describe("after a create that was lost", () => {
  test("a new row of its name that cannot be read is named, and nothing is sent again", async () => {
    const ids = lostBeside({ name: "Driver sign-up", content: null });
    const { message } = await failureOf(making());
    expect(message).toContain(
      `a new sequence, ${account.meta.wabaId}/${ids[0] ?? ""}, that may be this one, stored with other text.`,
    );
    expect(posts()).toBe(1);
  });

  test("a new row of another name is somebody else's, readable or not among old ones", async () => {
    account.meta.addSequence({ name: "Driver sign-up", content: { text: "Another" } });
    lostBeside({ name: "Other", content: { text: "Another" } });
    const { id } = await making();
    expect(posts()).toBe(2);
    expect(account.meta.sequences().filter((row) => row.id === sequenceIdOf(id))).toHaveLength(1);
  });

  test("two new rows that may be it, stored cut, are both named", async () => {
    const ids = lostBeside(
      { name: "Driver sign-up", content: { text: "Hi! Thanks" } },
      { name: "Driver sign-up", content: { text: "Hi! Thanks for your" } },
    );
    const { message } = await failureOf(making());
    expect(message).toContain(`2 new sequences match: ${ids.join(", ")}.`);
    expect(posts()).toBe(1);
  });

  test("a row like what the run made earlier is not taken for what it is making", async () => {
    const run = account.run();
    await making(run, { text: "Hello" });
    const ids = lostBeside({ name: "Driver sign-up", content: { text: "Hello" } });
    const { message } = await failureOf(making(run));
    expect(message).toContain(`${account.meta.wabaId}/${ids[0] ?? ""}, that may be this one, stored with other text.`);
    expect(posts()).toBe(2);
  });

  test("two attempts are made where two are allowed", async () => {
    lostBeside();
    await making(account.run({ WHATSAPP_MAX_ATTEMPTS: "2" }));
    expect(posts()).toBe(2);
  });

  test("why nothing is known is said, also when Meta answered without an id", async () => {
    account.meta.faults.add({ match: creating, effect: { kind: "status", status: 200, body: {} }, times: 2 });
    const { message } = await failureOf(making());
    expect(message).toContain("Meta answered without an id. The account shows no new sequence after two attempts.");
  });
});

test("a create that Meta refused may be called again in the same run", async () => {
  account.meta.faults.add({ match: creating, effect: { kind: "graph", code: 4027001 } });
  const run = account.run();
  await failureOf(making(run));
  await making(run);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("what was made and cannot be read back is recorded as in no ad", async () => {
  account.meta.faults.add({ match: { verb: "list" }, effect: { kind: "graph", code: 10 }, nth: 2, times: "always" });
  expect((await partialFailureOf(making())).properties).toMatchObject({ isUsedInAd: false });
});

test("a replacement is not refused as a twin of the row it replaces, which somebody has edited to the same text", async () => {
  const { id, outs, inputs } = await making(account.run(), { onContentChange: "replace" });
  account.meta.editSequence(sequenceIdOf(id), { content: { text: "New" } });
  const run = account.run();
  const { inputs: news } = await run.handler.check(inputs, { ...inputs, text: "New" });
  expect(await run.handler.diff(id, outs, news)).toMatchObject({ replaces: ["text"] });
  const { id: newId } = await run.handler.create(news);
  expect(newId).not.toBe(id);
  expect(account.meta.sequences()).toHaveLength(2);
});
