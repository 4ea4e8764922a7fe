import type { Case } from "./row";

const plain = { autofillMessage: undefined, iceBreakers: undefined };

/**
 * A sequence with everything and one with text alone are made and read, one is changed and refused its delete while in use, and
 * both are deleted, among neighbours that stay as they are; after each step nothing is left to do.
 */
export async function wholeLife(the: Case): Promise<void> {
  const neighbours = ["before", "between", "after"].map((name) => the.plant({ name, content: { text: name } }));
  const held = the.meta.sequences();
  const { id } = await the.up("full");
  await the.up("plain", plain);
  await expectQuiet(the, ["full", "plain"]);
  expect((await the.up("full", { text: "New" })).id).toBe(id);
  await expectQuiet(the, ["full"]);
  const sequenceId = id.split("/")[1] ?? "";
  expect(the.held()).toContain(sequenceId);
  the.meta.editSequence(sequenceId, { isUsedInAd: true });
  expect(await the.said(the.destroy("full"))).toContain("4027012");
  the.meta.editSequence(sequenceId, { isUsedInAd: null });
  await the.destroy("full");
  await the.destroy("plain");
  expect(the.rows()).toEqual(neighbours);
  expect(the.meta.sequences()).toEqual(held);
}

/** In a run of its own: nothing planned, nor after a refresh, which finds what the state says. */
async function expectQuiet(the: Case, names: readonly string[]): Promise<void> {
  the.nextRun();
  for (const name of names) {
    expect(await the.engine.isPlanned(name)).toBe(false);
    const before = the.engine.entries.get(name);
    expect(await the.refresh(name)).toEqual(before);
    expect(await the.engine.isPlanned(name)).toBe(false);
  }
  the.nextRun();
}
