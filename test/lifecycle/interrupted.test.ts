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
