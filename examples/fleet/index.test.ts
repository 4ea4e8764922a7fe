import Ajv from "ajv";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createOrSelectStack } from "pulumi-whatsapp-engine";
import { parseAllDocuments } from "yaml";
import { accountOf, resourceName } from "./adoptions";
import { readContent } from "./content";
import { readInventory, type Account } from "./inventory";
import { formatManifests } from "./manifests";
import { createReport, formatReport } from "./report";
import { readResultFile, type ShardResult } from "./shard-result";
import { createShards } from "./shards";
import { findStopReason } from "./stop-rule";

test("the simulator run names failed accounts, resumes and repeats without calls", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], {
    cwd: __dirname,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect([...output.matchAll(/^[✓✗] .*/gm)].map(([line]) => line)).toEqual([
    "✓ the report names the five accounts and no other",
    "✓ 55 accounts are completed, in spite of the killed worker",
    "✓ no sequence exists twice",
    "✓ the forecast is right within 5%",
    "✓ all accounts are completed",
    "✓ accounts that were completed got no call",
    "✓ each account has its sequence",
    "✓ no call is made",
  ]);
}, 300_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "fleet-files-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

describe("a rollout", () => {
  let built: string;
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), "fleet-built-"));
    execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--outDir", built], { cwd: __dirname });
  });
  afterAll(() => rmSync(built, { recursive: true }));

  /** Runs the whole fleet in a copy of the example, where the canary's stack has the passphrase "one". Meta cannot be reached. */
  async function runFleetWith(passphrase: string | undefined, workers: string) {
    for (const name of ["Pulumi.yaml", "fleet.yaml", "inventory.csv", "content", "package.json"]) {
      cpSync(join(__dirname, name), join(folder, name), { recursive: true });
    }
    cpSync(built, join(folder, "dist"), { recursive: true });
    symlinkSync(join(__dirname, "../../node_modules"), join(folder, "node_modules"));
    const backendUrl = `file://${folder}`;
    await createOrSelectStack({ stackName: "canary", workDir: folder, backendUrl, passphrase: "one" });
    const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/main.js", "run", "--workers", workers], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        PULUMI_BACKEND_URL: backendUrl,
        WHATSAPP_BASE_URL: "http://127.0.0.1:1",
        WHATSAPP_ACCESS_TOKEN: "not used",
        ...(passphrase === undefined ? {} : { PULUMI_CONFIG_PASSPHRASE: passphrase }),
      },
    });
    return { status, stdout, lines: stderr.trim().split("\n") };
  }

  test.each([
    ["without a passphrase", undefined, "0", /^canary: No passphrase to encrypt secrets with: set PULUMI_CONFIG_/],
    ["with another passphrase", "two", "0", /^canary: incorrect passphrase: .* Set PULUMI_CONFIG_PASSPHRASE/],
    ["in workers with another passphrase", "two", "2", /^canary: incorrect passphrase: /],
  ])("%s ends with one error before any account", async (_what, passphrase, workers, message) => {
    const { status, stdout, lines } = await runFleetWith(passphrase, workers);
    const end = "The rollout ended before canary was deployed, because the other stacks would fail too.";
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(lines).toEqual([expect.stringMatching(message), ...(workers === "0" ? [] : [end])]);
    expect(readdirSync(join(folder, ".fleet/results"))).toEqual([]);
  });
});

function accountWith(changes: Partial<Account> = {}): Account {
  return { wabaId: "1", brand: "volt", language: "en_US", state: "active", ...changes };
}

describe("an inventory", () => {
  const head = "wabaId,brand,language,state";
  const problemsOf = (...lines: readonly string[]): readonly string[] => {
    write("inventory.csv", lines.join("\n"));
    return readInventory(folder, "inventory.csv").problems;
  };

  test("is read from a spreadsheet with a byte order mark", () => {
    write("inventory.csv", `\uFEFF${head}\r\n1,volt,en_US,canary\r\n\r\n`);
    expect(readInventory(folder, "inventory.csv")).toEqual({
      accounts: [accountWith({ state: "canary" })],
      problems: [],
    });
  });

  test("with mistakes is rejected with the line and column of each", () => {
    expect(
      problemsOf(head, "1.02E+14,Volt,english,on", "2,volt,en_US", "3,volt,pt_BR,canary", "3,volt,pt_BR,active"),
    ).toEqual([
      "inventory.csv:2: wabaId: must be digits; in a spreadsheet, format the column as text so that it is not rounded",
      "inventory.csv:2: brand: must be a folder of content/: lower-case letters, digits and hyphens",
      "inventory.csv:2: language: must be a language such as pt_BR or en",
      "inventory.csv:2: state: must be active, paused or canary",
      "inventory.csv:3: has 3 columns instead of 4; separate them with commas, without quotes",
      "inventory.csv:5: wabaId: 3 is already on line 4; keep one",
    ]);
  });

  test("needs its columns and a canary", () => {
    expect(problemsOf("wabaId;brand;language;state")).toEqual([
      "inventory.csv:1: the first line must be wabaId,brand,language,state",
    ]);
    expect(problemsOf(head, "1,volt,en_US,active")).toEqual([
      "inventory.csv: mark the account to deploy first with the state canary",
    ]);
  });
});

test("content is read by brand and language, with every problem", () => {
  write("content/volt/en_US/welcome.yaml", "name: Welcome\ntext: Hi!\n");
  write("content/volt/pt_BR/welcome.yaml", "name: Boas-vindas\ntexto: Oi!\nwabaId: '1'\n");
  const accounts = ["en_US", "pt_BR", "es"].map((language, at) => accountWith({ wabaId: String(at), language }));
  const { variants, problems } = readContent(folder, accounts);
  expect(variants.get("content/volt/en_US")).toMatchObject([{ key: "welcome", content: { text: "Hi!" } }]);
  expect(problems).toEqual([
    "content/volt/pt_BR/welcome.yaml: text: is required",
    expect.stringMatching(/^content\/volt\/pt_BR\/welcome\.yaml: texto: is not known/),
    expect.stringMatching(/^content\/volt\/pt_BR\/welcome\.yaml: wabaId: is not known/),
    "content/volt/es: has no file; account 2 needs its texts, or another language",
  ]);
});

describe("shards", () => {
  const accounts = Array.from({ length: 1000 }, (_, at) => accountWith({ wabaId: String(at) }));
  const settings = { shards: 20, earlyShare: 0.1 };

  test("contain each account once, in three rings", () => {
    const shards = createShards([accountWith({ wabaId: "5000", state: "canary" }), ...accounts], settings);
    expect(shards.flatMap((shard) => shard.accounts)).toHaveLength(1001);
    const stacksOf = (ring: string) => shards.filter((shard) => shard.ring === ring).map(({ stack }) => stack);
    expect(stacksOf("canary")).toEqual(["canary"]);
    expect(stacksOf("early")).toEqual(["shard-00-of-20", "shard-01-of-20"]);
    expect(stacksOf("rest")).toHaveLength(18);
    for (const shard of shards.slice(1)) expect(shard.accounts.length).toBeGreaterThan(25);
  });

  test("keep an account in its stack when others come and go", () => {
    const stackOf = (all: readonly Account[]) =>
      createShards(all, settings).find((shard) => shard.accounts.some(({ wabaId }) => wabaId === "500"))?.stack;
    expect(stackOf(accounts.slice(500).reverse())).toBe(stackOf(accounts));
  });

  test("have other names with another number of shards", () => {
    const names = (shards: number) => createShards([], { shards, earlyShare: 0.1 }).map(({ stack }) => stack);
    expect(names(20).filter((name) => names(40).includes(name))).toEqual(["canary"]);
  });
});

function createResult(failed: number, completed: number, changes: Partial<ShardResult> = {}): ShardResult {
  const accounts = [
    ...Array.from({ length: failed }, (_, at) => ({ wabaId: String(at), problem: "rate | limit\nof the account" })),
    ...Array.from({ length: completed }, (_, at) => ({ wabaId: String(failed + at) })),
  ];
  return {
    stack: "shard-0-of-1",
    ring: "rest",
    inputs: "",
    accounts,
    violations: 0,
    seconds: 1,
    memoryMb: 9,
    ...changes,
  };
}

test.each(["", "{", "null", "[]", '{"stack": "canary"}'])("the damaged result %j is named", (text) => {
  write("canary.json", text);
  const file = join(folder, "canary.json");
  expect(() => readResultFile(file)).toThrow(`${file} is not the result of a shard. Delete it and run again`);
});

test("a rollout stops after failures above the limit, and after any violation", () => {
  expect(findStopReason("early", [createResult(1, 19)], 0.05)).toBeUndefined();
  expect(findStopReason("early", [createResult(2, 18)], 0.05)).toBe(
    "2 of 20 accounts failed in ring early, more than 5%",
  );
  expect(findStopReason("canary", [createResult(1, 99)], 0.05)).toMatch(/^1 of 100 accounts failed in ring canary/);
  expect(findStopReason("rest", [createResult(0, 9, { violations: 1 })], 1)).toBe(
    "a mandatory policy was violated in ring rest",
  );
});

test("the report counts accounts and names each failure", () => {
  const accounts = Array.from({ length: 4 }, (_, at) => accountWith({ wabaId: String(at) }));
  const shards = createShards(accounts, { shards: 1, earlyShare: 0 });
  const settings = { shards: 1, earlyShare: 0, stopAbove: 0, policyPacks: [] };
  const fleet = { settings, shards, variantsOf: () => [] };
  const report = createReport({ fleet, results: [createResult(1, 2)], stopReason: "a reason", seconds: 2 });
  expect(report).toMatchObject({ accounts: 4, completed: 2, waiting: 1, stopReason: "a reason", workerMemoryMb: 9 });
  expect(formatReport(report)).toContain("| 0 | shard-0-of-1 | rate \\| limit of the account |");
});

test("a resource's URN names its account", () => {
  const urn = `urn:pulumi:canary::fleet::whatsapp:index:WelcomeMessageSequence::${resourceName("102", "welcome")}`;
  expect(accountOf(urn)).toBe("102");
  expect(accountOf("urn:pulumi:canary::fleet::pulumi:pulumi:Stack::fleet-canary")).toBeUndefined();
});

describe("operator manifests", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "operator/stack.schema.json"), "utf8")) as object;
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const options = { repo: "https://github.com/acme/fleet", commit: "0123abc" };
  const shards = createShards([accountWith({ state: "canary" })], { shards: 12, earlyShare: 0.1 });
  const manifests = parseAllDocuments(formatManifests(shards, options)).map(
    (document) => document.toJS() as { readonly spec: Readonly<Record<string, unknown>> },
  );

  test("match the documented fields of Stack", () => {
    expect(manifests).toHaveLength(13);
    for (const manifest of manifests) expect([validate(manifest), validate.errors]).toEqual([true, null]);
  });

  test("wait for the canary", () => {
    expect(manifests.map(({ spec }) => spec["prerequisites"] !== undefined)).toEqual([false, ...Array(12).fill(true)]);
  });

  test("with an unknown field are rejected", () => {
    const [manifest] = manifests;
    expect(validate({ ...manifest, spec: { ...manifest?.spec, shard: 1 } })).toBe(false);
  });
});
