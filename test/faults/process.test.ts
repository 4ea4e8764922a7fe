import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { Deadline, realClock } from "../../provider/src/client/clock";
import * as runtime from "../../provider/src/runtime";
import { handlerText } from "../../provider/src/schema/handler";
import { holdsToken, shownForms } from "../support/leaks";
import { faultRows, row } from "./support/row";

faultRows();

const echoes: readonly (readonly [what: string, effect: (token: string) => FaultEffect])[] = [
  ["the message", (token) => ({ kind: "graph", code: 190, message: `Bad token ${token} was sent` })],
  ["the title", (token) => ({ kind: "graph", code: 100, subcode: 4027001, title: `No: Bearer ${token}` })],
  ["the text for people", (token) => ({ kind: "graph", code: 10, userMessage: `access_token=${token}&x=y` })],
  ["a page of HTML", (token) => ({ kind: "status", status: 502, body: `<p>authorization: Bearer ${token}</p>` })],
  [
    "a body that is cut",
    (token) => ({ kind: "status", status: 200, body: `{"data":[{"token":"${token.slice(0, 40)}` }),
  ],
  ["an answer of an odd shape", (token) => ({ kind: "status", status: 200, body: { [token]: token } })],
  [
    "an address to go to",
    (token) => ({ kind: "status", status: 302, headers: { location: `/?access_token=${token}` } }),
  ],
];

for (const [what, effect] of echoes) {
  row("88", `Meta repeats the token in ${what}: it is in no form of the error`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: effect(the.meta.accessToken), times: "always" });
    the.fault({ match: { verb: "list" }, effect: effect(the.meta.accessToken), nth: 2, times: "always" });
    const error: unknown = await the.up().catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(Error);
    expect(shownForms(error).filter(holdsToken)).toEqual([]);
    expect(shownForms(error).filter((text) => text.includes(the.meta.accessToken.slice(0, 12)))).toEqual([]);
  });
}

row("88", "a token that looks like no token is hidden as well", async (the) => {
  const token = the.meta.addToken({ value: "just.any.words.0123456789" });
  the.nextRun({ WHATSAPP_ACCESS_TOKEN: token });
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 190, message: `Bad ${token}.` } });
  const error: unknown = await the.up().catch((failed: unknown) => failed);
  expect(shownForms(error).filter((text) => text.includes(token))).toEqual([]);
  expect(error).toMatchObject({ message: expect.stringContaining("Bad [secret]") });
});

row("88", "what Meta says beside the token stays readable", async (the) => {
  const message = `Session of ${the.meta.accessToken} has expired`;
  the.fault({ match: { verb: "create" }, effect: { kind: "graph", code: 190, message } });
  expect(await the.said(the.up())).toContain("Session of [secret] has expired");
});

row(
  "89",
  "the handler's text is one short constant, the same in source and build, that names no place and no value",
  async (the) => {
    const { inputs, outs } = await the.up();
    expect(inputs["__provider"]).toBe(handlerText("welcomeMessageSequence"));
    expect(outs["__provider"]).toBe('exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;');
    const source = readFileSync(join(dirname(require.resolve("pulumi-whatsapp")), "schema/handler.js"), "utf8");
    expect(source).toContain('exports.handler=()=>require("pulumi-whatsapp/runtime").${resource};');
    expect(Object.keys(runtime).sort()).toEqual([
      "adCreative",
      "adCreativeAttachment",
      "sandboxOrder",
      "welcomeMessageSequence",
    ]);
  },
);

for (const direction of [1, -1]) {
  row("91", `a clock of the system that jumps by ${direction} h changes no wait and no deadline`, async (the) => {
    const { now } = Date;
    let jumps = 0;
    // Each look at the clock is an hour after, or before, the last one.
    Date.now = () => now() + (jumps++ % 2 === 0 ? 0 : direction) * 3_600_000;
    try {
      const deadline = new Deadline(realClock, 10_000);
      expect(await deadline.sleep(1)).toBe(true);
      for (let look = 0; look < 4; look++) {
        expect(deadline.leftMs).toBeGreaterThan(5_000);
        expect(deadline.leftMs).toBeLessThanOrEqual(10_000);
      }
      the.fault({
        match: { verb: "create" },
        effect: { kind: "status", status: 429, headers: { "retry-after": "7" } },
      });
      await the.up();
      expect(the.run.waitsMs.filter((ms) => ms > 4_000 && ms <= 7_000)).toHaveLength(1);
      expect(the.sent("create")).toHaveLength(2);
    } finally {
      Date.now = now;
    }
  });
}

row("91", "a date to come back at is taken against the answer's own date, not this machine's", async (the) => {
  const headers = { date: "Tue, 01 Jan 2019 00:00:00 GMT", "retry-after": "Tue, 01 Jan 2019 00:00:30 GMT" };
  the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
  await the.up();
  expect(the.run.waitsMs.filter((ms) => ms > 29_000 && ms <= 30_000)).toHaveLength(1);
});

for (const after of ["Fri, 31 Dec 9999 23:59:59 GMT", "999999999999"]) {
  row("91", `a time far away (${after}) is a day at most, and not waited for`, async (the) => {
    const headers = { date: "Tue, 01 Jan 2019 00:00:00 GMT", "retry-after": after };
    the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
    expect(await the.said(the.up())).toContain("Run again in 1440 min;");
    expect(Math.max(...the.run.waitsMs)).toBeLessThan(1_000);
    expect(the.sent("create")).toHaveLength(1);
  });
}

row("91", "a date that has passed is not waited for", async (the) => {
  const headers = { date: "Tue, 01 Jan 2019 00:00:00 GMT", "retry-after": "Mon, 31 Dec 2018 00:00:00 GMT" };
  the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 429, headers } });
  await the.up();
  expect(Math.max(...the.run.waitsMs)).toBeLessThan(1_000);
  expect(the.sent("create")).toHaveLength(2);
});
