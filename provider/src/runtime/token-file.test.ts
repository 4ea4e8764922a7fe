import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KnownSecrets } from "../schema/known-secrets";
import { readTokenFile } from "./token-file";

const token = "EAAtoken1234567890";
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "token-file-"))));
afterEach(() => rmSync(dir, { recursive: true }));

function writeTokens(content: string | Uint8Array): string {
  const file = join(dir, "tokens.json");
  writeFileSync(file, content);
  return file;
}

test("the tokens of a file become known secrets", async () => {
  const secrets = new KnownSecrets([]);
  const tokens = await readTokenFile(writeTokens(JSON.stringify({ act_1: token })), secrets);
  expect(tokens.get("1")).toBe(token);
  expect(secrets.mask(`It is ${token}.`)).toBe("It is [access token].");
});

test.each([
  ["a missing file", () => join(dir, "none.json"), / does not exist\.$/],
  ["a folder", () => dir, / is not a regular file\.$/],
  ["a named pipe", makePipe, / is not a regular file\.$/],
  ["an empty file", () => writeTokens(""), / is empty\.$/],
  ["a file that is too large", writeHuge, / has more than 10 MiB\.$/],
  ["text that is not UTF-8", () => writeTokens(Buffer.from([0x7b, 0xff])), / is not UTF-8\.$/],
  ["broken JSON", () => writeTokens(`{"1":"${token}"`), / is malformed: must be a JSON object .* is not valid JSON/],
  [
    "two bad entries",
    () => writeTokens(JSON.stringify({ 1: `Bearer ${token}`, 2: "" })),
    / is malformed: account 1: its token begins with "Bearer".*; account 2: its token is empty\.$/,
  ],
])("%s is named without its content", async (_what, prepare, message) => {
  const file = prepare();
  const error: unknown = await readTokenFile(file, new KnownSecrets([])).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "AccessTokenError", message: expect.stringMatching(message) });
  expect(String(error)).toContain(`accessTokensFile ${file} `);
  expect(String(error)).not.toContain(token);
});

function makePipe(): string {
  const pipe = join(dir, "pipe");
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

function writeHuge(): string {
  const file = writeTokens("{}");
  truncateSync(file, 11 * 1024 * 1024);
  return file;
}
