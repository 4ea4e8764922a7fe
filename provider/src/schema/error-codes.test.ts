import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errorMeaning } from "./error-codes";
import { errorTable, type ErrorRetry } from "./error-table";

const fileShape = z.object({
  errors: z.array(
    z.object({
      code: z.union([z.number(), z.literal("200-299")]),
      title: z.string(),
      http: z.number().nullable(),
      retry: z.string(),
    }),
  ),
  template_subcodes: z.array(z.object({ code: z.number(), subcode: z.number(), retry: z.string() })).default([]),
});
const [known, added] = ["error-codes.json", "error-codes.additions-2026.json"].map((name) =>
  fileShape.parse(JSON.parse(readFileSync(join(__dirname, "../../../test/orders/data", name), "utf8"))),
);
if (known === undefined || added === undefined) throw new Error("the published codes are missing");

const listed = [...known.errors, ...added.errors].flatMap(({ code, http, ...rest }) =>
  (code === "200-299" ? [200, 230, 299] : [code]).map((number) => ({
    code: number,
    httpStatus: http ?? undefined,
    ...rest,
  })),
);

/** The data's words; all others name a time or an event after which it may be tried. */
const retries: readonly (readonly [RegExp, ErrorRetry])[] = [
  [/^(never|not automatically|not a send error|only if status page shows outage|restart paging)/, "never"],
  [/^backoff/, "backoff"],
  [/^/, "later"],
];
function retryIn(words: string): ErrorRetry | undefined {
  return retries.find(([pattern]) => pattern.test(words))?.[1];
}

test.each(listed)("$code has the title and retry of the published list", ({ code, httpStatus, title, retry }) => {
  expect(errorMeaning({ code, httpStatus }, "status")).toMatchObject({ title, retry: retryIn(retry) });
  expect(errorMeaning({ code, httpStatus }).kind).not.toBe("other");
});

test.each(added.template_subcodes)("subcode $subcode is known under 100 and as a code", ({ code, subcode, retry }) => {
  const meaning = errorMeaning({ code, subcode, httpStatus: 400 });
  expect(meaning).toMatchObject({ kind: "template", outcome: "rejected", retry: retryIn(retry) });
  expect(errorMeaning({ code: subcode, httpStatus: 400 })).toEqual(meaning);
});

/** Codes that the lists lack: those of the Graph API and the sequences edge. */
const elsewhere = [17, 32, 102, 104, 341, 613, ...Array.from({ length: 15 }, (_, i) => 80_000 + i)];

test("knows no code that the data lack", () => {
  const codes = new Set([...listed.map(({ code }) => code), ...elsewhere]);
  const beside = Array.from({ length: 140_000 }, (_, code) => code).filter(
    (code) => !codes.has(code) && !(code >= 200 && code <= 299) && errorMeaning({ code }).kind !== "other",
  );
  expect(beside).toEqual([]);
});

test(`all ${errorTable.length} rows name their source`, () => {
  for (const row of errorTable) expect(row).toMatchObject({ source: expect.stringMatching(/^(Meta, |\[C\] )\S/) });
});

test("rows of one code differ in their condition, and ranges agree", () => {
  const keys = errorTable.map(({ code, condition: { subcode, onlyHttp, onlyText } }) =>
    JSON.stringify([code, subcode, onlyHttp, String(onlyText)]),
  );
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  for (const { code, kind, outcome, retry, condition } of errorTable) {
    const { lastCode = code } = condition;
    for (const inside of errorTable.filter((row) => row.code > code && row.code <= lastCode)) {
      expect(inside).toMatchObject({ kind, outcome, retry });
    }
  }
});

test.each([
  [{ code: 1, httpStatus: 400 }, "transient"],
  [{ code: 100, httpStatus: 400 }, "transient"],
  [{ code: 100, httpStatus: 500 }, "invalid"],
  [{ code: 100, subcode: 33, httpStatus: 400 }, "no-such-object"],
  [{ code: 190, httpStatus: 400 }, "credentials"],
] as const)("is_transient in %j means %s", (error, kind) => {
  expect(errorMeaning({ ...error, isTransient: true }).kind).toBe(kind);
});

const advisesToSendAgain = /\b(try|send|run|call)\b[^.;:]*\bagain\b|growing pauses/i;
const forbidsToSendAgain = /\bdo not send it again\b/i;

test.each(errorTable)(
  "$code ($title, $outcome): outcome, retry and advice agree",
  ({ outcome, retry, advice, kind }) => {
    expect(advice).toMatch(/^[A-Z][^.]*(\.\d[^.]*)*\.$/);
    switch (outcome) {
      case "unknown":
        expect(retry).toBe("never");
        expect(advice.replace(forbidsToSendAgain, "")).not.toMatch(advisesToSendAgain);
        break;
      case "rejected":
        expect(retry).not.toBe("backoff");
        expect(advice).not.toMatch(/growing pauses/);
        expect(kind).not.toBe("transient");
        break;
      case "not_sent":
        expect(retry).not.toBe("never");
        expect(advice).toMatch(/^(Wait|Try again)/);
        break;
      default:
        outcome satisfies never;
    }
  },
);

test.each([
  [131016, 500],
  [131000, 500],
  [131000, 400],
  [2, 503],
  [1, 400],
  [133004, 400],
  [133004, 503],
  [99_999, 500],
])("%i with HTTP %i leaves the outcome unknown and forbids a resend", (code, httpStatus) => {
  const { outcome, retry, advice } = errorMeaning({ code, httpStatus });
  expect([outcome, retry]).toEqual(["unknown", "never"]);
  expect(advice).toMatch(forbidsToSendAgain);
});

test.each([131057, 2_494_100])("%i can be sent later, with any HTTP status", (code) => {
  for (const httpStatus of [400, 500]) {
    expect(errorMeaning({ code, httpStatus })).toMatchObject({ outcome: "not_sent", retry: "later" });
  }
});

test.each([131000, 131016, 2, 133004])("%i in a failed status can be sent again", (code) => {
  expect(errorMeaning({ code }, "status")).toMatchObject({
    retry: "backoff",
    advice: expect.stringMatching(/^Send it again a few times with exponential backoff/),
  });
});

test.each([
  [131060, /WhatsApp Business app.*same id/],
  [131051, /Ask the person to write it another way/],
  [131052, /Ask the person to send the file again/],
  [99_999, /Read the message in the WhatsApp app/],
])("%i in a received message advises the recipient", (code, advice) => {
  const meaning = errorMeaning({ code }, "received");
  expect(meaning).toMatchObject({ retry: "never", advice: expect.stringMatching(advice) });
  expect(meaning.advice).not.toMatch(/send nothing again/);
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
  [1, "unclear"],
  [131030, "cannot-receive"],
  [131062, "cannot-receive"],
  [131063, "template"],
  [131044, "account"],
  [132008, "template"],
  [137000, "recipient-identity"],
  [131060, "incoming-unavailable"],
  [131041, "group"],
  [2635, "api-version"],
])("%i is %s", (code, kind) => {
  expect(errorMeaning({ code, httpStatus: code === 0 ? 401 : 400 })).toMatchObject({ kind });
});

test.each([199, 300, 250.5, -1, 131061, Number.NaN, Number.POSITIVE_INFINITY])(
  "%d is unknown, as its advice states",
  (code) => {
    expect(errorMeaning({ code })).toEqual({
      ...{ title: "Unknown error", kind: "other", outcome: "rejected", retry: "never" },
      advice: expect.stringMatching(/^Read Meta's title and details: this error code is unknown/),
    });
    expect(errorMeaning({ code }, "status").advice).toMatch(/do not send again until you know/);
  },
);

test("131005 means terms only if its details link them", () => {
  const linked = "The terms of service are not accepted. Accept them: https://fb.me/payments-terms";
  expect(errorMeaning({ code: 131005, texts: [linked] })).toEqual({
    ...{ title: "Access denied", kind: "terms-not-accepted", outcome: "rejected", retry: "never" },
    advice: errorMeaning({ code: 134011 }).advice,
  });
  for (const details of ["", "See https://example.com", "In terms of permissions: none"]) {
    expect(errorMeaning({ code: 131005, texts: [details] })).toEqual(errorMeaning({ code: 131005 }));
  }
  expect(errorMeaning({ code: 100, texts: [linked] })).toEqual(errorMeaning({ code: 100 }));
});

test("reads a text of two megabytes quickly", () => {
  expect(errorMeaning({ code: 131005, texts: ["terms ".repeat(350_000)] }).kind).toBe("permission");
});

test.each([
  [131056, ["4^X seconds", "this recipient only", "others are not affected"]],
  [131047, ["24 hours", "approved template"]],
  [2046, ["last valid status", "allowed next states"]],
  [2047, ["successful or pending payment"]],
  [131030, ["list of recipients"]],
  [131062, ["phone number in `to`"]],
  [131063, ["/marketing_messages", "disable_marketing_messages_on_cloud_api"]],
])("the advice for %i names the essentials", (code, parts) => {
  for (const part of parts) expect(errorMeaning({ code }).advice).toContain(part);
});
