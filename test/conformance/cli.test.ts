import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { spawnSync } from "node:child_process";
import { TestAccount, writes } from "../support/account";
import { EngineCommand, until } from "../support/engine-command";
import { TestProject } from "../support/project";

// The real CLI is no dependency: these run wherever it is on PATH, and are shown as skipped elsewhere.
const hasCli = spawnSync("pulumi", ["version"]).error === undefined;
const root = join(__dirname, "../..");

(hasCli ? describe : describe.skip)("with the Pulumi CLI on PATH", () => {
  let account: TestAccount;
  let home: string;
  beforeAll(async () => {
    account = await TestAccount.open();
  });
  beforeEach(() => {
    account.meta.reset();
    home = mkdtempSync(join(tmpdir(), "whatsapp-cli-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  afterAll(() => account.close());

  const run = promisify(execFile);
  const pulumi = (cwd: string, backendDir: string, passphrase: string, ...args: string[]) =>
    run("pulumi", [...args, "--non-interactive"], {
      cwd,
      env: {
        ...process.env,
        ...account.environment(),
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${backendDir}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
      },
    });
  const passphrase = "a passphrase for tests";

  test("a stack made by the embedded engine goes on under the CLI, and back", async () => {
    const project = new TestProject(account.environment());
    try {
      project.program(`
        const s = new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("Hi"), iceBreakers: [{ title: "How?" }] });
        exports.id = s.sequenceId; exports.text = s.text;`);
      const stack = await project.stack();
      await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken, secret: true });
      await stack.up();
      const cli = (...args: string[]) => pulumi(project.dir, project.dir, passphrase, ...args, "--stack", "dev");
      account.meta.clearJournal();
      await cli("preview", "--expect-no-changes");
      await cli("up", "--yes", "--skip-preview", "--expect-no-changes");
      expect(account.meta.journal()).toEqual([]);
      const { stdout } = await cli("stack", "output", "--json", "--show-secrets");
      expect(JSON.parse(stdout)).toEqual({ id: account.meta.sequences()[0]?.id, text: "Hi" });

      project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Changed" });');
      await cli("up", "--yes", "--skip-preview");
      await (await project.stack()).up({ expectNoChanges: true, refresh: true });
      await (await project.stack()).destroy();
      expect(account.meta.sequences()).toEqual([]);
    } finally {
      project.remove();
    }
  });

  test("what a killed run of the embedded engine left pending, the CLI warns of in the same words", async () => {
    const project = new TestProject(account.environment());
    try {
      project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
      const engine = (...args: string[]) => new EngineCommand(project, account, args);
      await engine("stack", "init").ended;
      const fault = account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
      const creating = engine("up", "--yes", "--skip-preview");
      await until(() => fault.fired === 1);
      creating.kill("SIGKILL");
      await creating.ended;
      await engine("cancel", "--yes").ended;
      const warning =
        /Attempting to deploy or update resources with 1 pending operations from previous deployment.\s+\* .*::s, interrupted while creating.*adoptSequenceId/s;
      const cli = pulumi(project.dir, project.dir, "killed", "up", "--yes", "--skip-preview", "--stack", "dev");
      await expect(cli).rejects.toMatchObject({ stdout: expect.stringMatching(warning) });
      const own = await engine("up", "--yes", "--skip-preview").ended;
      expect(own.text).toMatch(warning);
      expect(account.meta.sequences()).toHaveLength(1);
    } finally {
      project.remove();
    }
  });

  test("the policy pack stops a preview with a placeholder left over, and passes a clean one", async () => {
    const project = new TestProject({});
    try {
      const cli = (...args: string[]) => pulumi(project.dir, project.dir, passphrase, ...args);
      const preview = () => cli("preview", "--stack", "dev", "--policy-pack", join(root, "policy-pack"));
      await cli("stack", "init", "dev");
      project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi {{name}}" });');
      await expect(preview()).rejects.toMatchObject({ stdout: expect.stringContaining('"{{name}}" is a placeholder') });
      project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
      await preview();
    } finally {
      project.remove();
    }
  });

  test("`pulumi up` works in the root of the clone with nothing but the three variables", async () => {
    const backend = join(home, "state");
    mkdirSync(backend);
    const stackName = `clone-${String(process.pid)}`;
    const cli = (...args: string[]) => pulumi(root, backend, passphrase, ...args);
    try {
      await cli("stack", "init", stackName);
      await cli("up", "--yes", "--stack", stackName);
      expect(writes(account.meta.journal())).toHaveLength(1);
      await cli("up", "--yes", "--stack", stackName, "--expect-no-changes");
      await cli("destroy", "--yes", "--stack", stackName);
      expect(account.meta.sequences()).toEqual([]);
    } finally {
      rmSync(join(root, `Pulumi.${stackName}.yaml`), { force: true });
    }
  });
});
