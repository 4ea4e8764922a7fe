import type { WireOptions } from "pulumi-whatsapp-simulator";
import { args, failureOf, made, TestAccount } from "../support/account";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const shapes: readonly (readonly [string, Partial<WireOptions>])[] = [
  ["as Graph answers", {}],
  ["a bare array, as on Meta's page", { listShape: "array" }],
  ["data without paging", { listShape: "data" }],
  ["content as an object", { contentShape: "object" }],
  ["content as a string in a string", { contentShape: "double-encoded" }],
  ["the id under sequence_id", { idKey: "sequence_id" }],
  ["the id under both keys", { idKey: "both" }],
  ["ids as numbers beyond 2^53", { numericIds: true }],
  ["keys in another order", { reorder: true }],
  ["null for what is absent", { nulls: "null" }],
  ["empty parts for what is absent", { nulls: "empty" }],
  ["fields nobody knows", { extraFields: true }],
  ["feature errors as code", { featureCodes: "code" }],
  ["feature errors as code in quotes", { featureCodes: "string-code" }],
  ["pages of two", { pageSize: 2 }],
  ["the filter ignored", { filter: "ignored" }],
];

test.each(shapes)("%s: the whole life is the same, and quiet", async (_what, wire) => {
  account.meta.setWire(wire);
  for (const name of ["before", "between", "after"]) account.meta.addSequence({ name, content: { text: name } });
  const plain = { autofillMessage: undefined, iceBreakers: undefined };
  for (const content of [args(), args({ name: "plain", ...plain })]) {
    const { id, outs, inputs } = await made(account.run(), content);
    const { props, inputs: readInputs } = await account.run().handler.read(id, outs);
    expect(await account.run().handler.diff(id, props ?? {}, inputs)).toMatchObject({ changes: false });
    expect(await account.run().handler.diff(id, outs, readInputs ?? {})).toMatchObject({ changes: false });
    const sequenceId = String(outs["sequenceId"]);
    account.meta.editSequence(sequenceId, { isUsedInAd: true });
    expect((await failureOf(account.run().handler.update(id, outs, { ...inputs, text: "New" }))).message).toContain(
      "4027012",
    );
    expect((await failureOf(account.run().handler.delete(id, outs))).message).toContain("4027012");
    account.meta.editSequence(sequenceId, { isUsedInAd: null });
    await account.run().handler.delete(id, outs);
  }
  expect(account.meta.sequences().map(({ name }) => name)).toEqual(["before", "between", "after"]);
});
