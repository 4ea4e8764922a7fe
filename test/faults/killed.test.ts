import type { Stack } from "pulumi-whatsapp-engine";
import type { FaultMatch } from "pulumi-whatsapp-simulator";
import { failureOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";
import { bareRow } from "./support/row";
import { locksOf } from "../support/engine-command";
import { readStack, createProcessKill, createEngineKill, type Kill } from "./support/kill-processes";

const life = new ProjectFixture({ realProcesses: true });
const isLinux = process.platform === "linux";

function sequence(name: string, text: string, args = "", options = "{}"): string {
  return `const ${name} = new whatsapp.WelcomeMessageSequence("${name}", { text: "${text}", ${args} }, ${options});\n`;
}

function meta() {
  return life.account.meta;
}
function texts(): readonly string[] {
  return meta()
    .sequences()
    .map(({ name, content }) => `${name ?? ""}: ${content?.text ?? ""}`)
    .sort();
}
function idOf(name: string): string {
  return (
    meta()
      .sequences()
      .find((row) => row.name === name)?.id ?? ""
  );
}

const edge = { path: "*/welcome_message_sequences" } as const;
/** Resolves when such a request reaches the simulator, before or after its write; the request gets no response. */
function holdRequest(match: FaultMatch, when: "before" | "after", nth = 1): Promise<void> {
  return meta().faults.add({ match: { ...edge, ...match }, effect: { kind: "hang" }, when, nth }).hit;
}

const news = ["one", "two", "three"] as const;
/** The three new sequences are created concurrently, in any order. */
function program(text: string, adopted: readonly string[], isLast: boolean): string {
  return (
    sequence("changed", text) +
    (isLast ? "" : sequence("dropped", "old")) +
    sequence("replaced", isLast ? "new" : "old", 'onContentChange: "replace"') +
    news.map((name) => sequence(name, "new", adopted.includes(name) ? `adoptSequenceId: "${idOf(name)}"` : "")).join("")
  );
}
const first =
  sequence("changed", "old") + sequence("dropped", "old") + sequence("replaced", "old", 'onContentChange: "replace"');

/** Kills a process twice in the life of a stack: first after two of three creates, then during deletes. */
async function killTwice(kill: Kill, expected: RegExp): Promise<Stack> {
  life.project.program(first);
  const stack = await life.openWarmStack();
  await stack.up();
  life.project.program(program("new", [], false));
  meta().clearJournal();
  const printed = await kill(await life.project.stack(), [
    holdRequest({ verb: "update" }, "after"),
    holdRequest({ verb: "create" }, "before"),
    holdRequest({ verb: "create" }, "after", 2),
    holdRequest({ verb: "list" }, "before", 2),
  ]);
  expect(printed).toMatch(expected);
  meta().faults.clear();
  const made = news.filter((name) => idOf(name) !== "");
  expect(made).toHaveLength(2);
  expect(await readStack(stack)).toMatchObject({
    rows: ["changed", "dropped", "replaced"],
    pending: [...news.map((name) => `creating ${name}`), "updating changed"].sort(),
  });
  await expectNamed(stack, made);
  life.project.program(program("new", made, true));
  await killDuringDeletes(kill, stack);
  await expectRecovered(stack);
  return stack;
}

/** Expects that the next run names the rows in no state, creates the missing one, and repeats the update. */
async function expectNamed(stack: Stack, made: readonly string[]): Promise<void> {
  meta().clearJournal();
  // The first failure ends the registrations, so the list that all creates wait for is delayed until the program registered them all.
  meta().faults.add({ match: { verb: "list" }, effect: { kind: "delay", delayMs: 1_000 } });
  const failure = await failureOf(stack.up());
  const { message } = failure;
  expect(String(Reflect.get(failure, "stdout"))).toMatch(/4 pending operations/);
  for (const name of made) expect(message).toContain(`Set adoptSequenceId: "${idOf(name)}"`);
  expect(
    meta()
      .journal()
      .filter(({ verb }) => verb === "create"),
  ).toHaveLength(news.length - made.length);
  expect(texts()).toEqual(["changed: new", "dropped: old", "one: new", "replaced: old", "three: new", "two: new"]);
}

/** Kills the process after one delete, with the new half of a replacement created and the old one not deleted. */
async function killDuringDeletes(kill: Kill, stack: Stack): Promise<void> {
  const [dropped, old] = [idOf("dropped"), idOf("replaced")];
  await kill(await life.project.stack(), [
    holdRequest({ verb: "delete", id: dropped }, "after"),
    holdRequest({ verb: "delete", id: old }, "before"),
  ]);
  meta().faults.clear();
  const { rows, pending } = await readStack(stack);
  expect(rows).toEqual(["changed", "dropped", "one", "replaced", "replaced (old)", "three", "two"]);
  expect(pending).toEqual(expect.arrayContaining(["deleting dropped", "deleting replaced"]));
}

/** Expects that one more run does the deletes, and that a refresh clears the pending creates. */
async function expectRecovered(stack: Stack): Promise<void> {
  await stack.up();
  expect(texts()).toEqual(["changed: new", "one: new", "replaced: new", "three: new", "two: new"]);
  await stack.refresh({ clearPendingCreates: true });
  const { ids, pending } = await readStack(stack);
  expect(pending).toEqual([]);
  expect(ids).toEqual(
    meta()
      .sequences()
      .map(({ id }) => id)
      .sort(),
  );
}

if (isLinux) {
  bareRow("70", "the stack recovers from a killed provider (real processes)", async () => {
    const stack = await killTwice(createProcessKill(life, "provider"), /the provider process ended during this call/);
    meta().clearJournal();
    await stack.up({ expectNoChanges: true });
    expect(meta().journal()).toEqual([]);
  });

  bareRow("70", "the stack recovers from a killed engine (real processes)", async () => {
    await killTwice(createEngineKill(life), /locked by 1 lock\(s\).*that process is no longer running/s);
    expect(locksOf(life.project)).toEqual([]);
  });

  bareRow("70", "a program killed before its deletes keeps finished work (real processes)", async () => {
    life.project.program(first);
    const stack = await life.openWarmStack();
    await stack.up();
    const last =
      sequence("changed", "new") +
      sequence("replaced", "new", 'onContentChange: "replace"') +
      sequence("added", "new", "", "{ dependsOn: [changed, replaced] }");
    life.project.program(last);
    meta().clearJournal();
    const slow = meta().faults.add({
      match: { ...edge, verb: "create" },
      effect: { kind: "delay", delayMs: 1_000 },
      when: "after",
      nth: 2,
    });
    expect(await createProcessKill(life, "program")(await life.project.stack(), [slow.hit])).toContain(
      "The program was killed (SIGKILL).",
    );
    expect(await readStack(stack)).toMatchObject({
      rows: ["added", "changed", "dropped", "replaced", "replaced (old)"],
      pending: [],
    });
    expect(
      meta()
        .journal()
        .filter(({ verb }) => verb === "delete"),
    ).toEqual([]);
    meta().clearJournal();
    await stack.up();
    expect(
      meta()
        .journal()
        .filter(({ verb }) => verb === "create"),
    ).toEqual([]);
    expect(texts()).toEqual(["added: new", "changed: new", "replaced: new"]);
  });
}
