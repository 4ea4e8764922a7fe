import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(__dirname, "../..");

let dir: string;
let path: string;
let clientsDir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "whatsapp-clients-")));
  [path, clientsDir] = [join(dir, "path"), join(dir, "clients")];
  for (const folder of [path, clientsDir]) mkdirSync(folder);
  symlinkSync(process.execPath, join(path, "node"));
  for (const name of ["package.json", "package-lock.json", ".npmrc", "requirements.txt"]) {
    writeFileSync(join(clientsDir, name), name);
  }
});
afterEach(() => rmSync(dir, { recursive: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node with a PATH that contains only the commands of the test. */
function runNode(...args: readonly string[]) {
  return new Promise<Run>((resolve) => {
    const child = execFile(process.execPath, args, { env: { PATH: path } }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function testClients(...args: readonly string[]): Promise<Run> {
  return runNode(join(root, "scripts/test-clients.mjs"), ...args);
}

/** Installs into a folder of the test, and prints the result. */
function install(): Promise<Run> {
  const module = pathToFileURL(join(root, "scripts/support/tool-packages.mjs")).href;
  const program = `
    import { installPackages } from ${JSON.stringify(module)};
    const options = { name: "clients", dir: ${JSON.stringify(clientsDir)}, command: "npm run test:clients" };
    try { console.log(JSON.stringify(await installPackages(options))); }
    catch (error) { console.error(error.message); process.exitCode = 1; }`;
  return runNode("--input-type=module", "--eval", program);
}

function addCommand(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Adds a `python3` of this version that logs its arguments and those of pip. `-m venv` copies it into the folder. */
function addPython({ version = "3.11.7", ensurepip = true, pip = "" } = {}): void {
  const python = join(path, "python3");
  addCommand(
    python,
    `case "$2" in
      "import sys"*) echo ${python}; echo ${version} ;;
      "import venv"*) exit ${ensurepip ? 0 : 1} ;;
      venv) echo venv >> ${dir}/log; /bin/mkdir -p "$3/bin"; /bin/cp ${python} "$3/bin/python" ;;
      pip) echo "pip $*" >> ${dir}/log; ${pip} ;;
    esac`,
  );
}

function addNpm(script = ""): void {
  addCommand(join(path, "npm"), `echo "npm $*" >> ${dir}/log; /bin/mkdir -p node_modules; ${script}`);
}

function log(): readonly string[] {
  return readFileSync(join(dir, "log"), "utf8").trim().split("\n");
}
const pipInstall =
  "pip -m pip install --require-hashes --only-binary :all: --quiet --disable-pip-version-check -r requirements.txt";

describe("the tests are skipped, or fail with --required,", () => {
  const prefix = "Skipped: no Python for the third-party clients. ";

  test("without Python", async () => {
    const stderr = `${prefix}There is no python3 on PATH.\n`;
    expect(await testClients()).toEqual({ code: 0, stdout: "", stderr });
    expect(await testClients("--required")).toEqual({ code: 1, stdout: "", stderr });
  });

  test("with a Python before 3.10", async () => {
    addPython({ version: "3.9.18" });
    expect(await testClients()).toMatchObject({
      code: 0,
      stderr: `${prefix}python3 on PATH is 3.9.18, older than 3.10.\n`,
    });
  });

  test("with a Python that has no venv module", async () => {
    addPython({ ensurepip: false });
    const stderr = `${prefix}python3 on PATH has no venv module; Debian calls its package python3-venv.\n`;
    expect(await testClients()).toMatchObject({ code: 0, stderr });
  });
});

test("installs packages by hash, once per lockfile, requirements and Python", async () => {
  addPython();
  addNpm();
  for (const _run of [1, 2]) expect((await install()).stdout).toBe('{"pythonVersion":"3.11.7"}\n');
  expect(log()).toEqual(["npm ci", "venv", pipInstall]);
  writeFileSync(join(clientsDir, "package-lock.json"), "other packages");
  await install();
  expect(log().slice(3)).toEqual(["npm ci"]);
  writeFileSync(join(clientsDir, "requirements.txt"), "other packages");
  await install();
  expect(log().slice(4)).toEqual(["venv", pipInstall]);
  addPython({ version: "3.13.0" });
  expect((await install()).stdout).toBe('{"pythonVersion":"3.13.0"}\n');
  expect(log().slice(6)).toEqual(["venv", pipInstall]);
});

describe("a failed installation is an error, and the next run tries again:", () => {
  test("of npm", async () => {
    addPython();
    addNpm("echo 'no such version' >&2; exit 1");
    const { code, stderr } = await install();
    expect(code).toBe(1);
    expect(stderr).toBe(
      "no such version\nnpm ci failed in tools/clients (exit code 1); its output is above. " +
        "Fix the cause and run npm run test:clients again.\n",
    );
    expect(existsSync(join(clientsDir, "node_modules/.installed"))).toBe(false);
  });

  test("of Python", async () => {
    addPython({ pip: "echo 'hashes do not match' >&2; exit 1" });
    addNpm();
    const { code, stderr } = await install();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hashes do not match\n\S+\/\.venv\/bin\/python -m pip install .* \(exit code 1\);/);
    expect(existsSync(join(clientsDir, ".venv/.installed"))).toBe(false);
    addPython();
    expect((await install()).code).toBe(0);
    expect(log()).toEqual(["npm ci", "venv", pipInstall, "venv", pipInstall]);
  });
});
