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
import { policies } from "./policies-by-id";
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
  /** Messages, each after its URN if it has one. */
  readonly messages: readonly string[];
  readonly notApplicable: string | undefined;
  /** The SDK turns it into an advisory note. */
  readonly unknown: string | undefined;
}

async function run(task: (report: (message: string, urn?: string) => void) => unknown): Promise<Run> {
  const messages: string[] = [];
  const result = { messages, notApplicable: undefined, unknown: undefined };
  try {
    await task((message, urn) => messages.push(urn === undefined ? message : `${urn} ${message}`));
  } catch (error) {
    if (error instanceof NotApplied) return { ...result, notApplicable: error.message };
    if (error instanceof Error && "unknownTypeSentinel" in error) return { ...result, unknown: error.message };
    throw error;
  }
  return result;
}

function findPolicy(policies: Policies, name: string) {
  const policy = policies.find((one) => one.name === name);
  if (policy === undefined) throw new Error(`there is no policy ${name}`);
  return policy;
}

function createArgs(props: object, type: string, config: object): ResourceValidationArgs {
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

function validate(
  rule: string,
  props: object,
  args: SelectionArgs = {},
  type = sequenceType,
  config = {},
): Promise<Run> {
  const { validateResource } = findPolicy(select(args, { now }), rule) as ResourceValidationPolicy;
  if (typeof validateResource !== "function") throw new Error("the policy has no validation");
  return run((report) => validateResource(createArgs(props, type, config), report));
}

function validateStack(
  rule: string,
  resources: readonly object[],
  args: SelectionArgs = {},
  type = sequenceType,
): Promise<Run> {
  const policy = findPolicy(select(args, { now }), rule) as StackValidationPolicy;
  const resourcesInStack = resources.map((props, i) => {
    const name = `s${i}`;
    const isType = (resource: { readonly __pulumiType?: string }) => resource.__pulumiType === type;
    return { name, type, urn: `urn:${name}`, props: unknownCheckingProxy(props), opts: { protect: false }, isType };
  }) as unknown as PolicyResource[];
  const stack = { resources: resourcesInStack, getConfig: () => ({}), notApplicable } as Partial<StackValidationArgs>;
  return run((report) => policy.validateStack(stack as StackValidationArgs, report));
}

const placeholders = "whatsapp-no-placeholders";

test("each policy has a description, reference, remediation steps and schema", () => {
  const policies = select();
  for (const policy of policies) {
    expect(policy.name).toMatch(/^whatsapp-[a-z-]+$/);
    expect(policy.description).toMatch(/\.$/);
    expect(policy.remediationSteps).toMatch(/\.$/);
    expect(policy.severity).toMatch(/^(low|medium|high|critical)$/);
  }
  expect(findPolicy(policies, "whatsapp-naming").configSchema?.properties).toMatchObject({
    pattern: { type: "string" },
  });
  expect(findPolicy(policies, placeholders)).toMatchObject({
    enforcementLevel: "mandatory",
    framework: { name: "Good practice for welcome messages" },
  });
});

test("exports each policy by id with its recommended level", () => {
  expect(Object.keys(policies)).toEqual(select().map(({ name }) => name));
  for (const [name, policy] of Object.entries(policies)) expect(policy.name).toBe(name);
  expect(policies["whatsapp-no-placeholders"].enforcementLevel).toBe("mandatory");
  expect(policies["whatsapp-max-links"].enforcementLevel).toBe("disabled");
  expect(policies["whatsapp-secret-texts"].enforcementLevel).toBe("remediate");
});

test("configuration schemas contain no patterns, which Pulumi compiles in Go", () => {
  const schemas = JSON.stringify(select().map(({ configSchema }) => configSchema));
  expect(schemas).not.toMatch(/"(pattern|format)":"/);
  expect(schemas).toContain('"approved":{"description":');
});

describe("a policy on a sequence", () => {
  test("reports each finding with its path and span", async () => {
    const props = { name: "s", text: "Hi {{1}}", iceBreakers: [{ title: "ok" }, { title: "TODO" }] };
    const { messages } = await validate(placeholders, props);
    expect(messages.map((message) => message.split(":")[0])).toEqual([
      "text, characters 4 to 8",
      "iceBreakers[1].title, characters 1 to 4",
    ]);
  });

  test("does not apply to other resources", async () => {
    expect((await validate(placeholders, { text: "TODO" }, {}, "aws:s3/bucket:Bucket")).notApplicable).toContain(
      "only applies to welcome message sequences",
    );
  });

  test.each([
    ["text", { text: unknown, iceBreakers: [{ title: "TODO" }] }],
    ["autofillMessage", { text: "TODO", autofillMessage: unknown }],
    ["autofillMessage.content", { text: "TODO", autofillMessage: { content: unknown } }],
    ["iceBreakers.1.title", { text: "TODO", iceBreakers: [{ title: "a" }, { title: unknown }] }],
    ["iceBreakers.0", { text: "TODO", iceBreakers: [unknown] }],
    ["iceBreakers", { text: "TODO", iceBreakers: "e48ece36-62e2-4504-bad9-02848725956a" }],
  ])("checks the known texts while %s is unknown, and reports it", async (path, props) => {
    const result = await validate(placeholders, { name: "s", ...props });
    expect(result.messages).toHaveLength(1);
    expect(result.unknown).toContain(`.${path} can't be known during preview`);
  });

  test("does not check partly unknown content as a whole", async () => {
    const overrides = { "whatsapp-approved-content": { approved: [] } };
    const result = await validate(
      "whatsapp-approved-content",
      { name: "a", text: "Hi", autofillMessage: unknown },
      { overrides },
    );
    expect(result).toMatchObject({ messages: [], unknown: expect.stringContaining(".autofillMessage can't be known") });
  });

  test("prefers options of the configuration to those of the selection", async () => {
    const args: SelectionArgs = { overrides: { "whatsapp-naming": { pattern: "br-.*" } } };
    expect((await validate("whatsapp-naming", { name: "mx-a" }, args)).messages).toHaveLength(1);
    expect(
      (await validate("whatsapp-naming", { name: "mx-a" }, args, sequenceType, { pattern: "mx-.*" })).messages,
    ).toEqual([]);
    expect((await validate("whatsapp-naming", { name: "mx-a" })).notApplicable).toBe("the option pattern is not set");
    await expect(validate("whatsapp-naming", { name: "mx-a" }, {}, sequenceType, { pattern: "(" })).rejects.toThrow(
      "whatsapp-naming.pattern: is not a regular expression",
    );
  });
});

describe("both types of a sequence, of the dynamic provider and of the plugin,", () => {
  const types = [sequenceType, "whatsapp:index:WelcomeMessageSequence"];
  const args: SelectionArgs = {
    preset: "strict",
    overrides: {
      "whatsapp-naming": { pattern: "br-.*" },
      "whatsapp-approved-content": { approved: [] },
    },
    waivers: [{ rule: placeholders, resource: "s1", reason: "the campaign ends soon", expires: "2026-03-31" }],
  };
  const props = {
    ...{ name: "x", isUsedInAd: true, wabaId: "1" },
    text: "OI!!! {{1}} http://bit.ly/x https://a.com https://b.com https://c.com Digite sua senha 😀😀😀😀😀😀😀😀😀😀",
    iceBreakers: [{ title: "TODO" }, { title: "TODO" }],
  };

  test.each(select(args, { now }).map((policy) => [policy.name, policy] as const))(
    "have the same result of %s",
    async (name, policy) => {
      const results = await Promise.all(
        types.map((type) =>
          "validateStack" in policy
            ? validateStack(name, [props, props], args, type)
            : run(async (report) => {
                const given = createArgs(props, type, {});
                const { validateResource, remediateResource } = policy;
                report(JSON.stringify({ remediated: await remediateResource?.(given) }));
                if (typeof validateResource === "function") await validateResource(given, report);
              }),
        ),
      );
      expect(results[1]).toEqual(results[0]);
      if (!name.startsWith("whatsapp-order-")) expect(String(results[1]?.notApplicable)).not.toMatch(/only applies/);
    },
  );
});

describe("waivers", () => {
  const waiver = { rule: placeholders, resource: "s0", reason: "the campaign ends soon", expires: "2026-03-31" };
  const dirty = { name: "a", text: "Hi {{1}}" };

  test("apply to their resource only", async () => {
    const props = { name: "s", text: "TODO" };
    expect((await validate(placeholders, props, { waivers: [{ ...waiver, resource: "signup" }] })).messages).toEqual(
      [],
    );
    expect((await validate(placeholders, props, { waivers: [waiver] })).messages).toHaveLength(1);
  });

  test("are reported with the violations that they allow", async () => {
    const waivers = [
      waiver,
      { ...waiver, rule: "whatsapp-unique-content", resource: "s1" },
      { ...waiver, resource: "gone" },
    ];
    const { messages } = await validateStack("whatsapp-waived", [dirty, dirty], { waivers });
    expect(messages).toEqual([
      expect.stringMatching(
        /^urn:s0 The waiver of whatsapp-no-placeholders for s0 until 2026-03-31 \(the campaign ends soon\) allows text, characters 4 to 8: /,
      ),
      expect.stringMatching(/^urn:s1 The waiver of whatsapp-unique-content for s1 .* the same name.* the same texts/),
      expect.stringMatching(/^The waiver of whatsapp-no-placeholders for gone .* is unused: remove it$/),
      "3 findings are waived.",
    ]);
  });

  test("that have expired allow nothing and fail the run", async () => {
    const waivers = [{ ...waiver, resource: "signup", expires: "2026-03-01" }];
    expect((await validate(placeholders, { text: "TODO" }, { waivers })).messages).toHaveLength(1);
    const { messages } = await validateStack("whatsapp-expired-waivers", [], { waivers });
    expect(messages).toEqual([expect.stringContaining("expired on 2026-03-01 (the campaign ends soon)")]);
    expect((await validateStack("whatsapp-waived", [], { waivers })).notApplicable).toBe(
      "there are no current waivers",
    );
    expect((await validateStack("whatsapp-expired-waivers", [])).notApplicable).toBe("there are no waivers");
  });
});

describe("a policy on the stack", () => {
  test("names the resource, and does not apply without sequences", async () => {
    const props = { name: "a", text: "Hi", isUsedInAd: true };
    expect((await validateStack("whatsapp-protect-in-use", [props])).messages).toEqual([
      "urn:s0 sequence: an ad uses the sequence, but it is not protected. Set `protect: true` in the resource's options.",
    ]);
    expect((await validateStack("whatsapp-protect-in-use", [])).notApplicable).toBe("the stack has no sequences");
  });

  test("checks known texts and reports unknown ones", async () => {
    const result = await validateStack("whatsapp-unique-content", [
      { name: "a", text: unknown },
      { name: "a", text: "Hi", isUsedInAd: unknown },
    ]);
    expect(result.messages).toHaveLength(1);
    expect(result.unknown).toContain(".text can't be known");
  });
});
