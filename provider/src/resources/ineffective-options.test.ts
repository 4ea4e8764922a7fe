import * as pulumi from "@pulumi/pulumi";
import { AdCreative } from "./ad-creative";
import { AdCreativeAttachment } from "./ad-creative-attachment";
import { SandboxOrder, type SandboxOrderArgs } from "./sandbox-order";
import { WelcomeMessageSequence, type WelcomeMessageSequenceArgs } from "./welcome-message-sequence";

type Options = pulumi.CustomResourceOptions;

/** Without an engine the SDK prints its warnings. */
const printed = jest.spyOn(console, "warn").mockImplementation();

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ inputs }) => ({ id: "1/2", state: inputs as Record<string, unknown> }),
    call: () => ({}),
  }),
);
beforeEach(() => printed.mockClear());

const order: SandboxOrderArgs = { to: "1", body: "Oi", referenceId: "r", type: "physical-goods" };
const constructors = {
  sequence: (opts: Options, args: Partial<WelcomeMessageSequenceArgs> = {}) =>
    new WelcomeMessageSequence("a", { text: "Hi", ...args }, opts),
  creative: (opts: Options) => new AdCreative("a", { objectStorySpec: {} }, opts),
  attachment: (opts: Options) => new AdCreativeAttachment("a", { adId: "1", creativeId: "2" }, opts),
  order: (opts: Options) => new SandboxOrder("a", order, opts),
};

/** Returns the warnings of a resource after its registration. */
async function readWarnings(resource: pulumi.CustomResource): Promise<readonly string[]> {
  await new Promise((resolve) => resource.urn.apply(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  return printed.mock.calls.map(([text]) => String(text));
}

const { sequence, creative, attachment } = constructors;
const ineffective: readonly (readonly [string, () => pulumi.CustomResource, RegExp])[] = [
  [
    "customTimeouts",
    () => sequence({ customTimeouts: { create: "1m" } }),
    /customTimeouts has no effect: Pulumi does not/,
  ],
  ["customTimeouts of a creative", () => creative({ customTimeouts: {} }), /customTimeouts has no effect/],
  ["version", () => sequence({ version: "1.2.3" }), /version has no effect: .* Choose its version in package\.json/],
  ["pluginDownloadURL", () => attachment({ pluginDownloadURL: "https://x" }), /pluginDownloadURL has no effect/],
  [
    "a misspelt path in ignoreChanges",
    () => sequence({ ignoreChanges: ["iceBreaker[0].title"] }),
    /\["iceBreaker\[0\]\.title"\] has no effect: iceBreaker is not known; did you mean "iceBreakers"\?/,
  ],
  ["an output in ignoreChanges", () => sequence({ ignoreChanges: ["isUsedInAd"] }), /\["isUsedInAd"\] has no effect/],
  [
    "a misspelt secret output",
    () => sequence({ additionalSecretOutputs: ["Text"] }),
    /\["Text"\] has no effect: Text is not known; did you mean "text"\?/,
  ],
  [
    "the id as secret output",
    () => sequence({ additionalSecretOutputs: ["sequenceId"] }),
    /derives sequenceId from the resource's id/,
  ],
  ["the id of a creative", () => creative({ additionalSecretOutputs: ["creativeId"] }), /derives creativeId from/],
  [
    "an argument as secret output",
    () => sequence({ additionalSecretOutputs: ["text"] }),
    /\["text"\] does not protect the argument, .* Pass pulumi\.secret\(\.\.\.\) as text instead/,
  ],
  [
    "an option of a transformation",
    () => sequence({ transformations: [({ props, opts }) => ({ props, opts: { ...opts, version: "1.0.0" } })] }),
    /version has no effect/,
  ],
];

test.each(ineffective)("warns once about %s", async (_what, create, warning) => {
  expect(await readWarnings(create())).toEqual([expect.stringMatching(warning)]);
});

test("does not warn about options that have an effect", async () => {
  const effective: Options = {
    ignoreChanges: ["*", "text", '["name"]', "iceBreakers[0].title", "__provider"],
    additionalSecretOutputs: ["text", "autofillMessage", "lastUpdateTime", "wabaId"],
    ...{ protect: true, retainOnDelete: true, deleteBeforeReplace: true, hideDiffs: ["text"] },
    ...{ aliases: [{ name: "b" }], dependsOn: [], deletedWith: creative({}) },
  };
  const secrets = { text: pulumi.secret("Hi"), autofillMessage: { content: pulumi.secret("Hi") } };
  expect(await readWarnings(sequence(effective, secrets))).toEqual([]);
  printed.mockClear();
  expect(await readWarnings(constructors.order({ additionalSecretOutputs: ["to", "messageId"] }))).toEqual([]);
});

test.each([
  [
    "sequence",
    /^WelcomeMessageSequence "a": Pulumi cannot import .* Remove the option import\. Set the argument adoptSequenceId/,
  ],
  ["creative", /^AdCreative "a": .* adoptCreativeId, or use `npx pulumi-whatsapp import-file --creatives`/],
  ["attachment", /^AdCreativeAttachment "a": .* an ad that already has the creative is not changed/],
  ["order", /^SandboxOrder "a": .* never taken over/],
] as const)("rejects the option import of a %s and names the alternative", (kind, message) => {
  expect(() => constructors[kind]({ import: "1/2" })).toThrow(message);
});
