import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

// What natural programs pass, checked by the compiler under this workspace's strictest settings.
export function programs(other: whatsapp.WelcomeMessageSequence, config: pulumi.Config): void {
  const fixed = [{ title: "How?" }, { title: "When?" }] as const;
  const titles: readonly { readonly title: string }[] = fixed;
  new whatsapp.WelcomeMessageSequence("a", { text: "Hi", iceBreakers: fixed, adoptSequenceId: undefined });
  new whatsapp.WelcomeMessageSequence("b", { text: other.text, iceBreakers: titles, wabaId: config.get("w") });
  new whatsapp.WelcomeMessageSequence("c", {
    text: pulumi.interpolate`${other.sequenceId}`,
    name: pulumi.output("x"),
    iceBreakers: other.iceBreakers,
    autofillMessage: other.autofillMessage,
    onContentChange: other.onContentChange,
    duplicates: other.duplicates,
  });
  new whatsapp.WelcomeMessageSequence("d", {
    text: "Hi",
    iceBreakers: pulumi.all([other.name, other.text]).apply((both) => both.map((title) => ({ title }))),
  });
  const provider = new whatsapp.Provider("p", {
    accessToken: config.getSecret("t"),
    wabaId: config.get("w"),
    maxAttempts: 2,
  });
  new whatsapp.WelcomeMessageSequence("e", { text: "Hi" }, { provider, protect: true });
  // @ts-expect-error text is required
  new whatsapp.WelcomeMessageSequence("f", {});
  // @ts-expect-error a key that does not exist
  new whatsapp.WelcomeMessageSequence("g", { text: "Hi", iceBreaker: [] });
}

interface Registered {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

test("a program's own unit tests can mock the resource: type, defaults and outputs are there", async () => {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs, name }) => {
      registered.push({ type, inputs });
      return { id: `102290129340398/${name.length}`, state: { ...inputs, isUsedInAd: false } };
    },
    call: () => ({}),
  });
  const sequence = new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi" });
  const outputs = await new Promise((resolve) =>
    pulumi.all([sequence.sequenceId, sequence.name, sequence.isUsedInAd]).apply((values) => resolve(values)),
  );
  expect(outputs).toEqual(["13", "driver-signup", false]);
  expect(registered).toEqual([
    {
      type: whatsapp.WelcomeMessageSequence.__pulumiType,
      inputs: expect.objectContaining({
        name: "driver-signup",
        text: "Hi",
        __provider: 'exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;',
      }),
    },
  ]);
  expect(whatsapp.WelcomeMessageSequence.isInstance(sequence)).toBe(true);
  expect(whatsapp.WelcomeMessageSequence.isInstance({})).toBe(false);
});
