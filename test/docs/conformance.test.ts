import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

test("the conformance page lists every scenario, and none differs", () => {
  const page = readFileSync(join(root, "docs/conformance.md"), "utf8");
  const recorded = readdirSync(join(root, "test/recordings/fixtures/out")).map((file) => file.replace(/\.json$/, ""));
  const rows = [...page.matchAll(/^\| `([\w-]+)` .*$/gm)];
  expect(rows.map(([, scenario]) => scenario)).toEqual(recorded.sort());
  for (const [row] of rows) expect(row.match(/\| yes +(?=\|)/g)).toHaveLength(5);
});
