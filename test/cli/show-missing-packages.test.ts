import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../..");
const dependencies = ["@bomb.sh", "axios", "commander", "zod"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-missing-"));
  const target = join(folder, "node_modules/pulumi-whatsapp");
  mkdirSync(target, { recursive: true });
  for (const part of ["bin", "dist", "package.json"]) {
    cpSync(join(root, "provider", part), join(target, part), { recursive: true });
  }
  for (const name of dependencies) symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "a.yaml"), "name: A\ntext: Hi\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command of a copy of the package, which finds only the packages beside it. */
async function run(
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const command = join(folder, "node_modules/pulumi-whatsapp/bin/pulumi-whatsapp.js");
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, ...words], { cwd: folder });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    };
    return { code, out: stdout, err: stderr };
  }
}

test.each([
  ["show", ["show", "a.yaml"]],
  ["show --watch", ["show", "a.yaml", "--watch"]],
  ["review", ["review", "a.yaml", "--stack", "dev"]],
])("%s names the chat package to install", async (command, words) => {
  expect(await run(...words)).toEqual({
    code: 1,
    out: "",
    err: `error: \`pulumi-whatsapp ${command}\` needs the package pulumi-whatsapp-chat. Install it with \`npm install --save-dev pulumi-whatsapp-chat\`, then run again.\n`,
  });
});

test("a chat package of another version is refused with the missing functions", async () => {
  const chat = join(folder, "node_modules/pulumi-whatsapp-chat");
  mkdirSync(chat);
  writeFileSync(join(chat, "package.json"), '{ "name": "pulumi-whatsapp-chat", "main": "index.js" }');
  writeFileSync(join(chat, "index.js"), "exports.chatFromSequence = () => ({});");
  const { code, err } = await run("show", "a.yaml");
  expect(code).toBe(1);
  expect(err).toMatch(
    /^error: The installed pulumi-whatsapp-chat does not fit .*\(it lacks chatFromOrder, renderTerminal, /,
  );
});

test("the other commands work without the chat package", async () => {
  expect(await run("orders", "validate", "--help")).toMatchObject({ code: 0, err: "" });
});
