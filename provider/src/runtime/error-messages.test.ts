import { CallError } from "../client/call-error";
import type { GraphError } from "../client/graph-error";
import type { FailedOutcome } from "../client/outcome";
import { errorMeaning, type MetaError } from "../schema/error-codes";
import { UnreadableResponse } from "../schema/wire";
import { adCreative } from "./definitions/ad-creative";
import { sequenceHints } from "./definitions/sequence-context";
import { welcomeMessageSequence } from "./definitions/welcome-message-sequence";
import { createListContext, describeCause, toUserError } from "./error-messages";
import { orderContext } from "./order/order-context";
import { whereToSet } from "../schema/settings";

const update = welcomeMessageSequence.createContext("update", { scopeId: "1", id: "2" }, {});
const list = createListContext("the sequences of account 1", sequenceHints("1"), whereToSet);
function failed(outcome: FailedOutcome): CallError {
  return new CallError(outcome, { attempts: 1, elapsedMs: 0, limit: undefined }, "host");
}
function problemOf(error: MetaError, more: Partial<GraphError> = {}): GraphError {
  return {
    meaning: errorMeaning(error),
    ...{ errorCode: error.code, code: String(error.code), title: "", message: "", traceId: undefined, httpStatus: 403 },
    ...more,
  };
}
function refused(code: number): CallError {
  return failed({ kind: "rejected", error: problemOf({ code }) });
}
const unknown = failed({ kind: "unknown", why: "HTTP 503" });

test("a bug is passed on as it is, and what is not even an error as one", () => {
  const bug = new TypeError("x is not a function");
  expect(toUserError(bug, update)).toBe(bug);
  expect(toUserError("thrown text", update)).toEqual(new Error("thrown text"));
  expect(() => describeCause(bug, update)).toThrow(bug);
});

test("after a listing nothing was changed, so nothing has to be compared", () => {
  expect(toUserError(unknown, list).message).toMatch(/ Run again; nothing was changed\.$/);
  expect(toUserError(unknown, update).message).toMatch(/ Run again; the next run compares with the account /);
});

test("what came after a write says why it failed, and what a refusal asks of the reader", () => {
  expect(describeCause(unknown, update)).toBe("The outcome of the request to host is unknown: HTTP 503.");
  expect(describeCause(new UnreadableResponse("no list"), update)).toBe("Meta's answer could not be read: no list.");
  expect(describeCause(refused(368), update)).toMatch(/^Meta refused: .*\(code 368\)\. Look at /);
});

test("of the token in the state only those hear who have a state", () => {
  expect(toUserError(refused(190), update).message).toContain("refresh and destroy use the token stored in the state");
  expect(toUserError(refused(190), list).message).not.toContain("state");
});

test("a sequence is called by its name where it has one, a listing by its account", () => {
  expect(toUserError(unknown, list).message).toMatch(/^Could not list the sequences of account 1\. /);
  expect(toUserError(unknown, update).message).toMatch(/^Could not update sequence \(1\/2\)\. /);
  expect(
    toUserError(unknown, welcomeMessageSequence.createContext("update", { scopeId: "1", id: "2" }, { name: "a" }))
      .message,
  ).toMatch(/^Could not update sequence "a" \(1\/2\)\. /);
  expect(toUserError(unknown, welcomeMessageSequence.createContext("create", { scopeId: "1" }, {})).message).toMatch(
    /^Could not create sequence in account 1\. /,
  );
});

test("what Meta says is quoted with one full stop, and nothing said is said to be nothing", () => {
  const saying = (title: string, message: string): string =>
    describeCause(
      failed({
        kind: "throttled",
        waitMs: 0,
        error: problemOf({ code: 4 }, { title, message, traceId: "T", httpStatus: 400 }),
      }),
      update,
    );
  expect(saying("", "")).toBe("Meta is limiting calls: no text (code 4, fbtrace_id T).");
  expect(saying("Limit", "One. Two.")).toBe("Meta is limiting calls: Limit: One. Two (code 4, fbtrace_id T).");
});

test.each([
  [{ code: 100, texts: ["API calls from the server require an appsecret_proof argument"] }, /whatsapp:appSecret/],
  [{ code: 100, texts: ["Invalid appsecret_proof provided in the API argument"] }, /WHATSAPP_APP_SECRET/],
  [{ code: 2635 }, /whatsapp:marketingApiVersion/],
  [
    { code: 100, httpStatus: 500, texts: ["The ids query parameter is deprecated in v26.0+"] },
    /each object separately/,
  ],
])("an error of the platform keeps its own advice, whatever was called: %j", (error, advice) => {
  const rejected = failed({ kind: "rejected", error: problemOf(error) });
  expect(toUserError(rejected, update).message).toMatch(advice);
  expect(toUserError(rejected, adCreative.createContext("read", { scopeId: "1" }, {})).message).toMatch(advice);
});

describe("an order", () => {
  const sending = orderContext({ verb: "send", message: "order_details", phoneNumberId: "1", referenceId: "r" });
  const problem = (code: number, subcode?: number): CallError =>
    failed({ kind: "rejected", error: problemOf({ code, subcode }) });

  test("is never said to be sent by running again", () => {
    expect(toUserError(unknown, sending).message).toMatch(
      /^Could not send the order_details of order "r" \(1\/r\)\. .* Nothing is sent again: look at the chat and at the status webhooks first\.$/,
    );
  });

  test("that is too much for one person is not sent, and the advice is about this person alone", () => {
    const limited = failed({
      kind: "not_sent",
      why: "Not now",
      mayRepeat: false,
      error: problemOf({ code: 131056 }),
    });
    expect(toUserError(limited, sending).message).toMatch(
      / Not now: .*131056.* Wait 4\^X seconds .* this recipient only/,
    );
  });

  test("that Meta refuses gets the advice of Meta's code", () => {
    expect(toUserError(problem(131047), sending).message).toMatch(/Send an approved template instead/);
    expect(toUserError(problem(134011), sending).message).toMatch(/Accept the terms/);
    expect(toUserError(problem(100, 2388), sending).message).toMatch(/Fix the request as the details say/);
    expect(toUserError(problem(100, 33), sending).message).toMatch(
      /Check that 1 is the id of a phone number .*WHATSAPP_PHONE_NUMBER_ID/,
    );
    expect(toUserError(problem(190), sending).message).toMatch(/Set a valid token/);
  });
});
