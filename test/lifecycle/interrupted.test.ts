import { EngineCommand, locksOf, processesOf, until } from "../support/engine-command";
import { Lifecycle } from "../support/lifecycle";

const life = new Lifecycle();
const onLinux = process.platform === "linux" ? test : test.skip;

const sequence = (name: string, text: string, options = "{}"): string =>
  `const ${name} = new whatsapp.WelcomeMessageSequence("${name}", { text: "${text}" }, ${options});\n`;
/** Once Meta hears of the second one, the first one has been acknowledged. */
const two = (text = "Hi"): string =>
  sequence("first", text) + sequence("second", text, "{ dependsOn: [first] }") + "exports.id = second.sequenceId;";
const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];

const start = (...args: string[]): EngineCommand => new EngineCommand(life.project, life.account, args);
const run = (...args: string[]): EngineCommand["ended"] => start(...args).ended;
const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

interface Held {
  readonly rows: readonly string[];
  readonly pending: readonly string[];
}
async function state(): Promise<Held> {
  const { text } = await run("stack", "export");
  const { deployment } = JSON.parse(text) as {
    deployment: {
      resources?: { urn: string; type: string; id?: string }[];
      pending_operations?: { type: string; resource: { urn: string } }[];
    };
  };
  const rows = (deployment.resources ?? []).filter(({ type }) => type.includes("dynamic"));
  return {
    rows: rows.map(({ urn }) => nameOf(urn)).sort(),
    pending: (deployment.pending_operations ?? []).map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`),
  };
}

/** Runs it until Meta has heard the nth request of that kind; it is done there, and never answered. */
async function heldAt(verb: "create" | "update" | "delete", nth: number, args: string[]): Promise<EngineCommand> {
  const { meta } = life.account;
  const fault = meta.faults.add({ match: { verb }, effect: { kind: "hang" }, when: "after", nth });
  const command = start(...args);
  await until(() => fault.fired === 1);
  return command;
}

const texts = (): readonly string[] => life.account.meta.sequences().map(({ content }) => content?.text ?? "");

beforeEach(async () => {
  life.project.program(two());
  expect(await run("stack", "init")).toMatchObject({ code: 0 });
});

onLinux("the engine is killed: the lock says so, and how to go on; nothing acknowledged is lost", async () => {
  const creating = await heldAt("create", 2, up);
  expect(processesOf(life.account, "dynamic-provider")).toHaveLength(1);
  creating.kill("SIGKILL");
  await creating.ended;
  const locked = await run(...up);
  expect(locked.code).toBe(1);
  expect(locked.text).toContain(`(pid ${String(creating.pid)})`);
  expect(locked.text).toContain("that process is no longer running");
  expect(locked.text).toContain("clear the lock with `cancel --stack dev`");
  expect(await state()).toEqual({ rows: ["first"], pending: ["creating second"] });
  expect(await run("cancel", "--yes")).toMatchObject({ code: 0 });
  const refused = await run(...up);
  expect(refused.code).toBe(1);
  expect(refused.text).toMatch(/1 pending operation.*\n.*::second, interrupted while creating/);
  expect(refused.text).toContain(`adoptSequenceId: "${life.account.meta.sequences()[1]?.id ?? ""}"`);
  expect(texts()).toEqual(["Hi", "Hi"]);
});

onLinux("the provider is killed: what it was doing is pending, and the next run says so", async () => {
  const creating = await heldAt("create", 2, up);
  processesOf(life.account, "dynamic-provider").forEach((pid) => process.kill(pid, "SIGKILL"));
  const ended = await creating.ended;
  expect(ended.code).toBe(1);
  expect(ended.text).toContain("the provider's process ended while it worked on this");
  expect(locksOf(life.project)).toEqual([]);
  expect(await state()).toEqual({ rows: ["first"], pending: ["creating second"] });
});

onLinux("the program is killed: what was running ends, and is kept", async () => {
  const { meta } = life.account;
  meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 1_500 }, nth: 2 });
  const creating = start(...up);
  await until(() => meta.journal().filter(({ verb }) => verb === "create").length === 2);
  processesOf(life.account, "run").forEach((pid) => process.kill(pid, "SIGKILL"));
  const ended = await creating.ended;
  expect(ended.code).toBe(1);
  expect(ended.text).toContain("The program was killed (SIGKILL).");
  expect(await state()).toEqual({ rows: ["first", "second"], pending: [] });
  expect(await run(...up, "--expect-no-changes")).toMatchObject({ code: 0 });
  expect(texts()).toEqual(["Hi", "Hi"]);
});

onLinux("an update or a delete that was cut off is told, and done again", async () => {
  expect(await run(...up)).toMatchObject({ code: 0 });
  life.project.program(two("Hello"));
  for (const [verb, args, pending] of [
    ["update", up, "updating second"],
    ["delete", destroy, "deleting second"],
  ] as const) {
    const nth = verb === "update" ? 2 : 1;
    const command = await heldAt(verb, nth, args);
    command.kill("SIGKILL");
    await command.ended;
    expect(await state()).toEqual({ rows: ["first", "second"], pending: [pending] });
    await run("cancel", "--yes");
    const again = await run(...args);
    expect(again.code).toBe(0);
    expect(again.text).toContain(`::second, interrupted while ${pending.split(" ")[0] ?? ""}`);
    expect(texts()).toEqual(verb === "update" ? ["Hello", "Hello"] : []);
    expect((await state()).pending).toEqual([]);
  }
});

onLinux("Ctrl-C once: what runs is left to end and kept, nothing more is started", async () => {
  const { meta } = life.account;
  meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 1_500 } });
  const creating = start(...up);
  await until(() => meta.journal().some(({ verb }) => verb === "create"));
  creating.kill("SIGINT");
  const ended = await creating.ended;
  expect(ended.code).toBe(1);
  expect(ended.text).toContain("update canceled");
  expect(locksOf(life.project)).toEqual([]);
  expect(await state()).toEqual({ rows: ["first"], pending: [] });
  expect(texts()).toEqual(["Hi"]);
});

onLinux(
  "Ctrl-C twice: the provider is ended at once; what it was doing is pending, the stack is not locked",
  async () => {
    const creating = await heldAt("create", 2, up);
    const other = await run(...up);
    expect(other.code).toBe(1);
    expect(other.text).toContain(`the stack is currently locked by 1 lock(s)`);
    creating.kill("SIGINT");
    await until(() => creating.printed.includes("Press Ctrl-C again"));
    creating.kill("SIGINT");
    const ended = await creating.ended;
    expect(ended.code).toBe(8);
    expect(ended.text).toContain("error: update cancelled");
    expect(processesOf(life.account, "dynamic-provider")).toEqual([]);
    expect(locksOf(life.project)).toEqual([]);
    expect(await state()).toEqual({ rows: ["first"], pending: ["creating second"] });
  },
);
