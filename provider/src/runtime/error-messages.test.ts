import { CallError, type AttemptStats } from "../client/call-error";
import { MissingAccessTokenError } from "../client/graph-client";
import type { GraphError } from "../client/graph-error";
import type { FailedOutcome, ThrottledAttempt } from "../client/outcome";
import { errorMeaning, type MetaError } from "../schema/error-codes";
import { KnownSecrets } from "../schema/known-secrets";
import { whereToSet } from "../schema/settings";
import { UnreadableResponse } from "../schema/wire";
import { adCreative } from "./definitions/ad-creative";
import { sequenceHints } from "./definitions/sequence-context";
import { welcomeMessageSequence } from "./definitions/welcome-message-sequence";
import { createListContext, describeCause, describeWritten, makePrintable, toUserError } from "./error-messages";
import { orderContext } from "./order/order-context";
import { PartialFailure, UserError } from "./user-error";

const update = welcomeMessageSequence.createContext("update", { scopeId: "1", id: "2" }, {});
const list = createListContext("the sequences of account 1", sequenceHints("1"), whereToSet);
function createCallError(outcome: FailedOutcome): CallError {
  return new CallError(outcome, { attempts: 1, elapsedMs: 0, limit: undefined }, "host");
}
function createGraphError(error: MetaError, more: Partial<GraphError> = {}): GraphError {
  return {
    meaning: errorMeaning(error),
    ...{ errorCode: error.code, code: String(error.code), title: "", message: "", traceId: undefined, httpStatus: 403 },
    ...more,
  };
}
function createThrottled(changes: Partial<ThrottledAttempt>): ThrottledAttempt {
  const error = createGraphError({ code: 4 });
  return { kind: "throttled", error, scope: "app", waitMs: undefined, usedPercent: undefined, ...changes };
}
function createRejection(code: number): CallError {
  return createCallError({ kind: "rejected", error: createGraphError({ code }) });
}
const unknown = createCallError({ kind: "unknown", why: "HTTP 503" });

test("a bug stays as it is, other thrown values become errors", () => {
  const bug = new TypeError("x is not a function");
  expect(toUserError(bug, update)).toBe(bug);
  expect(toUserError("thrown text", update)).toEqual(new Error("thrown text"));
  expect(() => describeCause(bug, update)).toThrow(bug);
});

test("a failed listing says that nothing was changed", () => {
  expect(toUserError(unknown, list).message).toMatch(/ Run again; nothing was changed\.$/);
  expect(toUserError(unknown, update).message).toMatch(/ Run again; the next run compares with the account /);
});

test("a cause after a write includes the remedy for a rejection", () => {
  expect(describeCause(unknown, update)).toBe("The outcome of the request to host is unknown: HTTP 503.");
  expect(describeCause(new UnreadableResponse("no list"), update)).toBe("Meta's answer could not be read: no list.");
  expect(describeCause(createRejection(368), update)).toMatch(/^Meta refused: .*\(code 368\)\. Look at /);
});

test("an invalid token mentions the stored token only for resources", () => {
  expect(toUserError(createRejection(190), update).message).toContain(
    "refresh and destroy use the token stored in the state",
  );
  expect(toUserError(createRejection(190), list).message).not.toContain("state");
});

test("a headline names the sequence, or the account of a listing", () => {
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

test.each<[AttemptStats, string]>([
  [{ attempts: 1, elapsedMs: 10, limit: undefined }, "is unknown: HTTP 503."],
  [{ attempts: 3, elapsedMs: 1_250, limit: undefined }, "is unknown (3 attempts in 1.3 s): HTTP 503."],
  [
    { attempts: 1, elapsedMs: 900, limit: { setting: "maxAttempts", value: 1 } },
    "is unknown (1 attempt in 0.9 s; whatsapp:maxAttempts is 1): HTTP 503.",
  ],
  [
    { attempts: 0, elapsedMs: 0, limit: { setting: "operationTimeoutMs", value: 500 } },
    "is unknown (the next would not fit into whatsapp:operationTimeoutMs, 500): HTTP 503.",
  ],
  [
    { attempts: 2, elapsedMs: 100, limit: { setting: "retryBudget", value: 7 } },
    "is unknown (2 attempts in 0.1 s; the 7 retries that whatsapp:retryBudget allows are used up): HTTP 503.",
  ],
])("attempts %j are part of the message", (stats, expected) => {
  const error = new CallError({ kind: "unknown", why: "HTTP 503" }, stats, "host");
  expect(describeCause(error, update)).toBe(`The outcome of the request to host ${expected}`);
});

test.each<[FailedOutcome, string]>([
  [
    { kind: "not_sent", why: "connection refused", mayRepeat: true },
    "host could not be reached: connection refused. Check the network and whatsapp:baseUrl, then run again; nothing was changed.",
  ],
  [
    { kind: "not_sent", why: "no tunnel", mayRepeat: true, remedy: "Check the proxy." },
    "host could not be reached: no tunnel. Check the proxy.",
  ],
  [
    createThrottled({ scope: "app" }),
    "Meta is limiting all calls of this app: no text (code 4). Wait some minutes and run again; calls made meanwhile lengthen the block.",
  ],
  [
    createThrottled({ scope: { kind: "waba", id: "7" }, waitMs: 61_000, usedPercent: 99.6 }),
    "Meta is limiting calls to account 7: no text (code 4). Account 7 has used 100% of its hourly limit. Run again in 2 min; calls made meanwhile lengthen the block.",
  ],
  [
    createThrottled({ scope: { kind: "adAccount", id: "8" }, usedPercent: 0.4 }),
    "Meta is limiting calls to ad account 8: no text (code 4). Wait some minutes and run again; calls made meanwhile lengthen the block.",
  ],
  [
    createThrottled({ scope: "ads" }),
    "Meta is limiting calls: no text (code 4). Wait some minutes and run again; calls made meanwhile lengthen the block.",
  ],
  [
    { kind: "unknown", why: "HTTP 500", error: createGraphError({ code: 2 }) },
    "Meta failed to process the request: no text (code 2). Run again; nothing was changed.",
  ],
  [
    { kind: "rejected", error: createGraphError({ code: 9_999 }) },
    "Meta refused: no text (code 9999). See Meta's documentation of this code, correct the cause and run again.",
  ],
])("the outcome %j has a cause and a remedy", (outcome, expected) => {
  expect(toUserError(createCallError(outcome), list).message).toBe(
    `Could not list the sequences of account 1. ${expected}`,
  );
});

test("a blocked call says that it was not sent", () => {
  const throttled = createThrottled({
    scope: { kind: "waba", id: "7" },
    ...{ error: undefined, waitMs: 3_600_000, usedPercent: 100 },
  });
  const stats = { attempts: 0, elapsedMs: 0, limit: { setting: "operationTimeoutMs", value: 500 } } as const;
  expect(toUserError(new CallError(throttled, stats, "host"), list).message).toBe(
    "Could not list the sequences of account 1. Meta is limiting calls to account 7, so this call was not sent (the next would not fit into whatsapp:operationTimeoutMs, 500). " +
      "Account 7 has used 100% of its hourly limit. Run again in 60 min; calls made meanwhile lengthen the block.",
  );
});

test("a missing token says where to set it", () => {
  const error = new MissingAccessTokenError("no access token");
  expect(toUserError(error, update).message).toMatch(
    / No access token is set\. Set it with .*WHATSAPP_ACCESS_TOKEN .*; for several accounts, set accessTokens, accessTokensFile or accessTokenCommand instead \(docs\/settings\.md\)\.$/,
  );
});

test("an unreadable answer asks for a report", () => {
  expect(toUserError(new UnreadableResponse("no list"), update).message).toMatch(
    / Meta's answer could not be read: no list\. Run again; if it happens again, report the shape /,
  );
});

test("a user's error stays as it is", () => {
  const error = new UserError("Could not read it.");
  expect(toUserError(error, update)).toBe(error);
});

test.each([
  ["create", 'Sequence "a" (1/2) was created'],
  ["update", 'Sequence "a" (1/2) was updated'],
  ["read", 'Sequence "a" (1/2) was written'],
])("a successful %s begins with the object's name", (verb, expected) => {
  expect(describeWritten({ ...update, verb, target: 'sequence "a" (1/2)' })).toBe(expected);
});

test('Meta\'s text is quoted with one full stop, or "no text"', () => {
  const describeText = (title: string, message: string): string =>
    describeCause(
      createCallError(
        createThrottled({
          scope: "messages",
          waitMs: 0,
          error: createGraphError({ code: 4 }, { title, message, traceId: "T", httpStatus: 400 }),
        }),
      ),
      update,
    );
  expect(describeText("", "")).toBe("Meta is limiting calls: no text (code 4, fbtrace_id T).");
  expect(describeText("Limit", "One. Two.")).toBe("Meta is limiting calls: Limit: One. Two (code 4, fbtrace_id T).");
});

test.each([
  [{ code: 100, texts: ["API calls from the server require an appsecret_proof argument"] }, /whatsapp:appSecret/],
  [{ code: 100, texts: ["Invalid appsecret_proof provided in the API argument"] }, /WHATSAPP_APP_SECRET/],
  [{ code: 2635 }, /whatsapp:marketingApiVersion/],
  [
    { code: 100, httpStatus: 500, texts: ["The ids query parameter is deprecated in v26.0+"] },
    /each object separately/,
  ],
])("a platform error %j has its own advice for every call", (error, advice) => {
  const rejected = createCallError({ kind: "rejected", error: createGraphError(error) });
  expect(toUserError(rejected, update).message).toMatch(advice);
  expect(toUserError(rejected, adCreative.createContext("read", { scopeId: "1" }, {})).message).toMatch(advice);
});

describe("an order message", () => {
  const sendContext = orderContext({ verb: "send", message: "order_details", phoneNumberId: "1", referenceId: "r" });
  const createOrderRejection = (code: number, subcode?: number): CallError =>
    createCallError({ kind: "rejected", error: createGraphError({ code, subcode }) });

  test("with an unknown outcome is not sent again", () => {
    expect(toUserError(unknown, sendContext).message).toMatch(
      /^Could not send the order_details of order "r" \(1\/r\)\. .* Nothing is sent again: look at the chat and at the status webhooks first\.$/,
    );
  });

  test("beyond the limit of one recipient names this recipient only", () => {
    const limited = createCallError({
      kind: "not_sent",
      why: "Not now",
      mayRepeat: false,
      error: createGraphError({ code: 131056 }),
    });
    expect(toUserError(limited, sendContext).message).toMatch(
      / Not now: .*131056.* Wait 4\^X seconds .* this recipient only/,
    );
  });

  test("that Meta refuses has the advice for Meta's code", () => {
    expect(toUserError(createOrderRejection(131047), sendContext).message).toMatch(/Send an approved template instead/);
    expect(toUserError(createOrderRejection(134011), sendContext).message).toMatch(/Accept the terms/);
    expect(toUserError(createOrderRejection(100, 2388), sendContext).message).toMatch(
      /Fix the request as the details say/,
    );
    expect(toUserError(createOrderRejection(100, 33), sendContext).message).toMatch(
      /Check that 1 is the id of a phone number .*WHATSAPP_PHONE_NUMBER_ID/,
    );
    expect(toUserError(createOrderRejection(190), sendContext).message).toMatch(/Set a valid token/);
  });
});

const token = "token-of-these-tests";
const session = { knownSecrets: new KnownSecrets([["accessToken", token]]) };

test("a masked error keeps its class, id and outputs", () => {
  const failure = makePrintable(session, new UserError(`Could not read "${token}\u202e".`));
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message).toBe('Could not read "[access token]\\u202e".');
  const partialFailure = makePrintable(session, new PartialFailure("1/2", { name: "n" }, `stored "${token}"`));
  expect(partialFailure).toMatchObject({ id: "1/2", properties: { name: "n" }, reasons: ['stored "[access token]"'] });
});

test("a printable error and a bug stay as they are", () => {
  for (const error of [new UserError("Could not read it."), new TypeError(`bug with ${token}`)]) {
    expect(makePrintable(session, error)).toBe(error);
  }
});
