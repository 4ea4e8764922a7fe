import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestAccount, writes } from "../support/world/account";
import {
  attachmentText,
  creativeIdOf,
  createAttachment,
  createCreative,
  type CreatedResource,
} from "../support/world/ads";

/** Entries of a state, as a version of the package wrote them. */
interface RecordedEntries {
  readonly creative: CreatedResource;
  readonly attachment: CreatedResource;
}

const folder = join(__dirname, "states");
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** Creates the objects of the recorded entries: the simulator gives the same ids in every run. */
async function createObjects(): Promise<RecordedEntries & { readonly before: string }> {
  const { adId, creativeId: before } = account.meta.addAd({});
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
  const creative = await createCreative(account.run(), {
    assetFeedSpec: { additional_data: { is_click_to_message: true } },
    welcomeMessageSequenceId: sequenceId,
  });
  const args = { adId, creativeId: creativeIdOf(creative.id), onDelete: "restore" };
  const attachment = await createAttachment(account.run(), args);
  account.meta.clearJournal();
  return { creative, attachment, before };
}

// `RECORD_STATES=1 npx jest test/ads/states` writes the entries of this version.
if (process.env["RECORD_STATES"] !== undefined) {
  test("records entries", async () => {
    const { creative, attachment } = await createObjects();
    writeFileSync(join(folder, "v1.json"), `${JSON.stringify({ creative, attachment }, null, 2)}\n`);
  });
}

describe.each(readdirSync(folder))("a state of %s", (file) => {
  const { creative, attachment } = JSON.parse(readFileSync(join(folder, file), "utf8")) as RecordedEntries;

  test("plans no change, also after a refresh", async () => {
    const current = await createObjects();
    const run = account.run();
    const planChanges = async (entries: RecordedEntries): Promise<readonly boolean[]> => {
      const { inputs } = await run.creative.check(entries.creative.inputs, current.creative.inputs);
      const attachmentCheck = await run.attachment.check(entries.attachment.inputs, current.attachment.inputs);
      const diffs = [
        await run.creative.diff(entries.creative.id, entries.creative.outs, inputs),
        await run.attachment.diff(entries.attachment.id, entries.attachment.outs, attachmentCheck.inputs),
      ];
      return diffs.map(({ changes }) => changes);
    };
    expect(await planChanges({ creative, attachment })).toEqual([false, false]);
    expect(account.meta.journal()).toEqual([]);
    const [read, ad] = [
      await account.run().creative.read(creative.id, creative.outs),
      await account.run().attachment.read(attachment.id, attachment.outs),
    ];
    const refreshed = {
      creative: { ...creative, outs: asJson(read.props ?? {}) },
      attachment: { ...attachment, outs: asJson(ad.props ?? {}) },
    };
    expect(await planChanges(refreshed)).toEqual([false, false]);
    expect(run.warnings).toEqual([]);
  });

  test("supports a rename, a restored ad and a delete", async () => {
    const { before } = await createObjects();
    const run = account.run();
    const newInputs = { ...creative.inputs, name: "renamed" };
    const { inputs: news } = await run.creative.check(creative.inputs, newInputs);
    expect(await run.creative.diff(creative.id, creative.outs, news)).toMatchObject({ changes: true, replaces: [] });
    const { outs } = await run.creative.update(creative.id, creative.outs, news);
    await account.run().attachment.delete(attachment.id, { ...attachment.outs, __provider: attachmentText });
    await account.run().creative.delete(creative.id, outs);
    expect(writes(account.meta.journal()).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /${creativeIdOf(creative.id)}`,
      `POST /${attachment.id}`,
      `DELETE /${creativeIdOf(creative.id)}`,
    ]);
    expect(account.meta.ads()).toMatchObject([{ creativeId: before }]);
  });
});
