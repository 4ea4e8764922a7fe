import { startSimulator, type Simulator } from "../index";
import { replaceAt, fullDetails, messengerOf, nowMs, parametersPath, person } from "../testing/orders";
import { errorOf } from "../testing/http";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
  messenger = messengerOf(simulator);
});
afterEach(() => simulator.close());

const { to: _to, ...toNobody } = fullDetails;

test.each(["BR.7Q2", "BR.ENT.3K", `US.${"a1".repeat(64)}`])(
  "the response for user id %s has no WhatsApp id",
  async (recipient) => {
    const got = await messenger.send({ ...toNobody, recipient });
    expect(got.status).toBe(200);
    expect(got.json["contacts"]).toEqual([{ input: recipient, user_id: recipient }]);
    expect(simulator.messages()).toMatchObject([{ recipient }]);
    expect(simulator.orders()).toMatchObject([{ recipient, referenceId: "order-1" }]);
  },
);

test("the phone number wins over the user id", async () => {
  const got = await messenger.send({ ...fullDetails, to: "+55 11 98765-4321", recipient: "BR.7Q2" });
  expect(got.json["contacts"]).toEqual([{ input: "+55 11 98765-4321", wa_id: person }]);
  expect(simulator.messages()).toMatchObject([{ recipient: person }]);
});

test.each(["bad", "", "5511987654321", "br.7Q2", 5n, true, [], {}])(
  "the recipient %j is refused with code 100",
  async (recipient) => {
    const got = await messenger.send({ ...fullDetails, recipient });
    expect([got.status, errorOf(got)["code"]]).toEqual([400, 100]);
    expect(got.text).toContain("recipient must be");
    expect(simulator.messages()).toEqual([]);
  },
);

test.each(["bad", "", "BR.7Q2", 5511987654321n])("to=%j is refused with code 100", async (to) => {
  for (const rest of [toNobody, { ...toNobody, recipient: "BR.7Q2" }]) {
    const got = await messenger.send({ ...rest, to });
    expect([got.status, errorOf(got)["code"]]).toEqual([400, 100]);
    expect(got.text).toContain("to must be a phone number");
  }
  expect(simulator.messages()).toEqual([]);
});

test("null counts as absent for to and recipient", async () => {
  const toPhone = await messenger.send({ ...fullDetails, recipient: null });
  expect(toPhone.json["contacts"]).toEqual([{ input: person, wa_id: person }]);
  const toUser = await messenger.send({ ...fullDetails, to: null, recipient: "BR.7Q2" });
  expect(toUser.json["contacts"]).toEqual([{ input: "BR.7Q2", user_id: "BR.7Q2" }]);
  const toNoOne = await messenger.send({ ...fullDetails, to: null, recipient: null });
  expect([toNoOne.status, errorOf(toNoOne)["code"]]).toEqual([400, 100]);
});

test("a status must go to the person of the order", async () => {
  await simulator.writeMessage("Oi", { person: { userId: "BR.7Q2" } });
  await messenger.send({ ...toNobody, recipient: "BR.7Q2" });
  const status = (recipient: string) =>
    messenger.send({
      ...{ messaging_product: "whatsapp", recipient, type: "interactive" },
      interactive: {
        ...{ type: "order_status", body: { text: "News" } },
        action: { name: "review_order", parameters: { reference_id: "order-1", order: { status: "shipped" } } },
      },
    });
  expect((await status("BR.8")).status).toBe(400);
  expect((await status("BR.7Q2")).status).toBe(200);
  expect(simulator.orders()).toMatchObject([{ status: "shipped", recipient: "BR.7Q2" }]);
});

test.each(["", "5511987654321", "BR.", "br.7Q2", "BRA.7", "BR.7-Q", `BR.${"a".repeat(129)}`, "BR.ENT.", 7n, null])(
  "the malformed user id %j is refused with code 100",
  async (recipient) => {
    const got = await messenger.send({ ...toNobody, recipient });
    expect([got.status, errorOf(got)["code"]]).toEqual([400, 100]);
    expect(simulator.messages()).toEqual([]);
  },
);

test("a user id in `to`, and a message without recipient, are refused", async () => {
  const inTo = await messenger.send({ ...toNobody, to: "BR.7Q2" });
  const missing = await messenger.send(toNobody);
  expect([inTo, missing].map((got) => [got.status, errorOf(got)["code"]])).toEqual([
    [400, 100],
    [400, 100],
  ]);
});

test("a user id of another portfolio is refused with code 100", async () => {
  simulator.setBehaviour({ foreignUserIds: ["BR.9"] });
  const got = await messenger.send({ ...toNobody, recipient: "BR.9" });
  expect([got.status, errorOf(got)["code"]]).toEqual([400, 100]);
  const ours = replaceAt({ ...toNobody, recipient: "BR.7Q2" }, `${parametersPath}.reference_id`, "order-2");
  expect((await messenger.send(ours)).status).toBe(200);
});

test("cannotReceive accepts user ids", async () => {
  simulator.setBehaviour({ cannotReceive: ["BR.7Q2"] });
  const got = await messenger.send({ ...toNobody, recipient: "BR.7Q2" });
  expect(errorOf(got)["code"]).toBe(2040);
});
