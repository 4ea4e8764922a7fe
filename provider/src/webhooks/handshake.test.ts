import { answerHandshake, type HandshakeQuery } from "./handshake";

const verifyToken = "a-verify-token-for-tests";
const right = { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": verifyToken };

test.each<[string, HandshakeQuery]>([
  ["URLSearchParams", new URLSearchParams(right)],
  ["a plain object", right],
])("answers the right token with the challenge, in %s", (_what, query) => {
  expect(answerHandshake(query, { verifyToken })).toEqual({ status: 200, body: "1158201444" });
});

test.each<[string, unknown, string]>([
  ["a number", 1158201444, "1158201444"],
  ["the largest exact number", Number.MAX_SAFE_INTEGER, "9007199254740991"],
  ["a bigint", 11582014441158201444n, "11582014441158201444"],
  ["a list of one", ["1158201444"], "1158201444"],
  ["a list of one number", [1158201444], "1158201444"],
  ["words", "not a number", "not a number"],
])("answers a challenge that a framework converted to %s", (_what, challenge, body) => {
  expect(answerHandshake({ ...right, "hub.challenge": challenge }, { verifyToken })).toEqual({ status: 200, body });
});

test("reads numbers and lists of one value in every parameter", () => {
  const query = { "hub.mode": ["subscribe"], "hub.verify_token": [12345], "hub.challenge": ["1158201444"] };
  expect(answerHandshake(query, { verifyToken: "12345" })).toEqual({ status: 200, body: "1158201444" });
});

test.each<[string, unknown, string]>([
  ["a number beyond exact ones", Number.MAX_SAFE_INTEGER + 1, "is a number that may have lost digits"],
  ["a number in powers of ten", 1e300, "is a number that may have lost digits"],
  ["a fraction", 0.5, "is a number that may have lost digits"],
  ["no number", Number.NaN, "is a number that may have lost digits"],
  ["a long number in a list", [2 ** 60], "is a number that may have lost digits"],
  ["two values", ["1", "2"], "is a list of 2 values"],
  ["an empty list", [], "is a list of 0 values"],
  ["an object", { a: "1" }, "is an object"],
  ["true", true, "is a boolean"],
])("rejects a challenge that is %s, and states the reason", (_what, challenge, reason) => {
  const answer = answerHandshake({ ...right, "hub.challenge": challenge }, { verifyToken });
  expect(answer).toEqual({ status: 403, body: expect.stringContaining(`hub.challenge ${reason}`) });
});

test.each<[string, HandshakeQuery, string]>([
  ["a wrong token", { ...right, "hub.verify_token": "wrong" }, "hub.verify_token does not match"],
  ["the beginning of the token", { ...right, "hub.verify_token": verifyToken.slice(0, -1) }, "hub.verify_token"],
  ["two tokens", { ...right, "hub.verify_token": [verifyToken, verifyToken] }, "hub.verify_token"],
  ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }, "hub.verify_token"],
  ["an empty query", new URLSearchParams(), "hub.mode is not subscribe"],
  ["another mode", { ...right, "hub.mode": "unsubscribe" }, "hub.mode is not subscribe"],
  ["no challenge", new URLSearchParams({ ...right, "hub.challenge": "" }), "hub.challenge is missing"],
])("rejects %s, without the token in the response", (_what, query, reason) => {
  const { status, body } = answerHandshake(query, { verifyToken });
  expect([status, body]).toEqual([403, expect.stringContaining(reason)]);
  expect(body).not.toContain(verifyToken);
});

test("rejects an empty verify token, which an empty query would match", () => {
  expect(() => answerHandshake(right, { verifyToken: "" })).toThrow(
    "verifyToken: must not be empty; is its environment variable set?",
  );
});
