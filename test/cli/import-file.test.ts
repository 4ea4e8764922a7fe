import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeHost } from "../../engine/src/host/host";
import type { RunningProvider } from "../../engine/src/host/provider-process";
import { resolveSdk } from "../../engine/src/host/sdk";
import type { PropertyMap } from "../../engine/src/state";
import { calls, TestAccount } from "../support/world/account";
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
function readOutput(name: string): string {
  return readFileSync(join(dir, name), "utf8");
}

interface Row {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}
function rowsIn(text: string): readonly Row[] {
  return (JSON.parse(text) as { readonly resources: readonly Row[] }).resources;
}

const offer = { name: "Offer", content: { text: "Hi!" } };

describe("the files", () => {
  test("contain every sequence, and the output names the next commands", async () => {
    account.meta.addSequence({ name: "Driver sign-up", content: { text: "Hi!", ice_breakers: [{ title: "How?" }] } });
    account.meta.addSequence(offer);
    const { code, out, err } = await importFile();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(rowsIn(readOutput("import.json")).map(({ name }) => name)).toEqual(["driver-sign-up", "offer"]);
    expect(readOutput("sequences.ts")).toContain(
      "export const driverSignUpSequence = new whatsapp.WelcomeMessageSequence(",
    );
    expect(readOutput("sequences.ts")).toContain("export const offerSequence = new whatsapp.WelcomeMessageSequence(");
    expect(out).toContain(`Wrote import.json and sequences.ts: 2 sequences of account ${account.meta.wabaId}.`);
    expect(out).toContain('\n     import "./sequences";\n');
    for (const command of ["pulumi", "pulumi-whatsapp-engine"]) {
      expect(out).toContain(
        `\n     ${command} import --file import.json --generate-code=false --protect=false --yes\n`,
      );
    }
    expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`, "GET /app"]);
    expect(readdirSync(dir).sort()).toEqual(["import.json", "sequences.ts"]);
  });

  test("contain only the sequences in --ids, with the same names", async () => {
    const [first, second] = [account.meta.addSequence(offer), account.meta.addSequence(offer)];
    const other = account.meta.addSequence({ name: "Other", content: { text: "Hi!" } });
    await importFile("--ids", `${second}, ${other}`, "--out-dir", "generated/here");
    expect(rowsIn(readOutput("generated/here/import.json")).map(({ name, id }) => [name, id])).toEqual([
      [`offer-${second}`, `${account.meta.wabaId}/${second}`],
      ["other", `${account.meta.wabaId}/${other}`],
    ]);
    expect(readOutput("generated/here/sequences.ts")).not.toContain(first);
  });

  test("go to the given paths, which the next commands quote", async () => {
    account.meta.addSequence(offer);
    const { out } = await importFile("--import-file", "it's.json", "--program", "src/whats app.mts");
    expect(rowsIn(readOutput("it's.json"))).toHaveLength(1);
    expect(readOutput("src/whats app.mts")).toContain("Offer");
    expect(out).toContain("import --file 'it'\\''s.json' --generate-code=false");
    expect(out).toContain('import "./whats app";');
  });

  test("are printed as one document with --json", async () => {
    account.meta.addSequence(offer);
    await importFile();
    const { code, out } = await importFile("--json");
    const printed = JSON.parse(out) as { readonly importFile: unknown; readonly program: string };
    expect(code).toBe(0);
    expect(printed).toEqual({
      importFile: JSON.parse(readOutput("import.json")),
      program: readOutput("sequences.ts"),
      leftOut: [],
    });
  });

  test("that exist are not overwritten without --force", async () => {
    account.meta.addSequence(offer);
    writeFileSync(join(dir, "sequences.ts"), "mine");
    expect(await importFile()).toEqual({
      ...{ code: 1, out: "" },
      err: "error: Nothing was written: sequences.ts exists. Use --force to overwrite, or choose another path.\n",
    });
    expect(account.meta.journal()).toEqual([]);
    expect(readdirSync(dir)).toEqual(["sequences.ts"]);
    expect((await importFile("--force")).code).toBe(0);
    expect(readOutput("sequences.ts")).toContain("Offer");
    expect(readdirSync(dir).sort()).toEqual(["import.json", "sequences.ts"]);
  });

  test.each([
    ["a folder that is a file", ["--import-file", "import.json", "--program", "taken/sequences.ts"]],
    ["a file that is a folder", ["--import-file", "import.json", "--program", "folder", "--force"]],
    ["an import file that exists", ["--import-file", "import.json", "--program", "folder", "--force"]],
  ])("are both unchanged if one cannot be written: %s", async (what, words) => {
    account.meta.addSequence(offer);
    mkdirSync(join(dir, "folder"));
    writeFileSync(join(dir, "taken"), "mine");
    if (what.includes("import file")) writeFileSync(join(dir, "import.json"), "mine");
    const before = readdirSync(dir);
    const { code, err } = await importFile(...words);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: Nothing was written: (taken|folder)\S* cannot be written \(.*\)\.\n$/);
    expect(readdirSync(dir)).toEqual(before);
    expect(readdirSync(join(dir, "folder"))).toEqual([]);
    if (what.includes("import file")) expect(readOutput("import.json")).toBe("mine");
  });
});

describe("invalid selections and sequences", () => {
  test("one error names all unknown ids", async () => {
    const id = account.meta.addSequence(offer);
    const { code, err } = await importFile("--ids", `999,${id}`, "--ids", "998");
    expect(code).toBe(1);
    expect(err).toBe(
      `error: Nothing was written: this token cannot see sequence 999, 998 in account ${account.meta.wabaId}. Correct --ids (see \`pulumi-whatsapp list\`), or use the token of the app that created it.\n`,
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  test("an empty account is an error", async () => {
    const { code, err } = await importFile();
    expect(code).toBe(1);
    expect(err).toContain("An app sees only the sequences that it created.");
    expect(readdirSync(dir)).toEqual([]);
  });

  test("the error names every sequence with its reason; --skip-invalid excludes them", async () => {
    account.meta.addSequence(offer);
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const odd = [
      {
        name: "blank",
        content: { text: " \n" },
        reason: "text: must not be empty; write at least one visible character",
      },
      { name: "half\ud800", content: { text: "Hi" }, reason: "name: has half of a surrogate pair" },
      {
        name: "nul",
        content: { text: "a\u0000b", ice_breakers: [{ title: "" }] },
        reason: "text: has a NUL character; remove it; iceBreakers[0].title: must not be empty",
      },
      {
        name: "sentinel",
        content: { text: unknown },
        reason: "a text is Pulumi's placeholder for an unknown value",
      },
    ].map(({ reason, ...sequence }) => [account.meta.addSequence(sequence), reason] as const);
    const nothing = account.meta.addSequence({ name: "nothing", content: { text: "Hi" } });
    account.meta.editSequence(nothing, { content: null });
    const all = [...odd, [nothing, "Meta's response cannot be read: `welcome_message_sequence`"] as const];
    const refused = await importFile();
    expect(refused.code).toBe(1);
    for (const [id, reason] of all) {
      expect(refused.err).toMatch(new RegExp(`^- ${account.meta.wabaId}/${id}( ".*")?: `, "m"));
      expect(refused.err).toContain(reason);
    }
    expect(refused.err).toContain("or use --skip-invalid to leave these out.");
    expect(readdirSync(dir)).toEqual([]);
    const { code, err } = await importFile("--skip-invalid");
    expect(code).toBe(0);
    for (const [id, reason] of all) {
      expect(err).toContain(`warning: left out ${account.meta.wabaId}/${id}`);
      expect(err).toContain(reason);
    }
    expect(rowsIn(readOutput("import.json")).map(({ name }) => name)).toEqual(["offer"]);
  });

  test.each([
    ["an opaque id", '{"id":"seq_0","name":"n"}', 'row 2 (id "seq_0"): its id is not 1 to 32 digits'],
    ["null", "null", "row 2: it is null"],
    ["no id", '{"name":"n"}', "row 2: it has no id"],
    ["an id with an exponent", '{"id":1.0e3}', 'row 2 (id "1.0e3"): its id is not 1 to 32 digits'],
  ])("a row with %s is reported, and skipped with --skip-invalid", async (_what, row, reason) => {
    const body = `{"data":[{"id":"184","name":"offer","welcome_message_sequence":{"text":"Hi"}},${row}]}`;
    const match = { verb: "list" } as const;
    account.meta.faults.add({ match, effect: { kind: "status", status: 200, body }, times: "always" });
    const refused = await importFile();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`- ${account.meta.wabaId}: ${reason}`);
    const unknown = await importFile("--ids", "999");
    expect(unknown.err).toContain(
      `cannot see sequence 999 in account ${account.meta.wabaId}. 1 of the listed rows cannot be read: ${reason}.`,
    );
    expect(readdirSync(dir)).toEqual([]);
    const chosen = await importFile("--ids", "184", "--json");
    expect(chosen.code).toBe(0);
    expect(chosen.err).toContain(
      `warning: account ${account.meta.wabaId}: 1 of the listed rows cannot be read: ${reason}`,
    );
    const { code, err } = await importFile("--skip-invalid");
    expect(code).toBe(0);
    expect(err).toContain(`warning: left out ${account.meta.wabaId}: ${reason}`);
    expect(rowsIn(readOutput("import.json")).map(({ id }) => id)).toEqual([`${account.meta.wabaId}/184`]);
  });

  test("an account with only unreadable rows does not count as empty", async () => {
    const effect = { kind: "status", status: 200, body: '{"data":[null]}' } as const;
    account.meta.faults.add({ match: { verb: "list" }, effect, times: "always" });
    for (const words of [[], ["--skip-invalid"]]) {
      const { code, err } = await importFile(...words);
      expect(code).toBe(1);
      expect(err).toContain("row 1: it is null");
      expect(err).not.toContain("sees no sequence");
    }
    expect(readdirSync(dir)).toEqual([]);
  });

  test("an error of the listing writes nothing", async () => {
    account.meta.addSequence(offer);
    account.meta.faults.add({ match: { verb: "list" }, effect: { kind: "graph", code: 10 } });
    const { code, err } = await importFile();
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: Could not list the sequences of account \d+\. Meta refused: .*whatsapp_business_management/,
    );
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe("an imported sequence", () => {
  let provider: RunningProvider;
  // Takes the place of the engine: the provider exits when the engine does.
  const engine = createServer((socket) => socket.on("error", () => undefined).resume());
  const root = join(__dirname, "../..");

  beforeAll(async () => {
    await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
    provider = await nodeHost.startProvider(
      {
        sdk: () => resolveSdk(root),
        programDir: root,
        projectName: "shop",
        engineAddress: () => `127.0.0.1:${(engine.address() as AddressInfo).port}`,
        env: { ...process.env, ...account.environment() },
        onLine: () => undefined,
      },
      "pulumi-nodejs",
    );
    await provider.client.configure({});
  });
  afterAll(async () => {
    await provider.stop();
    engine.close();
  });

  const hard = "\\ `${x}` \"quoted\" 'single'\r\n\ttab\u2028 \u202e👨‍👩‍👧 مرحبا 你好 ";

  test("passes check, diff and read of the real provider process unchanged", async () => {
    account.meta.addSequence(offer);
    account.meta.addSequence({
      name: hard,
      content: { text: hard, autofill_message: { content: hard }, ice_breakers: [{ title: hard }, { title: "?" }] },
    });
    account.meta.addSequence({
      name: "empty parts",
      content: { text: "Hi", autofill_message: { content: "" }, ice_breakers: [] },
    });
    account.meta.addAd({ sequenceId: account.meta.addSequence({ name: "in use", content: { text: "Hi" } }) });
    await importFile();
    const rows = rowsIn(readOutput("import.json"));
    expect(rows).toHaveLength(4);
    expect(rows.find(({ name }) => name === "in-use")?.outputs).toMatchObject({
      isUsedInAd: true,
      __stateVersion: 1,
      __appId: account.meta.appId,
    });
    account.meta.clearJournal();
    for (const { name, id, inputs, outputs } of rows) {
      const ref = { urn: `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence::${name}`, id };
      // The calls of `import --file` and the next preview.
      expect(await provider.client.check(ref.urn, inputs, inputs)).toEqual({ inputs, failures: [] });
      expect(await provider.client.diff(ref, { inputs, outputs }, inputs)).toMatchObject({ changes: "none" });
      expect(account.meta.journal()).toEqual([]);
      const read = await provider.client.read(ref, { inputs, outputs });
      expect(read).toEqual({ id, outputs, inputs });
      expect(await provider.client.diff(ref, { inputs, outputs: read.outputs }, inputs)).toMatchObject({
        changes: "none",
      });
      account.meta.clearJournal();
    }
  });
});
