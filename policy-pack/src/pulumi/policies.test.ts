import {
  unknownCheckingProxy as guarded,
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationArgs,
  type StackValidationPolicy,
} from "@pulumi/policy";
import type { SelectionArgs } from "../selection";
import { policies } from "./constants";
import { select } from "./policies";

const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
function now(): Date {
  return new Date("2026-03-02T12:00:00Z");
}
const unknownCheckingProxy = guarded as (props: object) => Record<string, unknown>;

class NotApplied extends Error {}
function notApplicable(reason?: string): never {
  throw new NotApplied(reason);
}

interface Run {
  /** Messages, each after the URN it is about, where it names one. */
  readonly said: readonly string[];
  readonly notApplicable: string | undefined;
  /** The SDK makes an advisory note of it. */
  readonly unknown: string | undefined;
}

async function run(task: (report: (message: string, urn?: string) => void) => unknown): Promise<Run> {
  const said: string[] = [];
  const result = { said, notApplicable: undefined, unknown: undefined };
  try {
    await task((message, urn) => said.push(urn === undefined ? message : `${urn} ${message}`));
  } catch (error) {
    if (error instanceof NotApplied) return { ...result, notApplicable: error.message };
    if (error instanceof Error && "unknownTypeSentinel" in error) return { ...result, unknown: error.message };
    throw error;
  }
  return result;
}

function named(policies: Policies, name: string) {
  const policy = policies.find((one) => one.name === name);
  if (policy === undefined) throw new Error(`there is no policy ${name}`);
  return policy;
}

function argsOf(props: object, type: string, config: object): ResourceValidationArgs {
  return {
    type,
    props: unknownCheckingProxy(props),
    name: "signup",
    urn: "urn:signup",
    isType: (resource: { readonly __pulumiType?: string }) => resource.__pulumiType === type,
    getConfig: () => config,
    notApplicable,
  } as Partial<ResourceValidationArgs> as ResourceValidationArgs;
}

function validated(
  rule: string,
  props: object,
  args: SelectionArgs = {},
  type = sequenceType,
  config = {},
): Promise<Run> {
  const { validateResource } = named(select(args, { now }), rule) as ResourceValidationPolicy;
  if (typeof validateResource !== "function") throw new Error("the policy has no validation");
  return run((report) => validateResource(argsOf(props, type, config), report));
}

function stackValidated(rule: string, resources: readonly object[], args: SelectionArgs = {}): Promise<Run> {
  const { validateStack } = named(select(args, { now }), rule) as StackValidationPolicy;
  const held = resources.map((props, i) => {
    const [name, type] = [`s${i}`, sequenceType];
    const isType = (resource: { readonly __pulumiType?: string }) => resource.__pulumiType === type;
    return { name, type, urn: `urn:${name}`, props: unknownCheckingProxy(props), opts: { protect: false }, isType };
  }) as unknown as PolicyResource[];
  const stack = { resources: held, getConfig: () => ({}), notApplicable } as Partial<StackValidationArgs>;
  return run((report) => validateStack(stack as StackValidationArgs, report));
}

const placeholders = "whatsapp-no-placeholders";

test("every policy says what it is, what it stands on and what to do, and Pulumi can check its configuration", () => {
  const policies = select();
  for (const policy of policies) {
    expect(policy.name).toMatch(/^whatsapp-[a-z-]+$/);
    expect(policy.description).toMatch(/\.$/);
    expect(policy.remediationSteps).toMatch(/\.$/);
    expect(policy.severity).toMatch(/^(low|medium|high|critical)$/);
  }
  expect(named(policies, "whatsapp-naming").configSchema?.properties).toMatchObject({ pattern: { type: "string" } });
  expect(named(policies, placeholders)).toMatchObject({
    enforcementLevel: "mandatory",
    framework: { name: "Craft of welcome messages" },
  });
});

test("each policy is a constant by its id, at its recommended level", () => {
  expect(Object.keys(policies)).toEqual(select().map(({ name }) => name));
  for (const [name, policy] of Object.entries(policies)) expect(policy.name).toBe(name);
  expect(policies["whatsapp-no-placeholders"].enforcementLevel).toBe("mandatory");
  expect(policies["whatsapp-max-links"].enforcementLevel).toBe("disabled");
  expect(policies["whatsapp-secret-texts"].enforcementLevel).toBe("remediate");
});

test("no configuration schema holds a pattern, which Pulumi would read as one of Go's", () => {
  const schemas = JSON.stringify(select().map(({ configSchema }) => configSchema));
  expect(schemas).not.toMatch(/"(pattern|format)":"/);
  expect(schemas).toContain('"approved":{"description":');
});

describe("a policy on a sequence", () => {
  test("reports each finding with its path and span", async () => {
    const props = { name: "s", text: "Hi {{1}}", iceBreakers: [{ title: "ok" }, { title: "TODO" }] };
    const { said } = await validated(placeholders, props);
    expect(said.map((message) => message.split(":")[0])).toEqual([
      "text, characters 4 to 8",
      "iceBreakers[1].title, characters 1 to 4",
    ]);
  });

  test("does not look at other resources, and says so", async () => {
    expect((await validated(placeholders, { text: "TODO" }, {}, "aws:s3/bucket:Bucket")).notApplicable).toContain(
      "only applies to resources of type",
    );
  });

  test.each([
    ["text", { text: unknown, iceBreakers: [{ title: "TODO" }] }],
    ["autofillMessage", { text: "TODO", autofillMessage: unknown }],
    ["autofillMessage.content", { text: "TODO", autofillMessage: { content: unknown } }],
    ["iceBreakers.1.title", { text: "TODO", iceBreakers: [{ title: "a" }, { title: unknown }] }],
    ["iceBreakers.0", { text: "TODO", iceBreakers: [unknown] }],
    ["iceBreakers", { text: "TODO", iceBreakers: "e48ece36-62e2-4504-bad9-02848725956a" }],
  ])("checks what is known while %s is not, and hands on that something is not", async (path, props) => {
    const result = await validated(placeholders, { name: "s", ...props });
    expect(result.said).toHaveLength(1);
    expect(result.unknown).toContain(`.${path} can't be known during preview`);
  });

  test("does not judge as a whole what is not wholly known", async () => {
    const overrides = { "whatsapp-approved-content": { approved: [] } };
    const result = await validated(
      "whatsapp-approved-content",
      { name: "a", text: "Hi", autofillMessage: unknown },
      { overrides },
    );
    expect(result).toMatchObject({ said: [], unknown: expect.stringContaining(".autofillMessage can't be known") });
  });

  test("takes options from the selection, and from configuration before it", async () => {
    const args: SelectionArgs = { overrides: { "whatsapp-naming": { pattern: "br-.*" } } };
    expect((await validated("whatsapp-naming", { name: "mx-a" }, args)).said).toHaveLength(1);
    expect(
      (await validated("whatsapp-naming", { name: "mx-a" }, args, sequenceType, { pattern: "mx-.*" })).said,
    ).toEqual([]);
    expect((await validated("whatsapp-naming", { name: "mx-a" })).notApplicable).toBe("no pattern is configured");
    await expect(validated("whatsapp-naming", { name: "mx-a" }, {}, sequenceType, { pattern: "(" })).rejects.toThrow(
      "whatsapp-naming.pattern: is not a regular expression",
    );
  });
});

describe("waivers", () => {
  const waiver = { rule: placeholders, resource: "s0", reason: "the campaign ends soon", expires: "2026-03-31" };
  const dirty = { name: "a", text: "Hi {{1}}" };

  test("let the rule pass for that resource alone", async () => {
    const props = { name: "s", text: "TODO" };
    expect((await validated(placeholders, props, { waivers: [{ ...waiver, resource: "signup" }] })).said).toEqual([]);
    expect((await validated(placeholders, props, { waivers: [waiver] })).said).toHaveLength(1);
  });

  test("are shown apart with what they let pass, and counted", async () => {
    const waivers = [
      waiver,
      { ...waiver, rule: "whatsapp-unique-content", resource: "s1" },
      { ...waiver, resource: "gone" },
    ];
    const { said } = await stackValidated("whatsapp-waived", [dirty, dirty], { waivers });
    expect(said).toEqual([
      expect.stringMatching(
        /^urn:s0 whatsapp-no-placeholders for s0 until 2026-03-31 \(the campaign ends soon\) lets pass text, characters 4 to 8: /,
      ),
      expect.stringMatching(/^urn:s1 whatsapp-unique-content for s1 .* the same name.* the same texts/),
      expect.stringMatching(/^whatsapp-no-placeholders for gone .* lets pass nothing: take it out$/),
      "3 findings are waived.",
    ]);
  });

  test("that have expired let nothing pass, and stop by themselves", async () => {
    const waivers = [{ ...waiver, resource: "signup", expires: "2026-03-01" }];
    expect((await validated(placeholders, { text: "TODO" }, { waivers })).said).toHaveLength(1);
    const { said } = await stackValidated("whatsapp-expired-waivers", [], { waivers });
    expect(said).toEqual([expect.stringContaining("expired on 2026-03-01 (the campaign ends soon)")]);
    expect((await stackValidated("whatsapp-waived", [], { waivers })).notApplicable).toBe("no waiver is in force");
    expect((await stackValidated("whatsapp-expired-waivers", [])).notApplicable).toBe("there are no waivers");
  });
});

describe("a policy on the stack", () => {
  test("names the resource it is about, and says when there are no sequences", async () => {
    const props = { name: "a", text: "Hi", isUsedInAd: true };
    expect((await stackValidated("whatsapp-protect-in-use", [props])).said).toEqual([
      "urn:s0 sequence: an ad uses it, and it is not protected. Set `protect: true` in its options.",
    ]);
    expect((await stackValidated("whatsapp-protect-in-use", [])).notApplicable).toBe("the stack has no sequences");
  });

  test("checks what is known and hands on what is not", async () => {
    const result = await stackValidated("whatsapp-unique-content", [
      { name: "a", text: unknown },
      { name: "a", text: "Hi", isUsedInAd: unknown },
    ]);
    expect(result.said).toHaveLength(1);
    expect(result.unknown).toContain(".text can't be known");
  });
});
