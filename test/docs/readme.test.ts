import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test("the test that the README shows is the one that runs here", () => {
  expect(read("README.md")).toContain(read("examples/welcome-message-sequence/index.test.ts"));
});
