import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Outbox } from "../../provider/src/runtime/order/outbox";
import { bareRow } from "../faults/support/row";

const id = "106540352242922/demo-1001";
const details = { kind: "order_details", digest: "d1", correlationId: "demo-1001/a" } as const;
const status = { kind: "order_status", digest: "d".repeat(1500), correlationId: "demo-1001/b" } as const;

if (process.platform === "linux") {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "outbox-full-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const outbox = (): Outbox => new Outbox(folder, () => undefined);

  /** Begins a message in a process whose files may have so many blocks of 512 bytes only. Returns what it says. */
  function beginWithBlocks(blocks: number, sending: typeof details | typeof status): string {
    const source = join(__dirname, "../../provider/dist/runtime/order/outbox.js");
    const script = `const { folder, id, sending, source } = ${JSON.stringify({ folder, id, sending, source })};
      const outbox = new (require(source).Outbox)(folder, console.log);
      try { outbox.begin(id, sending, outbox.read(id)); } catch (error) { console.log(error.message); }`;
    const full = `trap "" XFSZ; ulimit -f ${blocks}; exec "$0" -e "$1"`;
    return spawnSync("sh", ["-c", full, process.execPath, script], { encoding: "utf8" }).stdout;
  }

  bareRow("146", "a first message on a full disk leaves no file", () => {
    expect(beginWithBlocks(0, details)).toMatch(/cannot be written \(EFBIG\).*nothing was sent/);
    expect(outbox().read(id)).toEqual({ attempts: [], content: undefined });
    outbox().begin(id, details, outbox().read(id)).recordAccepted("wamid.1");
    expect(outbox().read(id).attempts).toMatchObject([{ outcome: "accepted" }]);
  });

  bareRow("146", "a later message on a full disk leaves the file unchanged", () => {
    outbox().begin(id, details, outbox().read(id)).recordAccepted("wamid.1");
    const before = readFileSync(outbox().fileOf(id), "utf8");
    expect(before.length).toBeLessThan(512);
    expect(beginWithBlocks(1, status)).toMatch(/cannot be written \(EFBIG\).*nothing was sent/);
    expect(readFileSync(outbox().fileOf(id), "utf8")).toBe(before);
    outbox().begin(id, status, outbox().read(id)).recordAccepted("wamid.2");
    expect(outbox().read(id).attempts).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
  });
}
