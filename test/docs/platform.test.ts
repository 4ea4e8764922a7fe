import { spawnSync } from "node:child_process";
import { join } from "node:path";

const script = join(__dirname, "../../scripts/platform.mjs");

function listEnds(date: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [script, "--date", date], { encoding: "utf8" });
}

test("lists versions that end within 180 days, soonest first", () => {
  const { status, stdout } = listEnds("2026-11-29");
  expect(stdout.match(/^(Graph|Marketing) API v\S+ ends on [\d-]+/gm)).toEqual([
    "Graph API v21.0 ends on 2027-01-21",
    "Marketing API v25.0 ends on 2027-02-23",
    "Graph API v22.0 ends on 2027-05-20",
  ]);
  expect(stdout).toMatch(/Default for the Marketing API: v26\.0, no end announced\./);
  expect(status).toBe(0);
});

test.each([
  ["2028-05-29", 0],
  ["2028-05-30", 1],
  ["2028-08-01", 1],
])("on %s, a default that ends on 2028-07-29 exits with %d", (date, code) => {
  const { status, stdout } = listEnds(date);
  expect(stdout).toMatch(/Graph API v25\.0 end(s|ed) on 2028-07-29.*: used by the default; move to v27\.0\./);
  expect(status).toBe(code);
});

test("an invalid date is a usage error", () => {
  expect(listEnds("soon")).toMatchObject({ status: 2, stderr: expect.stringContaining("must be a date") });
});
