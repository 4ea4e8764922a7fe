import { calls, TestAccount } from "../support/world/account";
import { runCommand, type Ran } from "../support/command";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function list(words: readonly string[] = [], changes: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runCommand(["list", ...words], account.environment(changes));
}

test("prints aligned columns with id, name, use and text", async () => {
  const ids = [
    { name: "Driver sign-up", content: { text: "Hi! Thanks for your interest in driving with us, dear stranger." } },
    { name: "班车登记 👨‍👩‍👧", content: { text: "你好！\n请问有什么可以帮您？" }, isUsedInAd: true },
  ].map((sequence) => account.meta.addSequence(sequence));
  const { code, out, err } = await list();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")).toEqual([
    `${"ID".padEnd(ids[0]?.length ?? 0)}  NAME            IN USE  TEXT`,
    `${ids[0] ?? ""}  Driver sign-up  no      Hi! Thanks for your interest in driving with…`,
    `${ids[1] ?? ""}  班车登记 👨‍👩‍👧     yes     你好！ 请问有什么可以帮您？`,
    "",
  ]);
});

test("escapes control characters and marks unreadable rows", async () => {
  const name = "a\u001b[31mred\u0007\u009b1m\r\n\u202egnp.exe\u2066";
  account.meta.addSequence({ name, content: { text: "\u001b]0;title\u0007 Hi\u2028you" } });
  account.meta.editSequence(account.meta.addSequence({ name: "odd", content: { text: "Hi" } }), { content: null });
  const { out } = await list();
  expect(out).toContain("a [31mred 1m gnp.exe  no      ]0;title Hi you\n");
  expect(out).toMatch(/\d+ {2}\? +no {6}\(cannot be read: `welcome_message_sequence` cannot be read\)\n/);
  expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  const json = await list(["--json"]);
  expect(json.out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(json.out)).toMatchObject([{ name }, { unreadable: expect.any(String) }]);
});

test("--json prints every field", async () => {
  const sequenceId = account.meta.addSequence({
    name: "Driver sign-up",
    content: { text: "Hi!", autofill_message: { content: "Hello!" }, ice_breakers: [{ title: "How?" }] },
    lastUpdateAtMs: Date.UTC(2025, 7, 14, 19, 6, 34),
  });
  expect(JSON.parse((await list(["--json"])).out)).toEqual([
    {
      id: `${account.meta.wabaId}/${sequenceId}`,
      sequenceId,
      name: "Driver sign-up",
      text: "Hi!",
      autofillMessage: { content: "Hello!" },
      iceBreakers: [{ title: "How?" }],
      isUsedInAd: false,
      lastUpdateTime: "2025-08-14T19:06:34+0000",
    },
  ]);
});

test("sends one request per page", async () => {
  for (let i = 0; i < 250; i++) account.meta.addSequence({ name: `s${i}`, content: { text: "Hi" } });
  const { out } = await list(["--json"]);
  expect(JSON.parse(out)).toHaveLength(250);
  expect(calls(account.meta.journal())).toEqual(Array.from({ length: 3 }, () => `GET ${account.edge}`));
});

test("reports an empty account without an error", async () => {
  const { code, out, err } = await list();
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toBe(
    `This token sees no sequence in account ${account.meta.wabaId}. An app sees only the sequences that it created.\n`,
  );
  expect(await list(["--json"])).toEqual({ code: 0, out: "[]\n", err: "" });
});

const readable = '{"id":"184","name":"Driver sign-up","welcome_message_sequence":{"text":"Hi!"}}';

/** Makes the account return these rows. */
function mockRows(...rows: readonly string[]): void {
  const effect = { kind: "status", status: 200, body: `{"data":[${rows.join(",")}]}` } as const;
  account.meta.faults.add({ match: { verb: "list" }, effect, times: "always" });
}

describe("prints the readable rows, then fails because of", () => {
  test.each([
    ["an opaque id", '{"id":"seq_0","name":"n"}', 'row 2 (id "seq_0"): its id is not 1 to 32 digits'],
    ["an id with an exponent", '{"id":12345678901234567e0}', 'row 2 (id "12345678901234567e0"): its id'],
    ["an id with a fraction", '{"id":1.5}', 'row 2 (id "1.5"): its id is not 1 to 32 digits'],
    ["a row in another object", '{"node":{"id":"7"}}', "row 2: it has no id"],
    ["an error", '{"error":{"code":1}}', "row 2: it is an error and has no id"],
    ["null", "null", "row 2: it is null"],
    ["a list", "[]", "row 2: it is an array instead of an object"],
    ["a row without text", '{"id":"9","name":"n","welcome_message_sequence":{}}', "sequence 9: `welcome_message_"],
    ["a name that is a number", '{"id":"9","name":5}', "sequence 9: the response has no `name`"],
  ])("%s", async (_what, row, reason) => {
    mockRows(readable, row);
    const { code, out, err } = await list();
    expect(code).toBe(1);
    expect(out).toContain("184  Driver sign-up  no      Hi!");
    expect(err).toContain(
      `error: 1 of the 2 sequences that account ${account.meta.wabaId} lists cannot be read:\n- ${reason}`,
    );
    const json = await list(["--json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toContainEqual(expect.objectContaining({ sequenceId: "184" }));
  });

  test("an account with only unreadable rows, which does not count as empty", async () => {
    mockRows('{"id":"seq_0"}', "null");
    const { code, out, err } = await list();
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("2 of the 2 sequences");
    expect(err).not.toContain("sees no sequence");
  });

  test("a row of the second page, counted from the first", async () => {
    const page = (rows: string, next: string): string => `{"data":[${rows}]${next}}`;
    const match = { verb: "list" } as const;
    const next = ',"paging":{"next":"https://graph.facebook.com/x?after=c"}';
    account.meta.faults.add({ match, effect: { kind: "status", status: 200, body: page(`${readable},null`, next) } });
    account.meta.faults.add({ match, effect: { kind: "status", status: 200, body: page("1,null", "") }, nth: 2 });
    const { err } = await list();
    expect(err).toMatch(/3 of the 4 sequences.*\n- row 2: .*\n- row 3: .*\n- row 4: it is null\n/);
  });
});

test("flags override the environment, which overrides the defaults", async () => {
  const other = account.meta.addWaba({ id: "888" });
  account.meta.addSequence({ wabaId: other, name: "theirs", content: { text: "Hi" } });
  const { out } = await list(["--waba", other, "--base-url", account.meta.url, "--api-version", "v23.0"], {
    WHATSAPP_BASE_URL: "http://127.0.0.1:1",
    WHATSAPP_API_VERSION: "v24.0",
  });
  expect(out).toContain("theirs");
  expect(account.meta.journal()).toMatchObject([{ path: `/${other}/welcome_message_sequences`, version: "v23.0" }]);
});

describe("an error", () => {
  test("for a missing token says where to set it, before any request", async () => {
    const { code, err } = await list([], { WHATSAPP_ACCESS_TOKEN: "" });
    expect(code).toBe(2);
    expect(err).toBe(
      "error: No access token is set. Set it with WHATSAPP_ACCESS_TOKEN; for several accounts, set WHATSAPP_ACCESS_TOKENS, WHATSAPP_ACCESS_TOKENS_FILE or WHATSAPP_ACCESS_TOKEN_COMMAND instead (docs/settings.md).\n",
    );
    expect(account.meta.journal()).toEqual([]);
  });

  test("of Meta states the cause and the remedy, without the token", async () => {
    const token = "EAAexpiredButStillNobodysBusiness";
    const { code, out, err } = await list([], { WHATSAPP_ACCESS_TOKEN: token });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(
      /^error: Could not list the sequences of account \d+\. Meta refused: .*\(code 190.*\)\. Set a valid token with WHATSAPP_ACCESS_TOKEN\.\n$/,
    );
    expect(err).not.toContain(token);
  });

  test("of the network names the host", async () => {
    const { code, err } = await list(["--base-url", "http://127.0.0.1:1"], { WHATSAPP_MAX_ATTEMPTS: "1" });
    expect(code).toBe(1);
    expect(err).toMatch(/127\.0\.0\.1:1 could not be reached \(.*\): ECONNREFUSED\. Check the network/);
  });

  test("for a missing account names the flag", async () => {
    const { code, err } = await list(["--waba", "1"]);
    expect(code).toBe(1);
    expect(err).toContain("Check that 1 is the WhatsApp Business Account id");
    expect(err).toContain("set it with --waba or WHATSAPP_WABA_ID.");
  });
});

test("a misspelled variable causes a warning", async () => {
  account.meta.addSequence({ name: "Driver sign-up", content: { text: "Hi!" } });
  const { code, err } = await list([], { WHATSAPP_ACCESS_TOKEN_FILE: "tokens.json" });
  expect({ code, err }).toEqual({
    code: 0,
    err: "warning: pulumi-whatsapp does not read the environment variable WHATSAPP_ACCESS_TOKEN_FILE. Did you mean WHATSAPP_ACCESS_TOKENS_FILE?\n",
  });
});

describe("a usage error exits with 2, sends nothing, and", () => {
  test.each<[readonly string[], string]>([
    [["list", "--jsno"], 'Unknown option "--jsno". Did you mean "--json"? Run pulumi-whatsapp list --help.'],
    [["list", "--jsno=yes"], 'Unknown option "--jsno". Did you mean "--json"?'],
    [["list", "--json=yes"], 'Option "--json" takes no value.'],
    [["list", "--waba", "--json"], 'Option "--waba <id>" needs a value.'],
    [["list", "--json", "--waba"], 'Option "--waba <id>" needs a value.'],
    [
      ["list", "--access-token", "EAAxxxxxxxxxxxx"],
      'Unknown option "--access-token": the token is never a flag, set WHATSAPP_ACCESS_TOKEN.',
    ],
    [["list", "EAAxxxxxxxxxxxx"], 'Unexpected argument "[secret]". Run pulumi-whatsapp list --help.'],
    [["import-file", "--ids", "1,two,,3", "--ids", "f o"], '--ids "two", "", "f o": must be sequence ids'],
    [
      ["import-file", "--out-dir", "x", "--program", "y"],
      'Option "--out-dir <folder>" cannot be used with option "--program <path>".',
    ],
    [["import-file", "--import-file", "x", "--program", "./x"], "use a different file for each"],
  ])("explains %j in one line", async (words, reason) => {
    const { code, out, err } = await runCommand(words, account.environment());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: .*\n$/);
    expect(err).toContain(reason);
    expect(account.meta.journal()).toEqual([]);
  });

  test("names all malformed settings with flag and variable", async () => {
    const { code, err } = await list(["--waba", "one", "--base-url", "http://example.com"]);
    expect(code).toBe(2);
    expect(err).toContain(
      "whatsapp:wabaId: must be 1 to 32 digits, the WhatsApp Business Account id; set it with --waba or WHATSAPP_WABA_ID\n",
    );
    expect(err).toMatch(/whatsapp:baseUrl: .*; set it with --base-url or WHATSAPP_BASE_URL\n/);
    expect(account.meta.journal()).toEqual([]);
  });

  test.each(['"', "'", "“"])("reports a token in %s with its variable", async (quote) => {
    const { code, out, err } = await list([], { WHATSAPP_ACCESS_TOKEN: `${quote}${account.meta.accessToken}${quote}` });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(
      "error: whatsapp:accessToken: has quotation marks around it; give the token without quotes; set it with WHATSAPP_ACCESS_TOKEN\n",
    );
    expect(account.meta.journal()).toEqual([]);
  });

  test("names the flag for a missing account", async () => {
    expect(await list([], { WHATSAPP_WABA_ID: "" })).toEqual({
      ...{ code: 2, out: "" },
      err: "error: No account id is set. Set it with --waba or WHATSAPP_WABA_ID.\n",
    });
  });
});

test.each([["--help"], ["-h"], ["list --help"], ["import-file -h"]])(
  "%s prints help, which says that the token is no flag",
  async (words) => {
    const { code, out, err } = await runCommand(words.split(" "), {});
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Usage: pulumi-whatsapp");
    expect(out).toContain("Set WHATSAPP_ACCESS_TOKEN. There is no flag for it");
  },
);

test("rejects an ended version before any request, naming flag and variable", async () => {
  const { code, err } = await list(["--api-version", "v20.0"]);
  expect(code).toBe(1);
  expect(err).toContain("Graph API v20.0 ended on 2026-09-24. Set --api-version or WHATSAPP_API_VERSION to v25.0");
  expect(account.meta.journal()).toEqual([]);
});
