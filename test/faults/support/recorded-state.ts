import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedDeployment, Stack } from "pulumi-whatsapp-engine";
import type { SequenceRow } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../../provider/src/runtime/properties";
import { stateVersion } from "../../../provider/src/runtime/definitions/sequence-state";
import { sequenceType } from "../../../provider/src/schema/handler";
import { failureOf } from "../../support/world/failures";
import type { TestAccount } from "../../support/world/account";
import type { ProjectFixture } from "../../support/world/project-fixture";
import type { StateEntry } from "../../support/world/engine";

/** Result of a real run of some version: the program, the exported stack, and the stored rows. */
export interface RecordedState {
  readonly program: string;
  readonly rows: readonly SequenceRow[];
  readonly stack: ExportedDeployment;
}

const folder = join(__dirname, "../states");

/** Every recorded state, as `[version/name, state]`. */
export function recordedStates(): readonly (readonly [string, RecordedState])[] {
  return readdirSync(folder).flatMap((version) =>
    readdirSync(join(folder, version)).map((file): readonly [string, RecordedState] => [
      `${version}/${file}`,
      JSON.parse(readFileSync(join(folder, version, file), "utf8")) as RecordedState,
    ]),
  );
}

interface Exported {
  readonly deployment: {
    readonly resources: readonly {
      readonly urn: string;
      readonly type: string;
      readonly id?: string;
      readonly inputs?: Properties;
      readonly outputs?: Properties;
      readonly delete?: boolean;
      readonly initErrors?: readonly string[];
    }[];
  };
}

/** Converts the sequences of a stack that was exported with its secrets to entries of the test engine. */
export function entriesIn(exported: ExportedDeployment): readonly (StateEntry & { readonly isOld: boolean })[] {
  return (exported as unknown as Exported).deployment.resources
    .filter(({ type }) => type === sequenceType)
    .map(({ urn, id = "", inputs, outputs, initErrors = [], delete: isOld = false }) => ({
      name: urn.split("::").at(-1) ?? "",
      id,
      inputs: revealSecrets(inputs) as Properties,
      outs: revealSecrets(outputs) as Properties,
      isHealthy: initErrors.length === 0,
      isOld,
    }));
}

/** Replaces secrets by their values. */
function revealSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealSecrets);
  if (value === null || typeof value !== "object") return value;
  const plaintext: unknown = Reflect.get(value, "plaintext");
  if (typeof plaintext === "string") return JSON.parse(plaintext);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revealSecrets(part)]));
}

/** Adds the rows of a recorded state to the simulator. */
export function addRows({ meta }: TestAccount, rows: readonly SequenceRow[]): void {
  for (const { id, wabaId, appId, name, content, isUsedInAd } of rows) {
    if (name === null || content === null) throw new Error(`the recorded row ${id} has no content`);
    meta.addSequence({ id, wabaId, appId, name, content, ...(isUsedInAd ? { isUsedInAd } : {}) });
  }
}

export const otherWaba = "888";
function sequence(name: string, text: string, args = "", options = "{}"): string {
  return `new whatsapp.WelcomeMessageSequence("${name}", { text: ${text}, ${args} }, ${options});\n`;
}
const replacing = 'onContentChange: "replace"';
function calm(text: string): string {
  return (
    sequence(
      "plain",
      '"Hi"',
      'autofillMessage: { content: "Hello" }, iceBreakers: [{ title: "One" }, { title: "Two" }]',
    ) +
    sequence("secret", 'pulumi.secret("the hidden greeting")') +
    sequence("replaced", `"${text}"`, replacing) +
    `const other = new whatsapp.Provider("other", { accessToken: process.env.OTHER_TOKEN, wabaId: "${otherWaba}" });\n` +
    sequence("elsewhere", '"Hi"', "", "{ provider: other }")
  );
}

/**
 * Runs a stack with real processes and writes its state into the folder of this state version: first calm, with a secret, an explicit
 * provider and a finished replacement; then with a replacement whose old row cannot be deleted and a create that was not read back.
 */
export async function recordStates({ account, project }: ProjectFixture): Promise<void> {
  const { meta } = account;
  meta.addWaba({ id: otherWaba });
  const stack = await project.stack({ OTHER_TOKEN: meta.accessToken });
  project.program(calm("one"));
  await stack.up();
  project.program(calm("two"));
  await stack.up();
  await write("calm", calm("two"), { account, project }, stack);

  const broken = calm("three") + sequence("half", '"A greeting that Meta cuts"');
  project.program(broken);
  meta.addAd({ sequenceId: meta.sequences().find(({ name }) => name === "replaced")?.id ?? "" });
  meta.faults.add({ match: { verb: "create" }, effect: { kind: "transform", text: { cut: 10 } }, times: "always" });
  await failureOf(stack.up());
  await write("half-made", broken, { account, project }, stack);
}

async function write(
  name: string,
  program: string,
  { account, project }: Pick<ProjectFixture, "account" | "project">,
  stack: Stack,
): Promise<void> {
  const recorded: RecordedState = { program, rows: account.meta.sequences(), stack: await stack.exportStack() };
  const scrubbed = JSON.stringify(recorded, null, 2)
    .replaceAll(project.dir, "/project")
    .replace(/project:\/\/\/[^"#]*node_modules/g, "project:///node_modules");
  mkdirSync(join(folder, `v${stateVersion}`), { recursive: true });
  writeFileSync(join(folder, `v${stateVersion}`, `${name}.json`), `${scrubbed}\n`);
}
