/**
 * Builds tools from the Go modules in `tools/`, into a cache that all clones of a user share.
 */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Pulumi's CLI. The version of a tool is that of `module` in its go.mod. */
export const pulumi = {
  name: "pulumi",
  moduleDir: join(root, "tools/pulumi"),
  module: "github.com/pulumi/pulumi/pkg/v3",
  command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};
/** The YAML language host. It has its own Go module because it needs an older SDK than the CLI. */
export const yamlHost = {
  name: "pulumi-language-yaml",
  moduleDir: join(root, "tools/pulumi-yaml"),
  module: "github.com/pulumi/pulumi-yaml",
  command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
};
/** Our converter of YAML programs to Pulumi's intermediate language. */
export const yamlConverter = {
  name: "to-pcl",
  moduleDir: yamlHost.moduleDir,
  module: yamlHost.module,
  command: "./to-pcl",
  sourceDir: join(yamlHost.moduleDir, "to-pcl"),
};
/** Our command line for Pulumi's validation of package schemas and its generators of SDKs and programs. */
export const codegen = {
  name: "codegen",
  moduleDir: join(root, "tools/codegen"),
  module: "github.com/pulumi/pulumi/pkg/v3",
  command: ".",
  sourceDir: join(root, "tools/codegen"),
};

/** Reads the version of a tool in its go.mod, e.g. "3.276.0". */
export async function readPinnedVersion(tool) {
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

/** Returns the Go version, e.g. "go1.26.8 linux/amd64", or undefined without Go. */
export async function readGoVersion() {
  const { stdout } = await run("go", ["version"], { cwd: pulumi.moduleDir }).catch((error) => {
    if (error.code === "ENOENT") return { stdout: undefined };
    throw error;
  });
  return stdout?.trim().replace(/^go version /, "");
}

/** Returns the path of the built tool. Builds into a temporary folder and renames it, because clones may build at the same time. */
export async function buildTool(tool, { goVersion, write, build = true }) {
  const version = await readPinnedVersion(tool);
  const variable = tool.versionVariable === undefined ? "" : ` -X ${tool.versionVariable}=v${version}`;
  const flags = ["-trimpath", "-ldflags", `-s -w${variable}`];
  const key = createHash("sha256")
    .update([...(await readSources(tool)), goVersion, ...flags].join("\n"))
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

/** Reads all that a build of the tool depends on besides Go. */
async function readSources({ moduleDir, sourceDir }) {
  const sources = sourceDir === undefined ? [] : (await readdir(sourceDir)).filter((name) => name.endsWith(".go"));
  const paths = [
    ...["go.mod", "go.sum"].map((name) => join(moduleDir, name)),
    ...sources.sort().map((name) => join(sourceDir, name)),
  ];
  return Promise.all(paths.map((path) => readFile(path)));
}

/** Runs Go with its output on standard error. Returns the exit code. */
function runGo(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd, env: { ...process.env, GOWORK: "off" }, stdio: ["ignore", 2, 2] });
    child.once("error", reject);
    child.once("close", resolve);
  });
}

function cacheDir() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-whatsapp", "tools");
}

export async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
