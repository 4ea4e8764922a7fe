import { execFile, spawn, type ExecFileOptions } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Runs a command; a failure shows what it printed. */
async function run(
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
const root = join(__dirname, "../..");
const packages = ["provider", "simulator", "engine", "policy-pack"] as const;
const pulumiVersion = "3.248.0";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (dir: string): Manifest =>
  JSON.parse(readFileSync(join(root, dir, "package.json"), "utf8")) as Manifest;

let workshop: string;
const tarballs = new Map<string, string>();

beforeAll(async () => {
  workshop = mkdtempSync(join(tmpdir(), "whatsapp-packaging-"));
  for (const dir of packages) {
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", workshop], { cwd: join(root, dir) });
    const [packed] = JSON.parse(stdout) as [
      { readonly filename: string; readonly files: readonly { readonly path: string }[] },
    ];
    tarballs.set(dir, join(workshop, packed.filename));
    contents.set(
      dir,
      packed.files.map(({ path }) => path),
    );
  }
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));
const contents = new Map<string, readonly string[]>();

describe.each(packages)("the package of %s", (dir) => {
  test("holds compiled code, types, readme and licence, nothing else, and no tests", () => {
    const files = contents.get(dir) ?? [];
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE"]));
    const odd = files.filter(
      (file) =>
        !/^(package\.json|README\.md|LICENSE|PulumiPolicy\.yaml|sequence\.schema\.json|(bin|preload)\/[a-z-]+\.js|dist\/.*\.(js|d\.ts))$/.test(
          file,
        ) || file.includes(".test."),
    );
    expect(odd).toEqual([]);
  });

  test("passes publint and, in every module resolution, are-the-types-wrong", async () => {
    const tarball = tarballs.get(dir) ?? "";
    await run("npx", ["publint", "run", tarball, "--strict"], { cwd: root });
    await run("npx", ["attw", tarball, "--exclude-entrypoints", "./package.json"], { cwd: root });
  });

  test("pins its runtime dependencies exactly and runs no script when it is installed", () => {
    const { dependencies = {}, scripts = {} } = manifestOf(dir);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });
});

/** A stranger's empty project that gets the three tarballs. */
function project(name: string, manifest: object, files: Readonly<Record<string, string>>): string {
  const dir = join(workshop, name);
  mkdirSync(dir);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
  const dependencies = {
    "@pulumi/pulumi": pulumiVersion,
    ...Object.fromEntries(packages.map((room) => [manifestOf(room).name, `file:${tarballs.get(room) ?? ""}`])),
  };
  writeFileSync(
    join(dir, "package.json"),
    JSON.stringify({ name, version: "1.0.0", private: true, dependencies, ...manifest }),
  );
  return dir;
}

/** Starts the installed simulator's command, runs up, up and destroy with the installed engine's, and lists with the provider's. */
async function lives(dir: string): Promise<void> {
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

const example = join(root, "examples/welcome-message-sequence");
const pulumiYaml = readFileSync(join(example, "Pulumi.yaml"), "utf8");
const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];

test("installed by npm, the example runs as CommonJS TypeScript with Pulumi's own template settings", async () => {
  const { "@types/node": types, typescript } = manifestOf("examples/welcome-message-sequence").devDependencies ?? {};
  const dir = project(
    "npm-commonjs-typescript",
    { main: "index.ts", devDependencies: { "@types/node": types, typescript } },
    {},
  );
  for (const file of readdirSync(example).filter((name) => !["node_modules", "package.json"].includes(name)))
    cpSync(join(example, file), join(dir, file));
  await run("npm", ["install", ...quiet], { cwd: dir });
  writeFileSync(
    join(dir, "subpaths.ts"),
    'import { sequenceArgsSchema } from "pulumi-whatsapp/schema";\nexport const schema = sequenceArgsSchema;\nexport * as runtime from "pulumi-whatsapp/runtime";\nexport * as webhooks from "pulumi-whatsapp/webhooks";\nexport * as orders from "pulumi-whatsapp/orders";\nexport { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";\n',
  );
  await run(
    "npx",
    [
      "tsc",
      "--noEmit",
      "--strict",
      "--module",
      "commonjs",
      "--moduleResolution",
      "node",
      "--target",
      "es2020",
      "--skipLibCheck",
      "subpaths.ts",
    ],
    { cwd: dir },
  );
  await lives(dir);
});

const javaScript = `import * as whatsapp from "pulumi-whatsapp";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
const signup = new WelcomeMessageSequence("driver-signup", { text: "Hi!" });
export const sequenceId = signup.sequenceId;
export const isUsedInAd = whatsapp.WelcomeMessageSequence === WelcomeMessageSequence ? signup.isUsedInAd : undefined;
`;

test("installed by npm, it runs as an ES module", async () => {
  const dir = project(
    "npm-esm-javascript",
    { type: "module", main: "index.js" },
    { "index.js": javaScript, "Pulumi.yaml": pulumiYaml },
  );
  await run("npm", ["install", ...quiet], { cwd: dir });
  await lives(dir);
});

test("a service gets orders, webhooks, schemas and the command without Pulumi's SDK", async () => {
  const dir = join(workshop, "service");
  mkdirSync(dir);
  const dependencies = { "pulumi-whatsapp": `file:${tarballs.get("provider") ?? ""}` };
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "service", private: true, dependencies }));
  await run("npm", ["install", ...quiet], { cwd: dir });
  expect(readdirSync(join(dir, "node_modules")).filter((name) => name.startsWith("@"))).toEqual([]);
  const program = `
    const { orderDetails, previewOrder } = require("pulumi-whatsapp/orders");
    const { deduplicate } = require("pulumi-whatsapp/webhooks");
    const { adAccountId } = require("pulumi-whatsapp/schema");
    const { sandboxOrder } = require("pulumi-whatsapp/runtime");
    const message = orderDetails({ to: "5511999990000", body: "Obrigado!", referenceId: "one", type: "digital-goods", totalAmount: 1050 });
    console.log(previewOrder(message), [deduplicate, adAccountId.parse, sandboxOrder].map((each) => typeof each).join());`;
  const { stdout } = await run(process.execPath, ["-e", program], { cwd: dir });
  expect(stdout.replaceAll("\u00a0", " ")).toContain("R$ 10,50");
  writeFileSync(join(dir, "order.json"), "{}");
  const judged = await run(join(dir, "node_modules/.bin/pulumi-whatsapp"), ["orders", "validate", "order.json"], {
    cwd: dir,
  }).catch(String);
  expect(judged).toContain("to: is required");
});

test("installed by strict pnpm, it runs", async () => {
  const dir = project(
    "pnpm-strict",
    {
      main: "index.mjs",
      type: "module",
      // The policy pack depends on the provider, which no registry has before it is released.
      pnpm: { overrides: { "pulumi-whatsapp": `file:${tarballs.get("provider") ?? ""}` } },
    },
    {
      "index.mjs": javaScript,
      "Pulumi.yaml": pulumiYaml,
      ".npmrc": "hoist=false\nnode-linker=isolated\nauto-install-peers=false\nstrict-peer-dependencies=false\n",
    },
  );
  await run(
    process.execPath,
    [
      join(root, "node_modules/pnpm/bin/pnpm.cjs"),
      "install",
      "--prefer-offline",
      "--ignore-scripts",
      "--store-dir",
      join(workshop, "pnpm-store"),
    ],
    { cwd: dir, env: { ...process.env, CI: "1" } },
  );
  await lives(dir);
});
