import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Outbox } from "../../provider/src/runtime/order/outbox";

const id = "106540352242922/demo-1001";
const details = { kind: "order_details", digest: "d1", correlationId: "demo-1001/a" } as const;

if (process.platform === "linux") {
  test("a first message that does not fit on the disk leaves no file, and can be sent later", () => {
    const folder = mkdtempSync(join(tmpdir(), "outbox-full-"));
    try {
      const source = join(__dirname, "../../provider/dist/runtime/order/outbox.js");
      const script = `const { folder, id, details, source } = ${JSON.stringify({ folder, id, details, source })};
        const { Outbox } = require(source);
        try { new Outbox(folder, () => undefined).begin(id, details); } catch (error) { console.log(error.message); }`;
      // A process that may write no byte to a file.
      const full = 'trap "" XFSZ; ulimit -f 0; exec "$0" -e "$1"';
      const { stdout } = spawnSync("sh", ["-c", full, process.execPath, script], { encoding: "utf8" });
      expect(stdout).toMatch(/can not be written \(EFBIG\).*nothing was sent/);
      const outbox = new Outbox(folder, () => undefined);
      expect(outbox.attempts(id)).toEqual([]);
      outbox.begin(id, details).accepted("wamid.1");
      expect(outbox.attempts(id)).toMatchObject([{ outcome: "accepted" }]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
