import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand, type Ran } from "../support/command";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "whatsapp-forecast-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const types = {
  sequence: "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence",
  creative: "pulumi-nodejs:dynamic/whatsapp:AdCreative",
  attachment: "pulumi-nodejs:dynamic/whatsapp:AdCreativeAttachment",
  order: "pulumi-nodejs:dynamic/whatsapp:SandboxOrder",
  plugin: "whatsapp:index:WelcomeMessageSequence",
  other: "random:index:RandomId",
} as const;
const provider = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::default::9984055f-8324-45e8-a015-2f7cc65b30cc";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Step {
  readonly type?: keyof typeof types;
  readonly op: string;
  readonly name?: string;
  readonly before?: object;
  readonly after?: object;
}

/** A step with the states before and after it. */
function step({ type = "sequence", op, name = "a", before, after }: Step): object {
  return {
    ...{ op, urn: `urn:pulumi:dev::shop::${types[type]}::${name}`, provider },
    ...(before === undefined ? {} : { oldState: { provider, ...before } }),
    ...(after === undefined ? {} : { newState: { provider, ...after } }),
  };
}

function previewOf(...steps: readonly Step[]): string {
  return JSON.stringify({ steps: steps.map(step), duration: 1, changeSummary: {} });
}

function create(wabaId: unknown, name = "a"): Step {
  return { op: "create", name, after: { inputs: { name, text: "Hi", wabaId } } };
}

/** An existing sequence. */
function existing(wabaId: string, id: string, text = "Hi"): object {
  const content = { name: "a", text, wabaId };
  return { id: `${wabaId}/${id}`, inputs: content, outputs: { ...content, sequenceId: id } };
}

function forecast(preview: string | Uint8Array, ...words: readonly string[]): Promise<Ran> {
  return runCommand(["forecast", "--parallel", "8", ...words], {}, folder, preview);
}

/** Lines of the table without its head, with one space between cells. */
function rowsOf({ out }: Ran): readonly string[] {
  const [table = ""] = out.split("\n\n");
  const lines = table.trimEnd().split("\n").slice(1);
  return lines.map((line) => line.replace(/\s+/g, " "));
}

/** Calls of the only account of a plan. */
async function countCalls(...steps: readonly Step[]): Promise<number> {
  const { out } = await forecast(previewOf(...steps), "--json");
  const { buckets } = JSON.parse(out) as { buckets: readonly { kind: string; calls: number }[] };
  return buckets.filter(({ kind }) => kind !== "app").reduce((sum, { calls }) => sum + calls, 0);
}

test("an empty plan makes no calls", async () => {
  const { code, out, err } = await forecast(previewOf());
  expect({ code, out, err }).toEqual({ code: 0, out: "This update makes no calls to Meta.\n", err: "" });
});

test("each account has its operations, calls, limit and share", async () => {
  const ran = await forecast(
    previewOf(
      create("1"),
      create("1", "b"),
      { op: "update", name: "c", before: existing("2", "20"), after: existing("2", "20", "Hello") },
      { op: "delete", name: "d", before: existing("2", "21") },
      { op: "refresh", name: "e", before: existing("3", "30"), after: existing("3", "30") },
      { op: "create", type: "other", name: "f", after: { inputs: {} } },
    ),
  );
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toMatch(/^ACCOUNT +CREATES +UPDATES +DELETES +READS +CALLS +LIMIT +SHARE +WAIT\n/);
  expect(rowsOf(ran)).toEqual([
    "account 1 2 - - - 4 200 2%",
    "account 2 - 1 1 - 4 200 2%",
    "account 3 - - - 1 1 200 1%",
    "the app itself - - - - 1",
    "total 2 1 1 1 10",
  ]);
});

const many = Array.from({ length: 300 }, (_, i) => create("1", `s${i}`));

test("an account above its limit waits and comes first", async () => {
  const ran = await forecast(previewOf(create("2"), ...many));
  expect(ran.code).toBe(0);
  expect(rowsOf(ran)[0]).toMatch(/^account 1 300 - - - \d+ 200 17\d% 1 hour$/);
  expect(ran.out).toContain("\n1 account must wait, because Meta allows fewer calls an hour.");
});

test("--fail-if-waits exits with 4 only if an account waits", async () => {
  expect(await forecast(previewOf(...many), "--fail-if-waits")).toMatchObject({ code: 4, err: "" });
  expect(await forecast(previewOf(create("1")), "--fail-if-waits")).toMatchObject({ code: 0 });
});

test("every further quota of calls adds an hour", async () => {
  const rowOf = async (deletes: number): Promise<string | undefined> => {
    const steps = Array.from({ length: deletes }, (_, i): Step => {
      return { op: "delete", name: `s${i}`, before: existing("1", String(i + 1)) };
    });
    return rowsOf(await forecast(previewOf(...steps)))[0];
  };
  expect(await rowOf(198)).toBe("account 1 - - 198 - 200 200 100%");
  expect(await rowOf(199)).toBe("account 1 - - 199 - 201 200 101% 1 hour");
  expect(await rowOf(397)).toMatch(/ 2 hours$/);
});

test.each([["1"], ["2,1"], ["all"], ["2", "--active", "1"]])("--active %s allows 5,000 calls", async (...words) => {
  const ran = await forecast(previewOf(...many), "--active", ...words);
  expect(rowsOf(ran)[0]).toMatch(/ 5000 7%$/);
});

describe("an account of --active without calls", () => {
  const warningOf = async (active: string, ...steps: readonly Step[]): Promise<string> => {
    const { code, err } = await forecast(previewOf(...steps), "--active", active);
    expect(code).toBe(0);
    return err;
  };

  test("causes a warning with the accounts of the update", async () => {
    expect(await warningOf("1,8,9", create("1"), create("2"))).toBe(
      "warning: --active 8, 9: the update makes no calls for these accounts; it calls accounts 1, 2\n",
    );
    expect(await warningOf("9")).toBe(
      "warning: --active 9: the update makes no calls for this account; it calls no WhatsApp Business Account\n",
    );
    const accounts = Array.from({ length: 12 }, (_, i) => create(String(101 + i)));
    expect(await warningOf("9", ...accounts)).toMatch(/; it calls accounts (\d{3}, ){9}110 and 2 more\n$/);
  });

  test("may be an account that is not known yet", async () => {
    expect(await warningOf("9", create("1"), create(unknown, "b"))).toBe("");
    expect(await warningOf("all", create("1"))).toBe("");
  });
});

test.each([unknown, "[secret]", "\u001b[31m", 12, undefined])("the account %j is not known yet", async (wabaId) => {
  const ran = await forecast(previewOf(create(wabaId)));
  expect(rowsOf(ran)[0]).toBe("accounts not known yet 1 - - - 3");
});

test("arguments that Meta never sees cost no call", async () => {
  const before = existing("1", "10");
  const change = (content: object, outputs: object = {}): Step => ({
    op: "update",
    before: { ...before, outputs: { name: "a", text: "Hi", wabaId: "1", ...outputs } },
    after: { inputs: { name: "a", text: "Hi", wabaId: "1", ...content } },
  });
  expect(await countCalls(change({ onContentChange: "replace" }))).toBe(0);
  expect(await countCalls(change({ iceBreakers: [] }))).toBe(0);
  expect(await countCalls(change({ iceBreakers: [{ title: "How?" }] }))).toBe(2);
  expect(await countCalls(change({ text: unknown }, { text: unknown }))).toBe(2);
  expect(await countCalls(change({ text: "[secret]" }, { text: "[secret]" }))).toBe(2);
  expect(await countCalls(change({}, { __unsettled: { sent: "x" } }))).toBe(2);
});

test("a replacement is a create and a delete, in its account each", async () => {
  const replace = (before: object): Step => ({ op: "replace", before, after: { inputs: { name: "a", wabaId: "2" } } });
  expect(rowsOf(await forecast(previewOf(replace(existing("1", "10")))))).toEqual([
    "account 2 1 - - - 3 200 2%",
    "account 1 - - 1 - 2 200 1%",
    "the app itself - - - - 1",
    "total 1 - 1 - 6",
  ]);
  expect(await countCalls(replace({ ...existing("1", "10"), retainOnDelete: true }))).toBe(3);
});

test("the parts of a replacement count once, a pending deletion counts too", async () => {
  const states = { before: existing("1", "10"), after: { inputs: { name: "a", wabaId: "1" } } };
  const parts = ["create-replacement", "replace", "delete-replaced"].map((op): Step => ({ op, ...states }));
  expect(await countCalls(...parts)).toBe(4);
  expect(await countCalls({ op: "delete", before: { ...existing("1", "10"), delete: true } })).toBe(2);
});

test("a resource of get is read, and its deletion calls nothing", async () => {
  const external = { ...existing("1", "10"), external: true };
  expect(await countCalls({ op: "read", after: external })).toBe(1);
  expect(await countCalls({ op: "import", after: { importID: "1/10", inputs: {} } })).toBe(1);
  expect(await countCalls({ op: "delete", before: external })).toBe(0);
});

test("an adoption counts as one that changes the content", async () => {
  const inputs = { name: "a", text: "Hi", wabaId: "1", adoptSequenceId: "10" };
  expect(await countCalls({ op: "create", after: { inputs } })).toBe(3);
});

test("explicit providers list the account each", async () => {
  const other = { ...create("1", "b").after, provider: provider.replace("default", "mine") };
  const ran = await forecast(previewOf(create("1"), { op: "create", name: "b", after: other }));
  expect(rowsOf(ran)).toEqual(["account 1 2 - - - 6 200 3%", "the app itself - - - - 2", "total 2 - - - 8"]);
});

test("with a token for each account, each is asked for its app", async () => {
  const plan = previewOf(create("1"), create("2", "b"), create("2", "c"));
  expect(rowsOf(await forecast(plan, "--token-per-account"))).toContain("the app itself - - - - 2");
  expect(rowsOf(await forecast(plan))).toContain("the app itself - - - - 1");
});

test("creatives and attachments count in their ad account", async () => {
  const creative = { inputs: { name: "ad", adAccountId: "7" } };
  const stored = { id: "7/70", ...creative, outputs: { name: "ad", adAccountId: "7" } };
  const ad = { inputs: { adId: "5", creativeId: "70" } };
  const attached = { id: "5", ...ad, outputs: { ...ad.inputs, __adAccountId: "7" } };
  const callsOf = async (...steps: readonly Step[]): Promise<readonly string[]> =>
    rowsOf(await forecast(previewOf(...steps), "--tier", "full"));
  expect(await callsOf({ type: "creative", op: "create", after: creative })).toEqual([
    "ad account 7 1 - - - 2 100000 1%",
  ]);
  const renamed = { inputs: { name: "new", adAccountId: "7" } };
  expect(await callsOf({ type: "creative", op: "update", before: stored, after: renamed })).toEqual([
    "ad account 7 - 1 - - 1 100000 1%",
  ]);
  expect(await callsOf({ type: "creative", op: "delete", before: stored })).toEqual([
    "ad account 7 - - 1 - 2 100000 1%",
  ]);
  expect(await callsOf({ type: "attachment", op: "create", after: ad })).toEqual([
    "ad accounts not known yet 1 - - - 2",
  ]);
  expect(
    await callsOf(
      { type: "creative", op: "refresh", before: stored, after: stored },
      { type: "attachment", op: "create", after: ad },
    ),
  ).toEqual(["ad account 7 1 - - 1 3 100000 1%"]);
  expect(await callsOf({ type: "attachment", op: "delete", before: attached })).toEqual([
    "ad account 7 - - 1 - 3 100000 1%",
  ]);
  const left = { ...attached, outputs: { ...attached.outputs, onDelete: "leave" } };
  expect(await countCalls({ type: "attachment", op: "delete", before: left })).toBe(0);
});

test("an attachment counts in the ad account of its new creative", async () => {
  const urn = `urn:pulumi:dev::shop::${types.creative}::ad`;
  const after = { inputs: { adId: "5", creativeId: unknown }, propertyDependencies: { creativeId: [urn] } };
  const ran = await forecast(
    previewOf(
      { type: "creative", name: "ad", op: "create", after: { inputs: { name: "ad", adAccountId: "7" } } },
      { type: "attachment", op: "create", after },
    ),
  );
  expect(rowsOf(ran)).toEqual(["ad account 7 2 - - - 4 300 2%"]);
});

test("order messages are not counted, and a note explains it", async () => {
  const ran = await forecast(previewOf({ type: "order", op: "create", after: { inputs: {} } }, create("1")));
  expect(ran.out).toMatch(/\n\nNot counted, because its limits differ: 1 order message\.\n$/);
});

test("a large plan shows 20 accounts and a sum", async () => {
  const preview = previewOf(...Array.from({ length: 30 }, (_, i) => create(String(i + 1))));
  const ran = await forecast(preview);
  expect(rowsOf(ran)).toHaveLength(23);
  expect(rowsOf(ran).slice(20)).toEqual(["10 more 10 - - - 30", "the app itself - - - - 1", "total 30 - - - 91"]);
  const json = JSON.parse((await forecast(preview, "--json")).out) as { buckets: readonly object[] };
  expect(json).toMatchObject({ calls: 91, waitHours: 0, orders: 0 });
  expect(json.buckets).toHaveLength(31);
  expect(json.buckets).toContainEqual({
    ...{ kind: "waba", id: "17", creates: 1, updates: 0, deletes: 0, reads: 0 },
    ...{ calls: 3, quota: 200, share: 2, waitHours: 0 },
  });
});

test("a file of PowerShell, and lines before the preview, are read", async () => {
  writeFileSync(
    join(folder, "preview.json"),
    Buffer.from(`\ufeffwarning: old CLI\n${previewOf(create("1"))}`, "utf16le"),
  );
  const ran = await runCommand(["forecast", "preview.json"], {}, folder);
  expect(ran.code).toBe(0);
  expect(rowsOf(ran)[0]).toBe("account 1 1 - - - 3 200 2%");
});

test.each([
  ["", "The preview printed nothing."],
  ["error: no stack selected\u001b[31m", "no stack selected"],
  [JSON.stringify({ version: 3, deployment: { resources: [] } }), "Pass what `pulumi preview --json` prints."],
  [previewOf(create("1")).replace(',"changeSummary":{}', ""), "The preview ended before its summary."],
  [
    JSON.stringify({ duration: 1, changeSummary: {}, diagnostics: [{ severity: "error", message: "text: is empty" }] }),
    "- text: is empty",
  ],
])("a preview that did not succeed is no plan: %j", async (text, reason) => {
  const { code, out, err } = await forecast(text);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error: The calls cannot be counted, because standard input is not the output of a preview/);
  expect(err).toContain(reason);
  expect(err).not.toContain("\u001b");
});

test("a missing file is named", async () => {
  const { code, err } = await runCommand(["forecast", "no.json"], {}, folder);
  expect({ code, err }).toEqual({
    code: 1,
    err: "error: no.json does not exist. Write the output of `pulumi preview --json` to it.\n",
  });
});

test.each([
  [["--parallel", "0"], "--parallel must be a whole number, at least 1."],
  [["--parallel", "many"], "--parallel must be a whole number, at least 1."],
  [["--active", "1,waba"], '--active "waba": must be account ids'],
  [["--tier", "standard"], "limited, full"],
])("refuses %j", async (words, message) => {
  const { code, out, err } = await forecast("", ...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
});

describe("the review", () => {
  const review = async (preview: string, ...words: readonly string[]): Promise<string> => {
    const base = ["review", "--stack", "prod", "--parallel", "8", "--html", "report.html"];
    const { out } = await runCommand([...base, ...words], {}, folder, preview);
    return out.replaceAll("\u2060", "");
  };
  const report = (): string => readFileSync(join(folder, "report.html"), "utf8");
  const row = (id: string, calls: string): string => `account <code>${id}</code>: ${calls} of its hourly limit`;

  test("lists the calls of each account", async () => {
    const rows = `<ul><li>${row("1", "3 calls, 2%")}</li><li>the app itself: 1 call</li></ul>`;
    expect(await review(previewOf(create("1")))).toContain(
      `<details><summary>About 4 calls to Meta</summary>${rows}</details>\n\n<h4>`,
    );
    expect(report()).toContain(`<h2>About 4 calls to Meta</h2>${rows}</section>`);
  });

  test("warns of accounts that have to wait", async () => {
    const waiting = [340, 330, 320, 310, 300].flatMap((count, i) =>
      Array.from({ length: count }, (_, j) => create(String(i + 1), `s${j}`)),
    );
    const out = await review(previewOf(...waiting));
    expect(out.match(/^⚠️ .*$/gm)?.map((line) => line.replace(/needs \d+/, "needs more"))).toEqual([
      ...["1", "2", "3"].map(
        (id) =>
          `⚠️ Meta allows 200 calls an hour for account ${id}, and its update needs more, so it takes at least 1 hour.`,
      ),
      "⚠️ 2 more accounts have to wait.",
    ]);
    expect(await review(previewOf(...waiting), "--active", "all", "--force")).not.toContain("⚠️");
  });

  test("lists ten accounts, and its report all", async () => {
    const out = await review(previewOf(...Array.from({ length: 30 }, (_, i) => create(String(i + 1)))));
    expect(out.match(/<li>account /g)).toHaveLength(10);
    expect(out).toContain("<li>21 more: 61 calls</li>");
    expect(report().match(/<li>account /g)).toHaveLength(30);
  });

  test("has no calls without changes, or after a failure", async () => {
    expect(await review(previewOf())).not.toContain("calls");
    const failed = { ...(JSON.parse(previewOf(create("1"))) as object), changeSummary: undefined };
    expect(await review(JSON.stringify(failed), "--force")).not.toContain("calls");
  });

  test("leaves the calls out of a comment without room", async () => {
    const accounts = Array.from({ length: 30 }, (_, i) => create("9".repeat(20) + String(i)));
    const out = await review(previewOf(...accounts), "--max-length", "1000");
    expect(out).not.toContain("calls");
    expect(out).toContain("🆕 Welcome message");
  });
});
