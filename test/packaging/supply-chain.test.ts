import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
function manifestOf(folder: string) {
  return JSON.parse(read(join(folder, "package.json"))) as Manifest;
}
/** Examples in TypeScript. The others are no packages. */
const examples = readdirSync(join(root, "examples"))
  .map((name) => `examples/${name}`)
  .filter((folder) => existsSync(join(root, folder, "package.json")));
const tools = ["tools/clients", "tools/sdks"];
const packages = [".", "provider", "simulator", "engine", "policy-pack", "chat", ...tools, ...examples];
const own = /^pulumi-whatsapp(-|$)/;

test("the provider has four runtime dependencies", () => {
  expect(Object.keys(manifestOf("provider").dependencies ?? {}).sort()).toEqual([
    "@bomb.sh/tab",
    "axios",
    "commander",
    "zod",
  ]);
});

/** Lockfiles of the workspace and of what `npm run test:clients` and `npm run test:sdks` install. */
const lockfiles = ["package-lock.json", ...tools.map((folder) => `${folder}/package-lock.json`)];

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly link?: boolean;
}
function lockedPackages(lockfile: string) {
  return Object.entries(
    (JSON.parse(read(lockfile)) as { readonly packages: Readonly<Record<string, LockedPackage>> }).packages,
  );
}

test.each(lockfiles)("%s contains no unknown package with an install script", (lockfile) => {
  const withScripts = lockedPackages(lockfile)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/.*node_modules\//, ""));
  expect(withScripts.sort()).toEqual(
    ["@parcel/watcher", "@swc/core", "esbuild", "protobufjs", "unrs-resolver"].filter((name) =>
      withScripts.includes(name),
    ),
  );
});

test.each(lockfiles)("%s contains a hash of every package and no registry host", (lockfile) => {
  expect(read(lockfile)).not.toMatch(/"resolved": "https?:/);
  const installed = lockedPackages(lockfile).filter(([path, { link }]) => path.includes("node_modules/") && !link);
  expect(installed.length).toBeGreaterThan(0);
  for (const [path, { integrity }] of installed) {
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
  }
});

test.each([
  ["tools/clients", ["facebook_business", "pywa"]],
  ["tools/sdks", ["mypy", "pulumi", "setuptools"]],
])("Python packages of %s are pinned by hash", (folder, names) => {
  const text = read(`${folder}/requirements.txt`);
  expect(text).not.toMatch(/https?:|--(extra-)?index-url|--find-links|--trusted-host/);
  const requirements = text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/ \\\n/g, "")
    .trim()
    .split("\n");
  const marker = / ; (python_full_version [<>=]+ '3\.\d+'|platform_python_implementation != 'PyPy')/;
  const pinned = new RegExp(`^[a-z0-9-]+==[\\w.]+(${marker.source})?( +--hash=sha256:[0-9a-f]{64})+$`);
  for (const requirement of requirements) expect(requirement).toMatch(pinned);
  const wanted = [...read(`${folder}/requirements.in`).matchAll(/^([\w-]+)==(\S+)$/gm)];
  expect(wanted.map(([, name]) => name)).toEqual(names);
  for (const [, name = "", version = ""] of wanted) {
    expect(requirements.map((line) => line.split(" ")[0])).toContain(`${name.replace("_", "-")}==${version}`);
  }
});

test("Meta's SDKs are in no package and not in the workspace", () => {
  expect(read("package-lock.json")).not.toContain("facebook-nodejs-business-sdk");
  for (const folder of packages.filter((name) => name !== "tools/clients")) {
    const { dependencies, devDependencies } = manifestOf(folder);
    expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain("facebook-nodejs-business-sdk");
  }
});

test.each(packages)("%s depends on exact versions only", (folder) => {
  const { dependencies, devDependencies } = manifestOf(folder);
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!own.test(name)) expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  }
});

test("npm runs no install scripts, and updates wait a week", () => {
  for (const file of [".npmrc", ...tools.map((folder) => `${folder}/.npmrc`)]) {
    expect(read(file)).toContain("ignore-scripts=true");
  }
  const dependabot = read(".github/dependabot.yml");
  const ecosystems = dependabot.match(/package-ecosystem: (.*)/g);
  expect(ecosystems).toEqual(["npm", "pip", "github-actions"].map((name) => `package-ecosystem: ${name}`));
  expect(dependabot.match(/default-days: 7/g)).toHaveLength(3);
});

test("CI uses the Pulumi CLI version that tools/pulumi pins", () => {
  const pinned = /pulumi\/pkg\/v3 v(\S+)/.exec(read("tools/pulumi/go.mod"))?.[1];
  expect(read(".github/workflows/ci.yml")).toContain(`pulumi-version: ${String(pinned)}\n`);
});

const workflows = [
  ".github/workflows",
  "examples/gitops/.github/workflows",
  "examples/fleet/.github/workflows",
].flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`));
/** Write permissions: signing a release and attaching archives to it, reporting on a pull request, opening an issue about drift. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  ".github/workflows/release.yml": ["id-token", "contents"],
  "examples/gitops/.github/workflows/pull-request.yml": ["security-events", "pull-requests"],
  "examples/gitops/.github/workflows/drift.yml": ["issues"],
};

describe.each(workflows)("the workflow %s", (file) => {
  const text = read(file);

  test("pins every action by hash", () => {
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d/);
  });

  test("has the expected write permissions only", () => {
    const granted = [...text.matchAll(/^ +([a-z-]+): write$/gm)].map(([, scope]) => scope);
    expect(granted).toEqual(mayWrite[file] ?? []);
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
    expect(text).not.toMatch(/pull_request_target|write-all/);
  });

  test("uses no secrets, except in the example", () => {
    if (!file.startsWith("examples/")) expect(text).not.toContain("secrets.");
  });
});
