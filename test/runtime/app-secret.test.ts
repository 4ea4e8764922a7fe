import { failureOf, made, TestAccount } from "../support/account";
import { madeAttachment, madeCreative } from "../support/ads";
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

const secret = () => ({ WHATSAPP_APP_SECRET: account.meta.appSecret });

test("with the app's secret, every verb works at an app that requires it", async () => {
  const { adId } = account.meta.addAd({});
  const run = account.run(secret());
  const sequence = await made(run);
  const creative = await madeCreative(run, { welcomeMessageSequenceId: sequence.outs["sequenceId"] });
  const attachment = await madeAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
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
    const sequence = await made(account.run(secret()));
    account.meta.clearJournal();
    const run = account.run(settings);
    for (const step of [
      () => made(run, { name: "other" }),
      () => run.handler.read(sequence.id, sequence.outs),
      () => run.handler.delete(sequence.id, sequence.outs),
      () => madeCreative(run),
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

test("the command line proves the secret of the environment", async () => {
  await made(account.run(secret()));
  const { code, out } = await runCommand(["list", "--json"], account.environment(secret()));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toHaveLength(1);
});
