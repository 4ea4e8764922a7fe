import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeLock } from "./lock";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "engine-lock-"));
});
afterAll(() => rm(dir, { recursive: true }));

test.each([
  [{ username: "\u001b[31mx" }, "created by \\u001b[31mx@h (pid 1)"],
  [{ hostname: "h\u009b2J" }, "x@h\\u009b2J (pid 1)"],
  [{ hostname: "h\n  created by user@else (pid 2)" }, "x@h\\u000a  created by user@else (pid 2) (pid 1)"],
  [{ timestamp: "now\u202eswon\u2069" }, "at now\\u202eswon\\u2069"],
  [{ username: "مريم" }, "created by مريم@h"],
  [{ username: 7 }, "created by unknown@h"],
])("shows lock holder %j on one line, without control characters", async (holder, shown) => {
  const written = { pid: 1, username: "x", hostname: "h", timestamp: "2026-11-29T00:00:00Z", ...holder };
  await writeFile(join(dir, "evil.json"), JSON.stringify(written));
  const taking = takeLock({ locks: dir, journal: join(dir, "none") }, "dev");
  const { message } = await taking.then(
    () => new Error("it was taken"),
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  expect(message).toContain(shown);
  expect(message.split("\n")).toHaveLength(2);
  expect(message).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});
