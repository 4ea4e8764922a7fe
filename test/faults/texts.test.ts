import type { FaultRule } from "pulumi-whatsapp-simulator";
import { bookkeepingIn } from "../../provider/src/runtime/definitions/sequence-state";
import type { Properties } from "../../provider/src/runtime/properties";
import { deeds, ready } from "./support/operations";
import { faultRows, row, type Case } from "./support/row";

faultRows();

type Transform = Omit<Extract<FaultRule["effect"], { readonly kind: "transform" }>, "kind">;

interface Changed {
  readonly what: string;
  readonly transform: Transform;
  readonly sent: Properties;
  /** The same as Meta stores it. */
  readonly stored: Properties;
  /** Both texts, as the failure shows them. */
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
    what: "text is composed to NFC",
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
    what: "line ends are changed",
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

function posts(the: Case): number {
  return the.meta.journal().filter(({ method }) => method === "POST").length;
}

for (const { what, transform, sent, stored, shown } of changed) {
  for (const verb of ["create", "update"] as const) {
    row(
      "31",
      `${verb}: ${what}: an error with id and both texts, no second POST, quiet with Meta's text`,
      async (the) => {
        if (verb === "update") await the.up();
        the.nextRun();
        the.meta.clearJournal();
        the.fault({ effect: { kind: "transform", ...transform }, times: "always" });
        const said = await the.said(the.up("signup", sent));
        const [id = ""] = the.rows();
        expect(said).toMatch(new RegExp(`^Sequence ".*" \\(${the.meta.wabaId}/${id}\\) was ${verb}d, but Meta stored`));
        expect(said).toContain(
          `Meta stored different content than was sent: ${shown}. Change the program to what Meta`,
        );
        expect([the.held(), posts(the)]).toEqual([[id], 1]);

        for (const isRefreshed of [false, true]) {
          the.nextRun();
          if (isRefreshed) await the.refresh();
          const again = await the.said(the.up("signup", sent));
          expect(again).toMatch(/^Sequence .* was not updated again, because after the last attempt Meta stored/);
          expect(again).toContain(shown);
          expect(await the.engine.isPlanned("signup")).toBe(true);
        }
        expect([the.held(), posts(the)]).toEqual([[id], 1]);

        the.nextRun();
        const { isHealthy, outs } = await the.up("signup", { ...sent, ...stored });
        expect([isHealthy, bookkeepingIn(outs).unsettled, posts(the)]).toEqual([true, undefined, 1]);
        the.nextRun();
        expect(await the.engine.isPlanned("signup")).toBe(false);
      },
    );
  }
}

const wild = `Bad\r\nthing\u001b[2J\u0007 \u0000 \u2028${"so ".repeat(400)}`;
/** Line ends, escape sequences and the like. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

for (const deed of deeds) {
  for (const [what, status, body] of [
    [
      "Graph's error",
      400,
      { error: { message: wild, code: 100, error_user_title: wild, fbtrace_id: `A\u001b[1m${"x".repeat(100)}` } },
    ],
    ["an answer that is no JSON", 403, wild],
  ] as const) {
    row("32", `${deed.verb}: control characters in ${what} are printed on one clean, bounded line`, async (the) => {
      await ready(the, deed);
      the.nextRun();
      the.fault({ match: { verb: deed.verb }, effect: { kind: "status", status, body } });
      const said = await the.said(deed.step(the));
      expect(said).toMatch(/Bad thing \[2J +so so so/);
      expect(said).not.toMatch(unprintable);
      expect(said.length).toBeLessThan(1_100);
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
  ["composed", { text: "NFC" }, { text: "Cafe\u0301" }, { text: "Caf\u00e9" }],
  ["cut", { text: { cut: 8, ellipsis: true } }, { text: "A long greeting" }, {}],
] as const) {
  row(
    "31",
    `create: stored ${how} and its answer lost: recorded with its id, one POST, both texts shown`,
    async (the) => {
      the.fault({ effect: { kind: "transform", ...transform }, times: "always" });
      the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
      const said = await the.said(the.up("signup", sent));
      expect(said).toContain("Meta stored different content than was sent");
      expect(posts(the)).toBe(1);
      expect(the.held()).toEqual(the.rows());
      the.nextRun();
      await the.up("signup", { ...stored, text: the.meta.sequences()[0]?.content?.text });
      expect(posts(the)).toBe(1);
    },
  );
}

row(
  "31",
  "create: its answer lost and a new row of its name with other text: not taken, not sent again, named",
  async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
    the.run.meanwhile(() => {
      if (the.rows().length === 0 && the.sent("create").length > 0) {
        the.plant({ name: "signup", content: { text: "Something else" } });
      }
    });
    const said = await the.said(the.up());
    expect(said).toContain(`Set adoptSequenceId: "${the.rows()[0] ?? ""}"`);
    expect([posts(the), the.held()]).toEqual([1, []]);
  },
);
