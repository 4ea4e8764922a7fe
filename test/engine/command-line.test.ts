import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const command = join(__dirname, "../../engine/bin/pulumi-whatsapp-engine.js");
// Belongs to the passphrase "x".
const salt = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";

interface TestProject {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly engine: (...args: readonly string[]) => Promise<{ readonly code: number; readonly text: string }>;
}

/** A project with a selected stack `dev`, in an environment whose PATH has the command. */
async function createProject(): Promise<TestProject> {
  const dir = mkdtempSync(join(tmpdir(), "engine-command-"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(
    join(dir, "Pulumi.dev.yaml"),
    `encryptionsalt: ${salt}\nconfig:\n  whatsapp:wabaId: "1"\n  shop:note: a\n`,
  );
  mkdirSync(join(dir, "bin"));
  const script = join(dir, "bin/pulumi-whatsapp-engine");
  writeFileSync(script, `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(script, 0o755);
  const env = {
    ...process.env,
    ...{ PATH: `${join(dir, "bin")}:${process.env["PATH"] ?? ""}`, PULUMI_HOME: join(dir, "home"), TERM: "xterm" },
    ...{ PULUMI_CONFIG_PASSPHRASE: "x", PULUMI_BACKEND_URL: `file://${dir}` },
  };
  const engine: TestProject["engine"] = async (...args) => {
    const run = promisify(execFile)(process.execPath, [command, ...args], { cwd: dir, env });
    const ended = await run.catch((error: unknown) => error as { stdout: string; stderr: string; code: number });
    return { code: "code" in ended ? ended.code : 0, text: `${ended.stdout}${ended.stderr}` };
  };
  expect(await engine("stack", "init", "dev")).toMatchObject({ code: 0 });
  return { dir, env, engine };
}

// All tests share one project. Each uses its own keys.
let project: TestProject;
beforeAll(async () => {
  project = await createProject();
});

function isInstalled(name: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`]);
    return true;
  } catch {
    return false;
  }
}
const onTerminal = isInstalled("script") && process.platform === "linux" ? test : test.skip;

/** Types `keys` when the terminal shows `prompt`. */
async function typeAtPrompt(
  { dir, env }: TestProject,
  args: readonly string[],
  { prompt, keys }: { readonly prompt: string; readonly keys: string },
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const line = ["pulumi-whatsapp-engine", ...args].join(" ");
  const child: ChildProcess = spawn("script", ["-qec", line, "/dev/null"], { cwd: dir, env, stdio: "pipe" });
  let screen = "";
  let isTyped = false;
  child.stdout?.on("data", (chunk: Buffer) => {
    screen += chunk.toString("utf8");
    if (isTyped || !screen.includes(prompt)) return;
    isTyped = true;
    child.stdin?.write(keys);
  });
  await once(child, "close");
  return { code: child.exitCode, screen };
}

onTerminal("a secret typed at the prompt is not shown, can be corrected, and ends with Enter", async () => {
  const typed = await typeAtPrompt(project, ["config", "set", "--secret", "whatsapp:accessToken"], {
    ...{ prompt: "value: ", keys: "huxx\u007f\u007fsh\r" },
  });
  expect(typed).toEqual({ code: 0, screen: "value: \r\n" });
  expect(await project.engine("config", "get", "whatsapp:accessToken")).toEqual({ code: 0, text: "hush\n" });
  expect(readFileSync(join(project.dir, "Pulumi.dev.yaml"), "utf8")).not.toContain("hush");
});

onTerminal("other values are shown while they are typed", async () => {
  const typed = await typeAtPrompt(project, ["config", "set", "greeting"], { prompt: "value: ", keys: "hello\r" });
  expect(typed).toMatchObject({ code: 0, screen: expect.stringContaining("hello") });
  expect((await project.engine("config", "get", "greeting")).text).toBe("hello\n");
});

onTerminal("Ctrl-C and Ctrl-D at a prompt end the command with its own exit code and change nothing", async () => {
  const before = readFileSync(join(project.dir, "Pulumi.dev.yaml"), "utf8");
  for (const keys of ["hu\u0003", "\u0004"]) {
    const typed = await typeAtPrompt(project, ["config", "set", "--secret", "token"], { prompt: "value: ", keys });
    expect(typed).toEqual({ code: 8, screen: "value: \r\nerror: cancelled: no answer was given\r\n" });
  }
  expect(readFileSync(join(project.dir, "Pulumi.dev.yaml"), "utf8")).toBe(before);
});

onTerminal("a missing passphrase is asked for and not shown", async () => {
  const { PULUMI_CONFIG_PASSPHRASE: _, ...env } = project.env;
  const typed = await typeAtPrompt({ ...project, env }, ["config", "get", "whatsapp:wabaId"], {
    ...{ prompt: "to remember): ", keys: "x\r" },
  });
  expect(typed).toMatchObject({ code: 0, screen: expect.stringMatching(/ to remember\): \r\n1\r\n$/) });
});

/** Prints the completions that bash offers for a command line. */
const bashProgram = `
source <(pulumi-whatsapp-engine complete bash)
while IFS= read -r COMP_LINE; do
  COMP_POINT=\${#COMP_LINE}
  _pulumi_whatsapp_engine
  printf '%s\\n' "\${COMPREPLY[*]}"
done`;

async function runShell(
  project: TestProject,
  shell: readonly string[],
  input: readonly string[],
): Promise<readonly string[]> {
  const [file = "", ...args] = shell;
  const child = spawn(file, args, { cwd: project.dir, env: project.env, stdio: ["pipe", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(input.map((line) => `${line}\n`).join(""));
  await once(child, "close");
  return Buffer.concat(chunks).toString("utf8").split("\n").slice(0, -1);
}

(isInstalled("bash") ? test : test.skip)(
  "bash completes commands, options, stacks and configuration keys",
  async () => {
    const path = join(project.dir, "Pulumi.dev.yaml");
    // A name that a shell would execute is not offered.
    writeFileSync(path, `${readFileSync(path, "utf8")}  "$(touch pwned)": x\n`);
    const expected: Readonly<Record<string, string>> = {
      "pulumi-whatsapp-engine stack sel": "select",
      "pulumi-whatsapp-engine stack select ": "dev",
      "pulumi-whatsapp-engine up --color=al": "always",
      "pulumi-whatsapp-engine -s ": "dev",
      // bash replaces only the part after the colon.
      "pulumi-whatsapp-engine config get whatsapp:wa": "wabaId",
      "pulumi-whatsapp-engine config rm no": "note",
      "pulumi-whatsapp-engine stack init ": "",
    };
    const offered = await runShell(project, ["bash", "--norc", "-c", bashProgram], Object.keys(expected));
    expect(offered).toEqual(Object.values(expected));
  },
);

const zshProgram = `
compdef() { : }
_describe() { print -rl -- "\${completions[@]}" }
source <(pulumi-whatsapp-engine complete zsh)
while IFS= read -r line; do words=("\${(@s: :)line}"); CURRENT=\${#words}; _pulumi-whatsapp-engine; done`;

(isInstalled("zsh") ? test : test.skip)("zsh completes them too, a colon in a key escaped", async () => {
  const lines = ["pulumi-whatsapp-engine stack sel", "pulumi-whatsapp-engine config get whatsapp:wa"];
  expect(await runShell(project, ["zsh", "-f", "-c", zshProgram], lines)).toEqual([
    "select:Select the stack that other commands work on.",
    "whatsapp\\:wabaId:",
  ]);
});

const fishProgram = `
pulumi-whatsapp-engine complete fish | source
while read -l line; complete -C "$line"; end`;

(isInstalled("fish") ? test : test.skip)("fish completes them too", async () => {
  const lines = ["pulumi-whatsapp-engine stack sel", "pulumi-whatsapp-engine config get whatsapp:wa"];
  expect(await runShell(project, ["fish", "--no-config", "-c", fishProgram], lines)).toEqual([
    "select\tSelect the stack that other commands work on.",
    "whatsapp:wabaId",
  ]);
});

test("exits with 2 on a usage error and prints its version", async () => {
  expect(await project.engine("nonsense")).toEqual({
    code: 2,
    text: 'error: Unknown command "nonsense". Run pulumi-whatsapp-engine --help.\n',
  });
  expect(await project.engine()).toMatchObject({ code: 2, text: expect.stringContaining("Usage:") });
  expect(await project.engine("--version")).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});
