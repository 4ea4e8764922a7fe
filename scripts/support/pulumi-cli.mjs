/**
 * Provides Pulumi's CLI with its language hosts. Uses a `pulumi` on PATH if it is new enough. Otherwise builds the CLI and the YAML language
 * host from the Go modules pinned in `tools/`.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, link, mkdir, mkdtemp, realpath, rename, rm, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import semver from "semver";
import { buildTool, exists, pulumi, readGoVersion, readPinnedVersion, yamlHost } from "./go-tools.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Substitutes for language hosts that are in no package registry. */
const standIns = {
  "pulumi-language-nodejs": join(root, "test/support/node-language-host.js"),
  "pulumi-resource-pulumi-nodejs": join(root, "test/support/dynamic-provider.sh"),
};

/**
 * Provides a folder with `pulumi` and its language hosts, to put first on PATH.
 * @param {object} [options]
 * @param {string} [options.range] Accepted versions of a `pulumi` on PATH. Default: the pinned one and newer ones of its major version.
 * @param {boolean} [options.build] False: uses an earlier build and starts none.
 * @param {(text: string) => void} [options.write] Receives a line before each step that takes long.
 * @returns {Promise<{ binDir: string, version: string, source: string } | { missing: string }>}
 */
export async function provideCli({ range, build = true, write = () => {} } = {}) {
  const pinned = await readPinnedVersion(pulumi);
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
