import { execFile, spawn, type ExecFileOptions } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const root = join(__dirname, "../..");
export const packages = ["provider", "simulator", "engine", "policy-pack", "chat"] as const;
export type Package = (typeof packages)[number];
const pulumiVersion = "3.248.0";

/** Runs a command. The error of a failed one contains its output. */
export async function run(
  command: string,
  words: readonly string[],
  options: ExecFileOptions,
): Promise<{ readonly stdout: string }> {
  try {
    return await promisify(execFile)(command, words, { ...options, encoding: "utf8" });
  } catch (error) {
    const { message, stdout } = error as Error & { readonly stdout?: string };
    throw new Error(`${message}\n${stdout ?? ""}`, { cause: error });
  }
}
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
export function manifestOf(dir: string): Manifest {
  return JSON.parse(readFileSync(join(root, dir, "package.json"), "utf8")) as Manifest;
}

/** Packs the packages into a temporary folder, as npm would publish them. */
export class PackedPackages {
  #dir: string | undefined;
  readonly #tarballs = new Map<Package, string>();
  readonly #files = new Map<Package, readonly string[]>();

  constructor() {
    beforeAll(() => this.#pack());
    afterAll(() => rmSync(this.dir, { recursive: true, force: true }));
  }

  /** Folder for projects that install the packages. */
  get dir(): string {
    if (this.#dir === undefined) throw new Error("the packages are packed in a test only");
    return this.#dir;
  }

  tarballOf(name: Package): string {
    return this.#tarballs.get(name) ?? "";
  }

  filesOf(name: Package): readonly string[] {
    return this.#files.get(name) ?? [];
  }

  /** Writes an empty project that depends on the tarballs. */
  writeProject(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): string {
    const dir = join(this.dir, name);
    mkdirSync(dir);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    const ours = packages.map((each) => [manifestOf(each).name, `file:${this.tarballOf(each)}`]);
    const dependencies = { "@pulumi/pulumi": pulumiVersion, ...Object.fromEntries(ours) };
    writeFileSync(
      join(dir, "package.json"),
      JSON.stringify({ name, version: "1.0.0", private: true, dependencies, ...manifest }),
    );
    return dir;
  }

  async #pack(): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), "whatsapp-packaging-"));
    this.#dir = dir;
    const paths = packages.map((name) => join(root, name));
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", dir, ...paths], { cwd: root });
    const packed = JSON.parse(stdout) as readonly {
      readonly name: string;
      readonly filename: string;
      readonly files: readonly { readonly path: string }[];
    }[];
    for (const name of packages) {
      const found = packed.find((each) => each.name === manifestOf(name).name);
      this.#tarballs.set(name, join(dir, found?.filename ?? ""));
      this.#files.set(
        name,
        (found?.files ?? []).map(({ path }) => path),
      );
    }
  }
}

export const pulumiYaml = readFileSync(join(root, "examples/welcome-message-sequence/Pulumi.yaml"), "utf8");
export const quietInstall = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];

/** A program that imports the package by namespace and by name. */
export const javaScript = `import * as whatsapp from "pulumi-whatsapp";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
const signup = new WelcomeMessageSequence("driver-signup", { text: "Hi!" });
export const sequenceId = signup.sequenceId;
export const isUsedInAd = whatsapp.WelcomeMessageSequence === WelcomeMessageSequence ? signup.isUsedInAd : undefined;
`;

/** Runs up, up and destroy with the installed commands of simulator, engine and provider. */
export async function runLifecycle(dir: string): Promise<void> {
  const bin = (name: string): string => join(dir, "node_modules/.bin", name);
  const simulator = spawn(bin("pulumi-whatsapp-simulator"), ["--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const line = await new Promise<string>((resolve, reject) => {
      simulator.stdout.once("data", (data: Buffer) => resolve(data.toString()));
      simulator.once("error", reject);
      simulator.once("exit", (code) => reject(new Error(`the simulator ended with ${String(code)}`)));
    });
    const ready = JSON.parse(line) as Readonly<Record<"url" | "controlUrl" | "wabaId" | "accessToken", string>>;
    const env = {
      ...process.env,
      WHATSAPP_BASE_URL: ready.url,
      WHATSAPP_ACCESS_TOKEN: ready.accessToken,
      WHATSAPP_WABA_ID: ready.wabaId,
      PULUMI_CONFIG_PASSPHRASE: "packaging",
      PULUMI_BACKEND_URL: `file://${dir}`,
    };
    const engine = (...args: string[]) => run(bin("pulumi-whatsapp-engine"), args, { cwd: dir, env });
    await engine("stack", "init", "dev");
    await engine("up", "--stack", "dev", "--yes");
    const outputs = JSON.parse((await engine("stack", "output", "--json", "--stack", "dev")).stdout) as Readonly<
      Record<string, unknown>
    >;
    expect(outputs).toEqual({ sequenceId: expect.stringMatching(/^\d+$/), isUsedInAd: false });
    await engine("up", "--stack", "dev", "--yes", "--expect-no-changes");
    const { data } = (await (await fetch(`${ready.controlUrl}/journal`)).json()) as {
      readonly data: readonly { readonly method: string }[];
    };
    expect(data.filter(({ method }) => method === "POST")).toHaveLength(1);
    const command = (...args: string[]) => run(bin("pulumi-whatsapp"), args, { cwd: dir, env });
    expect((await command("--version")).stdout).toBe(`${manifestOf("provider").version}\n`);
    expect(JSON.parse((await command("list", "--json")).stdout)).toMatchObject([
      { sequenceId: outputs["sequenceId"], isUsedInAd: false },
    ]);
    expect((await command("orders", "--help")).stdout).toContain("orders validate");
    await engine("destroy", "--stack", "dev", "--yes");
  } finally {
    simulator.kill("SIGTERM");
  }
}
