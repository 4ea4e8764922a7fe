import { execFileSync } from "node:child_process";

test("each client's account contains its own greeting", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  expect(output).toContain("bakery (201): Fresh bread every morning. What may we keep for you?\n");
  expect(output).toContain("florist (202): Hello! Which flowers are you looking for?\n");
}, 60_000);
