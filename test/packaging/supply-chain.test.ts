import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (room: string) => JSON.parse(read(join(room, "package.json"))) as Manifest;
const examples = readdirSync(join(root, "examples")).map((name) => `examples/${name}`);
const rooms = [".", "provider", "simulator", "engine", "policy-pack", ...examples];
const own = /^pulumi-whatsapp(-|$)/;

test("the provider has four runtime dependencies: HTTP, schemas, and the command line with its completion", () => {
  expect(Object.keys(manifestOf("provider").dependencies ?? {}).sort()).toEqual([
    "@bomb.sh/tab",
    "axios",
    "commander",
    "zod",
  ]);
});

test("no package with an install script is in the lockfile beyond those known", () => {
  const { packages: locked } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean; readonly resolved?: string }>>;
  };
  const withScripts = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/.*node_modules\//, ""));
  expect(withScripts.sort()).toEqual(
    ["@parcel/watcher", "@swc/core", "protobufjs", "unrs-resolver"].filter((name) => withScripts.includes(name)),
  );
});

test("the lockfile names no registry host", () => {
  expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "https?:/);
});

test.each(rooms)("every version that %s asks for is one version, not a range", (room) => {
  const { dependencies, devDependencies } = manifestOf(room);
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!own.test(name)) expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  }
});

test("installing runs no script, and a new version waits a week before it is proposed", () => {
  expect(read(".npmrc")).toContain("ignore-scripts=true");
  expect(read(".github/dependabot.yml").match(/default-days: 7/g)).toHaveLength(2);
});

test("CI tests on the version of Pulumi's CLI that tools/pulumi pins", () => {
  const pinned = /pulumi\/pkg\/v3 v(\S+)/.exec(read("tools/pulumi/go.mod"))?.[1];
  expect(read(".github/workflows/ci.yml")).toContain(`pulumi-version: ${String(pinned)}\n`);
});

const workflows = [".github/workflows", "examples/gitops/.github/workflows"].flatMap((folder) =>
  readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
);
/** The identity that signs a release; findings and the preview in a pull request; an issue about drift. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  ".github/workflows/release.yml": ["id-token"],
  "examples/gitops/.github/workflows/pull-request.yml": ["security-events", "pull-requests"],
  "examples/gitops/.github/workflows/drift.yml": ["issues"],
};

describe.each(workflows)("the workflow %s", (file) => {
  const text = read(file);

  test("pins every action by its full hash", () => {
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d/);
  });

  test("may write only what it must", () => {
    const granted = [...text.matchAll(/^ +([a-z-]+): write$/gm)].map(([, scope]) => scope);
    expect(granted).toEqual(mayWrite[file] ?? []);
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
    expect(text).not.toMatch(/pull_request_target|write-all/);
  });

  test("names no secret, unless it is the example, which deploys", () => {
    if (!file.startsWith("examples/")) expect(text).not.toContain("secrets.");
  });
});
