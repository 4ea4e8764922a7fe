import * as pulumi from "@pulumi/pulumi";
import { AdCreative } from "./ad-creative";
import { AdCreativeAttachment } from "./ad-creative-attachment";
import { Provider } from "./provider";
import { SandboxOrder } from "./sandbox-order";
import { WelcomeMessageSequence } from "./welcome-message-sequence";

type Options = pulumi.CustomResourceOptions;

/** Provider by the name of the resource: `brazil`, or the whole reference; "" if the engine chooses the default. */
const usedProviders = new Map<string, string>();
/** Without an engine the SDK prints its warnings. */
const sdkWarnings = jest.spyOn(console, "warn").mockImplementation();
let brazil: Provider;
let mexico: Provider;
let aws: pulumi.ProviderResource;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, type, provider = "", inputs }) => {
      usedProviders.set(name, /::(\w+)::\w+-id$/.exec(provider)?.[1] ?? provider);
      const id = type.startsWith("pulumi:providers:") ? `${name}-id` : "1/2";
      return { id, state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  });
  brazil = new Provider("brazil", { accessToken: "token-of-brazil" });
  mexico = new Provider("mexico", { accessToken: "token-of-mexico" });
  aws = new (class extends pulumi.ProviderResource {})("aws", "aws", {});
});

beforeEach(() => sdkWarnings.mockClear());

let count = 0;
function newName(): string {
  return `r${String(++count)}`;
}
function component(opts: pulumi.ComponentResourceOptions): pulumi.ComponentResource {
  return new pulumi.ComponentResource("my:index:Group", newName(), {}, opts);
}
function sequence(opts: Options, name = newName()): pulumi.CustomResource {
  return new WelcomeMessageSequence(name, { text: "Hi" }, opts);
}
class Thing extends pulumi.CustomResource {}
function dynamicResource(opts: Options): pulumi.CustomResource {
  return new Thing("pulumi-nodejs:dynamic/lab:Thing", newName(), { __provider: "" }, opts);
}

async function providerOf(resource: pulumi.CustomResource): Promise<string | undefined> {
  await new Promise((resolve) => resource.urn.apply(resolve));
  return usedProviders.get(pulumi.resourceName(resource));
}

const childForms: readonly (readonly [string, () => pulumi.ComponentResourceOptions])[] = [
  ["providers: { whatsapp: p }", () => ({ providers: { whatsapp: brazil } })],
  ["providers: [p]", () => ({ providers: [brazil] })],
  ["providers: [other, p]", () => ({ providers: [aws, brazil] })],
  ["provider: p", () => ({ provider: brazil })],
  ["mergeOptions with a map", () => pulumi.mergeOptions({ protect: false }, { providers: { whatsapp: brazil } })],
  ["mergeOptions that overrides", () => pulumi.mergeOptions({ providers: [mexico] }, { providers: [brazil] })],
  ["mergeOptions of provider and map", () => pulumi.mergeOptions({ provider: brazil }, { providers: { aws } })],
  ["a component within", () => ({ parent: component({ providers: { whatsapp: brazil } }) })],
  ["two components within", () => ({ parent: component({ parent: component({ provider: brazil }) }) })],
  [
    "a component that overrides another",
    () => ({ parent: component({ provider: mexico }), providers: { whatsapp: brazil } }),
  ],
  [
    "a component of another package's provider within",
    () => ({ parent: component({ provider: brazil }), providers: { aws } }),
  ],
  ["a provider of a component's own", () => ({ providers: { whatsapp: new Provider("brazil", {}) } })],
  [
    "a transformation",
    () => ({
      transformations: [
        ({ type, props, opts }) =>
          type.startsWith("my:") ? { props, opts: { ...opts, provider: brazil } } : undefined,
      ],
    }),
  ],
];

test.each(childForms)(
  "a component with %s passes its provider to this package's resources only",
  async (_form, options) => {
    const parent = component(options());
    expect(await providerOf(sequence({ parent }))).toBe("brazil");
    expect(await providerOf(dynamicResource({ parent }))).toBe("");
    expect(sdkWarnings).not.toHaveBeenCalled();
  },
);

test("every kind of resource inherits the provider, also in get", async () => {
  const opts = { parent: component({ providers: { whatsapp: brazil } }) };
  const resources = [
    new AdCreative(newName(), { objectStorySpec: {} }, opts),
    new AdCreativeAttachment(newName(), { adId: "1", creativeId: "2" }, opts),
    new SandboxOrder(newName(), { to: "1", body: "Oi", referenceId: "r", type: "physical-goods" }, opts),
    WelcomeMessageSequence.get(newName(), "1/2", opts),
    AdCreative.get(newName(), "1/2", opts),
    AdCreativeAttachment.get(newName(), "1", opts),
  ];
  expect(await Promise.all(resources.map(providerOf))).toEqual(resources.map(() => "brazil"));
});

test("the resource's own provider and transformations override the inherited one", async () => {
  const parent = component({ providers: { whatsapp: brazil } });
  expect(await providerOf(sequence({ parent, provider: mexico }))).toBe("mexico");
  const fallback: pulumi.ResourceTransformation = ({ props, opts }) => ({ props, opts: { provider: mexico, ...opts } });
  expect(await providerOf(sequence({ parent, transformations: [fallback] }))).toBe("mexico");
  expect(await providerOf(sequence({ parent: component({ provider: brazil, transformations: [fallback] }) }))).toBe(
    "mexico",
  );
});

test("a resource passes its provider to this package's children only", async () => {
  const parent = sequence({ provider: brazil });
  expect(await providerOf(sequence({ parent }))).toBe("brazil");
  expect(await providerOf(sequence({ parent: component({ parent }) }))).toBe("brazil");
  expect(await providerOf(dynamicResource({ parent }))).toBe("");
});

test("without a provider of this package the engine chooses the default", async () => {
  expect(await providerOf(sequence({}))).toBe("");
  expect(await providerOf(sequence({ parent: component({}) }))).toBe("");
  expect(await providerOf(sequence({ parent: component({ providers: { aws } }) }))).toBe("");
});

test("a provider of the dynamic package is accepted", async () => {
  const own = new (class extends pulumi.ProviderResource {})("pulumi-nodejs", "own", { "whatsapp:wabaId": "1" });
  expect(await providerOf(sequence({ provider: own }))).toBe("own");
  expect(await providerOf(sequence({ parent: component({ provider: own }) }))).toBe("own");
});

const rejected: readonly (readonly [string, () => Options, RegExp])[] = [
  ["a provider of another package", () => ({ provider: aws }), /its provider is of type pulumi:providers:aws\. Set/],
  [
    "a provider of another package under our key",
    () => ({ parent: component({ providers: { whatsapp: aws } }) }),
    /its provider is of type pulumi:providers:aws\. Set/,
  ],
  [
    "something that is no provider",
    () => ({ provider: { whatsapp: brazil } }) as unknown as Options,
    /its provider is no provider\. Set the option provider to a whatsapp\.Provider/,
  ],
  [
    "a misspelt key",
    () => ({ parent: component({ providers: { whatsap: brazil } }) }),
    /its parent has a whatsapp\.Provider under the key "whatsap", which no resource uses\. Set providers: \{ whatsapp: \.\.\. \} instead, or/,
  ],
  [
    "the key of all dynamic resources",
    () => ({ parent: component({ providers: { whatsapp: mexico, "pulumi-nodejs": brazil } }) }),
    /under the key "pulumi-nodejs", which gives its token to every dynamic resource below\. Set providers: \{ whatsapp: \.\.\. \} instead/,
  ],
  [
    "providers that a transformation sets on the resource",
    () => ({
      transformations: [({ props, opts }) => ({ props, opts: { ...opts, providers: [brazil] } as Options })],
    }),
    /the option providers is for components\. Set provider on a resource, also in a transformation/,
  ],
  [
    "the name of the npm package as key",
    () => ({ parent: component({ parent: component({ providers: { aws, "pulumi-whatsapp": brazil } }) }) }),
    /under the key "pulumi-whatsapp"/,
  ],
];

test.each(rejected)("rejects %s and names the form that works", (_what, options, message) => {
  const opts = options();
  const create = (): unknown => sequence(opts, "signup");
  expect(create).toThrow(message);
  expect(create).toThrow(/^WelcomeMessageSequence "signup": /);
});
