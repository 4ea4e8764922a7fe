import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

test("the test that the README shows is the one that runs here", () => {
  expect(read("README.md")).toContain(read("examples/welcome-message-sequence/index.test.ts"));
});

test("the answer to a webhook that the README shows is the one that the example gives", () => {
  const [, shown = ""] = read("examples/webhook-receiver/delivery.ts").split(/^(?=export async function)/m);
  expect(shown).toContain("receive(");
  expect(read("README.md")).toContain(shown);
});
