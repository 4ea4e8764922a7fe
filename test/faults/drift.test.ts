import type { SequencePatch } from "pulumi-whatsapp-simulator";
import { faultRows, row } from "./support/row";

faultRows();

const [how, what] = [{ title: "How do I sign up?" }, { title: "What do I need?" }];
const content = {
  text: "Hi! Thanks for your interest in driving with us.",
  autofill_message: { content: "Hello! Can I get more info on this?" },
  ice_breakers: [how, what],
};

const edits: readonly (readonly [what: string, edit: SequencePatch, shown: object])[] = [
  ["the name", { name: "Edited" }, { name: "Edited" }],
  ["the text", { content: { ...content, text: "Edited" } }, { text: "Edited" }],
  [
    "the order of the ice breakers",
    { content: { ...content, ice_breakers: [what, how] } },
    { iceBreakers: [what, how] },
  ],
  [
    "an ice breaker's title",
    { content: { ...content, ice_breakers: [{ title: "Edited" }, what] } },
    { iceBreakers: [{ title: "Edited" }, what] },
  ],
  ["the ice breakers, taken away", { content: { ...content, ice_breakers: [] } }, { iceBreakers: undefined }],
  [
    "the autofill message, taken away",
    { content: { text: content.text, ice_breakers: [how, what] } },
    { autofillMessage: undefined },
  ],
];

for (const [part, edit, shown] of edits) {
  row("65", `drift of ${part} is shown by a refresh, undone by up, and quiet afterwards`, async (the) => {
    const before = await the.up();
    const [id = ""] = the.rows();
    const made = the.meta.sequences();
    the.meta.editSequence(id, edit);
    the.nextRun();
    const seen = await the.refresh();
    for (const [key, value] of Object.entries(shown)) {
      expect(seen?.outs[key]).toEqual(value);
      expect(seen?.inputs[key]).toEqual(value);
    }
    const unchanged = Object.keys(before.inputs).filter((key) => !(key in shown));
    for (const key of unchanged) expect(seen?.inputs[key]).toEqual(before.inputs[key]);
    the.nextRun();
    the.meta.clearJournal();
    expect(await the.engine.isPlanned("signup")).toBe(true);
    await the.up();
    expect(the.sent("update")).toHaveLength(1);
    expect(the.sent("create")).toEqual([]);
    expect(the.meta.sequences()).toMatchObject(
      made.map(({ id: same, name, content: whole }) => ({ id: same, name, content: whole })),
    );
    expect(await the.engine.isPlanned("signup")).toBe(false);
  });
}

row("65", "drift that nobody refreshed is not seen by a plan, which asks nobody", async (the) => {
  await the.up();
  the.meta.editSequence(the.rows()[0] ?? "", { name: "Edited" });
  the.nextRun();
  the.meta.clearJournal();
  expect(await the.engine.isPlanned("signup")).toBe(false);
  expect(the.verbs()).toEqual([]);
  await the.refresh();
  await the.up();
});

row("66", "an ad that begins or ends to use the sequence changes one output, and nothing is updated", async (the) => {
  const { outs } = await the.up();
  const [id = ""] = the.rows();
  const { adId } = the.meta.addAd({ sequenceId: id });
  the.nextRun();
  expect((await the.refresh())?.outs).toEqual({ ...outs, isUsedInAd: true });
  expect(await the.engine.isPlanned("signup")).toBe(false);
  await the.up();
  the.meta.removeAd(adId);
  the.nextRun();
  expect((await the.refresh())?.outs).toEqual(outs);
  expect(await the.engine.isPlanned("signup")).toBe(false);
  await the.up();
  expect(the.sent("update")).toEqual([]);
  expect(the.sent("create")).toHaveLength(1);
});

row("67", "another account in the program: made there first, then deleted here", async (the) => {
  the.meta.addWaba({ id: "888" });
  const before = await the.up();
  the.nextRun();
  the.meta.clearJournal();
  const after = await the.up("signup", { wabaId: "888" });
  expect(after.id).toMatch(/^888\/\d+$/);
  expect(the.meta.sequences()).toMatchObject([{ wabaId: "888", name: "signup" }]);
  const written = the.meta.journal().filter(({ method }) => method !== "GET");
  expect(written.map(({ verb, path }) => [verb, path])).toEqual([
    ["create", "/888/welcome_message_sequences"],
    ["delete", `/${the.meta.wabaId}/welcome_message_sequences`],
  ]);
  expect(written[1]?.query["sequence_id"]).toBe(before.id.split("/")[1]);
});

row("67", "another account that refuses leaves the old sequence where it is", async (the) => {
  const before = await the.up();
  the.nextRun();
  the.meta.clearJournal();
  expect(await the.said(the.up("signup", { wabaId: "889" }))).toContain(
    "Check that 889 is the WhatsApp Business Account id",
  );
  expect(the.engine.entries.get("signup")).toEqual(before);
  expect(the.sent("delete")).toEqual([]);
  the.engine.wanted.set("signup", {});
});

for (const changes of [
  {},
  { iceBreakers: [], autofillMessage: undefined },
  { onContentChange: "replace", duplicates: "allow" },
]) {
  row(
    "74",
    `after a refresh a preview is empty and asks nobody: ${JSON.stringify(Object.keys(changes))}`,
    async (the) => {
      await the.up("signup", changes);
      for (let time = 0; time < 2; time++) {
        the.nextRun();
        const { outs } = (await the.refresh()) ?? {};
        the.meta.clearJournal();
        expect(await the.engine.isPlanned("signup")).toBe(false);
        expect(the.verbs()).toEqual([]);
        expect(outs).toEqual(the.engine.entries.get("signup")?.outs);
      }
    },
  );
}
