import { CallError } from "../client/call-error";
import type { GraphError } from "../client/graph-error";
import type { FailedOutcome } from "../client/outcome";
import { errorMeaning, type MetaError } from "../schema/error-codes";
import { UnreadableResponse } from "../schema/wire";
import type { Deed } from "./deed";
import { causeOf, explained } from "./explain";

const deed: Deed = { resource: "sequence", verb: "update", wabaId: "1", sequenceId: "2" };
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
  expect(explained(bug, deed)).toBe(bug);
  expect(explained("thrown text", deed)).toEqual(new Error("thrown text"));
  expect(() => causeOf(bug, deed)).toThrow(bug);
});

test("after a listing nothing was changed, so nothing has to be compared", () => {
  expect(explained(unknown, { resource: "sequence", verb: "list", wabaId: "1" }).message).toMatch(
    / Run again; nothing was changed\.$/,
  );
  expect(explained(unknown, deed).message).toMatch(/ Run again; the next run compares with what the account holds /);
});

test("what came after a write says why it failed, and what a refusal asks of the reader", () => {
  expect(causeOf(unknown, deed)).toBe("What became of the request to host is not known: HTTP 503.");
  expect(causeOf(new UnreadableResponse("no list"), deed)).toBe("Meta's answer could not be read: no list.");
  expect(causeOf(refused(368), deed)).toMatch(/^Meta refused: .*\(code 368\)\. Look at /);
});

test("of the token in the state only those hear who have a state", () => {
  expect(explained(refused(190), deed).message).toContain("refresh and destroy use the token stored in the state");
  expect(explained(refused(190), { resource: "sequence", verb: "list", wabaId: "1" }).message).not.toContain("state");
});

test("a sequence is called by its name where it has one, a listing by its account", () => {
  expect(explained(unknown, { resource: "sequence", verb: "list", wabaId: "1" }).message).toMatch(
    /^Could not list the sequences of account 1\. /,
  );
  expect(explained(unknown, deed).message).toMatch(/^Could not update sequence \(1\/2\)\. /);
  expect(explained(unknown, { ...deed, name: "a" }).message).toMatch(/^Could not update sequence "a" \(1\/2\)\. /);
  expect(explained(unknown, { resource: "sequence", verb: "create", wabaId: "1" }).message).toMatch(
    /^Could not create sequence in account 1\. /,
  );
});

test("what Meta says is quoted with one full stop, and nothing said is said to be nothing", () => {
  const saying = (title: string, message: string): string =>
    causeOf(
      failed({
        kind: "throttled",
        waitMs: 0,
        error: problemOf({ code: 4 }, { title, message, traceId: "T", httpStatus: 400 }),
      }),
      deed,
    );
  expect(saying("", "")).toBe("Meta is limiting calls: no text (code 4, fbtrace_id T).");
  expect(saying("Limit", "One. Two.")).toBe("Meta is limiting calls: Limit: One. Two (code 4, fbtrace_id T).");
});

test.each([
  [{ code: 100, texts: ["API calls from the server require an appsecret_proof argument"] }, /whatsapp:appSecret/],
  [{ code: 100, texts: ["Invalid appsecret_proof provided in the API argument"] }, /WHATSAPP_APP_SECRET/],
  [{ code: 2635 }, /whatsapp:marketingApiVersion/],
  [{ code: 100, httpStatus: 500, texts: ["The ids query parameter is deprecated in v26.0+"] }, /each object by itself/],
])("an error of the platform keeps its own advice, whatever was called: %j", (error, advice) => {
  const rejected = failed({ kind: "rejected", error: problemOf(error) });
  expect(explained(rejected, deed).message).toMatch(advice);
  expect(explained(rejected, { resource: "ad creative", verb: "read", adAccountId: "1" }).message).toMatch(advice);
});

describe("an order", () => {
  const sending = {
    resource: "order",
    verb: "send",
    message: "order_details",
    phoneNumberId: "1",
    referenceId: "r",
  } as const satisfies Deed;
  const problem = (code: number, subcode?: number): CallError =>
    failed({ kind: "rejected", error: problemOf({ code, subcode }) });

  test("is never said to be sent by running again", () => {
    expect(explained(unknown, sending).message).toMatch(
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
    expect(explained(limited, sending).message).toMatch(
      / Not now: .*131056.* Wait 4\^X seconds .* this recipient only/,
    );
  });

  test("that Meta refuses gets the advice of Meta's code", () => {
    expect(explained(problem(131047), sending).message).toMatch(/Send an approved template instead/);
    expect(explained(problem(134011), sending).message).toMatch(/Accept the terms/);
    expect(explained(problem(100, 2388), sending).message).toMatch(/Correct what the details name/);
    expect(explained(problem(100, 33), sending).message).toMatch(
      /Check that 1 is the id of a phone number .*WHATSAPP_PHONE_NUMBER_ID/,
    );
    expect(explained(problem(190), sending).message).toMatch(/Set a valid token/);
  });
});
