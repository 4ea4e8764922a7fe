import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestAccount } from "../support/world/account";
import { createAttachment, createCreative, creativeIdOf } from "../support/world/ads";
import { failureMessage } from "../support/world/failures";
import { createSequence, sequenceArgs } from "../support/world/sequences";

const account = TestAccount.forFile();
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "access-tokens-"))));
afterEach(() => rmSync(dir, { recursive: true }));

const other = "888";
const unused = { WHATSAPP_ACCESS_TOKEN: "" };

function tokensOf(...ids: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(ids.map((id) => [id, account.meta.accessToken])));
}

/** Writes a command that prints the token and counts its runs. */
function writeCommand(script = `echo ${account.meta.accessToken}`): string {
  const file = join(dir, "token.sh");
  writeFileSync(file, `echo $1 >> ${dir}/runs\n${script}\n`);
  return `sh ${file}`;
}

function commandRuns(): readonly string[] {
  return existsSync(join(dir, "runs")) ? readFileSync(join(dir, "runs"), "utf8").trim().split("\n") : [];
}

test("a rejected token of one account is replaced at its source", async () => {
  const { wabaId } = account.meta;
  const rejected = account.meta.addToken({ wabaIds: [] });
  const entry = `the entry "${wabaId}"`;
  const file = join(dir, "tokens.json");
  const tokens = JSON.stringify({ [account.meta.wabaId]: rejected });
  writeFileSync(file, tokens);
  account.meta.faults.add({ effect: { kind: "graph", code: 190 }, times: "always" });
  for (const [settings, name] of [
    [
      { WHATSAPP_ACCESS_TOKENS: tokens },
      `${entry} in accessTokens (set with \`pulumi config set --secret whatsapp:accessTokens\`, WHATSAPP_ACCESS_TOKENS or an explicit provider)`,
    ],
    [{ WHATSAPP_ACCESS_TOKENS_FILE: file }, `${entry} in accessTokensFile ${file}`],
    [{ WHATSAPP_ACCESS_TOKEN_COMMAND: writeCommand() }, `what accessTokenCommand prints for "${wabaId}"`],
  ] as const) {
    const message = await failureMessage(createSequence(account.run(settings)));
    expect(message).toContain(` Check that ${name} is a valid token for account ${wabaId}.`);
  }
});

test.each([
  ["access", { kind: "graph", code: 100, subcode: 33 }, "is the WhatsApp Business Account id"],
  ["permission", { kind: "graph", code: 200 }, "give the token's user access to account"],
] as const)("a token without %s names its entry to check", async (_what, effect, advice) => {
  const { wabaId, accessToken } = account.meta;
  account.meta.faults.add({ effect, times: "always" });
  const run = account.run({ WHATSAPP_ACCESS_TOKENS: tokensOf(wabaId) });
  const message = await failureMessage(createSequence(run));
  expect(message).toContain(advice);
  expect(message).toMatch(
    /\. Also check that the entry "\d+" in accessTokens \(.*\) is a valid token for account \d+, and not one of another account\.$/,
  );
  expect(message).not.toContain(accessToken);
  const shared = await failureMessage(createSequence(account.run()));
  expect(shared).not.toContain("Also check");
});

describe("an account without a token of its own", () => {
  test.each([
    ["accessTokens", () => ({ WHATSAPP_ACCESS_TOKENS: tokensOf(account.meta.wabaId) }), "WHATSAPP_ACCESS_TOKENS"],
    [
      "accessTokensFile",
      () => {
        writeFileSync(join(dir, "tokens.json"), tokensOf(account.meta.wabaId));
        return { WHATSAPP_ACCESS_TOKENS_FILE: join(dir, "tokens.json") };
      },
      "to the file",
    ],
  ])("fails before any request (%s), and other accounts work", async (setting, settings, where) => {
    account.meta.addWaba({ id: other });
    const run = account.run(settings());
    const message = await failureMessage(createSequence(run, { wabaId: other }));
    expect(message).toContain(
      `in account ${other}. No access token for account ${other} is in ${setting}. Add it under the key "${other}", `,
    );
    expect(message).toContain(where);
    expect(message).toMatch(/ Nothing was sent\.$/);
    expect(account.meta.journal()).toEqual([]);
    await createSequence(run);
    expect(account.sequenceIds()).toHaveLength(1);
  });

  test("is warned of in a preview", async () => {
    const run = account.run({ WHATSAPP_ACCESS_TOKENS: tokensOf(account.meta.wabaId) });
    await run.handler.check({}, sequenceArgs());
    expect(run.warnings).toEqual([]);
    await run.handler.check({}, sequenceArgs({ wabaId: other }));
    expect(run.warnings).toEqual([expect.stringContaining(`No access token for account ${other} is in accessTokens.`)]);
  });
});

describe("several sources", () => {
  test("two settings in one source are an error that names both", async () => {
    const settings = { WHATSAPP_ACCESS_TOKENS: tokensOf("1"), WHATSAPP_ACCESS_TOKEN_COMMAND: "get-token" };
    const { failures } = await account.run(settings).handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      {
        property: "",
        reason: expect.stringContaining(
          "whatsapp:accessTokens: cannot be combined with accessTokenCommand, because only one setting may give accounts their own tokens; keep one and remove the rest (in the environment: WHATSAPP_ACCESS_TOKENS, WHATSAPP_ACCESS_TOKEN_COMMAND)",
        ),
      },
    ]);
  });

  const wrong = "EAAwrongwrong";
  const explicit = { "whatsapp:explicitProvider": "true" };
  test.each([
    [
      "an explicit token before tokens of the environment",
      { WHATSAPP_ACCESS_TOKENS: `{"5":"${wrong}"}` },
      () => ({ ...explicit, "whatsapp:accessToken": account.meta.accessToken }),
    ],
    [
      "explicit tokens before a file of the environment",
      { WHATSAPP_ACCESS_TOKENS_FILE: "/nowhere.json" },
      () => ({ ...explicit, "whatsapp:accessTokens": tokensOf(account.meta.wabaId) }),
    ],
    [
      "tokens of the stack before one token of the environment",
      { WHATSAPP_ACCESS_TOKEN: wrong },
      () => ({ "whatsapp:accessTokens": tokensOf(account.meta.wabaId) }),
    ],
  ])("%s", async (_what, environment, config) => {
    const { id, outs } = await createSequence(account.run(environment, config()));
    await account.run(environment, config()).handler.delete(id, outs);
    expect(account.meta.journal().filter(({ errorCode }) => errorCode !== null)).toEqual([]);
  });

  test("tokens of the environment come before those of the stack", async () => {
    const config = { "whatsapp:accessTokens": `{"${account.meta.wabaId}":"${wrong}"}` };
    await createSequence(account.run({ WHATSAPP_ACCESS_TOKENS: tokensOf(account.meta.wabaId) }, config));
    expect(account.sequenceIds()).toHaveLength(1);
  });
});

describe("a file of tokens", () => {
  test("is not read in a preview, and read again after a failure", async () => {
    const file = join(dir, "tokens.json");
    const run = account.run({ WHATSAPP_ACCESS_TOKENS_FILE: file });
    expect((await run.handler.check({}, sequenceArgs())).failures).toEqual([]);
    expect(run.warnings).toEqual([]);
    expect(await failureMessage(createSequence(run))).toContain(`accessTokensFile ${file} does not exist. Nothing was`);
    expect(account.meta.journal()).toEqual([]);
    writeFileSync(file, tokensOf(account.meta.wabaId));
    await createSequence(run);
    writeFileSync(file, "{}");
    await createSequence(run, { name: "b" });
    expect(account.sequenceIds()).toHaveLength(2);
  });

  test("its tokens are rejected in a text that would publish them", async () => {
    const file = join(dir, "tokens.json");
    writeFileSync(file, JSON.stringify({ [account.meta.wabaId]: account.meta.accessToken, 5: "client-five-secret" }));
    const run = account.run({ WHATSAPP_ACCESS_TOKENS_FILE: file });
    const message = await failureMessage(createSequence(run, { text: "Use client-five-secret" }));
    expect(message).toContain("contains the access token that this run uses");
    expect(account.meta.journal()).toEqual([]);
  });
});

describe("a token command", () => {
  test("runs once for each account, and never in a preview", async () => {
    account.meta.addWaba({ id: other });
    const run = account.run({ WHATSAPP_ACCESS_TOKEN_COMMAND: writeCommand() });
    await run.handler.check({}, sequenceArgs());
    expect(commandRuns()).toEqual([]);
    await Promise.all(
      ["a", "b"].flatMap((name) => [createSequence(run, { name }), createSequence(run, { name, wabaId: other })]),
    );
    expect([...commandRuns()].sort()).toEqual([account.meta.wabaId, other].sort());
  });

  test("a failure is reported, not cached, and sends nothing", async () => {
    const run = account.run({ WHATSAPP_ACCESS_TOKEN_COMMAND: writeCommand("echo locked >&2; exit 1") });
    for (const runs of [1, 2]) {
      expect(await failureMessage(createSequence(run))).toContain(
        `accessTokenCommand gave no access token for account ${account.meta.wabaId}: sh failed with exit code 1; standard error: locked. Nothing was sent.`,
      );
      expect(commandRuns()).toHaveLength(runs);
    }
    expect(account.meta.journal()).toEqual([]);
  });

  test("at most four run at the same time", async () => {
    const script = `mkdir ${dir}/$1; ls -d ${dir}/[0-9]* | wc -l >> ${dir}/counts; rmdir ${dir}/$1; echo ${account.meta.accessToken}`;
    const run = account.run({ WHATSAPP_ACCESS_TOKEN_COMMAND: writeCommand(script), WHATSAPP_WRITE_CONCURRENCY: "64" });
    const ids = Array.from({ length: 12 }, (_, i) => account.meta.addWaba({ id: `90${i}` }));
    await Promise.all(ids.map((wabaId) => createSequence(run, { wabaId })));
    const counts = readFileSync(join(dir, "counts"), "utf8").trim().split(/\s+/).map(Number);
    expect(Math.max(...counts)).toBeLessThanOrEqual(4);
    expect(counts).toHaveLength(12);
  });
});

describe("the ad of an attachment", () => {
  test("needs accessToken until its account is known", async () => {
    const { adAccountId } = account.meta;
    const { adId } = account.meta.addAd({});
    const settings = { WHATSAPP_ACCESS_TOKENS: tokensOf(`act_${adAccountId}`) };
    const creative = await createCreative(account.run(settings));
    const args = { adId, creativeId: creativeIdOf(creative.id) };
    expect(await failureMessage(createAttachment(account.run({ ...settings, ...unused }), args))).toContain(
      "The ad account is not known before the ad is read, so accessTokens cannot give its token. Also set accessToken, ",
    );
    const { id, outs } = await createAttachment(account.run(settings), args);
    const run = account.run({ ...settings, ...unused });
    await run.attachment.read(id, outs);
    await run.attachment.delete(id, outs);
  });
});

test("accounts with the same token share one read of its app", async () => {
  account.meta.addWaba({ id: other });
  const run = account.run({ WHATSAPP_ACCESS_TOKENS: tokensOf(account.meta.wabaId, other) });
  const created = [await createSequence(run), await createSequence(run, { wabaId: other })];
  for (const { outs } of created) expect(outs).toMatchObject({ __appId: account.meta.appId });
  expect(account.meta.journal().filter(({ path }) => path === "/app")).toHaveLength(1);
});
