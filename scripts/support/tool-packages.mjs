/**
 * Installs the packages that a folder of `tools/` pins: npm packages in its node_modules, Python packages in its `.venv`. Each of the two
 * has a stamp, a hash of its lockfile or requirements, and is installed again only when the hash changes.
 */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const toolsDir = fileURLToPath(new URL("../../tools", import.meta.url));
const isWindows = process.platform === "win32";
const oldestPython = { major: 3, minor: 10 };

/**
 * Installs the packages unless they are installed.
 * @param {object} options
 * @param {string} options.name Name of the folder in `tools/`.
 * @param {string} [options.dir] Folder with package-lock.json and requirements.txt. Default: that of the name.
 * @param {string} options.command Command that installs them, for error messages.
 * @param {(text: string) => void} [options.write] Receives a line before each step that takes long.
 * @returns {Promise<{ pythonVersion: string } | { missing: string }>} Throws if a package cannot be installed.
 */
export async function installPackages({ name, dir = join(toolsDir, name), command, write = () => {} }) {
  const python = await findPython();
  if ("missing" in python) return python;
  const runStep = async (program, args) => {
    const code = await runProgram(program, args, dir);
    if (code === 0) return;
    const words = [program, ...args].join(" ");
    throw new Error(
      `${words} failed in tools/${name} (exit code ${code}); its output is above. Fix the cause and run ${command} again.`,
    );
  };
  await installOnce({
    target: join(dir, "node_modules"),
    key: await hashOf(dir, ["package.json", "package-lock.json", ".npmrc"]),
    install: async () => {
      write(`Installing the npm packages of tools/${name}.\n`);
      await runStep(isWindows ? "npm.cmd" : "npm", ["ci"]);
    },
  });
  const venv = join(dir, ".venv");
  await installOnce({
    target: venv,
    key: await hashOf(dir, ["requirements.txt"], `${python.path} ${python.version}`),
    install: async () => {
      write(`Installing the Python packages of tools/${name}, for Python ${python.version}.\n`);
      await rm(venv, { recursive: true, force: true });
      await runStep(python.path, ["-m", "venv", venv]);
      // Wheels only: no code of a package runs during the installation, as with npm's ignore-scripts.
      const flags = ["--require-hashes", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check"];
      await runStep(pythonOf(venv), ["-m", "pip", "install", ...flags, "-r", "requirements.txt"]);
    },
  });
  return { pythonVersion: python.version };
}

/** Finds the first usable Python on PATH, or the reason why there is none. */
async function findPython() {
  const reasons = [];
  for (const command of isWindows ? ["python3", "python"] : ["python3"]) {
    const found = await probePython(command);
    if (!("missing" in found)) return found;
    reasons.push(found.missing);
  }
  return { missing: reasons.at(-1) };
}

async function probePython(command) {
  const ask = "import sys; print(sys.executable); print('.'.join(map(str, sys.version_info[:3])))";
  const printed = await run(command, ["-c", ask]).catch(() => undefined);
  if (printed === undefined) return { missing: `There is no ${command} on PATH.` };
  const [path = "", version = ""] = printed.stdout.trim().split(/\r?\n/);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const oldest = `${oldestPython.major}.${oldestPython.minor}`;
  if (major < oldestPython.major || (major === oldestPython.major && minor < oldestPython.minor))
    return { missing: `${command} on PATH is ${version}, older than ${oldest}.` };
  // Debian has separate packages for these. Without ensurepip, venv fails after a part of its work.
  const hasVenv = await run(path, ["-c", "import venv, ensurepip"]).then(
    () => true,
    () => false,
  );
  if (!hasVenv) return { missing: `${command} on PATH has no venv module; Debian calls its package python3-venv.` };
  return { path, version };
}

const pythonOf = (venv) => (isWindows ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python"));

/** Runs `install` unless the stamp in `target` has this key. A failed installation leaves no stamp. */
async function installOnce({ target, key, install }) {
  const stamp = join(target, ".installed");
  if ((await readFile(stamp, "utf8").catch(() => undefined)) === key) return;
  await rm(stamp, { force: true });
  await install();
  await writeFile(stamp, key);
}

async function hashOf(dir, names, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const name of names) hash.update(`\n${name}\n`).update(await readFile(join(dir, name)));
  return hash.digest("hex");
}

/** Runs a program with its output on standard error. Returns the exit code. */
function runProgram(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", 2, 2], shell: isWindows });
    child.once("error", reject);
    child.once("close", resolve);
  });
}
