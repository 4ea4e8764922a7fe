import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../provider/src/runtime/properties";
import { calls, TestAccount } from "../support/world/account";
import { creativeIdOf, creativeText, createCreative, planCreative, story } from "../support/world/ads";
import { runCommand, type Ran } from "../support/command";

let account: TestAccount;
let dir: string;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  dir = mkdtempSync(join(tmpdir(), "whatsapp-import-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
afterAll(() => account.close());

function importFile(...words: readonly string[]): Promise<Ran> {
  return runCommand(["import-file", ...words], account.environment(), dir);
}

interface Row {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

test("--creatives reads each creative once, and the imported ones plan unchanged", async () => {
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
  const { id } = await createCreative(account.run(), {
    name: "Driver ad",
    welcomeMessageSequenceId: sequenceId,
    assetFeedSpec: { additional_data: { is_click_to_message: true, "odd-key": 1 } },
  });
  account.meta.clearJournal();
  const { code, out, err } = await importFile("--creatives", creativeIdOf(id));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(calls(account.meta.journal())).toEqual([`GET /${creativeIdOf(id)}`]);
  expect(readdirSync(dir).sort()).toEqual(["creatives.ts", "import.json"]);
  expect(out).toContain(`1 creative of ad account ${account.meta.adAccountId}.`);
  const program = readFileSync(join(dir, "creatives.ts"), "utf8");
  expect(program).toContain('export const driverAdCreative = new whatsapp.AdCreative("driver-ad", {');
  expect(program).toContain(`  welcomeMessageSequenceId: "${sequenceId}",\n`);
  expect(program).toContain('additional_data: { is_click_to_message: true, "odd-key": 1 }');
  const { resources } = JSON.parse(readFileSync(join(dir, "import.json"), "utf8")) as { resources: readonly Row[] };
  expect(resources).toMatchObject([
    { type: "pulumi-nodejs:dynamic/whatsapp:AdCreative", name: "driver-ad", id, outputs: { objectStorySpec: story() } },
  ]);
  const [row] = resources;
  const { __provider: handler, adAccountId: _account, ...args } = row?.inputs ?? {};
  expect(handler).toBe(creativeText);
  account.meta.clearJournal();
  const imported = { id, outs: row?.outputs ?? {}, inputs: row?.inputs ?? {} };
  expect((await planCreative(account.run(), imported, args)).diff.changes).toBe(false);
  expect(account.meta.journal()).toEqual([]);
});

test("rejects invisible and malformed ids and conflicting flags, and writes nothing", async () => {
  const gone = await importFile("--creatives", "999");
  expect(gone).toMatchObject({ code: 1 });
  expect(gone.err).toContain(
    `Nothing was written: this token cannot see creative 999 in ad account ${account.meta.adAccountId}.`,
  );
  expect(await importFile("--creatives", "act_1")).toMatchObject({
    code: 2,
    err: expect.stringContaining('--creatives "act_1"'),
  });
  expect(await importFile("--creatives", "1", "--ids", "2")).toMatchObject({ code: 2 });
  expect(await importFile("--ad-account", "1")).toMatchObject({ code: 2 });
  expect(readdirSync(dir)).toEqual([]);
});

test.each([
  ["without an id", { id: null, name: "x" }, "it has no id"],
  ["with a name that is a number", { name: 5 }, "`name` cannot be read"],
  ["with a story that is a number", { name: "x", object_story_spec: 5 }, "`object_story_spec` cannot be read"],
])("reports a creative %s, and skips it with --skip-invalid", async (_what, fields, reason) => {
  const readable = await createCreative(account.run());
  const odd = creativeIdOf((await createCreative(account.run(), { name: "odd" })).id);
  const body = JSON.stringify({ id: odd, ...fields });
  const match = { path: `/${odd}`, verb: "read" } as const;
  account.meta.faults.add({ match, effect: { kind: "status", status: 200, body }, times: "always" });
  const words = ["--creatives", `${creativeIdOf(readable.id)},${odd}`];
  const refused = await importFile(...words);
  expect(refused.code).toBe(1);
  const problem = `${account.meta.adAccountId}/${odd}: Meta's response cannot be read: requested ${odd}, ${reason}`;
  expect(refused.err).toContain(`- ${problem}`);
  expect(readdirSync(dir)).toEqual([]);
  const { code, err } = await importFile(...words, "--skip-invalid");
  expect(code).toBe(0);
  expect(err).toContain(`warning: left out ${problem}`);
  expect(readdirSync(dir)).toContain("import.json");
});
