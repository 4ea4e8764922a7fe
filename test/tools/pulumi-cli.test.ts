import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const pinned = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(join(root, "tools/pulumi/go.mod"), "utf8"))?.[1] ?? "";

let dir: string;
let path: string;
let cache: string;
const binDirs = new Set<string>();
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "whatsapp-tools-")));
  [path, cache] = [join(dir, "path"), join(dir, "cache")];
  mkdirSync(path);
  symlinkSync(process.execPath, join(path, "node"));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
  for (const binDir of binDirs) rmSync(binDir, { recursive: true, force: true });
});

/** Adds a command to PATH, which otherwise contains only Node. */
function addCommand(name: string, script: string): void {
  writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Adds a `go` that builds with this script. `$6` is the folder of the binary, `$7` the package. */
function addGo(build: string): void {
  addCommand("go", `case "$1" in version) echo "go version go1.26.6 linux/amd64" ;; build) ${build} ;; esac`);
}

function runScript(name: "tools" | "test-cli", ...args: readonly string[]) {
  return new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
    const env = { PATH: path, XDG_CACHE_HOME: cache };
    const child = execFile(
      process.execPath,
      [join(root, `scripts/${name}.mjs`), ...args],
      { env },
      (_error, stdout, stderr) => {
        if (stdout.trim().startsWith(join(root, "node_modules"))) binDirs.add(stdout.trim());
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

describe("without Go", () => {
  test("and a CLI, the tests are skipped, or fail with --required", async () => {
    const line = "Skipped: no Pulumi CLI to test with. There is no pulumi on PATH, and no Go to build it.\n";
    expect(await runScript("test-cli")).toEqual({ code: 0, stdout: "", stderr: line });
    expect(await runScript("tools")).toEqual({ code: 0, stdout: "", stderr: line });
    expect(await runScript("test-cli", "--required")).toEqual({ code: 1, stdout: "", stderr: line });
  });

  test("a CLI older than the pinned one is not used", async () => {
    addCommand("pulumi", "echo v3.100.0");
    const { code, stderr } = await runScript("test-cli");
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Skipped: no Pulumi CLI to test with. pulumi on PATH is v3.100.0, older than v${pinned}, and no Go to build it.\n`,
    );
  });

  test("a newer CLI with a language host is used in place", async () => {
    addCommand("pulumi", "echo v3.999.0");
    addCommand("pulumi-language-nodejs", "");
    expect((await runScript("tools")).stdout).toBe(`${path}\n`);
  });

  test("a newer CLI without a language host gets a substitute", async () => {
    addCommand("pulumi", "echo v3.999.0");
    const binDir = (await runScript("tools")).stdout.trim();
    expect(readdirSync(binDir)).toEqual(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
  });
});

describe("with Go", () => {
  test("two simultaneous builds leave one complete build for the next run", async () => {
    addGo(
      `echo >> "${dir}/builds"; printf '#!/bin/sh\\necho v${pinned}\\n' > "$6\${7##*/}"; /bin/chmod +x "$6\${7##*/}"`,
    );
    const [first, second] = await Promise.all([runScript("tools"), runScript("tools")]);
    expect([first.code, second.code, first.stdout]).toEqual([0, 0, second.stdout]);
    expect(readdirSync(join(cache, "pulumi-whatsapp/tools")).map((name) => name.replace(/-[^-]*$/, ""))).toEqual([
      expect.stringMatching(/^pulumi-language-yaml-v/),
      `pulumi-v${pinned}`,
    ]);
    const builds = readFileSync(join(dir, "builds"), "utf8");
    expect((await runScript("tools")).stdout).toBe(first.stdout);
    expect(readFileSync(join(dir, "builds"), "utf8")).toBe(builds);
  });

  test("a failed build is an error and leaves nothing in the cache", async () => {
    addGo('echo "no space left on device" >&2; exit 1');
    const { code, stderr } = await runScript("test-cli");
    expect(code).toBe(1);
    expect(stderr).toContain("no space left on device");
    expect(stderr).toMatch(/^go build failed for pulumi-?\S* v\S+ \(exit code 1\); its output is above\.$/m);
    expect(stderr).not.toMatch(/Skipped:|^ +at /m);
    expect(readdirSync(join(cache, "pulumi-whatsapp/tools"))).toEqual([]);
  });
});
