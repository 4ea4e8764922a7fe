import type { FaultRule, WireOptions } from "pulumi-whatsapp-simulator";
import { failedReadOf, toResponse } from "../ads/fixtures";
import { TestAccount, calls, writes } from "../support/world/account";
import { createCreative, creativeIdOf, liveCreatives, story } from "../support/world/ads";
import { failureMessage } from "../support/world/failures";
import { createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** Creates a sequence in an earlier run; the journal is empty. */
async function createExisting(changes = {}) {
  const created = await createSequence(account.run(), changes);
  account.meta.clearJournal();
  return { ...created, sequenceId: sequenceIdOf(created.id), news: { ...created.inputs, text: "New" } };
}

function listQueries() {
  return writes(account.meta.journal()).map(({ query }) => query["fields"]);
}

describe("an update of a sequence", () => {
  test.each<Partial<WireOptions>>([
    {},
    { contentShape: "object" },
    { contentShape: "double-encoded", nulls: "null" },
    { idKey: "both", numericIds: true },
    { reorder: true, extraFields: true, nulls: "empty" },
  ])("takes one call if Meta returns the row in the form %j", async (wire) => {
    const { id, outs, news } = await createExisting();
    account.meta.setWire({ ...wire, sequenceReadAfterWrite: "returned" });
    const updated = await account.run().handler.update(id, outs, news);
    expect(account.meta.journal()).toHaveLength(1);
    const run = account.run();
    const read = await run.handler.read(id, { ...outs, ...updated.outs });
    expect(read.props).toEqual({ ...outs, ...updated.outs });
  });

  const shown = { name: "Driver sign-up", is_used_in_ad: false, last_update_time: "2026-12-01T00:00:00+0000" };
  const current = { ...shown, welcome_message_sequence: { text: "New" } };
  test.each<[string, (id: string) => FaultRule["effect"]]>([
    ["the former content", (id) => toResponse({ id, ...shown, welcome_message_sequence: { text: "Old" } })],
    ["content that cannot be read", (id) => toResponse({ id, ...shown, welcome_message_sequence: 5 })],
    ["another sequence", () => toResponse({ id: "1", ...current })],
    ["two ids", (id) => toResponse({ id, sequence_id: "1", ...current })],
    ["no id", () => toResponse(current)],
    ["no time", (id) => toResponse({ id, ...current, last_update_time: undefined })],
    ["no use", (id) => toResponse({ id, ...current, is_used_in_ad: null })],
    ["an id alone", (id) => toResponse({ id })],
    ["no JSON object", () => toResponse(null)],
    ["an error of the read after it", () => failedReadOf({ success: true })],
  ])("is read back if the response contains %s", async (_name, effectOf) => {
    const { id, outs, inputs, sequenceId } = await createExisting({ autofillMessage: undefined, iceBreakers: [] });
    account.meta.faults.add({ match: { verb: "update" }, effect: effectOf(sequenceId), when: "after" });
    const updated = await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(updated.outs).toMatchObject({ text: "New" });
    expect(updated.outs).not.toHaveProperty("__unsettled");
    const path = `/${account.meta.wabaId}/welcome_message_sequences`;
    expect(calls(account.meta.journal())).toEqual([`POST ${path}`, `GET ${path}`]);
  });

  const unknownField = { kind: "graph", code: 100, message: "(#100) Tried accessing nonexisting field (id)" } as const;
  test.each(["before", "after"] as const)("rejected for fields is sent again without (%s the write)", async (when) => {
    const existing = [await createExisting({ name: "a" }), await createExisting({ name: "b" })];
    account.meta.faults.add({ match: { verb: "update" }, effect: unknownField, when });
    const run = account.run();
    for (const { id, outs, news } of existing) {
      expect((await run.handler.update(id, outs, news)).outs).toMatchObject({ text: "New" });
    }
    expect(listQueries()).toEqual([expect.stringContaining("welcome_message_sequence"), undefined, undefined]);
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "New" } }, { content: { text: "New" } }]);
  });

  test("rejected for its content is not sent again", async () => {
    const { id, outs, news } = await createExisting();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 100, subcode: 4_027_001 } });
    expect(await failureMessage(account.run().handler.update(id, outs, news))).toContain("4027001");
    expect(listQueries()).toHaveLength(1);
  });

  test("rejected with and without fields fails as rejected", async () => {
    const { id, outs, news } = await createExisting();
    account.meta.faults.add({ match: { verb: "update" }, effect: unknownField, times: "always" });
    expect(await failureMessage(account.run().handler.update(id, outs, news))).toContain("Meta refused");
    expect(listQueries()).toHaveLength(2);
  });

  test("rejected with no mention of fields is not sent again", async () => {
    const { id, outs, news } = await createExisting();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 100 } });
    expect(await failureMessage(account.run().handler.update(id, outs, news))).toContain("Meta refused");
    expect(listQueries()).toHaveLength(1);
  });
});

test("a create of a sequence asks for no fields", async () => {
  account.meta.setWire({ sequenceReadAfterWrite: "refused" });
  await createSequence(account.run());
  expect(listQueries()).toEqual([undefined]);
});

describe("a create of a creative", () => {
  /** Creates the creative whose id the simulator gives first, and forgets it. */
  async function learnId(): Promise<string> {
    const { id } = await createCreative(account.run());
    account.meta.reset();
    return creativeIdOf(id);
  }

  const whole = { name: "driver-ad", status: "ACTIVE", object_story_spec: story() };
  test.each<[string, (id: string) => FaultRule["effect"]]>([
    ["its id alone", (id) => toResponse({ id })],
    ["no status", (id) => toResponse({ id, ...whole, status: undefined })],
    ["no name", (id) => toResponse({ id, ...whole, name: undefined })],
    ["no content", (id) => toResponse({ id, ...whole, object_story_spec: undefined })],
    ["other content", (id) => toResponse({ id, ...whole, object_story_spec: story("Other") })],
    ["an error of the read after it", (id) => failedReadOf({ id })],
  ])("is read back if the response contains %s", async (_name, effectOf) => {
    const id = await learnId();
    account.meta.faults.add({ match: { verb: "create" }, effect: effectOf(id), when: "after" });
    const run = account.run();
    const created = await createCreative(run);
    expect(created.outs).toMatchObject({ creativeId: id, status: "ACTIVE", objectStorySpec: story() });
    expect(run.warnings).toEqual([]);
    expect(liveCreatives(account.meta)).toEqual([id]);
    expect(calls(account.meta.journal()).slice(1)).toEqual([expect.stringMatching(/^POST /), `GET /${id}`]);
  });

  test("with a failed read and no id is looked for", async () => {
    account.meta.faults.add({ match: { verb: "create" }, effect: failedReadOf({ success: true }), when: "after" });
    const { id } = await createCreative(account.run());
    expect(liveCreatives(account.meta)).toEqual([creativeIdOf(id)]);
    expect(writes(account.meta.journal())).toHaveLength(1);
  });
});
