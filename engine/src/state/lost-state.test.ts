import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findLostStacks, type OpenStackOptions, openStack, type Project, readProject, type StackStore } from "./index";

// The key of this salt and the passphrase "x" is derived once for all tests.
const salt = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";
const state = ".pulumi/stacks/shop/dev.json";

interface Fixture {
  readonly dir: string;
  readonly project: Project;
  readonly open: (mode?: OpenStackOptions["mode"], env?: Readonly<Record<string, string>>) => Promise<StackStore>;
  readonly lost: () => Promise<readonly string[]>;
}

async function setUp(): Promise<Fixture> {
  const dir = await mkdtemp(join(tmpdir(), "engine lost-"));
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  await writeFile(join(dir, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
  const project = await readProject(dir);
  return {
    dir,
    project,
    open: (mode = "createOrSelect", env = {}) =>
      openStack({ project, stackName: "dev", env: { PULUMI_CONFIG_PASSPHRASE: "x", ...env }, mode }),
    lost: () => findLostStacks(project, {}),
  };
}

/** An update that leaves one more resource. */
async function updateStack(store: StackStore, name: string): Promise<void> {
  const update = await store.begin("update");
  const type = "shop:index:Group";
  update.put({ add: { urn: `urn:pulumi:dev::shop::${type}::${name}`, custom: false, type } });
  await update.finish({ result: "succeeded", resourceChanges: { create: 1 } });
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "nothing failed",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

async function namesOf(store: StackStore): Promise<readonly string[]> {
  return (await store.load()).resources.map(({ urn }) => urn.split("::").at(-1) ?? "");
}

test("a missing state file is restored by the command in the error", async () => {
  const { dir, open, lost } = await setUp();
  const store = await open();
  await updateStack(store, "a");
  await updateStack(store, "b");
  await rm(join(dir, state));
  const message = await failureOf(open("select"));
  expect(message).toMatch(
    /^no stack named 'dev' found in file:\S.*: its state file .*dev\.json is missing, but there is a backup: /,
  );
  expect(await failureOf(store.load())).toBe(message);
  expect(await failureOf(store.begin("update"))).toBe(message);
  expect(await lost()).toEqual([expect.stringContaining("stack 'dev': its state file")]);
  const [, command = ""] = /`(cp [^`]*)`/.exec(message) ?? [];
  execFileSync("sh", ["-c", command]);
  expect((await namesOf(await open("select"))).toSorted()).toEqual(["a", "b"]);
  expect(await lost()).toEqual([]);
});

test("does not create a stack over the backup of a lost one", async () => {
  const { dir, open } = await setUp();
  await updateStack(await open(), "a");
  await rm(join(dir, state));
  for (const mode of ["create", "createOrSelect"] as const) {
    const message = await failureOf(open(mode));
    expect(message).toMatch(/^stack 'dev' cannot be created: its state file .* there is a backup: .*\.json\./);
    expect(message).toContain(`first delete ${join(dir, state)}.bak and ${join(dir, ".pulumi/history/shop/dev")}.`);
  }
  expect(await readdir(join(dir, ".pulumi/stacks/shop"))).not.toContain("dev.json");
  await rm(join(dir, `${state}.bak`));
  await rm(join(dir, ".pulumi/history/shop/dev"), { recursive: true });
  expect(await namesOf(await open("create"))).toEqual([]);
});

test("names the copy in the history if there are no backups", async () => {
  const { dir, open } = await setUp();
  const noBackups = { PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" };
  await updateStack(await open("create", noBackups), "a");
  await rm(join(dir, state));
  expect(await failureOf(open("select"))).toMatch(
    /there is a backup: \S.*history\/shop\/dev\/dev-\d+\.checkpoint\.json/,
  );
});

test("empty backups, and those of removed stacks, allow a new stack", async () => {
  const { dir, open, lost } = await setUp();
  const store = await open();
  await rm(join(dir, state));
  expect(await failureOf(open("select"))).toContain("Make it with `stack init dev`");
  await updateStack(await open("create"), "a");
  await store.remove({ force: true, preserveConfig: true });
  expect(await readdir(join(dir, ".pulumi/backups/shop/dev"))).not.toEqual([]);
  expect(await lost()).toEqual([]);
  expect(await namesOf(await open("create"))).toEqual([]);
});

test("skips a damaged backup", async () => {
  const { dir, open } = await setUp();
  await updateStack(await open(), "a");
  await rm(join(dir, state));
  await writeFile(join(dir, `${state}.bak`), "{");
  await writeFile(join(dir, ".pulumi/backups/shop/dev/dev.9999999999999999999.json"), "");
  expect(await failureOf(open("select"))).toMatch(/there is a backup: \S.*history/);
});

test("a compressed state does not count as missing", async () => {
  const { dir, open } = await setUp();
  await mkdir(join(dir, ".pulumi/stacks/shop"), { recursive: true });
  await writeFile(join(dir, `${state}.gz`), "");
  for (const mode of ["select", "create", "createOrSelect"] as const) {
    expect(await failureOf(open(mode))).toContain("The state is compressed");
  }
});
