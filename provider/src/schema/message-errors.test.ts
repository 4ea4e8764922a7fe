import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageErrorOf, type MessageErrorRetry } from "./message-errors";

const data = z
  .object({
    errors: z.array(
      z.object({ code: z.union([z.number(), z.literal("200-299")]), title: z.string(), retry: z.string() }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(__dirname, "../../../test/orders/data/error-codes.json"), "utf8")));

const listed = data.errors.flatMap(({ code, ...rest }) =>
  (code === "200-299" ? [200, 230, 299] : [code]).map((number) => ({ code: number, ...rest })),
);

/** The data's words; all others name a time or an event after which it may be tried. */
const retries: readonly (readonly [RegExp, MessageErrorRetry])[] = [
  [/^(never|not automatically|only if status page shows outage)/, "never"],
  [/^backoff/, "backoff"],
  [/^/, "later"],
];

test.each(listed)("$code is known by its title, and may be sent again as the data says", ({ code, title, retry }) => {
  expect(messageErrorOf(code)).toMatchObject({ code, title, retry: retries.find(([words]) => words.test(retry))?.[1] });
});

test("nothing is known beside the data", () => {
  const codes = new Set(listed.map(({ code }) => code));
  const beside = Array.from({ length: 140_000 }, (_, code) => code).filter(
    (code) => !codes.has(code) && !(code >= 200 && code <= 299) && messageErrorOf(code).kind !== "other",
  );
  expect(beside).toEqual([]);
});

test.each([
  [2040, "cannot-receive"],
  [131026, "cannot-receive"],
  [2046, "invalid-transition"],
  [2047, "cannot-cancel"],
  [134011, "terms-not-accepted"],
  [4, "throttled"],
  [80007, "throttled"],
  [130429, "throttled"],
  [131056, "recipient-throttled"],
  [131048, "quality-limited"],
  [131049, "quality-limited"],
  [131064, "quality-limited"],
  [131047, "window-closed"],
  [33, "invalid"],
  [100, "invalid"],
  [131008, "invalid"],
  [131009, "invalid"],
  [0, "credentials"],
  [190, "credentials"],
  [3, "permission"],
  [10, "permission"],
  [131005, "permission"],
  [200, "permission"],
  [299, "permission"],
  [368, "blocked"],
  [131031, "blocked"],
  [2, "transient"],
  [131000, "transient"],
  [131016, "transient"],
  [133004, "transient"],
  [131053, "media"],
  [132001, "template"],
  [132068, "flow"],
  [133010, "account"],
  [1, "other"],
])("%i is %s", (code, kind) => {
  expect(messageErrorOf(code)).toMatchObject({ code, kind });
});

test.each([199, 300, 250.5, -1, 131062, Number.NaN, Number.POSITIVE_INFINITY])(
  "%d is not known, and the advice says so",
  (code) => {
    expect(messageErrorOf(code)).toEqual({
      code,
      title: "Unknown error",
      kind: "other",
      retry: "never",
      advice:
        "Read Meta's title and details: what the code means is not known here, so send nothing again before you know.",
    });
  },
);

test("131005 is about terms only where its details link them", () => {
  const linked = "The terms of service are not accepted. Accept them: https://fb.me/payments-terms";
  expect(messageErrorOf(131005, linked)).toEqual({
    code: 131005,
    title: "Access denied",
    kind: "terms-not-accepted",
    retry: "never",
    advice: messageErrorOf(134011).advice,
  });
  for (const details of ["", "See https://example.com", "In terms of permissions: none"])
    expect(messageErrorOf(131005, details)).toEqual(messageErrorOf(131005));
  expect(messageErrorOf(100, linked)).toEqual(messageErrorOf(100));
});

test.each([
  [131056, ["4^X seconds", "this recipient only", "others are not affected"]],
  [131047, ["24 hours", "approved template"]],
  [2046, ["last valid status", "allowed next states"]],
  [2047, ["successful or pending payment"]],
])("the advice for %i names what matters", (code, parts) => {
  for (const part of parts) expect(messageErrorOf(code).advice).toContain(part);
});

test("each advice is one plain sentence, and no throttle or trouble of Meta's is called final", () => {
  for (const { code } of listed) {
    const { advice, kind, retry } = messageErrorOf(code);
    expect(advice).toMatch(/^[A-Z][^.]*\.$/);
    if (["throttled", "recipient-throttled", "transient"].includes(kind)) expect(retry).not.toBe("never");
  }
});
