import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";
import { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";

// Programs that must compile with the strictest settings, and errors that the compiler must report.
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

export function orders(other: SandboxOrder, config: pulumi.Config): void {
  const items = [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] as const;
  const order = { to: "5511987654321", body: "Oi", referenceId: "r", type: "physical-goods" } as const;
  new SandboxOrder("a", { ...order, order: { items, tax: { value: "9007199254740993" } }, totalAmount: undefined });
  new SandboxOrder("b", { ...order, order: other.order, payment: other.payment, status: other.status });
  new SandboxOrder("c", {
    ...order,
    to: config.requireSecret("to"),
    order: {
      items: [{ retailerId: other.messageId.apply(String), name: pulumi.output("x"), amount: 1, quantity: 1 }],
      expiration: { timestamp: pulumi.output("1893456000"), description: "Hoje" },
    },
    paymentSettings: [
      {
        type: "pix_dynamic_code",
        pixDynamicCode: { code: config.requireSecret("pix"), merchantName: "Loja", key: "k", keyType: "EVP" },
      },
      pulumi.output({ type: "payment_link", paymentLink: { uri: "https://x.example" } } as const),
    ],
    payment: { status: "captured", timestamp: 1722445231 },
    status: "partially-shipped",
    cancelOnDelete: true,
  });
  // @ts-expect-error Pulumi has no bigint
  new SandboxOrder("d", { ...order, totalAmount: 1n });
  // @ts-expect-error Pulumi has no bigint in nested values either
  new SandboxOrder("e", { ...order, order: { items: [{ retailerId: "1", name: "x", amount: 1n, quantity: 1 }] } });
  // @ts-expect-error a status that does not exist
  new SandboxOrder("f", { ...order, totalAmount: 1, status: "sent" });
  // @ts-expect-error a text is required
  new SandboxOrder("g", { to: "5511987654321", referenceId: "r", type: "physical-goods", totalAmount: 1 });
  new SandboxOrder("h", { recipient: "BR.4Xk9", body: "Oi", referenceId: "r", type: "physical-goods", totalAmount: 1 });
  new whatsapp.Provider("p", { orderRecipients: ["5511987654321", config.require("to")], orderOutbox: "./outbox" });
}

interface Registered {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

test("unit tests can mock the resource with its type, defaults and outputs", async () => {
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

test("the phone number of an order is a secret", async () => {
  const order = new SandboxOrder("demo", {
    ...{ to: "5511987654321", body: "Oi", referenceId: "r", type: "digital-goods", totalAmount: 100 },
    extra: undefined,
  } as ConstructorParameters<typeof SandboxOrder>[1]);
  expect(await pulumi.isSecret(order.to)).toBe(true);
  expect(await pulumi.isSecret(order.body)).toBe(false);
  expect(SandboxOrder.isInstance(order)).toBe(true);
  expect(SandboxOrder.isInstance({})).toBe(false);
  expect(whatsapp).not.toHaveProperty("SandboxOrder");
});

test("a provider serializes lists and omits missing settings", async () => {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs, name }) => {
      registered.push({ type, inputs });
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
  const provider = new whatsapp.Provider("p", { orderRecipients: ["1", pulumi.output("2")], orderOutbox: "./outbox" });
  await new Promise((resolve) => provider.urn.apply(resolve));
  expect(registered[0]?.inputs).toEqual({
    "whatsapp:orderRecipients": "1,2",
    "whatsapp:orderOutbox": "./outbox",
    "whatsapp:explicitProvider": "true",
  });
});
