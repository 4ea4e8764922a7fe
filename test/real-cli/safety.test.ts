import { join } from "node:path";
import { TestAccount, writes } from "../support/world/account";
import { until } from "../support/engine-command";
import { requireNoTokenIn } from "../support/leaks";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";
import { unrelatedResource } from "../support/unrelated-resource";

const root = join(__dirname, "../..");

let account: TestAccount;
let project: TestProject;
let cli: PulumiCli;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(async () => {
  account.meta.reset();
  project = new TestProject({});
  cli = new PulumiCli(project.dir, account.environment());
  await cli.succeed("stack init");
});
afterEach(() => {
  cli.remove();
  project.remove();
});
afterAll(() => account.close());

test("the policy pack stops an up before any call", async () => {
  const policyPack = ["--policy-pack", join(root, "policy-pack")];
  project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi {{name}}" });');
  const { code, text } = await cli.run("up", "--yes", ...policyPack);
  expect(code).toBe(1);
  expect(text).toContain('"{{name}}" is an unfilled placeholder');
  expect(account.meta.journal()).toEqual([]);

  project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
  await cli.succeed("up", "--yes", "--skip-preview", ...policyPack);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("does not delete a sequence in an ad from Meta or state", async () => {
  project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
  await cli.succeed("up", "--yes", "--skip-preview");
  const id = account.meta.sequences()[0]?.id;
  const { adId } = account.meta.addAd({ sequenceId: String(id) });

  account.meta.clearJournal();
  project.program("");
  const { code, text } = await cli.run("up", "--yes", "--skip-preview");
  expect(code).toBe(1);
  expect(text).toMatch(new RegExp(`${String(id)}.*4027012.*retainOnDelete.*onContentChange`, "s"));
  expect(text).not.toMatch(/^\s+at .*\.js:\d+/m);
  expect(writes(account.meta.journal())).toEqual([]);

  account.meta.removeAd(adId);
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(account.meta.sequences()).toEqual([]);
});

test("state and output contain neither token nor secret text in plain text", async () => {
  project.program(`
    const s = new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("For insiders only"),
      autofillMessage: { content: pulumi.secret("Our password") }, iceBreakers: [{ title: pulumi.secret("Which door?") }] });
    exports.text = s.text;`);
  await cli.succeed("config set", "--secret", "whatsapp:accessToken", account.meta.accessToken);
  const { text: printed } = await cli.run("up", "--yes", "--skip-preview", "--diff");
  expect(account.meta.sequences()).toHaveLength(1);
  const exported = await cli.succeed("stack export");
  for (const text of [printed, exported, cli.stateText("shop")]) {
    expect(text).not.toMatch(/For insiders only|Our password|Which door\?/);
    expect(text).not.toContain(account.meta.accessToken);
  }
  expect(await cli.succeed("stack output", "text", "--show-secrets")).toContain("For insiders only");
});

test("rejects a token in a text, and masks one in Meta's text", async () => {
  const withToken = '{ name: "n", text: "Oi " + process.env.WHATSAPP_ACCESS_TOKEN }';
  const { accessToken } = account.meta;
  project.program(`new whatsapp.WelcomeMessageSequence("s", ${withToken});`);
  const refused = await cli.run("up", "--yes");
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("text: contains the access token that this run uses");
  expect(account.meta.journal()).toEqual([]);

  project.program('new whatsapp.WelcomeMessageSequence("s", { name: "n", text: "Oi" });');
  await cli.succeed("up", "--yes", "--skip-preview");
  account.meta.editSequence(account.meta.sequences()[0]?.id ?? "", { content: { text: `Oi ${accessToken}` } });
  const refreshed = await cli.run("refresh", "--yes", "--diff");
  expect(refreshed.text).toContain("Oi [access token]");
  expect(refreshed.text).toContain("Meta returned a secret in text");

  project.program(`new whatsapp.WelcomeMessageSequence("s", ${withToken});`);
  const update = await cli.run("up", "--yes", "--skip-preview");
  expect(update.code).not.toBe(0);
  const exported = await cli.succeed("stack export");
  for (const text of [refused.text, refreshed.text, update.text, exported, cli.stateText("shop")]) {
    expect(text).not.toContain(accessToken);
  }
  requireNoTokenIn(project.dir);
});

test("Ctrl-C during a slow create lets it finish and saves it", async () => {
  project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
  const slow = account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 2_000 } });
  const { process: pulumi, ended } = cli.start("up", "--yes", "--skip-preview");
  await until(() => slow.fired === 1);
  pulumi.kill("SIGINT");
  const { code, text } = await ended;
  expect(text).toContain("update canceled");
  expect(code).toBe(1);
  const state = JSON.parse(await cli.succeed("stack export")) as {
    readonly deployment: {
      readonly resources: readonly { readonly id?: string }[];
      readonly pending_operations?: unknown;
    };
  };
  const id = `${account.meta.wabaId}/${String(account.meta.sequences()[0]?.id)}`;
  expect(state.deployment.resources.map((resource) => resource.id)).toContain(id);
  expect(state.deployment.pending_operations).toBeUndefined();

  account.meta.clearJournal();
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(writes(account.meta.journal())).toEqual([]);
});

test("a component's provider serves its resources; ineffective options cause warnings", async () => {
  const { meta } = account;
  meta.addApp({ id: "777" });
  meta.addWaba({ id: "888" });
  const other = meta.addToken({ appId: "777", wabaIds: ["888"] });
  const program = (providerOfTheirs = "") => `
    const brazil = new whatsapp.Provider("brazil", { accessToken: ${JSON.stringify(other)}, wabaId: "888" });
    const group = new pulumi.ComponentResource("shop:index:Group", "group", {}, { providers: { whatsapp: brazil } });
    const within = new pulumi.ComponentResource("shop:index:Group", "within", {}, { parent: group });
    const options = { parent: within, replaceOnChanges: ["text"], customTimeouts: { create: "1m" } };
    new whatsapp.WelcomeMessageSequence("a", { text: "Hi" });
    new whatsapp.WelcomeMessageSequence("b", { text: "Hi" }, options);
    ${unrelatedResource}
    exports.seen = new Theirs({ parent: group, ${providerOfTheirs} }).seen;`;
  project.program(program());
  await cli.succeed("config set", "lab:x", "of the stack");
  const { text } = await cli.run("up", "--yes", "--skip-preview");
  expect(text).toContain('The option replaceOnChanges: ["text"] has no effect');
  expect(text).toContain("The option customTimeouts has no effect");
  expect(text).not.toContain("doesn't match provider");
  const rows = () => meta.sequences().map(({ wabaId, name, content }) => [wabaId, name, content?.["text"]].join(" "));
  expect(rows().toSorted()).toEqual([`${meta.wabaId} a Hi`, "888 b Hi"].toSorted());
  expect(await cli.succeed("stack output", "seen")).toBe(",of the stack\n");

  // A state in which the resource uses the component's provider continues without changes, too.
  project.program(program("provider: brazil"));
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  project.program(program());
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  await cli.succeed("destroy", "--yes", "--skip-preview");
  expect(rows()).toEqual([]);
});
