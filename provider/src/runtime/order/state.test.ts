import { orderId, outputsOf, parseOrderId, sentIn, withOutcome } from "./state";

const record = {
  outcome: "accepted",
  correlationId: "r/1",
  messageId: "wamid.1",
  lastStatusMessageId: undefined,
} as const;
const inputs = {
  __provider: "x",
  to: "5511987654321",
  referenceId: "r",
  footer: undefined,
  payment: null,
  status: "shipped",
};

test("outputs contain inputs and record, without undefined, null or bigint", () => {
  expect(outputsOf(inputs, 1234n, record)).toStrictEqual({
    ...{ __provider: "x", to: "5511987654321", referenceId: "r", status: "shipped" },
    ...{ totalAmount: 1234, outcome: "accepted", correlationId: "r/1", messageId: "wamid.1", __stateVersion: 1 },
  });
  expect(outputsOf(inputs, 2n ** 53n - 1n, record)["totalAmount"]).toBe(Number.MAX_SAFE_INTEGER);
  expect(outputsOf(inputs, 2n ** 53n, record)["totalAmount"]).toBe("9007199254740992");
});

test("reads the sent message from outputs, or returns undefined", () => {
  expect(sentIn(outputsOf(inputs, 1n, record))).toMatchObject({ status: "shipped", record: { messageId: "wamid.1" } });
  for (const props of [
    inputs,
    {},
    { ...inputs, outcome: "lost", correlationId: "r/1" },
    { outcome: "accepted" },
    { outcome: "accepted", correlationId: "r/1" },
    { ...outputsOf(inputs, 1n, record), status: "lost" },
    { ...outputsOf(inputs, 1n, record), to: 5 },
  ]) {
    expect(sentIn(props)).toBeUndefined();
  }
  expect(() => sentIn({ __stateVersion: 2 })).toThrow(/state of this order was written by a newer pulumi-whatsapp/);
});

test.each(["accepted", "unknown"] as const)("reads an earlier state with the outcome %s", (outcome) => {
  const { outcome: _outcome, ...outs } = outputsOf(inputs, 1n, record);
  expect(sentIn({ ...outs, ["fate"]: outcome })).toMatchObject({
    status: "shipped",
    record: { outcome, correlationId: "r/1" },
  });
});

test("a state without a result gets none", () => {
  expect(withOutcome({ referenceId: "r" })).toStrictEqual({ referenceId: "r" });
});

test("an error shows no part of an id over 80 characters", () => {
  expect(() => parseOrderId("x".repeat(90))).toThrow("The id of 90 characters is not of the form");
  expect(() => parseOrderId("x".repeat(80))).toThrow(`The id "${"x".repeat(80)}" is not of the form`);
});

test("an id consists of phone number id and reference id", () => {
  expect(parseOrderId("1/demo-1.x_Y")).toEqual({ phoneNumberId: "1", referenceId: "demo-1.x_Y" });
  expect(orderId({ phoneNumberId: "1", referenceId: "r" })).toBe("1/r");
  for (const id of ["", "1", "1/", "/r", "1/a b", "1/r/s", `1/${"x".repeat(61)}`, "one/r"]) {
    expect(() => parseOrderId(id)).toThrow(/is not of the form <phoneNumberId>\/<referenceId>\. Nothing was sent\./);
  }
});
