import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStack, makeSecret, readProject, type ResourceState, type RunningUpdate, type StackStore } from "./index";

const programStackUrn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const providerUrn = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::default";
const providerId = "11111111-2222-4333-8444-555555555555";
const stack: ResourceState = { urn: programStackUrn, custom: false, type: "pulumi:pulumi:Stack" };
const provider: ResourceState = {
  urn: providerUrn,
  custom: true,
  id: providerId,
  type: "pulumi:providers:pulumi-nodejs",
};
const checkpointText = ".pulumi/stacks/shop/dev.json";
const journalText = `${checkpointText}.journal`;
const salt = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";
const succeeded = { result: "succeeded", resourceChanges: { create: 1 } } as const;

function thing(name: string, more: Partial<ResourceState> = {}): ResourceState {
  const type = "pulumi-nodejs:dynamic/shop:Thing";
  const links = { parent: programStackUrn, provider: `${providerUrn}::${providerId}` };
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    custom: true,
    id: `id-${name}`,
    type,
    inputs: { label: name },
    outputs: { label: name },
    ...links,
    ...more,
  };
}

async function setUp(): Promise<{
  readonly dir: string;
  readonly open: (mode?: "select" | "create") => Promise<StackStore>;
}> {
  const dir = await mkdtemp(join(tmpdir(), "engine-state-"));
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const project = await readProject(dir);
  // Belongs to the passphrase "x"; a fixed salt, whose key is derived once for all tests.
  await writeFile(join(dir, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
  const env = { PULUMI_CONFIG_PASSPHRASE: "x" };
  return {
    dir,
    open: (mode) => openStack({ project, stackName: "dev", env, ...(mode === undefined ? {} : { mode }) }),
  };
}

async function readAllFiles(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return (
    await Promise.all(
      entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
    )
  ).join("\n");
}

/** Undefined where there is none at this very moment. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function names(rows: readonly ResourceState[]): string {
  return rows.map(({ urn }) => urn.split("::").at(-1)).join(" ");
}

// A killed process closes no files; here they stay open as long as something refers to the update.
const killed: RunningUpdate[] = [];

/** An update that made `rows` and was killed; `open` steps had begun. */
async function crashUpdate(
  store: StackStore,
  rows: readonly ResourceState[],
  open: readonly ResourceState[] = [],
): Promise<void> {
  const update = await store.begin("update");
  killed.push(update);
  update.put({ add: stack });
  update.put({ add: provider });
  for (const row of rows) await (await update.begin({ type: "creating", resource: row })).complete({ add: row });
  for (const row of open) await update.begin({ type: "creating", resource: row });
}

test("a finished update leaves checkpoint, history and backup, no journal or lock", async () => {
  const { dir, open } = await setUp();
  const store = await open("create");
  const update = await store.begin("update");
  update.put({ add: stack });
  update.put({ add: provider });
  const row = thing("a");
  const step = await update.begin({ type: "creating", resource: row });
  await step.complete({ add: row });
  await update.finish(succeeded);
  expect(names((await (await open("select")).load()).resources)).toBe("shop-dev default a");
  const files = (await readdir(join(dir, ".pulumi"), { recursive: true })).filter((file) => !file.endsWith(".attrs"));
  expect(files).toContainEqual(expect.stringMatching(/history.shop.dev.dev-\d+\.history\.json$/));
  expect(files).toContainEqual(expect.stringMatching(/history.shop.dev.dev-\d+\.checkpoint\.json$/));
  expect(files).toContainEqual(expect.stringMatching(/backups.shop.dev.dev\.\d+\.json$/));
  expect(files.filter((file) => file.endsWith(".journal") || /locks.*\.json$/.test(file))).toEqual([]);
});

test("rejects a second update and names the lock holder", async () => {
  const { open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")]);
  await expect((await open()).begin("destroy")).rejects.toThrow(
    new RegExp(`locked by 1 lock.*cancel --stack dev.*pid ${process.pid}`, "s"),
  );
  expect(names((await (await open()).load()).resources)).toBe("shop-dev default a");
});

test("after a crash the next update has all finished and open steps", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")], [thing("b")]);
  await store.cancel();
  const state: unknown = JSON.parse(await readFile(join(dir, checkpointText), "utf8"));
  expect(state).toMatchObject({
    checkpoint: { latest: { pending_operations: [{ type: "creating", resource: { id: "id-b" } }] } },
  });
  const update = await (await open()).begin("update");
  expect(names(update.base.resources)).toBe("shop-dev default a");
  expect(update.base.pendingOperations).toMatchObject([{ type: "creating", resource: { urn: thing("b").urn } }]);
  await update.finish(succeeded);
});

test("never applies a journal to a state that another program wrote", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")]);
  const checkpoint = await readFile(join(dir, checkpointText), "utf8");
  await writeFile(join(dir, checkpointText), checkpoint.replace(/"time":"[^"]*"/, '"time":"2030-01-01T00:00:00Z"'));
  await expect(store.load()).rejects.toThrow(/changed by another program.*dev\.json\.journal/);
});

test("does not apply a journal twice; cancel removes it", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")]);
  const journal = await readFile(join(dir, journalText), "utf8");
  await store.cancel();
  const folded = createHash("sha256")
    .update(await readFile(join(dir, checkpointText), "utf8"))
    .digest("hex");
  await writeFile(join(dir, journalText), `${journal}${JSON.stringify({ folded })}\n`);
  expect(names((await store.load()).resources)).toBe("shop-dev default a");
  await store.cancel();
  expect(textOf(join(dir, journalText))).toBeUndefined();
});

test("interrupting a cancel at any moment keeps the state", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")], [thing("b")]);
  // The write that the crash interrupted left half a line.
  await appendFile(join(dir, journalText), '{"done":7,"add":{"urn":"urn:pul');
  const before = await store.load();
  const moments: (readonly [journal: string | undefined, checkpoint: string])[] = [];
  const progress = { isDone: false };
  const cancelled = store.cancel().finally(() => (progress.isDone = true));
  while (!progress.isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    const journal = textOf(join(dir, journalText));
    moments.push([journal, textOf(join(dir, checkpointText)) ?? ""]);
  }
  await cancelled;
  for (const [journal, checkpoint] of new Map(moments.map((moment) => [moment.join(), moment])).values()) {
    await writeFile(join(dir, checkpointText), checkpoint);
    await (journal === undefined
      ? rm(join(dir, journalText), { force: true })
      : writeFile(join(dir, journalText), journal));
    expect(await (await open()).load()).toEqual(before);
  }
});

test("writes no plain-text secret during or after an update", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await store.setConfig("token", { value: "hush-config", secret: true });
  const row = thing("a", {
    inputs: { deep: [{ token: makeSecret("hush-input") }] },
    outputs: { token: makeSecret({ inner: makeSecret("hush-output") }) },
  });
  await crashUpdate(store, [row], [thing("b", { inputs: { token: makeSecret("hush-pending") } })]);
  expect(await readAllFiles(dir)).not.toContain("hush");
  await store.cancel();
  expect(await readAllFiles(dir)).not.toContain("hush");
  const [, , read] = (await (await open()).load()).resources;
  expect(read).toEqual(row);
});

test("a failed update keeps its finished steps", async () => {
  const { open } = await setUp();
  const store = await open();
  const update = await store.begin("update");
  update.put({ add: stack });
  (await update.begin({ type: "creating", resource: thing("a") })).fail();
  await update.finish({ result: "failed", resourceChanges: {} });
  const { resources, pendingOperations } = await store.load();
  expect([names(resources), pendingOperations]).toEqual(["shop-dev", []]);
});

test("parallel steps are durable when their promises resolve", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  const update = await store.begin("update");
  update.put({ add: stack });
  update.put({ add: provider });
  const rows = Array.from({ length: 200 }, (_, index) => thing(`r${index}`));
  await Promise.all(
    rows.map(
      async (resource) => await (await update.begin({ type: "creating", resource })).complete({ add: resource }),
    ),
  );
  const journal = await readFile(join(dir, journalText), "utf8");
  expect(journal.split("\n").filter((line) => line.startsWith('{"done"'))).toHaveLength(200);
  await update.finish(succeeded);
  expect((await store.load()).resources).toHaveLength(202);
});

test("writes an unchanged stack unchanged, except the time", async () => {
  const { dir, open } = await setUp();
  await crashUpdate(await open(), [thing("a", { inputs: { token: makeSecret("s") } })]);
  await (await open()).cancel();
  const withoutTime = async (): Promise<string> =>
    (await readFile(join(dir, checkpointText), "utf8")).replace(/"time":"[^"]*"/, "");
  const before = await withoutTime();
  const update = await (await open()).begin("update");
  // A provider answers with new objects: the place counts, not the identity.
  for (const row of update.base.resources) update.put({ remove: row, add: structuredClone(row) });
  await update.finish(succeeded);
  expect(await withoutTime()).toBe(before);
});

test("imports its own export, with secrets encrypted or in plain text", async () => {
  const { open } = await setUp();
  const store = await open();
  const row = thing("a", { inputs: { token: makeSecret("hush") } });
  await crashUpdate(store, [row], [thing("b")]);
  await store.cancel();
  const shown = await store.exportDeployment({ showSecrets: true });
  const hidden = await store.exportDeployment();
  expect(JSON.stringify(shown)).toContain('"plaintext":"\\"hush\\""');
  expect(JSON.stringify(hidden)).not.toContain("hush");
  for (const deployment of [shown, hidden]) {
    expect(await store.importDeployment(deployment)).toEqual({
      warnings: [`removing pending operation 'creating' on ${thing("b").urn}`],
    });
    expect(await store.load()).toEqual({ resources: [stack, provider, row], pendingOperations: [] });
  }
});

test("rejects a deployment of another stack", async () => {
  const { open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")]);
  await store.cancel();
  const other: unknown = JSON.parse(
    JSON.stringify(await store.exportDeployment()).replaceAll("urn:pulumi:dev::", "urn:pulumi:prod::"),
  );
  await expect(store.importDeployment(other)).rejects.toThrow("from a different stack (prod != dev)");
});

test("creates a stack once and selects only an existing one", async () => {
  const { dir, open } = await setUp();
  await rm(join(dir, "Pulumi.dev.yaml"));
  await expect(open("select")).rejects.toThrow("no stack named 'dev' found");
  await open("create");
  await expect(open("create")).rejects.toThrow("already exists");
  expect(await readFile(join(dir, "Pulumi.dev.yaml"), "utf8")).toMatch(/^encryptionsalt: v1:/);
});

test("removes a stack with resources only by force", async () => {
  const { dir, open } = await setUp();
  const store = await open();
  await crashUpdate(store, [thing("a")]);
  await store.cancel();
  await expect(store.remove()).rejects.toThrow("still has resources");
  await store.remove({ force: true });
  await expect(open("select")).rejects.toThrow("no stack named");
  await expect(readFile(join(dir, "Pulumi.dev.yaml"))).rejects.toThrow("ENOENT");
});
