import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sequenceType } from "../../provider/src/schema/handler";
import { calls, TestAccount } from "../support/world/account";
import { runCommand, type Ran } from "../support/command";
import { exportText, toResource, urnOf, type StateSequence } from "../support/stack-export";

const account = TestAccount.forFile();
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "whatsapp-audit-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function audit(words: readonly string[], changes: Readonly<Record<string, string>> = {}, stdin?: Uint8Array | string) {
  return runCommand(["audit", ...words], account.environment({ WHATSAPP_WABA_ID: "", ...changes }), dir, stdin);
}

/** Writes the export of a stack with these sequences and audits its accounts. */
function auditStack(sequences: readonly StateSequence[], words: readonly string[] = []): Promise<Ran> {
  writeFileSync(join(dir, "prod.json"), exportText(sequences));
  return audit(["--stack-export", "prod.json", ...words]);
}

interface Report {
  readonly accounts: readonly {
    readonly wabaId: string;
    readonly error?: string;
    readonly sequences?: readonly Readonly<Record<string, unknown>>[];
    readonly duplicates?: unknown;
  }[];
  readonly summary: unknown;
}

async function auditAsJson(sequences: readonly StateSequence[]): Promise<Report["accounts"][number]> {
  const { out } = await auditStack(sequences, ["--json", "--waba", account.meta.wabaId]);
  const [first] = (JSON.parse(out) as Report).accounts;
  if (first === undefined) throw new Error("the report has no account");
  return first;
}

const offer = { name: "Offer", content: { text: "Hi!" } };

/** State of a sequence with this content that this token's app created. */
function stateOf(sequenceId: string, outputs: Readonly<Record<string, unknown>> = {}): StateSequence {
  const { wabaId, appId } = account.meta;
  return { id: `${wabaId}/${sequenceId}`, outputs: { wabaId, name: "Offer", text: "Hi!", __appId: appId, ...outputs } };
}

const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

test("lists the sequences of every status with their resources", async () => {
  const { meta } = account;
  const text = "Hi! Thanks for your interest in driving with us. Reply to start.";
  const [changed, managed, unmanaged] = [
    meta.addSequence({ name: "Driver sign-up", content: { text, ice_breakers: [{ title: "How?" }] } }),
    meta.addSequence(offer),
    meta.addSequence({ name: "Summer", content: { text: "Sun!" } }),
  ];
  const states = [
    {
      ...stateOf(changed, { name: "Driver sign-up", text: text.replace("Reply", "Answer"), iceBreakers: [] }),
      name: "driver",
      type: sequenceType,
    },
    stateOf(managed),
    { ...stateOf("999", { name: "Gone" }), name: "gone" },
  ];
  const { code, out, err } = await auditStack(states);
  expect({ code, err }).toEqual({ code: 4, err: "" });
  const column = (id: string): string =>
    id.padEnd(Math.max(...[changed, managed, unmanaged].map(({ length }) => length)));
  const urn = (name: string, type?: string): string =>
    `${urnOf({ name, ...(type === undefined ? {} : { type }) })} in prod.json`;
  const lines = [
    `Account ${meta.wabaId} (app ${meta.appId}): 1 changed, 1 missing, 1 unmanaged, 1 managed`,
    `STATUS     ${column("ID")}  NAME            MANAGED BY`,
    `changed    ${column(changed)}  Driver sign-up  ${urn("driver", sequenceType)}`,
    '  text: "…ng with us. Answer to start." => "…ng with us. Reply to start."',
    '  iceBreakers[0].title: (none) => "How?"',
    `missing    ${column("999")}  Gone            ${urn("gone")}`,
    `unmanaged  ${column(unmanaged)}  Summer`,
  ];
  expect(out.split("\n")).toEqual([...lines, ""]);
  const all = (await auditStack(states, ["--all"])).out.split("\n");
  expect(all).toEqual([...lines, `managed    ${column(managed)}  Offer           ${urn("offer")}`, ""]);
});

test("counts managed sequences, and lists them only with --all", async () => {
  const { wabaId, appId } = account.meta;
  const state = stateOf(account.meta.addSequence(offer));
  const secret = stateOf(account.meta.addSequence({ name: "b", content: { text: "Psst" } }), {
    name: "b",
    text: { ...secretMark, ciphertext: "v1:AAAA" },
  });
  const states = [state, { ...secret, name: "b" }];
  const { code, out } = await auditStack(states);
  expect({ code, out }).toEqual({
    code: 0,
    out: `Account ${wabaId} (app ${appId}): 2 managed\nNot compared completely, because of secret arguments: 1 managed; --all shows them\n`,
  });
  expect((await auditStack(states, ["--all"])).out).toContain("\n  secret, so not compared: text\n");
  const [{ sequences = [] } = {}] = (JSON.parse((await auditStack(states, ["--json"])).out) as Report).accounts;
  expect(sequences).toHaveLength(2);
});

test("--json prints one document with every field", async () => {
  const { wabaId, appId } = account.meta;
  const id = account.meta.addSequence({ ...offer, isUsedInAd: true });
  const { out } = await auditStack([stateOf(id, { text: "Hello" })], ["--json"]);
  expect(JSON.parse(out)).toEqual({
    exports: [{ file: "prod.json", stack: "shop/prod", sequences: 1 }],
    accounts: [
      {
        ...{ wabaId, appId },
        sequences: [
          {
            ...{ status: "changed", id: `${wabaId}/${id}`, sequenceId: id, name: "Offer", isUsedInAd: true },
            managedBy: [{ urn: urnOf({}), file: "prod.json" }],
            readBy: [],
            isManagedTwice: false,
            changes: [{ path: "text", before: "Hello", after: "Hi!" }],
          },
        ],
        duplicates: [],
        unreadable: [],
      },
    ],
    summary: { changed: 1, missing: 0, undecided: 0, unmanaged: 0, managed: 0, managedTwice: 0 },
  });
});

describe("exits with", () => {
  test("0 if every sequence is managed and unchanged", async () => {
    const { code, err } = await auditStack([stateOf(account.meta.addSequence(offer))]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.each([
    ["unmanaged", 4],
    ["missing,unmanaged", 4],
    ["changed,missing", 0],
    ["none", 0],
  ])("--fail-on %s and an unmanaged sequence: %i", async (findings, code) => {
    account.meta.addSequence(offer);
    const words = ["--waba", account.meta.wabaId, "--fail-on", ...findings.split(" ")];
    expect((await auditStack([], words)).code).toBe(code);
  });

  test.each([
    [["--fail-on", "typo"], "--fail-on must be a list of changed, missing, unmanaged, managed-twice, or none."],
    [["--fail-on", "none,changed"], "--fail-on must be a list of changed"],
    [["--waba", "one,2", "--waba", "x"], '--waba "one", "x": must be account ids, 1 to 32 digits each'],
    [["--stack-export", "-", "-"], "Standard input (-) can be read only once."],
    [["--waba"], 'Option "--waba <id...>" needs a value.'],
  ])("2 and no request for %j", async (words, reason) => {
    const { code, out, err } = await auditStack([], words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(reason);
    expect(account.meta.journal()).toEqual([]);
  });

  test("2 if neither an export nor a setting names an account", async () => {
    const { code, err } = await auditStack([]);
    expect(code).toBe(2);
    expect(err).toContain("The exports contain no sequence, and no account is set.");
  });
});

describe("an existing row", () => {
  test("with an encrypted text is compared without it", async () => {
    const id = account.meta.addSequence(offer);
    const text = { ...secretMark, ciphertext: "v1:AAAA" };
    expect((await auditAsJson([stateOf(id, { text })])).sequences).toMatchObject([
      { status: "managed", notCompared: ["text"] },
    ]);
    expect((await auditAsJson([stateOf(id, { text, name: "Old" })])).sequences).toMatchObject([
      { status: "changed", notCompared: ["text"], changes: [{ path: "name", before: "Old", after: "Offer" }] },
    ]);
    expect((await auditStack([stateOf(id, { text })], ["--all"])).out).toContain("  secret, so not compared: text\n");
  });

  test("with a secret ice breaker is compared without it", async () => {
    const id = account.meta.addSequence({ name: "Offer", content: { text: "Hi!", ice_breakers: [{ title: "How?" }] } });
    const iceBreakers = [{ title: { ...secretMark, ciphertext: "v1:AAAA" } }];
    expect((await auditAsJson([stateOf(id, { iceBreakers })])).sequences).toMatchObject([
      { status: "managed", notCompared: ["iceBreakers"] },
    ]);
  });

  test("is compared with a secret from --show-secrets, which stays hidden", async () => {
    const id = account.meta.addSequence(offer);
    const secret = (text: string) => ({ ...secretMark, plaintext: JSON.stringify(text) });
    expect((await auditAsJson([stateOf(id, { text: secret("Hi!") })])).sequences).toMatchObject([
      { status: "managed" },
    ]);
    const { sequences } = await auditAsJson([stateOf(id, { text: secret("quite private") })]);
    expect(sequences).toMatchObject([
      { status: "changed", changes: [{ path: "text", before: "[secret]", after: "[secret]" }] },
    ]);
    expect(JSON.stringify(sequences)).not.toContain("quite private");
  });

  test("that a program only reads is unmanaged", async () => {
    const state = stateOf(account.meta.addSequence(offer));
    const { sequences } = await auditAsJson([{ ...state, fields: { external: true } }]);
    expect(sequences).toMatchObject([{ status: "unmanaged", managedBy: [], readBy: [{ urn: urnOf({}) }] }]);
  });

  test.each([["delete"], ["pendingReplacement"]])(
    "of a resource with %s is managed and not compared",
    async (field) => {
      const state = stateOf(account.meta.addSequence(offer), { text: "Old" });
      const { sequences } = await auditAsJson([{ ...state, fields: { [field]: true } }]);
      expect(sequences).toMatchObject([{ status: "managed", managedBy: [{ isPendingDeletion: true }] }]);
    },
  );

  test("of two stacks is reported, and fails a pipeline", async () => {
    const state = stateOf(account.meta.addSequence(offer));
    writeFileSync(join(dir, "dev.json"), exportText([{ ...state, stack: "dev" }]));
    const { code, out } = await auditStack([state], ["--stack-export", "dev.json", "--fail-on", "managed-twice"]);
    expect(code).toBe(4);
    expect(out).toContain("1 managed, 1 managed twice\n");
    expect(out).toContain(`  also managed by ${urnOf({ stack: "dev" })} in dev.json\n`);
  });

  test("that one resource manages and another deletes is managed twice", async () => {
    const state = stateOf(account.meta.addSequence(offer));
    const { sequences } = await auditAsJson([state, { ...state, name: "old", fields: { delete: true } }]);
    expect(sequences).toMatchObject([{ status: "managed", isManagedTwice: true }]);
  });

  test.each([
    ["a newer pulumi-whatsapp", { __stateVersion: 2 }, "a newer pulumi-whatsapp wrote its state; install that version"],
    ["content of another shape", { iceBreakers: "How?" }, "its content in the state cannot be read"],
    ["no content", { text: undefined }, "the state has no content of it"],
    ["an unknown value", { name: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, "its content in the state cannot be read"],
    ["an unconfirmed update", { text: "Hello", __unsettled: { sent: "a" } }, "differs, but its last operation was"],
  ])("with a state of %s is undecided", async (_what, outputs, reason) => {
    const { sequences } = await auditAsJson([stateOf(account.meta.addSequence(offer), outputs)]);
    expect(sequences).toMatchObject([{ status: "undecided", reason: expect.stringContaining(reason) }]);
  });

  test("whose content cannot be read is undecided", async () => {
    const id = account.meta.addSequence(offer);
    account.meta.editSequence(id, { content: null });
    const { code, err } = await auditStack([stateOf(id)]);
    expect(code).toBe(1);
    expect(err).toBe(
      `error: The audit is incomplete:\n- account ${account.meta.wabaId}: 1 undecided; the report shows the reasons\n`,
    );
    const { sequences } = await auditAsJson([stateOf(id)]);
    expect(sequences).toMatchObject([{ reason: expect.stringContaining("Meta's response cannot be read") }]);
  });
});

describe("a sequence that the account does not show is", () => {
  test("missing if this app created it", async () => {
    const { sequences } = await auditAsJson([stateOf("999")]);
    expect(sequences).toMatchObject([{ status: "missing", name: "Offer", isUsedInAd: null }]);
  });

  test("missing if programs only read it", async () => {
    const { sequences } = await auditAsJson([{ ...stateOf("999"), fields: { external: true } }]);
    expect(sequences).toMatchObject([{ status: "missing", managedBy: [], readBy: [{ urn: urnOf({}) }] }]);
  });

  test.each([["delete"], ["pendingReplacement"]])("not reported for a resource with %s", async (field) => {
    const { sequences } = await auditAsJson([{ ...stateOf("999"), fields: { [field]: true } }]);
    expect(sequences).toEqual([]);
  });

  test("undecided if another app created it", async () => {
    const { sequences } = await auditAsJson([stateOf("999", { __appId: "77" })]);
    const reason = `not visible to app ${account.meta.appId}; app 77 created it, so audit with a token of that app`;
    expect(sequences).toMatchObject([{ status: "undecided", reason }]);
  });

  test("undecided if the state does not record its app", async () => {
    const { sequences } = await auditAsJson([stateOf("999", { __appId: undefined })]);
    expect(sequences).toMatchObject([{ reason: expect.stringContaining("does not record which app created it") }]);
  });

  test("undecided if Meta does not report the token's app", async () => {
    account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
    const { code, out } = await auditStack([stateOf("999")]);
    expect(code).toBe(1);
    expect(out).toContain(`Account ${account.meta.wabaId} (app unknown): 1 undecided\n`);
    expect(out).toContain("  not in the account, but Meta does not report the app of the token\n");
  });

  test("undecided if a row of the account cannot be read", async () => {
    const effect = { kind: "status", status: 200, body: '{"data":[null]}' } as const;
    account.meta.faults.add({ match: { verb: "list" }, effect, times: "always" });
    const { code, err } = await auditStack([stateOf("999")]);
    expect(code).toBe(1);
    expect(err).toContain(`- account ${account.meta.wabaId}: 1 of its rows cannot be read: row 1: it is null\n`);
    expect((await auditAsJson([stateOf("999")])).sequences).toMatchObject([
      { status: "undecided", reason: "it may be one of the rows of the account that cannot be read" },
    ]);
  });

  test("undecided after an interrupted operation", async () => {
    const state = stateOf("999");
    const operations = [
      { type: "deleting", resource: toResource(state) },
      { type: "creating", resource: toResource({ ...state, name: "new" }) },
    ];
    const { code, out, err } = await audit(["--stack-export", "-"], {}, exportText([state], operations));
    expect(code).toBe(1);
    expect(out).toContain("  not in the account, but its last operation was interrupted or not confirmed");
    expect(err).toContain(
      `warning: <stdin>: the creation of ${urnOf({ name: "new" })} was interrupted, so its sequence, if there is one, counts as unmanaged\n`,
    );
  });
});

test("names sequences with equal names and contents", async () => {
  const ids = [account.meta.addSequence(offer), account.meta.addSequence(offer)];
  account.meta.addSequence({ name: "Offer", content: { text: "Hello" } });
  const { out } = await auditStack(ids.map((id) => stateOf(id)));
  expect(out).toContain(`\nSame name and content: ${ids.join(", ")}\n`);
  expect((await auditAsJson([])).duplicates).toEqual([ids]);
});

test("escapes and shortens texts of Meta and of the state", async () => {
  const evil = "\u001b[31mred\u0007\u202egnp\r\n";
  const id = account.meta.addSequence({ name: evil, content: { text: `${evil}${"long ".repeat(1_000)}` } });
  const states = [stateOf(id), { ...stateOf("999", { name: evil }), name: `a${evil}` }];
  const { out, err } = await auditStack(states);
  expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  for (const line of out.split("\n")) expect(line.length).toBeLessThan(200);
  expect((await auditStack(states, ["--json"])).out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});

test("shows no token of an export with secrets", async () => {
  const { accessToken } = account.meta;
  const id = account.meta.addSequence(offer);
  const states = [
    stateOf(id, { text: `Hi ${accessToken}` }),
    { ...stateOf("999", { name: accessToken }), name: "gone" },
  ];
  const { out } = await auditStack(states);
  expect(out).toContain('text: "Hi [access token]" => "Hi!"');
  expect((await auditStack(states, ["--json"])).out).toContain("[access token]");
});

describe("accounts", () => {
  const [first, second, third] = ["888", "1000", "2000"];
  beforeEach(() => {
    for (const id of [first, second, third]) account.meta.addWaba({ id });
  });

  const headsOf = ({ out }: Ran): readonly string[] => [...out.matchAll(/^Account (\d+)/gm)].map(([, id = ""]) => id);
  const states = [
    { ...stateOfAccount(second), name: "b" },
    { ...stateOfAccount(first), name: "a" },
  ];

  function stateOfAccount(wabaId: string): StateSequence {
    return { id: `${wabaId}/5`, outputs: { wabaId, name: "Offer", text: "Hi!" } };
  }

  test("are those of the exports and of the environment", async () => {
    const result = await auditStack(states);
    expect(headsOf(result)).toEqual([first, second]);
    expect(result.out).toContain("\n2 accounts: 2 undecided\n");
    const withEnvironment = await audit(["--stack-export", "prod.json"], { WHATSAPP_WABA_ID: third });
    expect(headsOf(withEnvironment)).toEqual([first, second, third]);
  });

  test("in --waba alone are audited, and the others are named", async () => {
    const result = await auditStack(states, ["--waba", `${third},${second}`]);
    expect(headsOf(result)).toEqual([third, second]);
    expect(result.err).toContain(`warning: --waba leaves out account ${first} of the exports (1 sequence)\n`);
  });

  test("that fail do not hide the others", async () => {
    account.meta.faults.add({ match: { wabaId: second }, effect: { kind: "graph", code: 80008 }, times: "always" });
    account.meta.addSequence({ ...offer, wabaId: third });
    const words = ["--waba", second, third, "4711"];
    const { code, out, err } = await auditStack([], words);
    expect(code).toBe(1);
    expect(out).toContain(`Account ${second}: not audited\n`);
    expect(out).toContain(`Account ${third} (app ${account.meta.appId}): 1 unmanaged\n`);
    expect(err).toMatch(/\n- Could not list the sequences of account 1000\. Meta is limiting calls/);
    expect(err).toMatch(/\n- Could not list the sequences of account 4711\. Meta refused/);
    const json = JSON.parse((await auditStack([], [...words, "--json"])).out) as Report;
    expect(json.accounts).toMatchObject([
      { error: expect.any(String) },
      { sequences: [{}] },
      { error: expect.any(String) },
    ]);
  });

  test("without any token are one usage error", async () => {
    const unset = { WHATSAPP_ACCESS_TOKEN: "" };
    const { code, out, err } = await audit(["--stack-export", "-"], unset, exportText(states));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: No access token is set\. .* WHATSAPP_ACCESS_TOKENS_FILE .*\n$/);
    expect(account.meta.journal()).toEqual([]);
  });

  test("in --waba replace that of the environment", async () => {
    const { code } = await audit(["--stack-export", "-", "--waba", third], { WHATSAPP_WABA_ID: "one" }, exportText([]));
    expect(code).toBe(0);
  });

  test("with a malformed setting are a usage error", async () => {
    const { code, err } = await audit(["--stack-export", "-"], { WHATSAPP_WABA_ID: "one" }, exportText(states));
    expect(code).toBe(2);
    expect(err).toContain("whatsapp:wabaId: must be 1 to 32 digits");
    expect(account.meta.journal()).toEqual([]);
  });
});

describe("exported stacks", () => {
  test("that cannot be read are all named, before any request", async () => {
    const files: Readonly<Record<string, string | Uint8Array>> = {
      "empty.json": "",
      "cut.json": exportText([stateOf("1")]).slice(0, -5),
      "preview.json": '{"steps":[],"duration":1,"changeSummary":{}}',
      "events.json": '{"sequence":1,"preludeEvent":{}}\n{"sequence":2,"summaryEvent":{}}\n',
      "checkpoint.json": '{"version":3,"checkpoint":{"latest":{}}}',
      "import.json": '{"resources":[]}',
      "list.json": "[]",
      "newer.json": '{"version":5,"deployment":{}}',
      "odd.json": '{"version":3,"deployment":{"resources":{}}}',
      "rows.json": exportText([
        { id: "1/2/3", name: "a" },
        { id: "x".repeat(100), name: "b" },
      ]),
      "bytes.json": Buffer.from([0x7b, 0xff]),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    const { code, out, err } = await audit(["--stack-export", ...Object.keys(files), "nowhere.json", "."]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.split("\n")).toEqual([
      "error: Exported stacks cannot be read:",
      "- empty.json is empty",
      "- cut.json is not JSON, or incomplete",
      "- preview.json is a preview, not an exported stack",
      "- events.json is a preview, not an exported stack",
      "- checkpoint.json is a state file of a backend, not an exported stack",
      "- import.json is not an exported stack: it has no `deployment`",
      "- list.json is not an exported stack: it has no `deployment`",
      "- newer.json has version 5 of the format; this command reads 3 and 4",
      "- odd.json is damaged: its deployment has no list of resources",
      `- rows.json: resources[1] (${urnOf({ name: "a" })}): its id is "1/2/3"; it must be <wabaId>/<sequenceId>, both digits`,
      `- rows.json: resources[2] (${urnOf({ name: "b" })}): its id is of 100 characters; it must be <wabaId>/<sequenceId>, both digits`,
      "- bytes.json is not UTF-8",
      "- nowhere.json does not exist",
      "- . is a folder",
      "Write the output of `pulumi stack export` to each file.",
      "",
    ]);
    expect(account.meta.journal()).toEqual([]);
  });

  test("with many damaged resources bring a short error", async () => {
    const { err } = await auditStack(Array.from({ length: 50 }, () => ({ id: "1" })));
    expect(err).toContain("\n- prod.json: 40 more resources cannot be read\n");
    expect(err.split("\n")).toHaveLength(14);
  });

  test.each([
    ["never updated", '{"version":3,"deployment":null}'],
    ["empty", '{"version":3,"deployment":{"manifest":{}}}'],
    [
      "of another project",
      JSON.stringify({ version: 4, deployment: { resources: [{ urn: "urn:pulumi:a::b::c:d:E::f", type: "c:d:E" }] } }),
    ],
  ])("that are %s manage nothing, with a warning", async (_what, text) => {
    account.meta.addSequence(offer);
    const { code, out, err } = await audit(["--stack-export", "-", "--waba", account.meta.wabaId], {}, text);
    expect({ code, err }).toEqual({ code: 4, err: "warning: <stdin> contains no sequence\n" });
    expect(out).toContain(": 1 unmanaged\n");
  });

  test("may be UTF-16 with a byte order mark", async () => {
    const text = exportText([stateOf(account.meta.addSequence(offer))]);
    const { code } = await audit(["--stack-export", "-"], {}, Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(code).toBe(0);
  });

  test("that are given twice count once", async () => {
    const text = exportText([stateOf(account.meta.addSequence(offer))]);
    for (const name of ["a.json", "copy.json"]) writeFileSync(join(dir, name), text);
    const { code, err } = await audit(["--stack-export", "a.json", "./a.json", "--stack-export", "copy.json"]);
    expect({ code, err }).toEqual({
      code: 0,
      err: "warning: copy.json has the same content as ./a.json and is left out\n",
    });
  });

  test("of stacks with one name may be one stack", async () => {
    const state = stateOf(account.meta.addSequence(offer));
    writeFileSync(join(dir, "old.json"), exportText([state, { ...stateOf("9"), name: "removed" }]));
    const { err } = await auditStack([state], ["--stack-export", "old.json"]);
    expect(err).toContain(
      "warning: prod.json and old.json are both of stack shop/prod; if they are the same stack, give the newer one alone\n",
    );
  });
});

describe("a thousand sequences", () => {
  let ids: readonly string[];
  beforeEach(() => {
    ids = Array.from({ length: 1_000 }, (_, i) =>
      account.meta.addSequence({ name: `s${i}`, content: { text: "Hi!" } }),
    );
  });
  const createStates = (): readonly StateSequence[] =>
    ids.slice(0, 600).map((id, i) => ({ ...stateOf(id, { name: `s${i}` }), name: `resource-${i}` }));

  test("take eleven requests", async () => {
    const { code, out } = await auditStack(createStates());
    expect(code).toBe(4);
    expect(out).toContain("): 400 unmanaged, 600 managed\n");
    const { edge, meta } = account;
    expect(calls(meta.journal())).toEqual([...Array.from({ length: 10 }, () => `GET ${edge}`), "GET /app"]);
  });

  test("are imported with eleven requests, except the managed ones", async () => {
    writeFileSync(join(dir, "prod.json"), exportText(createStates()));
    const words = ["import-file", "--unmanaged", "--stack-export", "prod.json"];
    const { code, err } = await runCommand(words, account.environment(), dir);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { resources } = JSON.parse(readFileSync(join(dir, "import.json"), "utf8")) as { resources: { id: string }[] };
    const written = resources.map(({ id }) => id.split("/")[1]).sort();
    expect(written).toEqual(ids.slice(600).sort());
    expect(account.meta.journal()).toHaveLength(11);
  });
});

describe("import-file --unmanaged", () => {
  function importUnmanaged(states: readonly StateSequence[], words: readonly string[] = []): Promise<Ran> {
    const all = ["import-file", "--unmanaged", "--stack-export", "-", "--json", ...words];
    return runCommand(all, account.environment(), dir, exportText(states));
  }
  const namesIn = ({ out }: Ran): readonly string[] =>
    (JSON.parse(out) as { importFile: { resources: { name: string }[] } }).importFile.resources.map(({ name }) => name);

  test("uses no name of the stacks", async () => {
    const [old, id] = [
      account.meta.addSequence(offer),
      account.meta.addSequence({ name: "Summer", content: { text: "!" } }),
    ];
    const result = await importUnmanaged([{ ...stateOf(old), name: "summer" }]);
    expect(namesIn(result)).toEqual([`summer-${id}`]);
  });

  test("imports what programs read, not what is pending deletion", async () => {
    const [read, deleted] = [account.meta.addSequence(offer), account.meta.addSequence(offer)];
    const result = await importUnmanaged([
      { ...stateOf(read), name: "theirs", fields: { external: true } },
      { ...stateOf(deleted), name: "old", fields: { delete: true } },
    ]);
    expect(namesIn(result)).toEqual([`offer-${read}`]);
  });

  test("writes nothing if every sequence is managed", async () => {
    const { code, err } = await importUnmanaged([stateOf(account.meta.addSequence(offer))]);
    expect(code).toBe(1);
    expect(err).toBe(
      `error: Nothing was written: the exports manage every sequence that account ${account.meta.wabaId} shows.\n`,
    );
  });

  test("warns if no export contains the account", async () => {
    account.meta.addSequence(offer);
    const { code, err } = await importUnmanaged([{ id: "1/2" }]);
    expect(code).toBe(0);
    expect(err).toContain(`warning: no export contains a sequence of account ${account.meta.wabaId}, so all`);
  });

  test.each([
    [["--unmanaged"], "--unmanaged needs --stack-export."],
    [["--stack-export", "x.json"], "--stack-export needs --unmanaged."],
    [["--unmanaged", "--stack-export", "-", "-"], "Standard input (-) can be read only once."],
    [["--unmanaged", "--ids", "1"], 'Option "--unmanaged" cannot be used with option "--ids <ids>".'],
    [["--unmanaged", "--creatives", "1"], "cannot be used with option"],
  ])("refuses %j", async (words, reason) => {
    const { code, err } = await runCommand(["import-file", ...words], account.environment(), dir);
    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(account.meta.journal()).toEqual([]);
  });
});
