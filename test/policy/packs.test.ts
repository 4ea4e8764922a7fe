import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeploymentError } from "pulumi-whatsapp-engine";
import { writes } from "../support/world/account";
import { ProjectFixture } from "../support/world/project-fixture";
import { EngineCommand } from "../support/engine-command";
import { writeTeamPack } from "../support/team-pack";

const the = new ProjectFixture();
const published = join(__dirname, "../../policy-pack");

function pack(policies: string): string {
  return writeTeamPack(the.project.dir, policies);
}

async function expectFailure(promise: Promise<unknown>): Promise<DeploymentError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DeploymentError) return error;
    throw error;
  }
  throw new Error("the run succeeded");
}

function sequence(name: string, args: string, options = "{}"): string {
  return `new whatsapp.WelcomeMessageSequence("${name}", ${args}, ${options});\n`;
}
function texts() {
  return the.account.meta.sequences().map(({ content }) => content?.["text"]);
}

test("a mandatory finding stops `up` before any call to Meta", async () => {
  the.project.program(sequence("signup", '{ text: "Hi {{name}}!" }'));
  const run = (...args: string[]) => new EngineCommand(the.project, the.account, args).ended;
  expect(await run("stack", "init")).toMatchObject({ code: 0 });
  const { code, text } = await run("up", "--yes", "--policy-pack", published);
  expect(text).toMatch(
    /Previewing update .*❌ whatsapp@v0\.1\.0 .*\[mandatory\] .*whatsapp-no-placeholders {2}\(whatsapp:WelcomeMessageSequence: signup\)\n.*text, characters 4 to 11: "\{\{name\}\}" is an unfilled placeholder/s,
  );
  expect(text).not.toContain("Updating");
  expect(code).toBe(1);
  expect(the.account.meta.journal()).toEqual([]);
});

// `stack.up` runs without a preview, like `up --skip-preview`.
test("without a preview, sends only sequences registered before the violation", async () => {
  the.project.program(
    `const first = ${sequence("first", '{ text: "Hi!" }')} ${sequence("second", '{ text: "TODO" }', "{ dependsOn: first }")}`,
  );
  const stack = await the.project.stack();
  await expectFailure(stack.up({ policyPacks: [published] }));
  expect(texts()).toEqual(["Hi!"]);
});

test("an advisory finding is reported and stops nothing", async () => {
  the.project.program(sequence("signup", '{ text: "Hi {{1}}!" }'));
  const stack = await the.project.stack();
  const policyPacks = [pack('select({ overrides: { "whatsapp-no-placeholders": "advisory" } })')];
  const { stdout } = await stack.up({ policyPacks });
  expect(stdout).toMatch(
    /⚠️ +ours@v1\.2\.3 .*\[advisory\] .*whatsapp-no-placeholders .*"\{\{1\}\}" is an unfilled placeholder/s,
  );
  expect(texts()).toEqual(["Hi {{1}}!"]);
});

test("configuration enables a rule of the published pack with options", async () => {
  the.project.program(sequence("signup", '{ name: "signup", text: "Hi!" }'));
  const config = join(the.project.dir, "production.json");
  const stack = await the.project.stack();
  const run = async (settings: object) => {
    writeFileSync(config, JSON.stringify({ "whatsapp-naming": settings }));
    return expectFailure(stack.preview({ policyPacks: [published], policyPackConfigs: [config] }));
  };
  const enabled = { enforcementLevel: "mandatory", pattern: "br-.*", hint: "br- and a word" };
  expect((await run(enabled)).stdout).toContain('name: "signup" does not match the pattern. Use: br- and a word.');
  expect((await run({ ...enabled, pattern: 5 })).message).toMatch(/whatsapp-naming: pattern: Invalid type/);
  expect((await run({ ...enabled, pattern: "(" })).message).toContain(
    "whatsapp-naming.pattern: is not a regular expression of JavaScript",
  );
  expect(the.account.meta.journal()).toEqual([]);
});

test("a schema with a pattern that Go rejects stops the run", async () => {
  the.project.program(sequence("signup", '{ text: "Hi!" }'));
  const schema =
    '{ properties: { word: { type: "string", pattern: "^(?!TODO)" }, map: { type: "object", patternProperties: { "a++": {} } } } }';
  const rule = `{ name: "ours-own", description: "Nothing.", enforcementLevel: "disabled", configSchema: ${schema}, validateResource: () => {} }`;
  const stack = await the.project.stack();
  const { message } = await expectFailure(stack.up({ policyPacks: [pack(`[...select(), ${rule}]`)] }));
  expect(message).toMatch(
    /configuring policy pack "ours" at ".*policy": policy "ours-own": configSchema\.properties\.word\.pattern: Go cannot compile the regular expression "\^\(\?!TODO\)"/,
  );
  expect(message).toContain('configSchema.properties.map.patternProperties["a++"]: Go cannot compile');
  expect(the.account.meta.journal()).toEqual([]);
});

test("a rule that throws stops the run", async () => {
  the.project.program(sequence("signup", '{ text: "Hi!" }'));
  const thrower = `{ name: "ours-own", description: "Throws.", enforcementLevel: "advisory", validateResource: () => { throw new Error("a slip in the rule"); } }`;
  const stack = await the.project.stack();
  const { message } = await expectFailure(stack.up({ policyPacks: [pack(`[...select(), ${thrower}]`)] }));
  expect(message).toContain("a slip in the rule");
  expect(writes(the.account.meta.journal())).toEqual([]);
});

test("reports an unknown text in the preview and checks it later", async () => {
  the.project.program(`const first = new whatsapp.WelcomeMessageSequence("first", { text: "Hi!" });
    ${sequence("second", '{ text: pulumi.interpolate`{{1}} ${first.sequenceId}`, autofillMessage: { content: "Hello" } }')}`);
  const stack = await the.project.stack();
  const { stdout } = await stack.preview({ policyPacks: [published] });
  expect(stdout).toMatch(
    /\[advisory\] .*whatsapp-no-placeholders .*can't run policy .* during preview: string value at \.text/s,
  );
  await expectFailure(stack.up({ policyPacks: [published] }));
  expect(texts()).toEqual(["Hi!"]);
});

test("a waiver allows one violation until it expires", async () => {
  the.project.program(sequence("signup", '{ text: "Hi {{1}}!" }'));
  const stack = await the.project.stack();
  const waiver = (expires: string): string =>
    pack(
      `select({ waivers: [{ rule: "whatsapp-no-placeholders", resource: "signup", reason: "agreed with legal", expires: "${expires}" }] })`,
    );
  const { stdout } = await stack.preview({ policyPacks: [waiver("2999-12-31")] });
  expect(stdout).toMatch(
    /\[advisory\] .*whatsapp-waived .*The waiver of whatsapp-no-placeholders for signup until 2999-12-31 \(agreed with legal\) allows text, characters 4 to 8.*1 finding is waived\./s,
  );
  expect(stdout).not.toContain("[mandatory]");
  const expired = await expectFailure(stack.preview({ policyPacks: [waiver("2020-01-01")] }));
  expect(expired.stdout).toMatch(/\[mandatory\] .*whatsapp-no-placeholders/);
  expect(the.account.meta.journal()).toEqual([]);
});

test("a sequence that an ad uses must be protected", async () => {
  the.project.program(sequence("signup", '{ text: "Hi!" }'));
  const stack = await the.project.stack();
  await stack.up();
  const [made] = the.account.meta.sequences();
  the.account.meta.addAd({ sequenceId: made?.id ?? "" });
  const policyPacks = [pack('select({ overrides: { "whatsapp-protect-in-use": "mandatory" } })')];
  expect((await expectFailure(stack.preview({ policyPacks, refresh: true }))).stdout).toContain(
    "an ad uses the sequence, but it is not protected",
  );
  the.project.program(sequence("signup", '{ text: "Hi!" }', "{ protect: true }"));
  await stack.preview({ policyPacks, refresh: true });
});

test("remediates texts before sending, and the next run changes nothing", async () => {
  const text = JSON.stringify(" Ola\u0301!\u200B Vamos \n");
  the.project.program(sequence("signup", `{ text: ${text}, iceBreakers: [{ title: "Como funciona? " }] }`));
  const stack = await the.project.stack();
  const rules = ["no-surrounding-whitespace", "unicode-nfc", "no-hidden-characters"].map(
    (rule) => `"whatsapp-${rule}": "remediate"`,
  );
  const policyPacks = [pack(`select({ overrides: { ${rules.join(", ")} } })`)];
  const { stdout } = await stack.up({ policyPacks });
  expect(stdout).toMatch(/\[remediate\] .*whatsapp-no-surrounding-whitespace/);
  expect(the.account.meta.sequences()).toMatchObject([
    { content: { text: "Olá! Vamos", ice_breakers: [{ title: "Como funciona?" }] } },
  ]);
  await the.up(stack, { policyPacks, expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
});
