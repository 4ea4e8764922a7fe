import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Outbox, UnreadableOutbox, type Entry } from "./outbox";
import type { Attempt, Sending } from "./outbox-records";

let home: string;
let folder: string;
let warnings: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "outbox-"));
  folder = join(home, "deep/orders");
  warnings = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const id = "106540352242922/demo-1001";
const details: Sending = { kind: "order_details", digest: "d1", correlationId: "demo-1001/a" };
const status: Sending = {
  ...{ kind: "order_status", digest: "d2", correlationId: "demo-1001/b" },
  ...{ status: "processing", payment: "captured" },
};
function outbox(): Outbox {
  return new Outbox(folder, (text) => warnings.push(text));
}
function begin(sending: Sending): Entry {
  return outbox().begin(id, sending, outbox().read(id));
}
function attempts(): readonly Attempt[] {
  return outbox().read(id).attempts;
}
function readRecords(): string {
  return readFileSync(outbox().fileOf(id), "utf8");
}
function lines(): string[] {
  return readRecords().trimEnd().split("\n");
}
/** Puts content in the place of the order's file. */
function write(content: string | Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(outbox().fileOf(id), content);
}
function failure(task: () => unknown): string {
  try {
    task();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing failed";
}

test("reading an unsent order returns no attempts and creates no file", () => {
  expect(outbox().read(id)).toEqual({ attempts: [], content: undefined });
  expect(existsSync(folder)).toBe(false);
});

test("writes the message to disk before it is sent", () => {
  const entry = begin(details);
  expect(attempts()).toMatchObject([{ ...details, at: expect.stringMatching(/^20.*Z$/), outcome: "unknown" }]);
  entry.recordAccepted("wamid.1");
  expect(attempts()).toMatchObject([{ ...details, outcome: "accepted", messageId: "wamid.1" }]);
  begin(status).recordRejected();
  begin(status).recordNotSent();
  expect(attempts()).toMatchObject([
    { outcome: "accepted" },
    { ...status, outcome: "rejected" },
    { ...status, outcome: "not_sent" },
  ]);
  expect(warnings).toEqual([]);
});

test("assigns a result to its message, also with repeated correlation ids", () => {
  begin(status).recordRejected();
  const lost = begin({ ...status, again: true });
  begin({ ...status, again: true }).recordAccepted("wamid.2");
  expect(attempts().map(({ outcome }) => outcome)).toEqual(["rejected", "unknown", "accepted"]);
  lost.recordRejected();
  expect(attempts().map(({ outcome }) => outcome)).toEqual(["rejected", "rejected", "accepted"]);
});

test("lets one of two concurrent processes send", () => {
  const [first, second] = [outbox().read(id), outbox().read(id)];
  const entry = outbox().begin(id, details, first);
  expect(() => outbox().begin(id, details, second)).toThrow(/Another process is sending.*Nothing was sent by this one/);
  entry.recordAccepted("wamid.1");
  expect(attempts()).toMatchObject([{ outcome: "accepted" }]);

  // Also of two that record the same in the same moment.
  jest.useFakeTimers({ now: 0 });
  const [third, fourth] = [outbox().read(id), outbox().read(id)];
  const other = outbox().begin(id, status, third);
  expect(() => outbox().begin(id, status, fourth)).toThrow(/Another process/);
  jest.useRealTimers();
  other.recordAccepted("wamid.2");
  expect(attempts().map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "not_sent"]);
});

test("does not send if the file changed since it was read", () => {
  begin(details).recordAccepted("wamid.1");
  const history = outbox().read(id);
  rmSync(outbox().fileOf(id));
  expect(() => outbox().begin(id, status, history)).toThrow(/cannot be written \(ENOENT\)/);
  write(`${JSON.stringify({ ...details, at: "2026-11-22T00:00:00.000Z" })}\n`);
  expect(() => outbox().begin(id, status, history)).toThrow(/Another process/);
});

test("each order has its own file, also on case-insensitive systems", () => {
  const files = [id, "106540352242922/DEMO-1001", "1/demo-1001", "1/con."].map((each) => outbox().fileOf(each));
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(4);
  for (const file of files) expect(file.slice(folder.length)).toMatch(/^[\\/]\d+-[\da-f]{32}\.jsonl$/);
});

test("keeps files and folders private to the user", () => {
  begin(details);
  expect([outbox().fileOf(id), folder, dirname(folder)].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o600, 0o700, 0o700,
  ]);
});

describe("records of earlier versions", () => {
  const old = [
    { kind: "order_details", digest: "d1", correlationId: "demo-1001/a", at: "2026-11-22T00:00:00.000Z" },
    { result: "accepted", correlationId: "demo-1001/a", messageId: "wamid.1" },
    { kind: "order_status", digest: "d2", correlationId: "demo-1001/b", at: "2026-11-22T00:01:00.000Z" },
    { result: "refused", correlationId: "demo-1001/b" },
  ];

  test('are read without a status, and "refused" as "rejected"', () => {
    write(old.map((line) => `${JSON.stringify(line)}\n`).join(""));
    expect(attempts()).toEqual([
      { ...old[0], outcome: "accepted", messageId: "wamid.1" },
      { ...old[2], outcome: "rejected" },
    ]);
  });
});

test("the records in the documentation are read", () => {
  const page = readFileSync(join(__dirname, "../../../../docs/order-outbox.md"), "utf8");
  const blocks = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, block = ""]) => block);
  expect(blocks).toHaveLength(2);
  const documented = "106540352242922/2026-1001-1";
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) {
    writeFileSync(outbox().fileOf(documented), block);
    expect(outbox().read(documented).attempts).toMatchObject([{ status: "shipped" }]);
  }
});

describe("a file edited by people or tools is read if every line is a record:", () => {
  const expected = ["accepted", "rejected"];
  beforeEach(() => {
    begin(details).recordAccepted("wamid.1");
    begin(status).recordRejected();
  });

  test.each<[string, (text: string) => string]>([
    ["line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["blank lines", (text) => `\n${text.replaceAll("\n", "\n\n  \n")}`],
    ["no end of the last line", (text) => text.trimEnd()],
    ["blanks between keys and values", (text) => text.replaceAll('":"', '" : "').replaceAll(',"', ', "')],
    ["blanks around the lines", (text) => text.replaceAll("\n", " \t \n \t ").trimEnd()],
    ["a version", (text) => text.replaceAll('{"', '{"version":1,"')],
  ])("%s", (_what, change) => {
    write(change(readRecords()));
    expect(attempts().map(({ outcome }) => outcome)).toEqual(expected);
    begin({ ...status, correlationId: "demo-1001/c" }).recordAccepted("wamid.3");
    expect(attempts().map(({ outcome }) => outcome)).toEqual([...expected, "accepted"]);
  });
});

test.each(["a b  c", '\\" \\\\', "<<<<<<< HEAD", "\t \r\n"])("keeps a record's text %j", (correlationId) => {
  begin({ ...details, correlationId }).recordAccepted("wamid.1");
  expect(attempts()).toMatchObject([{ correlationId, outcome: "accepted" }]);
});

test("assigns a result of an earlier version by its correlation id", () => {
  const at = "2026-11-22T00:00:00.000Z";
  const record = (correlationId: string): string => JSON.stringify({ ...status, correlationId, at });
  write(`${record("x/a")}\n${record("x/b")}\n{"result":"accepted","correlationId":"x/b"}\n`);
  expect(attempts().map(({ outcome }) => outcome)).toEqual(["unknown", "accepted"]);
});

test("reads a file of the maximum size", () => {
  begin(details).recordAccepted("wamid.1");
  const text = readRecords();
  write(text.padEnd(1024 * 1024));
  expect(attempts()).toHaveLength(1);
  write(text.padEnd(1024 * 1024 + 1));
  expect(failure(attempts)).toContain("has more than 1048576 bytes");
});

describe("a line that is not a record blocks the order and is reported without its content:", () => {
  beforeEach(() => {
    begin(details).recordAccepted("wamid.1");
    begin(status).recordRejected();
  });

  const record = (changes: object): string =>
    JSON.stringify({ ...status, correlationId: "5511987654321", at: "2026-11-22T00:00:00.000Z", ...changes });
  test.each<[string, string | Uint8Array, string]>([
    ["cut off", record({}).slice(0, -9), "line 5 is cut off, or is not JSON"],
    ["a merge conflict", `<<<<<<< HEAD\n${record({})}\n=======\n>>>>>>> main\n`, "line 5 is the marker of a merge"],
    ["the end of a conflict", `${record({})}\n>>>>>>> 5511987654321\n`, "line 6 is the marker of a merge conflict"],
    ...["<", "|", "=", ">"].map((mark): [string, string, string] => [
      `only ${mark}`,
      `${mark} x`,
      "line 5 is cut off, or is not JSON",
    ]),
    ["of a version that is text", record({ version: "2" }), "line 5 is not a record of this version"],
    ["of this version with an unknown key", record({ version: 1, x: 1 }), "line 5 is not a record of this version"],
    [
      "a result of another attempt",
      '{"result":"accepted","correlationId":"demo-1001/a","attempt":"x"}',
      "line 5 is a res",
    ],
    ["of a newer version", record({ version: 2 }), "line 5 was written by a newer version of pulumi-whatsapp"],
    ["with an unknown key", record({ to: "5511987654321" }), "line 5 is not a record of this version"],
    ["of something else", '{"level":"info","to":"5511987654321"}', "line 5 is not a record of this version"],
    ["a list", "[5511987654321]", "line 5 is not a record of this version"],
    ["null", "null", "line 5 is not a record of this version"],
    ["of a wrong type", record({ digest: 5511987654321 }), "line 5 is not a record of this version"],
    ["without a time", record({ at: "yesterday" }), "line 5 is not a record of this version"],
    ["of an unknown kind", record({ kind: "order_refund" }), "line 5 is not a record of this version"],
    ["of an unknown status", record({ status: "lost" }), "line 5 is not a record of this version"],
    ["an unknown result", '{"result":"delivered","correlationId":"x"}', "line 5 is not a record of this version"],
    ["a key given twice", record({}).replace("{", '{"kind":"order_details",'), "line 5 is not written as pulumi-"],
    ["of another order", record({ order: "106540352242922/demo-1002" }), "line 5 belongs to another order"],
    [
      "a result that a merge doubled",
      '{"result":"accepted","correlationId":"demo-1001/a"}',
      "line 5 is a result, and no line",
    ],
    ["a result of nothing", '{"result":"accepted","correlationId":"5511987654321"}', "line 5 is a result, and no line"],
    ["NUL bytes", `${record({})}\n${"\0".repeat(512)}`, "line 6 has NUL bytes, as after a loss of power"],
    ["no UTF-8", Buffer.from(record({ digest: "é" }), "latin1"), "line 5 is not UTF-8"],
    ["a byte order mark", `\ufeff${record({})}`, "line 5 begins with a byte order mark"],
    ["two records in one", `${record({})}${record({})}`, "line 5 is cut off, or is not JSON"],
    ["line ends of old Macs", `${record({})}\r${record({})}\r`, "line 5 is cut off, or is not JSON"],
  ])("%s", (_what, tail, reason) => {
    for (const isFollowed of [false, true]) {
      const good = record({ correlationId: "demo-1001/later" });
      const before = readFileSync(outbox().fileOf(id));
      appendFileSync(outbox().fileOf(id), tail);
      if (isFollowed) appendFileSync(outbox().fileOf(id), `\n${good}\n`);
      const content = readRecords();
      const message = failure(() => outbox().read(id));
      expect(message).toContain(`The outbox file ${outbox().fileOf(id)} cannot be read: ${reason}`);
      const next = reason.includes("newer") ? "Update pulumi-whatsapp." : `remove line ${reason.split(" ")[1] ?? ""};`;
      expect(message).toMatch(/nothing is sent for this order until it can be read\. (Find out what was sent|Update)/);
      expect(message).toContain(next);
      expect(message).not.toContain("5511987654321");
      expect(readRecords()).toBe(content);
      writeFileSync(outbox().fileOf(id), before);
    }
  });

  test("a repeated result, or a result of another attempt", () => {
    begin({ ...status, correlationId: "demo-1001/c" });
    const [, result = ""] = lines();
    const before = readRecords();
    for (const [line, number] of [
      [result, 6],
      ['{"result":"accepted","correlationId":"demo-1001/c","attempt":"x"}', 6],
    ] as const) {
      write(`${before}${line}\n`);
      expect(failure(attempts)).toContain(`line ${number} is a result, and no line before it is its message`);
    }
  });

  test("a file truncated at any byte", () => {
    const whole = readFileSync(outbox().fileOf(id));
    const ends = [...whole.entries()].flatMap(([i, byte]) => (byte === 0x0a ? [i] : []));
    for (let length = whole.length - 1; length >= 0; length--) {
      truncateSync(outbox().fileOf(id), length);
      // Up to the end of a line, with or without its line end, the lines are whole.
      const isWhole = ends.some((end) => length === end || length === end + 1);
      expect([length, failure(attempts) === "nothing failed"]).toEqual([length, isWhole]);
    }
    expect(failure(attempts)).toContain("cannot be read: is empty.");
  });

  test("but the files of other orders", () => {
    appendFileSync(outbox().fileOf(id), "<<<<<<< HEAD\n");
    expect(failure(attempts)).toContain("line 5");
    expect(outbox().read("106540352242922/demo-1002").attempts).toEqual([]);
  });

  test("until it is repaired as the help says", () => {
    appendFileSync(outbox().fileOf(id), '{"kind":"order_sta');
    const repaired = [
      '{"kind":"order_status","digest":"","correlationId":"repaired-1","at":"2026-11-30T12:00:00Z","status":"shipped","payment":"captured"}',
      '{"result":"accepted","correlationId":"repaired-1"}',
    ];
    write([...lines().slice(0, -1), ...repaired, ""].join("\n"));
    expect(attempts().at(-1)).toMatchObject({ status: "shipped", payment: "captured", outcome: "accepted" });
  });
});

test.each(["", "\n", " \r\n"])("a file without records (%j) blocks the order", (content) => {
  write(content);
  expect(failure(attempts)).toMatch(/cannot be read: is empty\. It says what was sent.* remove the file;/);
});

test("does not read a file beyond the maximum size", () => {
  write(`${JSON.stringify({ ...details, at: "2026-11-22T00:00:00.000Z" })}\n${" ".repeat(1024 * 1024)}`);
  expect(failure(attempts)).toMatch(/has more than 1048576 bytes\. It says what was sent/);
});

test("resolves a relative folder against the working directory", () => {
  expect(new Outbox(".pulumi-whatsapp/orders", () => undefined).folder).toBe(resolve(".pulumi-whatsapp/orders"));
});

test("a folder that cannot be created or read prevents the send", () => {
  const history = outbox().read(id);
  mkdirSync(join(folder, ".."));
  writeFileSync(folder, "");
  expect(() => outbox().begin(id, details, history)).toThrow(
    /The outbox of orders, .*orders, cannot be written \(EEXIST\)\. Every message is recorded there before it leaves, so nothing was sent\. Make the folder .*WHATSAPP_ORDER_OUTBOX/,
  );
  expect(attempts).toThrow(UnreadableOutbox);
  expect(failure(attempts)).toMatch(/cannot be read \(ENOTDIR\)\. .*remove it only if it is certain that nothing was/);
});

test("a folder in place of the file blocks the order", () => {
  mkdirSync(outbox().fileOf(id), { recursive: true });
  expect(failure(attempts)).toMatch(/is a folder\. It says what was sent, so nothing is sent/);
});

test("a dangling link blocks the order", () => {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(home, "gone.jsonl"), outbox().fileOf(id));
  expect(failure(attempts)).toMatch(/cannot be read \(ENOENT\)/);
});

if (process.platform === "linux") {
  test.each(["/dev/zero", "/proc/self/fd"])("a link to %s blocks the order", (target) => {
    mkdirSync(folder, { recursive: true });
    symlinkSync(target, outbox().fileOf(id));
    expect(failure(attempts)).toMatch(/is (not a file|a folder)\. It says what was sent/);
  });

  test("a file without read permission blocks the order", () => {
    write("");
    // The superuser may read everything but what the kernel keeps.
    if (process.getuid?.() === 0) {
      rmSync(outbox().fileOf(id));
      symlinkSync("/proc/self/mem", outbox().fileOf(id));
    } else chmodSync(outbox().fileOf(id), 0o200);
    expect(failure(attempts)).toMatch(/cannot be read \((EACCES|EIO)\)/);
  });

  test("a read-only folder prevents the send", () => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o500);
    // The superuser may write everywhere but where the kernel alone does.
    if (process.getuid?.() === 0) folder = "/sys/orders";
    expect(() => begin(details)).toThrow(/cannot be written \((EACCES|EPERM|EROFS)\)/);
  });

  test("a file that cannot be created prevents the send", () => {
    folder = "/proc/self";
    expect(() => begin(details)).toThrow(/cannot be written \(ENOENT\)/);
  });

  test.each(["/proc/orders", "/proc/self/a/b"])("%s, which cannot be created, prevents the send", (path) => {
    folder = path;
    expect(() => begin(details)).toThrow(/cannot be written \(ENOENT\)/);
  });

  test("leaves no file open", () => {
    const open = () => readdirSync("/proc/self/fd").length;
    const before = open();
    begin(details).recordAccepted("wamid.7");
    begin(status).recordRejected();
    appendFileSync(outbox().fileOf(id), "{");
    failure(attempts);
    expect(open()).toBe(before);
  });
}

test("warns if a result cannot be recorded; the message counts as sent", () => {
  const entry = begin(details);
  const file = outbox().fileOf(id);
  rmSync(file);
  entry.recordAccepted("wamid.5");
  entry.recordRejected();
  expect(existsSync(file)).toBe(false);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toMatch(
    /the outcome of an order message could not be recorded in .*\(ENOENT\): it counts as sent/,
  );
  mkdirSync(file);
  entry.recordNotSent();
  expect(warnings[2]).toMatch(/could not be recorded in .* is a folder\. .*: it counts as sent, its outcome unknown/);
});
