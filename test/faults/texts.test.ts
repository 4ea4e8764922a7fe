import type { FaultRule } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { bookkeepingIn } from "../../provider/src/runtime/definitions/sequence-state";
import type { Properties } from "../../provider/src/runtime/properties";
import { operations, prepare } from "./support/operations";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

type Transform = Omit<Extract<FaultRule["effect"], { readonly kind: "transform" }>, "kind">;

interface Changed {
  readonly what: string;
  readonly transform: Transform;
  readonly sent: Properties;
  /** The sent values as Meta stores them. */
  readonly stored: Properties;
  /** Both texts as the error shows them. */
  readonly shown: string;
}

const changed: readonly Changed[] = [
  {
    what: "text is trimmed",
    transform: { text: "trim" },
    sent: { text: "  Hello " },
    stored: { text: "Hello" },
    shown: 'text: sent "  Hello ", stored "Hello"',
  },
  {
    what: "text is normalized to NFC",
    transform: { text: "NFC" },
    sent: { text: "Cafe\u0301" },
    stored: { text: "Caf\u00e9" },
    shown: 'text: sent "Cafe\u0301", stored "Caf\u00e9"',
  },
  {
    what: "text is cut",
    transform: { text: { cut: 5 } },
    sent: { text: "Hello there" },
    stored: { text: "Hello" },
    shown: 'text: sent "Hello there", stored "Hello"',
  },
  {
    what: "line breaks are changed",
    transform: { text: "line-ends" },
    sent: { text: "Hello\r\nthere" },
    stored: { text: "Hello\nthere" },
    shown: 'text: sent "Hello\\r\\nthere", stored "Hello\\nthere"',
  },
  {
    what: "a title is cut",
    transform: { title: { cut: 5, ellipsis: true } },
    sent: { iceBreakers: [{ title: "How do I sign up?" }] },
    stored: { iceBreakers: [{ title: "How d..." }] },
    shown: 'iceBreakers: sent ["How do I sign up?"], stored ["How d..."]',
  },
  {
    what: "the autofill message is trimmed",
    transform: { autofill: "trim" },
    sent: { autofillMessage: { content: "Hello! " } },
    stored: { autofillMessage: { content: "Hello!" } },
    shown: 'autofill: sent "Hello! ", stored "Hello!"',
  },
  {
    what: "name and text are changed",
    transform: { name: "trim", text: ["trim", { cut: 5 }] },
    sent: { name: "Sign-up ", text: " Hello there" },
    stored: { name: "Sign-up", text: "Hello" },
    shown: 'name: sent "Sign-up ", stored "Sign-up"; text: sent " Hello there", stored "Hello"',
  },
];

function posts(stack: FaultStack): number {
  return stack.meta.journal().filter(({ method }) => method === "POST").length;
}

for (const { what, transform, sent, stored, shown } of changed) {
  for (const verb of ["create", "update"] as const) {
    row("31", `${verb}: ${what}: an error with both texts and no second POST`, async (stack) => {
      if (verb === "update") await stack.up();
      stack.startRun();
      stack.meta.clearJournal();
      stack.addFault({ effect: { kind: "transform", ...transform }, times: "always" });
      const message = await failureMessage(stack.up("signup", sent));
      const [id = ""] = stack.storedIds();
      expect(message).toMatch(
        new RegExp(`^Sequence ".*" \\(${stack.meta.wabaId}/${id}\\) was ${verb}d, but Meta stored`),
      );
      expect(message).toContain(
        `Meta stored different content than was sent: ${shown}. Change the program to what Meta`,
      );
      expect([stack.stateIds(), posts(stack)]).toEqual([[id], 1]);

      for (const isRefreshed of [false, true]) {
        stack.startRun();
        if (isRefreshed) await stack.refresh();
        const again = await failureMessage(stack.up("signup", sent));
        expect(again).toMatch(/^Sequence .* was not updated again, because after the last attempt Meta stored/);
        expect(again).toContain(shown);
        expect(await stack.engine.isPlanned("signup")).toBe(true);
      }
      expect([stack.stateIds(), posts(stack)]).toEqual([[id], 1]);

      stack.startRun();
      const { isHealthy, outs } = await stack.up("signup", { ...sent, ...stored });
      expect([isHealthy, bookkeepingIn(outs).unsettled, posts(stack)]).toEqual([true, undefined, 1]);
      stack.startRun();
      expect(await stack.engine.isPlanned("signup")).toBe(false);
    });
  }
}

const wild = `Bad\r\nthing\u001b[2J\u0007 \u0000 \u2028${"so ".repeat(400)}`;
/** Line breaks and control characters. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

for (const operation of operations) {
  for (const [what, status, body] of [
    [
      "a Graph error",
      400,
      { error: { message: wild, code: 100, error_user_title: wild, fbtrace_id: `A\u001b[1m${"x".repeat(100)}` } },
    ],
    ["a response that is not JSON", 403, wild],
  ] as const) {
    row("32", `${operation.kind}: control characters in ${what} are printed on one short line`, async (stack) => {
      await prepare(stack, operation);
      stack.startRun();
      stack.addFault({ match: { verb: operation.kind }, effect: { kind: "status", status, body } });
      const message = await failureMessage(operation.run(stack));
      expect(message).toMatch(/Bad thing \[2J +so so so/);
      expect(message).not.toMatch(unprintable);
      expect(message.length).toBeLessThan(1_100);
    });
  }
}

for (const [how, transform, sent, stored] of [
  [
    "trimmed",
    { name: "trim", text: "trim" },
    { name: "Sign-up ", text: " Hello " },
    { name: "Sign-up", text: "Hello" },
  ],
  ["normalized", { text: "NFC" }, { text: "Cafe\u0301" }, { text: "Caf\u00e9" }],
  ["cut", { text: { cut: 8, ellipsis: true } }, { text: "A long greeting" }, {}],
] as const) {
  row("31", `create: stored ${how}, response lost: recorded after one POST`, async (stack) => {
    stack.addFault({ effect: { kind: "transform", ...transform }, times: "always" });
    stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
    const message = await failureMessage(stack.up("signup", sent));
    expect(message).toContain("Meta stored different content than was sent");
    expect(posts(stack)).toBe(1);
    expect(stack.stateIds()).toEqual(stack.storedIds());
    stack.startRun();
    await stack.up("signup", { ...stored, text: stack.meta.sequences()[0]?.content?.text });
    expect(posts(stack)).toBe(1);
  });
}

row("31", "a lost create beside a new namesake names it without repeating", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  stack.run.duringWaits(() => {
    if (stack.storedIds().length === 0 && stack.requests("create").length > 0) {
      stack.addForeignSequence({ name: "signup", content: { text: "Something else" } });
    }
  });
  const message = await failureMessage(stack.up());
  expect(message).toContain(`Set adoptSequenceId: "${stack.storedIds()[0] ?? ""}"`);
  expect([posts(stack), stack.stateIds()]).toEqual([1, []]);
});
