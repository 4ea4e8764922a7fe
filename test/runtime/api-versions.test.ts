import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { sequenceArgs, createSequence } from "../support/world/sequences";
import { creativeArgs, createAttachment, createCreative } from "../support/world/ads";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

async function createOneOfEach(run: ReturnType<TestAccount["run"]>): Promise<void> {
  const sequence = await createSequence(run);
  const creative = await createCreative(run, { welcomeMessageSequenceId: sequence.outs["sequenceId"] });
  const { adId } = account.meta.addAd({});
  await createAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
}

function isMarketingCall(path: string): boolean {
  return !path.startsWith(`/${account.meta.wabaId}`) && path !== "/app";
}

test("ads and creatives use the Marketing version, other calls the Graph version", async () => {
  await createOneOfEach(account.run({ WHATSAPP_API_VERSION: "v23.0", WHATSAPP_MARKETING_API_VERSION: "v26.0" }));
  const used = account.meta
    .journal()
    .map(({ path, version }) => `${isMarketingCall(path) ? "ads" : "other"} ${version}`);
  expect([...new Set(used)].sort()).toEqual(["ads v26.0", "other v23.0"]);
});

test("the default versions bring no warning", async () => {
  const run = account.run({ WHATSAPP_PLATFORM_DATE: "2026-11-29" });
  await createOneOfEach(run);
  expect(new Set(account.meta.journal().map(({ version }) => version))).toEqual(new Set(["v25.0", "v26.0"]));
  expect(run.warnings).toEqual([]);
});

test("an ended Marketing version fails ads before the first call, not sequences", async () => {
  const run = account.run({ WHATSAPP_MARKETING_API_VERSION: "v24.0" });
  await createSequence(run);
  account.meta.clearJournal();
  const { message } = await failureOf(createCreative(run));
  expect(message).toMatch(
    /^Could not create ad creative .* Marketing API v24\.0 ended on 2026-11-10\. Set whatsapp:marketingApiVersion to v26\.0, or update pulumi-whatsapp\. Nothing was sent\.$/,
  );
  expect(account.meta.journal()).toEqual([]);
});

test("an ended Graph version fails every operation before the first call", async () => {
  const created = await createSequence(account.run());
  account.meta.clearJournal();
  const open = () => account.run({ WHATSAPP_API_VERSION: "v19.0" }).handler;
  for (const step of [
    () => open().create(created.inputs),
    () => open().read(created.id, created.outs),
    () => open().update(created.id, created.outs, { ...created.inputs, text: "New" }),
    () => open().delete(created.id, created.outs),
  ]) {
    expect((await failureOf(step())).message).toContain("Graph API v19.0 ended on 2026-05-21");
  }
  expect(account.meta.journal()).toEqual([]);
});

test("a preview warns about a version that ends within 90 days", async () => {
  const run = account.run({ WHATSAPP_MARKETING_API_VERSION: "v25.0", WHATSAPP_PLATFORM_DATE: "2027-01-10" });
  await run.creative.check({}, creativeArgs());
  await run.handler.check({}, sequenceArgs());
  expect(run.warnings).toEqual([expect.stringMatching(/^Meta ends Marketing API v25\.0 on 2027-02-23\./)]);
  expect(account.meta.journal()).toEqual([]);
});

test("a response in another version brings one warning in a run", async () => {
  const headers = { "facebook-api-version": "v26.0" };
  account.meta.faults.add({
    match: { verb: "list" },
    effect: { kind: "status", status: 200, body: { data: [] }, headers },
  });
  const run = account.run();
  await createSequence(run);
  expect(run.warnings).toEqual([expect.stringMatching(/^Meta answered a Graph API call for v25\.0 in v26\.0\./)]);
});

test("an invalid platform date is rejected with its variable", async () => {
  const run = account.run({ WHATSAPP_PLATFORM_DATE: "tomorrow" });
  expect((await failureOf(run.handler.create(sequenceArgs({ wabaId: account.meta.wabaId })))).message).toContain(
    "WHATSAPP_PLATFORM_DATE must be a date like 2026-11-29",
  );
  expect(account.meta.journal()).toEqual([]);
});
