import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addRows, otherWaba, recordedStates, type RecordedState } from "../faults/support/recorded-state";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";
import { TestAccount, writes } from "../support/world/account";

// The states were written by the dynamic provider of an earlier version. Each test continues one with the plugin, in YAML.
const account = TestAccount.forFile();
let project: TestProject;
let cli: PulumiCli;
let backendDir: string;
beforeEach(() => {
  project = new TestProject({});
  backendDir = mkdtempSync(join(tmpdir(), "whatsapp-backend-"));
  cli = new PulumiCli(project.dir, account.environment(), { backendDir });
  account.meta.addWaba({ id: otherWaba });
});
afterEach(() => {
  cli.remove();
  rmSync(backendDir, { recursive: true });
  project.remove();
});

/** The program of the recorded states with the plugin's types. */
function toYaml(resources: readonly string[]): string {
  return `name: shop
runtime: yaml
packages:
  whatsapp: ./node_modules/pulumi-whatsapp
config:
  token: { type: string, secret: true }
resources:
${resources.join("")}`;
}

function sequence(name: string, properties: string, options = ""): string {
  const type = "whatsapp:WelcomeMessageSequence";
  return `  ${name}: { type: "${type}", properties: { ${properties} }, options: { ${options} } }\n`;
}

function listCalm(replacedText: string): readonly string[] {
  return [
    sequence("plain", "text: Hi, autofillMessage: { content: Hello }, iceBreakers: [{ title: One }, { title: Two }]"),
    sequence("secret", "text: { fn::secret: the hidden greeting }"),
    sequence("replaced", `text: ${replacedText}, onContentChange: replace`),
    `  other:\n    type: pulumi:providers:whatsapp\n    properties: { accessToken: "\${token}", wabaId: "${otherWaba}" }\n`,
    sequence("elsewhere", "text: Hi", "provider: '${other}'"),
  ];
}

function findRecorded(name: string): RecordedState {
  const [, state] = recordedStates().find(([file]) => file === `v1/${name}.json`) ?? [];
  if (state === undefined) throw new Error(`there is no recorded state ${name}`);
  return state;
}

/** Imports a recorded state into a new stack of the program. */
async function continueFrom(state: RecordedState, program: string): Promise<void> {
  addRows(account, state.rows);
  writeFileSync(join(project.dir, "Pulumi.yaml"), program);
  const file = join(project.dir, "state.json");
  writeFileSync(file, JSON.stringify(state.stack));
  await cli.succeed("stack init");
  await cli.succeed("stack import", "--file", file);
  await cli.succeed("config set", "--secret", "token", account.meta.accessToken);
}

interface StateRow {
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly delete?: boolean;
}

function rows(): readonly StateRow[] {
  const { checkpoint } = JSON.parse(cli.stateText("shop")) as {
    readonly checkpoint: { readonly latest: { readonly resources: readonly StateRow[] } };
  };
  return checkpoint.latest.resources;
}

/** Returns the physical ids of the sequences by the names of their resources. */
function listIds(): Readonly<Record<string, string | undefined>> {
  const sequences = rows().filter(({ id }) => id?.includes("/") === true);
  return Object.fromEntries(sequences.map(({ urn, id }) => [urn.split("::").at(-1) ?? "", id]));
}

test("a calm state continues with the plugin, without a change or call", async () => {
  await continueFrom(findRecorded("calm"), toYaml(listCalm("two")));
  const ids = listIds();
  const preview = await cli.succeed("preview", "--diff");
  // The explicit provider is another resource in the plugin's form; its sequence stays.
  expect(preview).not.toMatch(/WelcomeMessageSequence: \((create|update|replace|delete)/);
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(account.meta.journal()).toEqual([]);
  expect(listIds()).toEqual(ids);
  const types = rows().map(({ type }) => type);
  expect(types.filter((type) => type.includes("pulumi-nodejs"))).toEqual([]);
  expect(types.filter((type) => type === "whatsapp:index:WelcomeMessageSequence")).toHaveLength(4);
  const state = cli.stateText("shop");
  expect(state).not.toMatch(/the hidden greeting|EAAFAKE/);

  await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  expect(account.meta.journal()).toEqual([]);
});

test("a migrated state is refreshed, edited, replaced and destroyed", async () => {
  await continueFrom(findRecorded("calm"), toYaml(listCalm("two")));
  await cli.succeed("up", "--yes", "--skip-preview");
  await cli.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
  // Outputs keep the handler text of the dynamic provider until they are written again.
  expect(cli.stateText("shop")).not.toContain("__provider");
  writeFileSync(join(project.dir, "Pulumi.yaml"), toYaml(listCalm("three")).replace("hidden greeting", "new greeting"));
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(
    writes(account.meta.journal())
      .map(({ verb }) => verb)
      .sort(),
  ).toEqual(["create", "delete", "update"]);
  expect(cli.stateText("shop")).not.toMatch(/the new greeting/);
  await cli.succeed("destroy", "--yes", "--skip-preview");
  expect(account.meta.sequences()).toEqual([]);
});

test("unfinished updates go on with the plugin, deletions with the dynamic provider", async () => {
  const state = findRecorded("half-made");
  await continueFrom(state, toYaml([...listCalm("three"), sequence("half", "text: A greeting that Meta cuts")]));
  const first = await cli.run("up", "--yes", "--skip-preview");
  expect(first.code).not.toBe(0);
  expect(first.text).toContain("Meta stored different content than was sent");
  expect(writes(account.meta.journal())).toEqual([]);

  const old = rows().find(({ delete: isPending }) => isPending === true);
  expect(old).toMatchObject({ type: "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence" });
  account.meta.editSequence(old?.id?.split("/")[1] ?? "", { isUsedInAd: null });
  writeFileSync(join(project.dir, "Pulumi.yaml"), toYaml([...listCalm("three"), sequence("half", "text: A greeting")]));
  await cli.succeed("up", "--yes", "--skip-preview");
  expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual(["delete"]);
  expect(rows().filter(({ type }) => type.includes("pulumi-nodejs"))).toEqual([]);
});
