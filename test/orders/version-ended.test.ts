import { OrderClient, orderDetails } from "pulumi-whatsapp/orders";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";

let meta: Simulator;
beforeEach(async () => {
  meta = await startSimulator();
});
afterEach(() => meta.close());

const message = orderDetails({
  ...{ to: "5511987654321", body: "Seu pedido", referenceId: "pedido-1", type: "digital-goods" as const },
  order: { items: [{ retailerId: "1", name: "Bolo", amount: 100, quantity: 1 }] },
});

function clientOf(options: Partial<ConstructorParameters<typeof OrderClient>[0]>, day = "2026-11-29") {
  const { accessToken, phoneNumberId, url: baseUrl } = meta;
  const clock = { nowMs: () => performance.now(), sleep: () => Promise.resolve(), date: () => new Date(day) };
  return new OrderClient({ accessToken, phoneNumberId, baseUrl, ...options }, clock);
}

test("returns not_sent in an ended version and names a version", async () => {
  const result = await clientOf({ apiVersion: "v19.0" }).send(message);
  expect(result).toMatchObject({
    outcome: "not_sent",
    retry: "never",
    why: "Graph API v19.0 ended on 2026-05-21. Set the option apiVersion to v25.0, or update pulumi-whatsapp.",
  });
  expect(meta.journal()).toEqual([]);
});

test("warns once of an ending version and of another response version", async () => {
  const warnings: string[] = [];
  const client = clientOf({ apiVersion: "v21.0", onWarning: (text) => warnings.push(text) });
  meta.setPlatformDate("2027-01-22");
  await client.send(message);
  await client.send({ ...message, referenceId: "pedido-2" });
  expect(warnings).toEqual([
    expect.stringMatching(/^Meta ends Graph API v21\.0 on 2027-01-21\./),
    expect.stringMatching(/^Meta answered a Graph API call for v21\.0 in v22\.0\./),
  ]);
});

test("an app that requires appsecret_proof rejects a client without the secret", async () => {
  meta.setBehaviour({ requireAppSecretProof: true });
  expect(await clientOf({ appSecret: meta.appSecret }).send(message)).toMatchObject({ outcome: "accepted" });
  const rejected = await clientOf({}).send({ ...message, referenceId: "pedido-2" });
  expect(rejected).toMatchObject({ outcome: "rejected", error: { kind: "app-secret", retry: "never" } });
  expect(JSON.stringify(rejected)).not.toContain(meta.appSecret);
});

test("rejects an empty app secret", () => {
  expect(() => clientOf({ appSecret: "" })).toThrow("appSecret: must not be empty");
});

test("rejects an onWarning that is not a function", () => {
  expect(() => clientOf({ onWarning: "print" as never })).toThrow("onWarning: must be a function");
});
