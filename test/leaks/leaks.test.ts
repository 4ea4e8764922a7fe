import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestAccount } from "../support/world/account";
import { bareRow } from "../faults/support/row";
import { containsToken, requireNoTokenIn, shownForms, watchForTokens } from "../support/leaks";
import { TestProject } from "../support/project";

const token = "EAAFAKE0123456789";
const root = join(__dirname, "../..");

bareRow("87", "a token in a result, failure or journal fails the test", async () => {
  await expect(watchForTokens("up", Promise.resolve({ text: token }))).rejects.toThrow("the result of up contains");
  const cause = Object.assign(new Error("deep"), { config: { headers: { Authorization: `Bearer ${token}` } } });
  await expect(watchForTokens("up", Promise.reject(new Error("on top", { cause })))).rejects.toThrow(
    "the failure of up contains",
  );
  const account = await TestAccount.open();
  try {
    const { handler } = account.run();
    await expect(handler.check({}, { name: token, text: "Hi" })).rejects.toThrow("the result of check contains");
  } finally {
    await account.close();
  }
});

bareRow("87", "a state that contains a token fails the test", async () => {
  const project = new TestProject({});
  mkdirSync(join(project.dir, ".pulumi/stacks"), { recursive: true });
  const file = join(project.dir, ".pulumi/stacks/dev.json");
  writeFileSync(file, JSON.stringify({ token }));
  expect(() => project.remove()).toThrow("dev.json contains an access token");
  writeFileSync(file, "{}");
  project.remove();
  return Promise.resolve();
});

bareRow("87", "recordings, pages and examples contain no token", async () => {
  for (const folder of ["test/recordings/fixtures", "docs", "decisions", "examples"]) {
    requireNoTokenIn(join(root, folder));
  }
  return Promise.resolve();
});

test.each([
  ["as it is", `x ${token} y`, true],
  ["in base64", Buffer.from(`{"t":"${token}"}`).toString("base64"), true],
  ["in base64, shifted", Buffer.from(` {"t":"${token}"}`).toString("base64"), true],
  ["in base64, shifted again", Buffer.from(`  {"t":"${token}"}`).toString("base64"), true],
  ["beside a ciphertext", `v1:UQAb12CdefGh34Ij:kL5EAA0123456789mnOPqrstuVWx== ${token}`, true],
  ["hidden", "Bearer [secret]", false],
  ["none, but the random letters of a ciphertext", "v1:UQAb12CdefGh34Ij:kL5EAA0123456789mnOPqrstuVWx==", false],
  ["none, but the random letters of a checksum", '{"md5":"kL5EAA0123456789mnOPqr=="}', false],
])("finds a token in a text: %s", (_how, text, expected) => {
  expect(containsToken(text)).toBe(expected);
});

test("finds a token in every printed form of an error", () => {
  class Odd extends Error {
    toJSON() {
      return { token };
    }
  }
  expect(shownForms(new Odd("x")).some(containsToken)).toBe(true);
  expect(shownForms(Object.defineProperty(new Error("x"), "hidden", { value: token })).some(containsToken)).toBe(true);
  expect(shownForms(new Error("x")).some(containsToken)).toBe(false);
});
