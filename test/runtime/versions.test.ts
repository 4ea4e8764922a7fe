import { createHmac } from "node:crypto";
import { sequenceArgs, createSequence } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { TestAccount } from "../support/world/account";
import { creativeArgs, createAttachment, createCreative } from "../support/world/ads";
import { startServer } from "../support/listening";

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

function isOfAds(path: string): boolean {
  return !path.startsWith(`/${account.meta.wabaId}`) && path !== "/app";
}

test("ads and creatives are called in the Marketing version, all else in the Graph version", async () => {
  await createOneOfEach(account.run({ WHATSAPP_API_VERSION: "v23.0", WHATSAPP_MARKETING_API_VERSION: "v26.0" }));
  const used = account.meta.journal().map(({ path, version }) => `${isOfAds(path) ? "ads" : "other"} ${version}`);
  expect([...new Set(used)].sort()).toEqual(["ads v26.0", "other v23.0"]);
});

test("without settings both APIs are called in versions that Meta does not end within 180 days", async () => {
  const run = account.run({ WHATSAPP_PLATFORM_DATE: "2026-11-29" });
  await createOneOfEach(run);
  expect(new Set(account.meta.journal().map(({ version }) => version))).toEqual(new Set(["v25.0", "v26.0"]));
  expect(run.warnings).toEqual([]);
});

test("an ended Marketing version fails what concerns ads before the first call, and nothing else", async () => {
  const run = account.run({ WHATSAPP_MARKETING_API_VERSION: "v24.0" });
  await createSequence(run);
  account.meta.clearJournal();
  const { message } = await failureOf(createCreative(run));
  expect(message).toMatch(
    /^Could not create ad creative .* Marketing API v24\.0 ended on 2026-11-10\. Set whatsapp:marketingApiVersion to v26\.0, or update pulumi-whatsapp\. Nothing was sent\.$/,
  );
  expect(account.meta.journal()).toEqual([]);
});

test("an ended Graph version fails before the first call, in every verb", async () => {
  const held = await createSequence(account.run());
  account.meta.clearJournal();
  const open = () => account.run({ WHATSAPP_API_VERSION: "v19.0" }).handler;
  for (const step of [
    () => open().create(held.inputs),
    () => open().read(held.id, held.outs),
    () => open().update(held.id, held.outs, { ...held.inputs, text: "New" }),
    () => open().delete(held.id, held.outs),
  ]) {
    expect((await failureOf(step())).message).toContain("Graph API v19.0 ended on 2026-05-21");
  }
  expect(account.meta.journal()).toEqual([]);
});

test("a plan warns of a version that ends within 90 days, without a call", async () => {
  const run = account.run({ WHATSAPP_MARKETING_API_VERSION: "v25.0", WHATSAPP_PLATFORM_DATE: "2027-01-10" });
  await run.creative.check({}, creativeArgs());
  await run.handler.check({}, sequenceArgs());
  expect(run.warnings).toEqual([expect.stringMatching(/^Meta ends Marketing API v25\.0 on 2027-02-23\./)]);
  expect(account.meta.journal()).toEqual([]);
});

test("an answer in another version is reported once in a run", async () => {
  const headers = { "facebook-api-version": "v26.0" };
  account.meta.faults.add({
    match: { verb: "list" },
    effect: { kind: "status", status: 200, body: { data: [] }, headers },
  });
  const run = account.run();
  await createSequence(run);
  expect(run.warnings).toEqual([expect.stringMatching(/^Meta answered a Graph API call for v25\.0 in v26\.0\./)]);
});

test("a date that is none is refused with its variable", async () => {
  const run = account.run({ WHATSAPP_PLATFORM_DATE: "tomorrow" });
  expect((await failureOf(run.handler.create(sequenceArgs({ wabaId: account.meta.wabaId })))).message).toContain(
    "WHATSAPP_PLATFORM_DATE must be a date like 2026-11-29",
  );
  expect(account.meta.journal()).toEqual([]);
});

test("every call proves the app's secret when there is one, and none does otherwise", async () => {
  const server = await startServer((_request, response) => response.end('{"data":[]}'));
  const environment = { WHATSAPP_BASE_URL: server.url, WHATSAPP_ACCESS_TOKEN: "EAAtokenOfThisTest" };
  const proof = createHmac("sha256", "secret_of_this_test").update(environment.WHATSAPP_ACCESS_TOKEN).digest("hex");
  try {
    await failureOf(createSequence(account.run({ ...environment, WHATSAPP_APP_SECRET: "secret_of_this_test" })));
    await failureOf(createCreative(account.run({ ...environment, WHATSAPP_APP_SECRET: "secret_of_this_test" })));
    const calls = server.seen.map((call) => new URLSearchParams(call.split("?")[1]).getAll("appsecret_proof"));
    expect(calls.length).toBeGreaterThan(3);
    expect(new Set(calls.map(String))).toEqual(new Set([proof]));
    expect(server.seen.map((call) => call.split(" ")[0])).toEqual(expect.arrayContaining(["GET", "POST"]));
    const before = server.seen.length;
    await failureOf(createSequence(account.run(environment)));
    expect(server.seen.slice(before).join()).not.toContain("appsecret_proof");
  } finally {
    await server.close();
  }
});
