import { createHmac } from "node:crypto";
import { failureOf } from "../support/world/failures";
import { createSequence } from "../support/world/sequences";
import { TestAccount } from "../support/world/account";
import { createAttachment, createCreative } from "../support/world/ads";
import { runCommand } from "../support/command";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  account.meta.setBehaviour({ requireAppSecretProof: true });
});
afterAll(() => account.close());

function secret() {
  return { WHATSAPP_APP_SECRET: account.meta.appSecret };
}

test("with the app's secret, every verb works at an app that requires it", async () => {
  const { adId } = account.meta.addAd({});
  const run = account.run(secret());
  const sequence = await createSequence(run);
  const creative = await createCreative(run, { welcomeMessageSequenceId: sequence.outs["sequenceId"] });
  const attachment = await createAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
  const next = account.run(secret());
  expect((await next.handler.read(sequence.id, sequence.outs)).id).toBe(sequence.id);
  await next.attachment.delete(attachment.id, attachment.outs);
  await next.creative.delete(creative.id, creative.outs);
  await next.handler.delete(sequence.id, sequence.outs);
  expect(account.meta.sequences()).toEqual([]);
  expect(new Set(account.meta.journal().map(({ status }) => status))).toEqual(new Set([200]));
});

test.each([
  ["no secret", {}, "require an appsecret_proof"],
  ["another app's secret", { WHATSAPP_APP_SECRET: "another_secret" }, "Invalid appsecret_proof"],
])(
  "with %s, the failure names the setting, and nothing counts as absent or is repeated",
  async (_what, settings, text) => {
    const sequence = await createSequence(account.run(secret()));
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
  },
);

test("a proof that Meta repeats is not shown, wherever it is", async () => {
  const proof = createHmac("sha256", account.meta.appSecret).update(account.meta.accessToken).digest("hex");
  const body = { error: { message: `bad ${proof}`, code: 100, error_data: { details: `not ${proof}` } } };
  for (const effect of [
    { kind: "status", status: 400, body } as const,
    { kind: "status", status: 502, body: `<html>${proof}</html>` } as const,
  ]) {
    account.meta.faults.add({ match: { verb: "list" }, effect, times: "always" });
    const { message } = await failureOf(createSequence(account.run({ ...secret(), WHATSAPP_MAX_ATTEMPTS: "1" })));
    expect(message).toContain("[secret]");
    expect(message).not.toContain(proof);
    account.meta.faults.clear();
  }
});

test("the command line proves the secret of the environment", async () => {
  await createSequence(account.run(secret()));
  const { code, out } = await runCommand(["list", "--json"], account.environment(secret()));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toHaveLength(1);
});
