import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AlreadySent, Outbox, type Sending } from "./outbox";

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
const status: Sending = { kind: "order_status", digest: "d2", correlationId: "demo-1001/b" };
const outbox = (): Outbox => new Outbox(folder, (text) => warnings.push(text));
const written = (): string => readFileSync(outbox().fileOf(id), "utf8");

test("nothing is known of an order before it is sent, and nothing is made by looking", () => {
  expect(outbox().attempts(id)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test("an attempt is on the disk before the message leaves, and its outcome is unknown until it is recorded", () => {
  const entry = outbox().begin(id, details);
  expect(outbox().attempts(id)).toEqual([{ ...details, at: expect.stringMatching(/^20.*Z$/), outcome: "unknown" }]);
  entry.accepted("wamid.1");
  expect(outbox().attempts(id)).toMatchObject([{ ...details, outcome: "accepted", messageId: "wamid.1" }]);
  outbox().begin(id, status).withdrawn();
  expect(outbox().attempts(id)).toMatchObject([{ outcome: "accepted" }, { ...status, outcome: "rejected" }]);
  expect(warnings).toEqual([]);
});

test("records that say refused, as earlier versions wrote, are read as rejected", () => {
  outbox().begin(id, details).accepted("wamid.1");
  outbox().begin(id, status).withdrawn();
  writeFileSync(outbox().fileOf(id), written().replace('"result":"rejected"', '"result":"refused"'));
  expect(written()).toContain('"result":"refused"');
  expect(outbox().attempts(id)).toMatchObject([{ outcome: "accepted" }, { ...status, outcome: "rejected" }]);
});

test("the first message of an order is begun once, by one of two", () => {
  const entry = outbox().begin(id, details);
  expect(() => outbox().begin(id, details)).toThrow(AlreadySent);
  entry.withdrawn();
  expect(outbox().attempts(id)).toEqual([]);
  outbox().begin(id, details).accepted("wamid.2");
  expect(() => outbox().begin(id, { ...details, digest: "other" })).toThrow(AlreadySent);
});

test("a status that is known alone tells of its order", () => {
  outbox().begin(id, status).accepted("wamid.3");
  expect(() => outbox().begin(id, details)).toThrow(AlreadySent);
  expect(outbox().attempts(id)).toHaveLength(1);
});

test("orders have files of their own, also where systems do not tell letters' cases apart", () => {
  const files = [id, "106540352242922/DEMO-1001", "1/demo-1001", "1/con."].map((each) => outbox().fileOf(each));
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(4);
  for (const file of files) expect(file.slice(folder.length)).toMatch(/^[\\/]\d+-[\da-f]{32}\.jsonl$/);
});

describe("a line that was torn while it was written", () => {
  const whole = (sending: Sending) => `${JSON.stringify({ ...sending, at: "2026-11-22T00:00:00.000Z" })}\n`;
  const torn = { digest: "", correlationId: "", at: undefined, outcome: "unknown" };
  const read = (text: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(outbox().fileOf(id), text);
    return outbox().attempts(id);
  };

  test("of a first message counts as sent", () => {
    for (const text of ["", "\n", '{"kind":"order_det', "null", "[]", '{"result":"accepted","correlationId":"x"}\n'])
      expect(read(text)).toEqual([{ ...torn, kind: "order_details" }]);
  });

  test("of a result leaves its attempt unknown", () => {
    expect(read(`${whole(details)}{"result":"refu`)).toMatchObject([{ ...details, outcome: "unknown" }]);
  });

  test("of a further message is one of which nothing else is known", () => {
    const accepted = `${JSON.stringify({ result: "accepted", correlationId: details.correlationId, messageId: "w" })}\n`;
    expect(read(`${whole(details)}${accepted}{"kind":`)).toEqual([
      expect.objectContaining({ outcome: "accepted" }),
      { ...torn, kind: "order_status" },
    ]);
    outbox().begin(id, status).accepted("wamid.4");
    expect(outbox().attempts(id)).toMatchObject([{ outcome: "accepted" }, torn, { ...status, outcome: "accepted" }]);
    expect(written().split("\n")).toHaveLength(6);
  });
});

test("a relative folder begins at the process's own", () => {
  expect(new Outbox(".pulumi-whatsapp/orders", () => undefined).folder).toBe(resolve(".pulumi-whatsapp/orders"));
});

test("a folder that can not be made or read lets nothing leave, and says what to do", () => {
  mkdirSync(join(folder, ".."));
  writeFileSync(folder, "");
  expect(() => outbox().begin(id, details)).toThrow(
    /The outbox of orders, .*orders, can not be written \(EEXIST\)\. Every message is recorded there before it leaves, so nothing was sent\. Make the folder .*WHATSAPP_ORDER_OUTBOX/,
  );
  expect(() => outbox().attempts(id)).toThrow(/can not be read \(ENOTDIR\)/);
  expect(() => outbox().begin(id, status)).toThrow(/can not be written \(EEXIST\)/);
});

test("a record that can not be read lets nothing leave either", () => {
  mkdirSync(outbox().fileOf(id), { recursive: true });
  expect(() => outbox().begin(id, status)).toThrow(/can not be read \(EISDIR\)/);
});

if (process.platform === "linux") {
  test("a folder that is read-only lets nothing leave", () => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o500);
    // The superuser may write everywhere but where the kernel alone does.
    if (process.getuid?.() === 0) folder = "/sys/orders";
    expect(() => outbox().begin(id, details)).toThrow(/can not be written \((EACCES|EPERM|EROFS)\)/);
  });

  test("a file that can not be made in a folder that is there is no order that was sent", () => {
    folder = "/proc/self";
    expect(() => outbox().begin(id, details)).toThrow(/can not be written \(ENOENT\)/);
  });

  test("no file stays open", () => {
    const open = () => readdirSync("/proc/self/fd").length;
    const before = open();
    outbox().begin(id, details).accepted("wamid.7");
    outbox().begin(id, status).withdrawn();
    expect(open()).toBe(before);
  });
}

test("a result that can not be recorded is a warning, and the message counts as sent", () => {
  const entry = outbox().begin(id, details);
  rmSync(folder, { recursive: true });
  entry.accepted("wamid.5");
  entry.withdrawn();
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toMatch(
    /the outcome of an order message could not be recorded in .*\(ENOENT\): it counts as sent/,
  );
});
