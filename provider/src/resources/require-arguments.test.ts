import * as pulumi from "@pulumi/pulumi";
import { AdCreative } from "./ad-creative";
import { AdCreativeAttachment } from "./ad-creative-attachment";
import { Provider } from "./provider";
import { SandboxOrder } from "./sandbox-order";
import { WelcomeMessageSequence } from "./welcome-message-sequence";

// As a program in plain JavaScript calls them.
type Construct = new (name: string, args: unknown) => unknown;
const classes: readonly (readonly [kind: string, Construct, required: string, example: string])[] = [
  ["whatsapp.WelcomeMessageSequence", WelcomeMessageSequence as Construct, "`text`", "{ text: settings.text }"],
  [
    "whatsapp.AdCreative",
    AdCreative as Construct,
    "`objectStorySpec`",
    "{ objectStorySpec: settings.objectStorySpec }",
  ],
  [
    "whatsapp.AdCreativeAttachment",
    AdCreativeAttachment as Construct,
    "`adId`, `creativeId`",
    "{ adId: settings.adId, creativeId: settings.creativeId }",
  ],
  [
    "SandboxOrder",
    SandboxOrder as Construct,
    "`to`, `body`, `referenceId`, `type`",
    "{ to: settings.to, body: settings.body, referenceId: settings.referenceId, type: settings.type }",
  ],
  ["whatsapp.Provider", Provider as Construct, "`accessToken`", "{ accessToken: settings.accessToken }"],
];

test.each(classes)("%s rejects arguments of a wrong form with an example", (kind, Kind, required, example) => {
  const readRejection = (args: unknown): string => {
    try {
      new Kind("a", args);
    } catch (error) {
      return pulumi.RunError.isInstance(error) ? error.message : `not a RunError: ${String(error)}`;
    }
    return "not rejected";
  };
  expect(readRejection(pulumi.output({ text: "Hi" }))).toBe(
    `${kind} "a" got all its arguments as one Output. Give an object whose values may be Outputs: if settings is that Output, ${example}.`,
  );
  expect(readRejection(Promise.resolve({ text: "Hi" }))).toBe(
    `${kind} "a" got all its arguments as one Promise. Await it first, or give an object whose values may be Promises, with at least ${required}.`,
  );
  expect(readRejection(null)).toBe(`${kind} "a" needs arguments: give at least ${required}.`);
  const others: readonly (readonly [unknown, string])[] = [
    ["Hi", "a string"],
    [["Hi"], "an array"],
    [() => ({}), "a function"],
    [7, "a number"],
  ];
  for (const [args, what] of others) {
    expect(readRejection(args)).toBe(
      `${kind} "a" needs an object of arguments, but got ${what}. Give at least ${required}.`,
    );
  }
});

const wrongNames: readonly (readonly [unknown, string])[] = [
  [undefined, "undefined"],
  ["", "an empty text"],
  [pulumi.output("a"), "an Output"],
  [Promise.resolve("a"), "a Promise"],
  [{ text: "Hi" }, "an object"],
];
const wrongOptions: readonly (readonly [unknown, string])[] = [
  [null, "null."],
  [pulumi.output({ protect: true }), "an Output."],
  [Promise.resolve({ protect: true }), "a Promise."],
  ["options", "a string."],
  [[{ protect: true }], "an array."],
  [
    new pulumi.DependencyResource("urn:pulumi:dev::shop::a:b:C::d"),
    "a resource. Give { provider: ... }, { parent: ... } or { dependsOn: ... }.",
  ],
];

test.each(classes)("%s rejects a name or options of a wrong form", (kind, Kind) => {
  const Loose = Kind as unknown as new (name: unknown, args: unknown, opts?: unknown) => unknown;
  for (const [name, what] of wrongNames) {
    expect(() => new Loose(name, {})).toThrow(
      `${kind} needs a name as its first argument, a text that is known when the program runs, but got ${what}.`,
    );
  }
  for (const [opts, what] of wrongOptions) {
    expect(() => new Loose("a", {}, opts)).toThrow(
      `${kind} "a" needs an object of options as its third argument, but got ${what}`,
    );
  }
});

test.each([WelcomeMessageSequence, AdCreative, AdCreativeAttachment])("%p.get rejects a missing id", (Kind) => {
  const get = Kind.get as (name: string, id: unknown) => unknown;
  for (const id of [undefined, null, ""]) {
    expect(() => get.call(Kind, "a", id)).toThrow(/^whatsapp\.\w+\.get\("a"\) needs an id as its second argument\.$/);
  }
});

test("a provider names all unknown arguments without their values", () => {
  const misspelt = { acessToken: "hidden", wabaID: "hidden", greeting: "hidden", maxAttempts: undefined };
  const construct = (): Provider => new Provider("brazil", misspelt);
  expect(construct).toThrow(
    /^whatsapp\.Provider "brazil": acessToken: is not known; did you mean "accessToken"\? .*; wabaID: .* "wabaId"\? .*; greeting: is not known \(known here: accessToken, /,
  );
  expect(construct).not.toThrow(/hidden/);
});
