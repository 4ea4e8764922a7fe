import { errorMeaning } from "../schema/error-codes";
import { orderFailureOf } from "./order-failure";
import { parseWebhook } from "./parse";
import { bodyOf, change, entry, failedStatus, message, metaError, webhook } from "./testing/samples";

function failuresIn(value: object) {
  return parseWebhook(JSON.stringify(webhook(entry(change(value))))).events.map((event) => orderFailureOf(event));
}

test.each([
  [2046, "invalid-transition"],
  [2047, "cannot-cancel"],
])("a failed status with %i names its message and the next step", (code, kind) => {
  expect(failuresIn({ statuses: [failedStatus("wamid.status", [metaError(code)])] })).toEqual([
    { kind, messageId: "wamid.status", code, advice: errorMeaning({ code }, "status").advice },
  ]);
});

test("finds the code at any position and with any title", () => {
  const errors = [metaError(131000), "x", { code: "2047", title: "New order status was not correctly transitioned." }];
  expect(failuresIn({ statuses: [failedStatus("1", errors)] })).toMatchObject([{ kind: "cannot-cancel", code: 2047 }]);
});

test("reads a separate error, without a message id", () => {
  expect(failuresIn({ errors: [metaError(2047)] })).toMatchObject([
    { kind: "cannot-cancel", code: 2047, messageId: undefined },
  ]);
});

test("ignores other failures, statuses, messages and unknown codes", () => {
  const error = metaError(2046);
  expect(
    failuresIn({
      messages: [message("1", { errors: [error] }), "x"],
      statuses: [
        failedStatus("2", [metaError(131026)]),
        failedStatus("3", []),
        failedStatus("4", [error], { status: "sent" }),
      ],
      errors: [metaError(131026)],
    }),
  ).toEqual(Array.from({ length: 6 }, () => undefined));
  expect(parseWebhook(bodyOf()).events.map((event) => orderFailureOf(event))).toEqual([undefined]);
});
