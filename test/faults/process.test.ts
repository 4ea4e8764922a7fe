import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { Deadline, realClock } from "../../provider/src/client/clock";
import * as runtime from "../../provider/src/runtime";
import { handlerText } from "../../provider/src/schema/handler";
import { containsToken, shownForms } from "../support/leaks";
import { useAccount, row } from "./support/row";

useAccount();

const echoes: readonly (readonly [what: string, effect: (token: string) => FaultEffect])[] = [
  ["the message", (token) => ({ kind: "graph", code: 190, message: `Bad token ${token} was sent` })],
  ["the title", (token) => ({ kind: "graph", code: 100, subcode: 4027001, title: `No: Bearer ${token}` })],
  ["the user message", (token) => ({ kind: "graph", code: 10, userMessage: `access_token=${token}&x=y` })],
  ["an HTML page", (token) => ({ kind: "status", status: 502, body: `<p>authorization: Bearer ${token}</p>` })],
  ["a truncated body", (token) => ({ kind: "status", status: 200, body: `{"data":[{"token":"${token.slice(0, 40)}` })],
  ["a response of an odd shape", (token) => ({ kind: "status", status: 200, body: { [token]: token } })],
  ["a redirect URL", (token) => ({ kind: "status", status: 302, headers: { location: `/?access_token=${token}` } })],
];

for (const [what, effect] of echoes) {
  row("88", `a token that Meta repeats in ${what} appears nowhere in the error`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: effect(stack.meta.accessToken), times: "always" });
    stack.addFault({ match: { verb: "list" }, effect: effect(stack.meta.accessToken), nth: 2, times: "always" });
    const error: unknown = await stack.up().catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(Error);
    expect(shownForms(error).filter(containsToken)).toEqual([]);
    expect(shownForms(error).filter((text) => text.includes(stack.meta.accessToken.slice(0, 12)))).toEqual([]);
  });
}

row("88", "a token of an unusual form is hidden too", async (stack) => {
  const token = stack.meta.addToken({ value: "just.any.words.0123456789" });
  stack.startRun({ WHATSAPP_ACCESS_TOKEN: token });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 190, message: `Bad ${token}.` } });
  const error: unknown = await stack.up().catch((failed: unknown) => failed);
  expect(shownForms(error).filter((text) => text.includes(token))).toEqual([]);
  expect(error).toMatchObject({ message: expect.stringContaining("Bad [secret]") });
});

row("88", "Meta's text around the token stays readable", async (stack) => {
  const message = `Session of ${stack.meta.accessToken} has expired`;
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 190, message } });
  expect(await failureMessage(stack.up())).toContain("Session of [secret] has expired");
});

row("89", "the handler text is one short constant without paths or values", async (stack) => {
  const { inputs, outs } = await stack.up();
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
});

for (const direction of [1, -1]) {
  row("91", `a system clock that jumps by ${direction} h changes no deadline`, async (stack) => {
    const { now } = Date;
    let jumps = 0;
    // Each read of the clock is an hour after, or before, the last one.
    Date.now = () => now() + (jumps++ % 2 === 0 ? 0 : direction) * 3_600_000;
    try {
      const deadline = new Deadline(realClock, 10_000);
      expect(await deadline.sleep(1)).toBe(true);
      for (let look = 0; look < 4; look++) {
        expect(deadline.leftMs).toBeGreaterThan(5_000);
        expect(deadline.leftMs).toBeLessThanOrEqual(10_000);
      }
      stack.addFault({
        match: { verb: "create" },
        effect: { kind: "status", status: 429, headers: { "retry-after": "7" } },
      });
      await stack.up();
      expect(stack.run.waitsMs.filter((ms) => ms > 4_000 && ms <= 7_000)).toHaveLength(1);
      expect(stack.requests("create")).toHaveLength(2);
    } finally {
      Date.now = now;
    }
  });
}
