import { chmod, mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStack, readProject, type StackStore } from "./index";

// The key of this salt and the passphrase "x" is derived once for all tests.
const salt = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";

async function openProject(): Promise<{ readonly dir: string; readonly store: StackStore }> {
  const dir = await mkdtemp(join(tmpdir(), "engine-modes-"));
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  await writeFile(join(dir, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
  const project = await readProject(dir);
  const store = await openStack({ project, stackName: "dev", env: { PULUMI_CONFIG_PASSPHRASE: "x" } });
  return { dir, store };
}

async function updateOnce(store: StackStore): Promise<void> {
  const update = await store.begin("update");
  await update.finish({ result: "succeeded", resourceChanges: {} });
}

/** Files and folders that are open to others than their owner. */
async function findShared(dir: string): Promise<readonly string[]> {
  const paths = (await readdir(dir, { recursive: true })).map((name) => join(dir, name));
  const modes = await Promise.all([dir, ...paths].map(async (path) => ({ path, mode: (await stat(path)).mode })));
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path);
}

async function permissionsOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

// Windows has no such modes.
const onPosix = process.platform === "win32" ? test.skip : test;

onPosix("only the owner can read state, backups, history, locks and the journal", async () => {
  const before = process.umask(0o022);
  try {
    const { dir, store } = await openProject();
    await updateOnce(store);
    await updateOnce(store);
    const update = await store.begin("update");
    expect(await readdir(join(dir, ".pulumi/locks/organization/shop/dev"))).toHaveLength(2);
    expect(await findShared(join(dir, ".pulumi"))).toEqual([]);
    await update.finish({ result: "succeeded", resourceChanges: {} });
    await store.importDeployment(await store.exportDeployment());
    expect(await findShared(join(dir, ".pulumi"))).toEqual([]);
  } finally {
    process.umask(before);
  }
});

onPosix("files with a wider mode become private when they are written again", async () => {
  const { dir, store } = await openProject();
  await updateOnce(store);
  const folder = join(dir, ".pulumi/stacks/shop");
  const files = (await readdir(folder)).map((name) => join(folder, name));
  await Promise.all(files.map((path) => chmod(path, 0o644)));
  await updateOnce(store);
  expect(files).toHaveLength(4);
  expect(await findShared(folder)).toEqual([]);
});

onPosix("the configuration file keeps the mode that people gave it", async () => {
  const { dir, store } = await openProject();
  const path = join(dir, "Pulumi.dev.yaml");
  for (const mode of [0o664, 0o600]) {
    await chmod(path, mode);
    await store.setConfig("greeting", { value: `hello ${mode}` });
    expect(await permissionsOf(path)).toBe(mode);
  }
});
