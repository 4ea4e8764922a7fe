import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  defaultBehaviour,
  defaultWire,
  startSimulator,
  type BehaviourOptions,
  type JournalEntry,
  type SequenceSeed,
  type Simulator,
  type WireOptions,
} from "pulumi-whatsapp-simulator";
import { requireNoToken } from "../support/leaks";

const root = join(__dirname, "../..");

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Document {
  readonly prefix: string;
  readonly calls: number;
  readonly stopped?: string;
  readonly problems: readonly string[];
  readonly results: readonly {
    readonly name: string;
    readonly question: string;
    readonly state: string;
    readonly answer: string;
    readonly evidence: readonly unknown[];
  }[];
  readonly options: { readonly wire: Partial<WireOptions>; readonly behaviour: Partial<BehaviourOptions> };
}

let open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.map((meta) => meta.close()));
  open = [];
});

async function start(...options: Parameters<typeof startSimulator>): Promise<Simulator> {
  const meta = await startSimulator(...options);
  open.push(meta);
  return meta;
}

/** The command itself; whatever it prints is without the token. */
async function run(words: readonly string[], token: string, onStart?: (child: ChildProcess) => void): Promise<Ran> {
  const env = { PATH: process.env["PATH"], WHATSAPP_ACCESS_TOKEN: token };
  const child = spawn(process.execPath, [join(root, "scripts/probe.mjs"), ...words], { env });
  onStart?.(child);
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text.out += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text.err += part));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  requireNoToken("what the probe prints", text.out + text.err);
  return { code, ...text };
}

function where(meta: Simulator): string[] {
  return ["--waba-id", meta.wabaId, "--base-url", meta.url, "--wait-ms", "0"];
}

function live(meta: Simulator, ...words: readonly string[]): Promise<Ran> {
  return run(["--live", ...where(meta), ...words], meta.accessToken);
}

type ProbeResult = Document & { readonly code: number | null; readonly err: string };

async function runProbe(meta: Simulator, ...words: readonly string[]): Promise<ProbeResult> {
  const { code, out, err } = await live(meta, "--json", ...words);
  if (out === "") throw new Error(err);
  return { code, err, ...(JSON.parse(out) as Document) };
}

function answerOf({ results }: Document, name: string): string {
  const result = results.find((one) => one.name === name);
  return `${result?.state ?? "missing"}: ${result?.answer ?? ""}`;
}

function isList({ verb }: JournalEntry): boolean {
  return verb === "list";
}
function writes(meta: Simulator): readonly JournalEntry[] {
  return meta.journal().filter(({ method }) => method !== "GET");
}

const content = { text: "Hi!", autofill_message: { content: "Hello" }, ice_breakers: [{ title: "How?" }] };
const stranger: SequenceSeed = { name: "Driver sign-up", content };

const {
  pageSize: _pageSize,
  next: _next,
  creativeExtras: _extras,
  pageWelcomeMessage: _form,
  failedStatusContacts: _contacts,
  adReadAfterWrite: _adAnswers,
  ...wire
} = defaultWire;
const { truncateAt, refuseAbove, unknownContentKeys, textRequired, uniqueNames, reuseIds } = defaultBehaviour;
const { absentParameters, absentParts, unknownSequenceInFilter, updatesInUse } = defaultBehaviour;
/** Those of the defaults that a run can find out. */
const decidable = {
  wire,
  behaviour: {
    ...{ truncateAt, refuseAbove, unknownContentKeys, textRequired, uniqueNames, reuseIds },
    ...{ absentParameters, absentParts, unknownSequenceInFilter, updatesInUse },
  },
};

/** A sequence that is not of the probe, which an ad uses, and the flags that let the probe ask about it. */
function plantUsed(meta: Simulator): readonly string[] {
  const id = meta.addSequence(stranger);
  meta.addAd({ sequenceId: id });
  return ["--account-has", "1", "--in-use-sequence-id", id];
}

describe("the printed options match the account", () => {
  test.each<[string, Partial<WireOptions>, Partial<BehaviourOptions>]>([
    [
      "one set",
      {
        ...{ listShape: "array", contentShape: "object", idKey: "sequence_id", numericIds: true, featureCodes: "code" },
        ...{ extraFields: true, reorder: true, nulls: "null", duplicateRow: true, sequenceReadAfterWrite: "returned" },
      },
      {
        ...{
          uniqueNames: true,
          reuseIds: true,
          unknownContentKeys: "drop",
          updatesInUse: "allow",
          textRequired: false,
        },
        ...{ absentParameters: "clear", absentParts: "merge", unknownSequenceInFilter: "not-loadable" },
        truncateAt: { text: 60, title: 30 },
        refuseAbove: { name: 128, text: null, autofill: 256, title: null, iceBreakers: 5 },
      },
    ],
    [
      "another set",
      {
        ...{ contentShape: "double-encoded", idKey: "both", featureCodes: "string-code", nulls: "empty", pageSize: 2 },
        ...{ listOrder: "newest-first", sequenceReadAfterWrite: "refused" },
      },
      {
        ...{ unknownContentKeys: "keep", absentParameters: "refuse", unknownSequenceInFilter: "unknown-object" },
        refuseAbove: { name: null, text: 300, autofill: 77, title: 80, iceBreakers: 4 },
      },
    ],
  ])("%s", async (_name, wireSet, behaviourSet) => {
    const meta = await start({ wire: wireSet, behaviour: behaviourSet });
    const { code, options, problems, results } = await runProbe(meta, ...plantUsed(meta));
    expect(options).toEqual({
      wire: { ...decidable.wire, ...wireSet },
      behaviour: { ...decidable.behaviour, ...behaviourSet },
    });
    expect({ code, problems }).toEqual({ code: 0, problems: [] });
    expect(results.filter(({ state }) => state === "failed")).toEqual([]);
    expect(meta.sequences()).toMatchObject([stranger]);
  });
});

describe("in a default account", () => {
  let meta: Simulator;
  let found: ProbeResult;
  beforeAll(async () => {
    meta = await startSimulator();
    found = await runProbe(meta, ...plantUsed(meta));
  });
  afterAll(() => meta.close());

  test("it prints the defaults", () => {
    expect(found.options).toEqual(decidable);
    expect({ code: found.code, problems: found.problems }).toEqual({ code: 0, problems: [] });
  });

  test("it writes only under its prefix and restores the account", () => {
    expect(found.prefix).toMatch(/^pulumi-whatsapp-probe-[0-9a-f]{8}-$/);
    const [{ id, ...row } = { id: "" }, ...others] = meta.sequences();
    expect([row, others]).toMatchObject([stranger, []]);
    const deletes = meta.journal().filter(({ method }) => method === "DELETE");
    for (const { query } of deletes) expect(query["sequence_id"]).toMatch(/^\d+$/);
    const posts = meta.journal().filter(({ method }) => method === "POST");
    const foreign = posts.filter(({ body }) => !JSON.stringify(body).includes(`"name":"${found.prefix}`));
    expect(foreign).toMatchObject([
      { body: { sequence_id: id, name: stranger.name, welcome_message_sequence: content } },
    ]);
  });

  test("it needs less than half of the 200 hourly calls", () => {
    expect(found.calls).toBe(meta.journal().length);
    expect(found.calls).toBeLessThan(100);
  });

  test("it shows the requests behind an answer, without other sequences", () => {
    expect(found.results.find(({ name }) => name === "list-shape")?.evidence.at(-1)).toEqual({
      request: `GET /${meta.wabaId}/welcome_message_sequences?limit=100`,
      httpStatus: 200,
      answer: expect.stringMatching(/^\{"data":\["\(not of the probe\)",\{.* … .*"paging":/),
    });
    expect(JSON.stringify(found.results)).not.toMatch(/Driver sign-up|Hello/);
  });

  test("every question and option is in the table of open questions", () => {
    const page = readFileSync(join(root, "docs/open-questions.md"), "utf8");
    const names = found.results.map(({ name }) => name);
    const switches = [...Object.keys(defaultWire), ...Object.keys(defaultBehaviour)];
    for (const key of [...names, ...switches]) expect(page).toContain(`\`${key}\``);
  });

  test("counts reads that lag behind writes", async () => {
    const at = meta.journal().findIndex(({ body }) => /-lag"/.test(JSON.stringify(body)));
    const nth = meta.journal().slice(0, at).filter(isList).length + 1;
    const other = await start();
    other.faults.add({ match: { verb: "list" }, nth, times: 2, effect: { kind: "stale-read" } });
    expect(answerOf(await runProbe(other, ...plantUsed(other)), "lag")).toBe(
      "answered: create: 3, update: 1, delete: 1",
    );
    expect(other.sequences()).toHaveLength(1);
  });
});

test("reports rejections and ignored parameters, and leaves dependent questions open", async () => {
  const meta = await start({ wire: { filter: "ignored", listShape: "data" } });
  meta.faults.add({ match: { verb: "create" }, nth: 6, effect: { kind: "graph", code: 100 } });
  const id = meta.addSequence(stranger);
  const found = await runProbe(meta, "--account-has", "1", "--in-use-sequence-id", id);
  expect(answerOf(found, "encodings")).toBe(
    "answered: JSON: yes; JSON with the content as JSON text: yes; urlencoded: yes; multipart: refused (100)",
  );
  expect(found.options.wire).toMatchObject({ filter: "ignored", listShape: "data" });
  expect(answerOf(found, "unknown-id")).toBe("undecided: as a filter it is ignored, as a node 100/33");
  expect(answerOf(found, "updates-in-use")).toBe("undecided: `is_used_in_ad` of that sequence is not true");
  expect(writes(meta).filter(({ body }) => JSON.stringify(body).includes(id))).toEqual([]);
});

test("reports contradictory ids and a filter that returns another row", async () => {
  const meta = await start({ wire: { idKey: "disagreeing", filter: "wrong" } });
  expect((await runProbe(meta)).options.wire).toMatchObject({ idKey: "disagreeing", filter: "wrong" });
  expect(meta.sequences()).toEqual([]);
});

test("fails on endless pages before any write", async () => {
  const meta = await start({ wire: { pageSize: 1, next: "loop" } });
  for (const name of ["one", "two"]) meta.addSequence({ ...stranger, name });
  expect(await live(meta)).toMatchObject({ code: 1, err: "error: the list's pages do not end\n" });
  expect(writes(meta)).toEqual([]);
});

test("prints a table and evidence, and first removes leftovers", async () => {
  const meta = await start({ wire: { idKey: "both" } });
  meta.addSequence({ ...stranger, name: "pulumi-whatsapp-probe-0123abcd-x" });
  const { code, out } = await live(meta, "--evidence");
  expect(code).toBe(0);
  expect(writes(meta)[0]?.method).toBe("DELETE");
  expect(meta.sequences()).toEqual([]);
  expect(out).toMatch(/^QUESTION +ANSWER +SWITCH$/m);
  expect(out).toMatch(
    /^Under which key does a list give the id\? +`id` and `sequence_id` +wire\.idKey: "both" \(not the default\)$/m,
  );
  expect(out).toMatch(/^ {2}GET \/\d+\/welcome_message_sequences\?limit=100$/m);
  expect(out).toContain('"idKey": "both"');
});

describe("without its flags", () => {
  test("it prints its usage, fails and sends nothing", async () => {
    const meta = await start();
    const { code, out, err } = await run([...where(meta), "--json"], meta.accessToken);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^Nothing was sent\..*--live\.\n/);
    expect(err).toContain("WHATSAPP_ACCESS_TOKEN");
    expect(meta.journal()).toEqual([]);
  });

  test("it reports all mistakes at once, each with its fix", async () => {
    const words = ["--waba-id", "one", "--base-url", "http://example.com", "--api-version", "new", "--reads", "0"];
    const { code, err } = await run(["--live", ...words, "--account-has", "x", "--in-use-sequence-id", "y"], "");
    expect(code).toBe(2);
    for (const reason of [
      /wabaId: must be 1 to 32 digits.*; set it with --waba-id\n/,
      /baseUrl: may name graph\.facebook\.com, a loopback address.*; set it with --base-url\n/,
      /apiVersion: must look like "v25\.0"; set it with --api-version\n/,
      /no access token is set; set it with WHATSAPP_ACCESS_TOKEN\n/,
      /--reads: must be a whole number from 1 to 100\n/,
      /--account-has: must be a whole number/,
      /--in-use-sequence-id: must be 1 to 32 digits/,
    ]) {
      expect(err).toMatch(reason);
    }
  });

  test("the token is never a flag", async () => {
    const { code, err } = await run(["--live", "--access-token", "EAAxxxxxxxxxxxx"], "EAAxxxxxxxxxxxx");
    expect(code).toBe(2);
    expect(err).toContain("Unknown option '--access-token'; the token is never a flag, set WHATSAPP_ACCESS_TOKEN");
  });

  test("it writes to a used account only after confirmation", async () => {
    const meta = await start();
    meta.addSequence(stranger);
    const { code, err } = await live(meta);
    expect(code).toBe(2);
    expect(err).toContain("has 1 sequences that are not of the probe");
    expect(err).toContain("confirm it with --account-has 1");
    expect(writes(meta)).toEqual([]);
  });
});

describe("the sweeper", () => {
  const mine = "pulumi-whatsapp-probe-0123abcd-x";

  test("lists leftovers, removes them on request, and names the others", async () => {
    const meta = await start();
    for (const name of [mine, "pulumi-whatsapp-probe-", `my ${mine}`]) meta.addSequence({ ...stranger, name });
    const id = meta.addSequence({ ...stranger, name: mine, isUsedInAd: true });
    const dry = await run(["--sweep", ...where(meta)], meta.accessToken);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(new RegExp(`^(\\d+ {2}${mine}\n){2}2 would be removed with --live\\.\n$`));
    expect(writes(meta)).toEqual([]);
    expect(await live(meta, "--sweep")).toEqual({
      code: 1,
      out: "1 sequences of the probe were removed.\n",
      err: `error: sequence ${id} of the probe is left: an ad uses it (4027012)\n`,
    });
    expect(meta.sequences().map(({ name }) => name)).toEqual(["pulumi-whatsapp-probe-", `my ${mine}`, mine]);
  });

  test("runs after failed steps, and finds a row without an id", async () => {
    const meta = await start();
    meta.faults.add({ match: { verb: "create" }, nth: 5, when: "after", effect: { kind: "drop" } });
    meta.faults.add({ match: { verb: "create" }, nth: 8, effect: { kind: "status", status: 503, body: "away" } });
    const { code, err, results } = await runProbe(meta);
    expect(code).toBe(1);
    expect(results.filter(({ state }) => state === "failed").map(({ name }) => name)).toEqual([
      "encodings",
      "unknown-content-keys",
    ]);
    expect(err).toContain("error: encodings failed: POST /");
    expect(meta.sequences()).toEqual([]);
  });

  test("runs on Ctrl-C, even if it is pressed twice", async () => {
    let child: ChildProcess | undefined;
    const interrupts = { nowMs: () => Date.now(), sleep: () => Promise.resolve(void child?.kill("SIGINT")) };
    const meta = await start({ clock: interrupts });
    for (const nth of [30, 31]) meta.faults.add({ nth, effect: { kind: "delay", delayMs: 1 } });
    const { code, err } = await run(["--live", ...where(meta)], meta.accessToken, (started) => (child = started));
    expect(code).toBe(1);
    expect(err).toContain("error: stopped: it was interrupted\n");
    expect(meta.sequences()).toEqual([]);
  });
});

describe("it stops", () => {
  test("when Meta throttles, and advises what to do", async () => {
    const meta = await start();
    meta.faults.add({
      match: { verb: "update" },
      nth: 3,
      effect: { kind: "graph", code: 80008, message: `for ${meta.accessToken}` },
    });
    const { code, err, stopped, results } = await runProbe(meta);
    expect(code).toBe(1);
    expect(stopped).toMatch(/^Meta throttles: .*\(code 80008\), Meta did not say for how long$/);
    expect(meta.journal().at(-1)).toMatchObject({ errorCode: 80008 });
    expect(results.at(-1)?.answer).toMatch(/^not reached: Meta throttles/);
    expect(err).toMatch(/error: \d+ sequences of the probe are left, .*`npm run probe -- --sweep --live`/);
  });

  test("when the hourly calls are used up, and removes its rows", async () => {
    const meta = await start();
    const headers = { "x-app-usage": '{"call_count":81,"total_time":3,"total_cputime":1}' };
    meta.faults.add({ match: { verb: "read" }, effect: { kind: "status", status: 200, body: { data: [] }, headers } });
    const { code, stopped } = await runProbe(meta);
    expect(code).toBe(1);
    expect(stopped).toBe("Meta's usage headers say that 81% of the hour's calls are used");
    expect(meta.sequences()).toEqual([]);
  });

  test("when the token expires, and warns about leftovers", async () => {
    const meta = await start();
    const token = meta.addToken({ expiresAfterRequests: 20 });
    const { code, err } = await run(["--live", ...where(meta)], token);
    expect(code).toBe(1);
    expect(err).toMatch(/error: stopped: Meta refused: .*\(code 190/);
    expect(err).toContain("error: what the probe made may be left");
    expect(meta.journal()).toHaveLength(22);
  });

  test("before any write if the account cannot be read", async () => {
    const meta = await start();
    const words = ["--live", "--waba-id", "1", "--base-url", meta.url];
    expect(await run(words, meta.accessToken)).toMatchObject({
      code: 1,
      err: "error: the list was refused with 100/33\n",
    });
  });
});
