import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KnownSecrets } from "../schema/known-secrets";
import { runTokenCommand } from "./token-command";

const token = "EAAtoken1234567890";
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "token-command-"))));
afterEach(() => rmSync(dir, { recursive: true }));

/** Runs a shell script with a secret of its own in the environment, which the test's process does not have. */
async function runScript(script: string, { secrets = new KnownSecrets([]), timeoutMs = 20_000 } = {}): Promise<string> {
  const file = join(dir, "token.sh");
  writeFileSync(file, script);
  const variables = { PATH: process.env["PATH"], VAULT: token };
  return runTokenCommand(["sh", file, "--role", "a b; c"], "102290129340398", { variables, secrets, timeoutMs });
}

test("the command gets its arguments, the account and the environment", async () => {
  const secrets = new KnownSecrets([]);
  const script = `printf '%s|' "$@" > ${dir}/arguments; echo "  $VAULT "; echo more`;
  expect(await runScript(script, { secrets })).toBe(token);
  expect(readFileSync(join(dir, "arguments"), "utf8")).toBe("--role|a b; c|102290129340398|");
  expect(secrets.isIn(`token=${token}`)).toBe(true);
});

test.each([
  [
    "fails",
    "echo secret $VAULT; echo denied $VAULT >&2; exit 3",
    "sh failed with exit code 3; standard error: denied [secret].",
  ],
  ["is killed", "kill -TERM $$", "sh was ended by signal SIGTERM."],
  ["prints nothing", "exit 0", "sh printed nothing on the first line of its standard output."],
  [
    "prints a header",
    "echo Bearer $VAULT",
    'sh printed a line that is no token: it begins with "Bearer"; give the token alone, without that word and without quotes.',
  ],
  [
    "prints JSON",
    `echo '{"token":"x"}'`,
    "sh printed a line that is no token: it has quotation marks around it; give the token without quotes.",
  ],
  ["prints without end", "yes $VAULT", "sh printed more than 64 KiB."],
])("a command that %s is described with its account", async (_what, script, end) => {
  const error: unknown = await runScript(script).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: "AccessTokenError",
    message: `accessTokenCommand gave no access token for account 102290129340398: ${end}`,
  });
});

test("a timeout ends the command and what it started", async () => {
  const script = `sleep 600 & echo $! > ${dir}/child; wait`;
  await expect(runScript(script, { timeoutMs: 2_000 })).rejects.toThrow("sh did not end within 2 s.");
  const child = Number(readFileSync(join(dir, "child"), "utf8"));
  while (isRunning(child)) await new Promise((resolve) => setImmediate(resolve));
});

test.each([
  ["the token", "echo $VAULT", token],
  ["a failure", "echo denied >&2; exit 3", "sh failed with exit code 3; standard error: denied."],
])("%s does not wait for a background process", async (_what, end, result) => {
  const script = `sleep 600 & echo $! > ${dir}/child; ${end}`;
  const printed = await runScript(script).catch(String);
  process.kill(Number(readFileSync(join(dir, "child"), "utf8")));
  expect(printed.slice(-result.length)).toBe(result);
});

/** A process that ended may stay as a zombie until its parent, in a container perhaps none, takes note. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test.each([
  ["missing", "/nowhere/get-token", "/nowhere/get-token was not found; check its path."],
  ["not executable", "/etc/passwd", "/etc/passwd is not executable; run chmod +x on it."],
])("a %s program is named", async (_what, program, end) => {
  const options = { variables: {}, secrets: new KnownSecrets([]), timeoutMs: 20_000 };
  await expect(runTokenCommand([program], "5", options)).rejects.toThrow(`for account 5: ${end}`);
});
