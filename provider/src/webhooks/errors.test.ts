import { errorMeaning } from "../schema/error-codes";
import { parseWebhook } from "./parse";
import { bodyOf, change, contacts, entry, failedStatus, message, metaError, webhook } from "./testing/samples";

function parse(value: object) {
  return parseWebhook(JSON.stringify(webhook(entry(change(value)))));
}
function describeProblems(problems: ReturnType<typeof parse>["problems"]) {
  return problems.map(({ path, reason }) => `${path} ${reason}`);
}

test("a failed status has its error, its meaning and its correlation id", () => {
  const error = metaError(131026, "Message Undeliverable.");
  const status = failedStatus("wamid.1", [error], { biz_opaque_callback_data: "order-7" });
  const { kind, retry, advice } = errorMeaning({ code: 131026 }, "status");
  const { events, problems } = parse({ statuses: [status] });
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    {
      kind: "status",
      status: {
        id: "wamid.1",
        status: "failed",
        bizOpaqueCallbackData: "order-7",
        errors: [
          {
            code: 131026,
            title: "Title of 131026",
            message: "Title of 131026",
            details: "Message Undeliverable.",
            href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
            kind,
            retry,
            advice,
            raw: error,
          },
        ],
        raw: status,
      },
    },
  ]);
});

test("a status without errors has neither errors nor a correlation id", () => {
  expect(parse({ statuses: [{ id: "1", status: "sent" }] }).events).toMatchObject([
    { status: { errors: [], bizOpaqueCallbackData: undefined } },
  ]);
});

test("reads payments in India as statuses with the payment in raw", () => {
  const payment = { reference_id: "r", amount: { value: 21000, offset: 100 }, currency: "INR" };
  const status = { id: "1", type: "payment", status: "captured", timestamp: "1750269343", recipient_id: "91", payment };
  const { events, problems } = parse({ statuses: [status] });
  expect(problems).toEqual([]);
  expect(events).toMatchObject([{ kind: "status", status: { status: "captured", errors: [], raw: status } }]);
});

test("reads 131005 with a link to terms as terms-not-accepted", () => {
  const error = metaError(131005, "Accept the Terms of Service: https://fb.me/payments-terms");
  expect(parse({ statuses: [failedStatus("1", [error, metaError(131005)])] }).events).toMatchObject([
    { status: { errors: [{ kind: "terms-not-accepted" }, { kind: "permission" }] } },
  ]);
});

test("reads the errors of an unsupported message", () => {
  const error = metaError(131051, "Message type is currently not supported.");
  const { events, problems } = parseWebhook(bodyOf(message("wamid.1", { type: "unsupported", errors: [error] })));
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    {
      message: { type: "unsupported", errors: [{ code: 131051, details: "Message type is currently not supported." }] },
    },
  ]);
});

test("returns errors without a message as events after messages and statuses", () => {
  const [throttled, locked] = [metaError(130429), metaError(131031)];
  const { events, problems } = parse({
    contacts,
    errors: [throttled, locked],
    statuses: [{ id: "1", status: "sent" }],
    messages: [message()],
  });
  const origin = { wabaId: "102290129340398", phoneNumberId: "106540352242922", displayPhoneNumber: "15550783881" };
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    { kind: "message" },
    { kind: "status" },
    { kind: "error", field: "messages", ...origin, error: { code: 130429, kind: "throttled", raw: throttled } },
    { kind: "error", field: "messages", ...origin, error: { code: 131031, kind: "blocked", raw: locked } },
  ]);
  expect(events).toHaveLength(4);
});

test.each(["entry", "change"])("keeps errors of another %s unparsed", (where) => {
  const errors = [metaError(1)];
  const odd = where === "entry" ? { id: "1", errors } : entry(change({ errors }, "account_update"));
  expect(parseWebhook(JSON.stringify(webhook(odd))).events).toMatchObject([{ kind: "other" }]);
});

test.each<[string, unknown, readonly string[], object]>([
  ["a code in words", { code: "many" }, ["code is not a safe integer"], { code: undefined }],
  ["a code as digits", { code: "2046" }, [], { code: 2046, kind: "invalid-transition" }],
  ["a code with a fraction", { code: 2046.5 }, ["code is not a safe integer"], { code: undefined }],
  ["a code of 20 digits", { code: "9".repeat(20) }, ["code is not a safe integer"], { kind: "other" }],
  ["no code", { title: "x" }, ["code is missing"], { code: undefined, title: "x", kind: "other", retry: "never" }],
  ["data as a number", { code: 1, error_data: 7 }, ["error_data is not an object"], { details: undefined }],
  ["details beside the code as a list", { code: 1, details: [] }, ["details is not text"], { details: undefined }],
  ["details as a list", { code: 1, error_data: { details: [] } }, ["error_data.details is not text"], { code: 1 }],
  ["a title as an object", { code: 1, title: {} }, ["title is not text"], { code: 1, title: undefined }],
])("reports %s, and reads the error", (_what, odd, problems, expected) => {
  const inStatus = parse({ statuses: [failedStatus("1", [odd])] });
  expect(inStatus.events).toMatchObject([{ status: { errors: [{ ...expected, raw: odd }] } }]);
  const inValue = parse({ errors: [odd] });
  expect(inValue.events).toMatchObject([{ kind: "error", error: { ...expected, raw: odd } }]);
  const at = (path: string) => problems.map((problem) => `body.entry[0].changes[0].value.${path}.${problem}`);
  expect(describeProblems(inStatus.problems)).toEqual(at("statuses[0].errors[0]"));
  expect(describeProblems(inValue.problems)).toEqual(at("errors[0]"));
});

test.each<[string, object]>([
  ["in error_data", { error_data: { details: "why" } }],
  ["beside the code", { details: "why" }],
  ["beside the code, next to data without it", { details: "why", error_data: { messaging_product: "whatsapp" } }],
  ["beside the code, next to empty ones", { details: "why", error_data: { details: "" } }],
  ["in error_data and beside the code", { details: "less", error_data: { details: "why" } }],
  ["in error_data that is a text of JSON", { error_data: JSON.stringify({ details: "why" }) }],
  ["in error_data that is a text", { error_data: "why" }],
])("reads details %s", (_where, parts) => {
  const { events, problems } = parse({
    errors: [{ code: 131051, ...parts }],
    statuses: [failedStatus("1", [{ code: 131051, ...parts }])],
    messages: [message("2", { errors: [{ code: 131051, ...parts }] })],
  });
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    { message: { errors: [{ details: "why" }] } },
    { status: { errors: [{ details: "why" }] } },
    { error: { details: "why" } },
  ]);
});

test.each(["{", "{]", ' {"details":'])("reads error_data that only resembles JSON as the details: %j", (text) => {
  const { events } = parse({ errors: [{ code: 1, error_data: text }] });
  expect(events).toMatchObject([{ error: { details: text } }]);
});

test.each<[string, unknown]>([
  ["text", "x"],
  ["null", null],
  ["a list", []],
])("an error that is %s does not hide the others", (_what, odd) => {
  expect(parse({ statuses: [failedStatus("1", [odd, metaError(2047)])] }).events).toMatchObject([
    { status: { errors: [{ code: 2047 }] } },
  ]);
  const { events, problems } = parse({ errors: [odd, metaError(2047)] });
  expect(events).toMatchObject([
    { kind: "other", raw: odd },
    { kind: "error", error: { code: 2047 } },
  ]);
  expect(describeProblems(problems)).toContain("body.entry[0].changes[0].value.errors[0].code is missing");
});

test("reads a status or message whose errors are not a list", () => {
  const { events, problems } = parse({ statuses: [failedStatus("1", "x")], messages: [message("2", { errors: {} })] });
  expect(events).toMatchObject([
    { kind: "message", message: { errors: [] } },
    { kind: "status", status: { errors: [] } },
  ]);
  expect(describeProblems(problems)).toEqual([
    "body.entry[0].changes[0].value.messages[0].errors is not a list",
    "body.entry[0].changes[0].value.statuses[0].errors is not a list",
  ]);
});
