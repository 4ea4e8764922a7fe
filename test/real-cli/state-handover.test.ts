import { TestProject } from "../support/project";
import { TestAccount, writes } from "../support/world/account";
import { EngineCommand, until } from "../support/engine-command";
import { PulumiCli } from "../support/pulumi-cli";

function program(text: string) {
  return `
  const s = new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("${text}"), iceBreakers: [{ title: "How?" }] });
  exports.id = s.sequenceId; exports.text = s.text;`;
}
const unchanged = ["--yes", "--skip-preview", "--expect-no-changes"];

let account: TestAccount;
let project: TestProject;
let cli: PulumiCli;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  project = new TestProject(account.environment());
  cli = new PulumiCli(project.dir, account.environment(), { backendDir: project.dir });
});
afterEach(() => {
  cli.remove();
  project.remove();
});
afterAll(() => account.close());

/** The text that Meta stores. */
function storedText() {
  return account.meta.sequences().map(({ content }) => content?.["text"]);
}

test("a stack of the embedded engine continues under the CLI, and returns", async () => {
  project.program(program("One"));
  const stack = await project.stack();
  await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken, secret: true });
  await stack.up();

  account.meta.clearJournal();
  await cli.succeed("preview", "--expect-no-changes");
  await cli.succeed("up", ...unchanged);
  expect(account.meta.journal()).toEqual([]);
  const outputs: unknown = JSON.parse(await cli.succeed("stack output", "--json", "--show-secrets"));
  expect(outputs).toEqual({ id: account.meta.sequences()[0]?.id, text: "One" });

  project.program(program("Two"));
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(storedText()).toEqual(["Two"]);

  await (await project.stack()).up({ expectNoChanges: true, refresh: true });
  project.program(program("Three"));
  await (await project.stack()).up();
  expect(storedText()).toEqual(["Three"]);
  await cli.succeed("refresh", ...unchanged);
  await cli.succeed("destroy", "--yes", "--skip-preview");
  expect(account.meta.sequences()).toEqual([]);
});

test("a stack of the CLI continues under the embedded engine, and returns", async () => {
  project.program(program("One"));
  await cli.succeed("stack init");
  await cli.succeed("config set", "--secret", "whatsapp:accessToken", account.meta.accessToken);
  await cli.succeed("up", "--yes", "--skip-preview");

  account.meta.clearJournal();
  const stack = await project.stack();
  await stack.up({ expectNoChanges: true });
  expect(account.meta.journal()).toEqual([]);
  expect((await stack.outputs())["text"]).toEqual({ value: "One", secret: true });
  await stack.refresh();
  expect(writes(account.meta.journal())).toEqual([]);

  project.program(program("Two"));
  await stack.up();
  await cli.succeed("up", ...unchanged);
  expect(storedText()).toEqual(["Two"]);
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

test("the CLI warns of a create that a killed engine left pending", async () => {
  project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
  const engine = (...args: string[]) => new EngineCommand(project, account, args);
  await engine("stack", "init").ended;
  const fault = account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  const creating = engine("up", "--yes", "--skip-preview");
  await until(() => fault.fired === 1);
  creating.kill("SIGKILL");
  await creating.ended;
  await engine("cancel", "--yes").ended;
  for (const { code, text } of [
    await cli.run("up", "--yes", "--skip-preview"),
    await engine("up", "--yes", "--skip-preview").ended,
  ]) {
    expect(code).toBe(1);
    expect(text).toContain(
      "Attempting to deploy or update resources with 1 pending operations from previous deployment.",
    );
    expect(text).toMatch(/^ +\* .*::s, interrupted while creating$/m);
    expect(text).toContain("Set adoptSequenceId:");
  }
  expect(account.meta.sequences()).toHaveLength(1);
});
