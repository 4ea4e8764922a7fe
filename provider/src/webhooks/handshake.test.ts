import { answerHandshake, type HandshakeQuery } from "./handshake";

const verifyToken = "a-verify-token-for-tests";
const right = { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": verifyToken };

test.each<[string, HandshakeQuery]>([
  ["URLSearchParams", new URLSearchParams(right)],
  ["a plain object", right],
])("the bare challenge answers the right token, in %s", (_what, query) => {
  expect(answerHandshake(query, { verifyToken })).toEqual({ status: 200, body: "1158201444" });
});

test.each<[string, HandshakeQuery, string]>([
  ["a wrong token", { ...right, "hub.verify_token": "wrong" }, "hub.verify_token does not match"],
  ["the beginning of the token", { ...right, "hub.verify_token": verifyToken.slice(0, -1) }, "hub.verify_token"],
  ["two tokens", { ...right, "hub.verify_token": [verifyToken, verifyToken] }, "hub.verify_token"],
  ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }, "hub.verify_token"],
  ["an empty query", new URLSearchParams(), "hub.mode is not subscribe"],
  ["another mode", { ...right, "hub.mode": "unsubscribe" }, "hub.mode is not subscribe"],
  ["no challenge", new URLSearchParams({ ...right, "hub.challenge": "" }), "hub.challenge is missing"],
])("%s is refused, without the token in the answer", (_what, query, reason) => {
  const { status, body } = answerHandshake(query, { verifyToken });
  expect([status, body]).toEqual([403, expect.stringContaining(reason)]);
  expect(body).not.toContain(verifyToken);
});

test("an empty verify token, which an empty query would match, is an error", () => {
  expect(() => answerHandshake(right, { verifyToken: "" })).toThrow(
    "verifyToken: must not be empty; is its environment variable set?",
  );
});
