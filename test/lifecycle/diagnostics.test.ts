import type { Stack } from "pulumi-whatsapp-engine";
import { writes } from "../support/world/account";
import { ProjectFixture } from "../support/world/project-fixture";
import { story } from "../support/world/ads";
import { requireNoToken, requireNoTokenIn } from "../support/leaks";

const the = new ProjectFixture();

interface RunOutput {
  readonly succeeded: boolean;
  /** Diagnostics as `name: severity: message`; the name is that of the resource, or "stack". */
  readonly lines: readonly string[];
  readonly text: string;
}

/** Runs a command and collects its diagnostics and its whole output. */
async function runAndCollect(stack: Stack, verb: "preview" | "up" | "destroy"): Promise<RunOutput> {
  const lines: string[] = [];
  let text = "";
  const run = stack[verb]({
    onEvent: ({ diagnosticEvent: event }) => {
      if (event === undefined) return;
      const name = event.urn?.split("::").at(-1) ?? "stack";
      lines.push(`${name}: ${event.severity}: ${event.message.trim()}`);
    },
    onOutput: (piece) => (text += piece),
  });
  const succeeded = await run.then(
    () => true,
    () => false,
  );
  return { succeeded, lines, text };
}

test("a preview names ineffective options and settings once", async () => {
  the.project.program(`
    const { SandboxOrder } = require("pulumi-whatsapp/orders/sandbox");
    pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
      name === "transformed" ? { props: { ...props, onContentChange: "update" }, opts: { ...opts, replaceOnChanges: ["text"] } } : undefined);
    const sequence = (name, opts, args = {}) => new whatsapp.WelcomeMessageSequence(name, { text: "Hi", ...args }, opts);
    sequence("plain", { replaceOnChanges: ["text", "iceBreakers[0].title", '["name"]', "wabaId"], deleteBeforeReplace: true });
    const replaced = sequence("replaced", { replaceOnChanges: ["*"] }, { onContentChange: pulumi.output("replace") });
    sequence("local", { replaceOnChanges: ["name", "duplicates"] }, { onContentChange: "replace" });
    sequence("transformed", { parent: replaced }, { onContentChange: "replace" });
    sequence("unfinished", { replaceOnChanges: ["#initerror"] });
    sequence("timed", { customTimeouts: { create: "1m" }, ignoreChanges: ["txt"], additionalSecretOutputs: ["text"] });
    new whatsapp.AdCreative("creative", { objectStorySpec: ${JSON.stringify(story())} }, { replaceOnChanges: ["*", "objectStorySpec.page_id"] });
    new whatsapp.AdCreativeAttachment("attachment", { adId: "123", creativeId: "456" }, { replaceOnChanges: ["adId", "creativeId"] });
    new SandboxOrder("order", { to: "5511987654321", body: "Oi", referenceId: "r1", type: "physical-goods", totalAmount: 100,
      paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1" } }] }, { replaceOnChanges: ["body"] });`);
  const stack = await the.project.stack({
    WHATSAPP_ACCESS_TOKEN: " ",
    WHATSAPP_PHONE_NUMBER_ID: the.account.meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: "5511987654321",
    WHATSAPP_WABA: "value-of-a-variable",
  });
  await stack.setConfig("whatsapp:acessToken", { value: "value-of-a-secret", secret: true });
  const { succeeded, lines, text } = await runAndCollect(stack, "preview");

  const describeIneffective = (paths: readonly string[], advice: string): string =>
    `warning: The option replaceOnChanges: ${JSON.stringify(paths)} has no effect: Pulumi does not learn which arguments of a dynamic resource change. ${advice}`;
  const inPlace =
    'The sequence is updated in place. Set the argument onContentChange: "replace" to create a new sequence instead.';
  expect(lines.toSorted()).toEqual(
    [
      `attachment: ${describeIneffective(["creativeId"], "Another creativeId moves the ad over in place, and another adId makes a new attachment anyway. For a new one in any case, run `pulumi up --replace` with its URN.")}`,
      `creative: ${describeIneffective(["*"], "A new name renames the creative in place, and every other change makes a new creative anyway. For a new one in any case, run `pulumi up --replace` with its URN.")}`,
      `local: ${describeIneffective(["duplicates"], 'With onContentChange: "replace" a change of name, text, autofillMessage, iceBreakers or wabaId makes a new sequence anyway.')}`,
      `order: ${describeIneffective(["body"], "An order is a message to a person and is never replaced: a change of what was sent is refused. For a new order use a new referenceId.")}`,
      `plain: ${describeIneffective(["text", "iceBreakers[0].title", '["name"]'], inPlace)}`,
      `transformed: ${describeIneffective(["text"], inPlace)}`,
      'timed: warning: The option additionalSecretOutputs: ["text"] does not protect the argument, which is stored in plain text in the state. Pass pulumi.secret(...) as text instead.',
      "timed: warning: The option customTimeouts has no effect: Pulumi does not pass it to dynamic providers. Set whatsapp:operationTimeoutMs, WHATSAPP_OPERATION_TIMEOUT_MS or the operationTimeoutMs of a whatsapp.Provider instead.",
      'timed: warning: The option ignoreChanges: ["txt"] has no effect: txt is not known; did you mean "text"? (known here: wabaId, text, autofillMessage, iceBreakers, onContentChange, duplicates, adoptSequenceId, name).',
      "stack: warning: No access token is set. A preview needs none, but `pulumi up` does: set it with `pulumi config set --secret whatsapp:accessToken`, WHATSAPP_ACCESS_TOKEN or an explicit provider; for several accounts, set accessTokens, accessTokensFile or accessTokenCommand instead (docs/settings.md).",
      "stack: warning: pulumi-whatsapp does not read the configuration key whatsapp:acessToken. Did you mean whatsapp:accessToken?",
      "stack: warning: pulumi-whatsapp does not read the environment variable WHATSAPP_WABA. Did you mean WHATSAPP_WABA_ID?",
    ].toSorted(),
  );
  expect(succeeded).toBe(true);
  expect(text).not.toContain("value-of-");
  expect(the.account.meta.journal()).toEqual([]);
});

test("a renamed or moved resource needs aliases, which change nothing", async () => {
  const sequence = (name: string, opts: string): string =>
    `new whatsapp.WelcomeMessageSequence("${name}", { name: "Signup", text: "Hi" }, ${opts});`;
  const component = 'const component = new pulumi.ComponentResource("shop:Greetings", "component");';
  the.project.program(component + sequence("old", '{ parent: component, replaceOnChanges: ["text"] }'));
  const stack = await the.project.stack();
  const first = await runAndCollect(stack, "up");
  expect(first.lines).toEqual([expect.stringContaining("old: warning: The option replaceOnChanges")]);

  the.account.meta.clearJournal();
  the.project.program(component + sequence("new", "{}"));
  const rejected = await runAndCollect(stack, "up");
  const failure = rejected.lines.find((line) => line.startsWith("new: error: "));
  expect(failure).toContain(
    'set its option aliases instead: aliases: [{ name: "old-name" }] or aliases: [{ parent: oldParent }];',
  );
  expect(rejected.text).toContain("    1 errored\n");

  the.project.program(component + sequence("new", '{ aliases: [{ name: "old", parent: component }] }'));
  await stack.up();
  const group = (name: string, opts: string): string =>
    `const component = new pulumi.ComponentResource("shop:Greetings", "${name}", {}, ${opts});`;
  const movedSequence = sequence("new", "{ parent: component, aliases: [{ parent: pulumi.rootStackResource }] }");
  the.project.program(group("component", "{}") + movedSequence);
  await stack.up();
  the.project.program(
    group("renamed", '{ aliases: [{ name: "component" }] }') + sequence("new", "{ parent: component }"),
  );
  await stack.up();
  expect(writes(the.account.meta.journal())).toEqual([]);
  expect(the.account.meta.sequences()).toHaveLength(1);
});

test("a failure appears once, at its resource and not the stack", async () => {
  the.project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
  const stack = await the.project.stack();
  the.account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "graph", code: 4027001 } });
  const failedUpdate = (await runAndCollect(stack, "up")).lines;
  the.account.meta.faults.clear();
  await stack.up();
  the.account.meta.addAd({ sequenceId: the.account.meta.sequences()[0]?.id ?? "" });
  const failedDestroy = await runAndCollect(stack, "destroy");
  the.project.program("");
  const failedRemoval = (await runAndCollect(stack, "up")).lines;

  expect(failedUpdate).toEqual([expect.stringMatching(/^s: error: Could not create/), "stack: error: update failed"]);
  const refusal = expect.stringMatching(/^s: error: Refused to delete sequence "s" .* An ad uses it/);
  for (const lines of [failedDestroy.lines, failedRemoval]) {
    expect(lines).toEqual([refusal, "stack: error: update failed"]);
  }
  expect(failedDestroy.text).toContain("    1 errored\n");
});

describe("secrets in texts", () => {
  const sequence = (name: string, args: string, opts = ""): string =>
    `new whatsapp.WelcomeMessageSequence(${name}, { ${args} }, { ${opts} });`;
  const declaration = sequence('"signup"', 'name: "Signup", text: "Oi"');

  /** Runs a command and returns all that it prints, whether it fails or not. */
  async function readOutput(stack: Stack, verb: "preview" | "up" | "refresh"): Promise<string> {
    let text = "";
    const failure = await stack[verb]({ onOutput: (piece) => (text += piece) }).then(
      () => "",
      (error: unknown) => String(error),
    );
    requireNoToken("the output", text + failure);
    return text;
  }

  test("a token in Meta's text is masked until the next update", async () => {
    the.project.program(declaration);
    const stack = await the.project.stack();
    await stack.up();
    const [row] = the.account.meta.sequences();
    const { accessToken } = the.account.meta;
    the.account.meta.editSequence(row?.id ?? "", { name: accessToken, content: { text: `Oi ${accessToken}` } });
    const refresh = await readOutput(stack, "refresh");
    expect(refresh).toContain('~ text: "Oi" => "Oi [access token]"');
    expect(refresh).toMatch(/warning: Sequence "\[access token\]" .*: Meta returned a secret in name, text\. /);
    expect(the.project.stateText()).toContain("Oi [access token]");
    await stack.up();
    expect(the.account.meta.sequences()).toMatchObject([{ name: "Signup", content: { text: "Oi" } }]);
    requireNoTokenIn(the.project.dir);
  });

  test("a token in text or name fails preview and update", async () => {
    the.project.program(declaration);
    const stack = await the.project.stack();
    await stack.up();
    the.account.meta.clearJournal();
    const state = the.project.stateText();
    const token = "process.env.WHATSAPP_ACCESS_TOKEN";
    the.project.program(
      sequence('"signup"', `name: "Signup", text: pulumi.secret("Oi " + ${token}), iceBreakers: [{ title: ${token} }]`),
    );
    for (const verb of ["preview", "up"] as const) {
      const text = await readOutput(stack, verb);
      expect(text).toContain("text: contains the access token that this run uses");
      expect(text).toContain("iceBreakers[0].title: contains the access token that this run uses");
    }
    the.project.program(sequence(`"named-" + ${token}`, 'text: "Oi"'));
    expect(await readOutput(stack, "preview")).toContain(
      'The name of whatsapp.WelcomeMessageSequence "named-[access token]" contains the access token that this run uses',
    );
    the.project.program(
      `const own = new whatsapp.Provider("own", { accessToken: "'" + ${token} + "'", wabaId: '"1"' });` +
        sequence('"quoted"', 'text: "Oi"', "provider: own"),
    );
    const output = await readOutput(stack, "preview");
    expect(output).toContain("whatsapp:accessToken: has quotation marks around it; give the token without quotes");
    expect(output).toContain("whatsapp:wabaId: has quotation marks around it");
    expect(writes(the.account.meta.journal())).toEqual([]);
    expect(JSON.parse(the.project.stateText())).toMatchObject({
      checkpoint: { latest: { resources: readResources(state) } },
    });
  });

  const readResources = (state: string): unknown =>
    (JSON.parse(state) as { checkpoint: { latest: { resources: unknown } } }).checkpoint.latest.resources;
});
