/**
 * Provides Pulumi's CLI with its language hosts. Uses a `pulumi` on PATH if it is new enough. Otherwise builds the CLI and the YAML language
 * host from the Go modules pinned in `tools/`, into a cache that all clones of a user share.
 */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, link, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import semver from "semver";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** The tools, each in its own Go module: the YAML language host needs an older SDK than the CLI. */
const pulumi = {
  name: "pulumi",
  moduleDir: join(root, "tools/pulumi"),
  module: "github.com/pulumi/pulumi/pkg/v3",
  command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};
const yamlHost = {
  name: "pulumi-language-yaml",
  moduleDir: join(root, "tools/pulumi-yaml"),
  module: "github.com/pulumi/pulumi-yaml",
  command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
};

/** Substitutes for language hosts that are in no package registry. */
const standIns = {
  "pulumi-language-nodejs": join(root, "test/support/node-language-host.js"),
  "pulumi-resource-pulumi-nodejs": join(root, "test/support/dynamic-provider.sh"),
};

/** Reads the version of a tool in its go.mod, e.g. "3.276.0". */
async function readPinnedVersion(tool = pulumi) {
  const path = join(tool.moduleDir, "go.mod");
  const required = (await readFile(path, "utf8")).split("\n").map((line) =>
    line
      .trim()
      .replace(/^require /, "")
      .split(" "),
  );
  const version = required.find(([module]) => module === tool.module)?.[1];
  if (version === undefined) throw new Error(`${path} does not require ${tool.module}.`);
  return version.replace(/^v/, "");
}

/**
 * Provides a folder with `pulumi` and its language hosts, to put first on PATH.
 * @param {object} [options]
 * @param {string} [options.range] Accepted versions of a `pulumi` on PATH. Default: the pinned one and newer ones of its major version.
 * @param {boolean} [options.build] False: uses an earlier build and starts none.
 * @param {(text: string) => void} [options.write] Receives a line before each step that takes long.
 * @returns {Promise<{ binDir: string, version: string, source: string } | { missing: string }>}
 */
export async function provideCli({ range, build = true, write = () => {} } = {}) {
  const pinned = await readPinnedVersion();
  const installed = await findOnPath();
  if (installed && semver.satisfies(installed.version, range ?? `^${pinned}`, { includePrerelease: true })) {
    const binDir = installed.hasNodeHost ? dirname(installed.path) : await assembleBinDir({ pulumi: installed.path });
    return { binDir, version: installed.version, source: "found on PATH" };
  }
  const reason = installed
    ? `pulumi on PATH is v${installed.version}, older than v${pinned}`
    : "There is no pulumi on PATH";
  const goVersion = await readGoVersion();
  if (goVersion === undefined) return { missing: `${reason}, and no Go to build it.` };
  const binaries = {};
  for (const tool of [pulumi, yamlHost]) {
    const path = await buildTool(tool, { goVersion, write, build });
    if (path === undefined) return { missing: `${reason}, and v${pinned} is not built yet: run \`npm run tools\`.` };
    binaries[tool.name] = path;
  }
  return { binDir: await assembleBinDir(binaries), version: pinned, source: "built from tools/pulumi" };
}

/** Prints the line that `.ci/run` counts as skipped. */
export function printSkipped({ missing }) {
  process.stderr.write(`Skipped: no Pulumi CLI to test with. ${missing}\n`);
}

async function findOnPath() {
  const extension = process.platform === "win32" ? ".exe" : "";
  for (const dir of (process.env.PATH ?? "").split(delimiter)) {
    const path = await realpath(join(dir, `pulumi${extension}`)).catch(() => undefined);
    const printed = path && (await run(path, ["version"]).catch(() => undefined))?.stdout;
    const version = semver.parse(printed?.trim())?.version;
    const nodeHost = path && join(dirname(path), `pulumi-language-nodejs${extension}`);
    if (version) return { path, version, hasNodeHost: await exists(nodeHost) };
  }
  return undefined;
}

/** Returns the Go version, e.g. "go1.26.8 linux/amd64", or undefined without Go. */
async function readGoVersion() {
  const { stdout } = await run("go", ["version"], { cwd: pulumi.moduleDir }).catch((error) => {
    if (error.code === "ENOENT") return { stdout: undefined };
    throw error;
  });
  return stdout?.trim().replace(/^go version /, "");
}

/** Returns the path of the built tool. Builds into a temporary folder and renames it, because clones may build at the same time. */
async function buildTool(tool, { goVersion, write, build }) {
  const version = await readPinnedVersion(tool);
  const flags = ["-trimpath", "-ldflags", `-s -w -X ${tool.versionVariable}=v${version}`];
  const modules = await Promise.all(["go.mod", "go.sum"].map((name) => readFile(join(tool.moduleDir, name))));
  const key = createHash("sha256")
    .update([...modules, goVersion, ...flags].join("\n"))
    .digest("hex")
    .slice(0, 16);
  const dir = join(cacheDir(), `${tool.name}-v${version}-${key}`);
  const path = join(dir, tool.name);
  if (await exists(path)) return path;
  if (!build) return undefined;
  write(
    `Building ${tool.name} v${version} with ${goVersion}, once on this machine: up to ten minutes of processor time.\n`,
  );
  await mkdir(cacheDir(), { recursive: true });
  const building = await mkdtemp(join(cacheDir(), ".building-"));
  try {
    const code = await runGo(["build", ...flags, "-o", `${building}/`, tool.command], tool.moduleDir);
    if (code !== 0)
      throw new Error(`go build failed for ${tool.name} v${version} (exit code ${code}); its output is above.`);
    await chmod(building, 0o755);
    await rename(building, dir).catch(async (error) => {
      if (!(await exists(path))) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return path;
}

/** Runs Go with its output on standard error. Returns the exit code. */
function runGo(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd, env: { ...process.env, GOWORK: "off" }, stdio: ["ignore", 2, 2] });
    child.once("error", reject);
    child.once("close", resolve);
  });
}

/**
 * Creates a folder of this clone with the binaries and the substitutes. Copies `pulumi` instead of linking it, because it looks for language
 * hosts beside its real path and warns of any other.
 */
async function assembleBinDir(binaries) {
  const sources = { ...standIns, ...binaries };
  const key = createHash("sha256").update(JSON.stringify(sources)).digest("hex").slice(0, 16);
  const parent = join(root, "node_modules/.cache/pulumi-cli");
  const binDir = join(parent, key);
  if (await exists(join(binDir, "pulumi"))) return binDir;
  await mkdir(parent, { recursive: true });
  const assembling = await mkdtemp(join(parent, ".assembling-"));
  try {
    for (const [name, source] of Object.entries(sources)) {
      const target = join(assembling, name);
      if (name !== "pulumi") await symlink(source, target);
      else await link(source, target).catch(() => copyFile(source, target));
    }
    await rename(assembling, binDir).catch(async (error) => {
      if (!(await exists(join(binDir, "pulumi")))) throw error;
    });
  } finally {
    await rm(assembling, { recursive: true, force: true });
  }
  return binDir;
}

function cacheDir() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-whatsapp", "tools");
}

async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
