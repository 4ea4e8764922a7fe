import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";
import { TestAccount, writes } from "../support/world/account";

const account = TestAccount.forFile();
let project: TestProject;
let cli: PulumiCli;
let backendDir: string;
beforeEach(async () => {
  project = new TestProject({});
  backendDir = mkdtempSync(join(tmpdir(), "whatsapp-backend-"));
  cli = new PulumiCli(project.dir, { WHATSAPP_BASE_URL: account.meta.url }, { backendDir });
  writeProgram("");
  await cli.succeed("stack init");
  await cli.succeed("config set", "--secret", "whatsapp:accessToken", account.meta.accessToken);
  await cli.succeed("config set", "whatsapp:wabaId", account.meta.wabaId);
  await cli.succeed("config set", "whatsapp:adAccountId", account.meta.adAccountId);
});
afterEach(() => {
  cli.remove();
  rmSync(backendDir, { recursive: true });
  project.remove();
});

function writeProgram(sections: string): void {
  project.yamlProgram(sections);
}

function greeting(properties: string, options = ""): string {
  return `resources:
  greeting:
    type: whatsapp:WelcomeMessageSequence
    properties: ${properties}${options}
outputs:
  sequenceId: \${greeting.sequenceId}
`;
}

function up(): Promise<string> {
  return cli.succeed("up", "--yes", "--skip-preview");
}

function texts() {
  return account.meta.sequences().map(({ content }) => content?.["text"]);
}

/** Removes the columns of what the CLI prints. */
function withoutColumns(text: string): string {
  return text.replace(/ +/g, " ");
}

test("a YAML program creates, edits, replaces and destroys", async () => {
  writeProgram(greeting('{ text: "Hi!", iceBreakers: [{ title: "How?" }] }'));
  const created = withoutColumns(await cli.succeed("preview", "--diff"));
  expect(created).toContain('name : "greeting"');
  expect(created).toContain("sequenceId: [unknown]");
  expect(account.meta.journal()).toEqual([]);
  await up();
  expect(account.meta.sequences()).toMatchObject([{ name: "greeting", content: { text: "Hi!" } }]);

  account.meta.clearJournal();
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  expect(account.meta.journal()).toEqual([]);

  writeProgram(greeting('{ text: "Hello!", iceBreakers: [{ title: "When?" }] }'));
  const edited = withoutColumns(await cli.succeed("preview", "--diff"));
  expect(edited).toContain('~ text : "Hi!" => "Hello!"');
  expect(edited).toContain('~ title: "How?" => "When?"');
  expect(edited).not.toContain("[unknown]");
  await up();
  expect(texts()).toEqual(["Hello!"]);

  const [first] = account.sequenceIds();
  writeProgram(greeting('{ text: "Hey!", onContentChange: replace }'));
  expect(withoutColumns(await cli.succeed("preview", "--diff"))).toContain("+-1 to replace");
  await up();
  expect(texts()).toEqual(["Hey!"]);
  expect(account.sequenceIds()).not.toContain(first);

  await cli.succeed("destroy", "--yes", "--skip-preview");
  expect(account.meta.sequences()).toEqual([]);
});

test("a refresh shows each changed path, and the next update undoes it", async () => {
  writeProgram(greeting('{ text: "Hi!" }'));
  await up();
  const [id = ""] = account.sequenceIds();
  account.meta.editSequence(id, { content: { text: "By hand", ice_breakers: [{ title: "New?" }] } });
  const refreshed = withoutColumns(await cli.succeed("refresh", "--yes", "--skip-preview", "--diff"));
  expect(refreshed).toContain('~ text : "Hi!" => "By hand"');
  expect(refreshed).toContain('+ title: "New?"');
  await up();
  expect(account.meta.sequences()).toMatchObject([{ id, content: { text: "Hi!" } }]);
  expect(account.meta.sequences()[0]?.content).not.toHaveProperty("ice_breakers");
});

test("a refresh finds a sequence deleted by hand; the update creates it", async () => {
  writeProgram(greeting('{ text: "Hi!" }'));
  await up();
  const [id = ""] = account.sequenceIds();
  account.meta.removeSequence(id);
  await cli.succeed("refresh", "--yes", "--skip-preview");
  await up();
  expect(texts()).toEqual(["Hi!"]);
  expect(account.sequenceIds()).not.toContain(id);
});

test("a sequence in use is not deleted, and the error says why", async () => {
  writeProgram(greeting('{ text: "Hi!" }'));
  await up();
  const [id = ""] = account.sequenceIds();
  account.meta.editSequence(id, { isUsedInAd: true });
  const { code, text } = await cli.run("destroy", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(text).toContain("Refused to delete");
  expect(account.sequenceIds()).toEqual([id]);
});

test("an edit of a sequence leaves its creative as it is", async () => {
  const program = (text: string) => `${greeting(`{ text: "${text}" }`)
    .replace("outputs:", "")
    .replace(/ +sequenceId: .*\n/, "")}  creative:
    type: whatsapp:AdCreative
    properties:
      objectStorySpec: { page_id: "${account.meta.pageId}", link_data: { message: Hi } }
      welcomeMessageSequenceId: \${greeting.sequenceId}
`;
  writeProgram(program("Hi!"));
  await up();
  expect(account.meta.creatives()).toHaveLength(1);
  writeProgram(program("Hello!"));
  const preview = withoutColumns(await cli.succeed("preview"));
  expect(preview).toContain("~ 1 to update");
  expect(preview).toContain("2 unchanged");
});

test("secrets are masked, and encrypted in the state", async () => {
  await cli.succeed("config set", "--secret", "offer", "Hidden offer");
  await cli.succeed("config set", "--secret", "question", "Hidden question");
  writeProgram(
    "config: { offer: { type: string, secret: true }, question: { type: string, secret: true } }\n" +
      greeting('{ text: "${offer}", iceBreakers: [{ title: "${question}" }] }'),
  );
  expect(await cli.succeed("preview", "--diff")).toContain("[secret]");
  await up();
  expect(texts()).toEqual(["Hidden offer"]);
  const state = cli.stateText("shop");
  expect(state).not.toMatch(/Hidden (offer|question)/);
  expect(state).not.toContain(account.meta.accessToken);
});

test("a token in clear in the configuration is encrypted in the state", async () => {
  await cli.succeed("config set", "--plaintext", "whatsapp:accessToken", account.meta.accessToken);
  writeProgram(greeting('{ text: "Hi!" }'));
  await up();
  expect(cli.stateText("shop")).not.toContain(account.meta.accessToken);
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  // The history of a stack contains its configuration as it was.
  rmSync(join(backendDir, ".pulumi/history"), { recursive: true });
});

test("two explicit providers write to two accounts, each with its token", async () => {
  const other = await TestAccount.open();
  try {
    await cli.succeed("config set", "--secret", "one", account.meta.accessToken);
    await cli.succeed("config set", "--secret", "two", other.meta.accessToken);
    const provider = (name: string, { meta }: TestAccount) => `  ${name}-account:
    type: pulumi:providers:whatsapp
    properties: { accessToken: "\${${name}}", wabaId: "${meta.wabaId}", baseUrl: "${meta.url}" }
  ${name}-greeting:
    type: whatsapp:WelcomeMessageSequence
    properties: { text: "From ${name}" }
    options: { provider: "\${${name}-account}" }
`;
    const config = "config: { one: { type: string, secret: true }, two: { type: string, secret: true } }\n";
    writeProgram(`${config}resources:\n${provider("one", account)}${provider("two", other)}`);
    await up();
    expect(texts()).toEqual(["From one"]);
    expect(other.meta.sequences()).toMatchObject([{ content: { text: "From two" } }]);
    expect(cli.stateText("shop")).not.toContain(account.meta.accessToken);
    await cli.succeed("destroy", "--yes", "--skip-preview");
    expect(writes(other.meta.journal()).map(({ verb }) => verb)).toEqual(["create", "delete"]);
  } finally {
    await other.close();
  }
});

test("all broken rules are reported at once, before anything is sent", async () => {
  writeProgram(greeting('{ text: "", wabaId: 102290129340398, iceBreakers: [{ title: "" }] }'));
  const { code, stdout } = await cli.run("preview");
  expect(code).not.toBe(0);
  expect(stdout).toContain("wabaId: is a number; write it as text in quotes");
  expect(stdout).toContain("property text value {} has a problem: must not be empty");
  expect(stdout).toContain("iceBreakers[0].title: must not be empty");
  expect(account.meta.journal()).toEqual([]);
});

test("an import by id prints YAML; the program with it changes nothing", async () => {
  const id = `${account.meta.wabaId}/${account.meta.addSequence({ name: "Old", content: { text: "Hi!" } })}`;
  writeProgram("");
  const { code, stdout } = await cli.run(
    "import",
    ...["whatsapp:index:WelcomeMessageSequence", "old", id, "--yes", "--skip-preview", "--protect=false"],
  );
  expect(code).toBe(0);
  expect(stdout).toContain("type: whatsapp:WelcomeMessageSequence");
  writeProgram(stdout.slice(stdout.indexOf("resources:\n")));
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  expect(writes(account.meta.journal())).toEqual([]);

  const missing = await cli.run(
    "import",
    ...["whatsapp:index:WelcomeMessageSequence", "missing", `${account.meta.wabaId}/5`, "--yes", "--skip-preview"],
  );
  expect(missing.code).not.toBe(0);
  expect(missing.text).toContain("The account does not show a sequence with this id");
});

test("the option import takes a sequence over without a change", async () => {
  const id = `${account.meta.wabaId}/${account.meta.addSequence({ name: "Old", content: { text: "Hi!" } })}`;
  writeProgram(greeting('{ name: Old, text: "Hi!" }', `\n    options: { import: "${id}" }`));
  await up();
  expect(writes(account.meta.journal())).toEqual([]);
  writeProgram(greeting('{ name: Old, text: "Hi!" }'));
  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
});

test("functions read the account", async () => {
  account.meta.addSequence({ name: "Old", content: { text: "Hi!" } });
  writeProgram(`variables:
  found:
    fn::invoke:
      function: whatsapp:getSequences
      arguments: { name: Old }
outputs:
  text: \${found.sequences[0].text}
`);
  await up();
  expect(JSON.parse(await cli.succeed("stack output", "--json"))).toEqual({ text: "Hi!" });
});
