import { createHmac } from "node:crypto";
import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { sequenceArgs, createSequence } from "../support/world/sequences";
import { createAttachment, createCreative } from "../support/world/ads";
import { runCommand } from "../support/command";
import { startServer } from "../support/listening";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  account.meta.setBehaviour({ requireAppSecretProof: true });
});
afterAll(() => account.close());

function withSecret() {
  return { WHATSAPP_APP_SECRET: account.meta.appSecret };
}

test("every operation proves the app secret to an app that requires it", async () => {
  const { adId } = account.meta.addAd({});
  const run = account.run(withSecret());
  const sequence = await createSequence(run);
  const creative = await createCreative(run, { welcomeMessageSequenceId: sequence.outs["sequenceId"] });
  const attachment = await createAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
  const next = account.run(withSecret());
  expect((await next.handler.read(sequence.id, sequence.outs)).id).toBe(sequence.id);
  await next.attachment.delete(attachment.id, attachment.outs);
  await next.creative.delete(creative.id, creative.outs);
  await next.handler.delete(sequence.id, sequence.outs);
  expect(account.meta.sequences()).toEqual([]);
  expect(new Set(account.meta.journal().map(({ status }) => status))).toEqual(new Set([200]));
});

test.each([
  ["a missing app secret", {}, "require an appsecret_proof"],
  ["the secret of another app", { WHATSAPP_APP_SECRET: "another_secret" }, "Invalid appsecret_proof"],
])("%s fails once, names the setting and proves no deletion", async (_what, settings, text) => {
  const sequence = await createSequence(account.run(withSecret()));
  account.meta.clearJournal();
  const run = account.run(settings);
  for (const step of [
    () => createSequence(run, { name: "other" }),
    () => run.handler.read(sequence.id, sequence.outs),
    () => run.handler.delete(sequence.id, sequence.outs),
    () => createCreative(run),
  ]) {
    const { message } = await failureOf(step());
    expect(message).toContain(text);
    expect(message).toContain("whatsapp:appSecret");
    expect(message).not.toContain("another_secret");
  }
  expect(account.meta.journal().every(({ status }) => status === 400)).toBe(true);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("an error never shows a proof that Meta repeats", async () => {
  const proof = createHmac("sha256", account.meta.appSecret).update(account.meta.accessToken).digest("hex");
  const body = { error: { message: `bad ${proof}`, code: 100, error_data: { details: `not ${proof}` } } };
  for (const effect of [
    { kind: "status", status: 400, body } as const,
    { kind: "status", status: 502, body: `<html>${proof}</html>` } as const,
  ]) {
    account.meta.faults.add({ match: { verb: "list" }, effect, times: "always" });
    const { message } = await failureOf(createSequence(account.run({ ...withSecret(), WHATSAPP_MAX_ATTEMPTS: "1" })));
    expect(message).toContain("[secret]");
    expect(message).not.toContain(proof);
    account.meta.faults.clear();
  }
});

test("the command line proves the app secret of its environment", async () => {
  await createSequence(account.run(withSecret()));
  const { code, out } = await runCommand(["list", "--json"], account.environment(withSecret()));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toHaveLength(1);
});

test("the access token is sent in a header, never in a URL", async () => {
  const headers: (string | undefined)[] = [];
  const server = await startServer((request, response) => {
    headers.push(request.headers.authorization);
    response.end("[]");
  });
  try {
    const run = account.run({ WHATSAPP_BASE_URL: server.url });
    const { inputs } = await run.handler.check({}, sequenceArgs());
    await failureOf(run.handler.create(inputs));
    expect(new Set(headers)).toEqual(new Set([`Bearer ${account.meta.accessToken}`]));
    expect(server.seen.join()).not.toContain(account.meta.accessToken);
    expect(server.seen.join()).not.toContain("appsecret_proof");
  } finally {
    await server.close();
  }
});
