import { failureMessage } from "../../support/world/failures";
import type { FaultStack } from "./row";

const plain = { autofillMessage: undefined, iceBreakers: undefined };

/**
 * Creates a full sequence and one with text alone between foreign ones, updates one, fails to delete it while an ad uses it, and
 * deletes both. After each step a run changes nothing, and the foreign sequences stay as they are.
 */
export async function runLifecycle(stack: FaultStack): Promise<void> {
  const neighbours = ["before", "between", "after"].map((name) =>
    stack.addForeignSequence({ name, content: { text: name } }),
  );
  const before = stack.meta.sequences();
  const { id } = await stack.up("full");
  await stack.up("plain", plain);
  await expectNoChanges(stack, ["full", "plain"]);
  expect((await stack.up("full", { text: "New" })).id).toBe(id);
  await expectNoChanges(stack, ["full"]);
  const sequenceId = id.split("/")[1] ?? "";
  expect(stack.stateIds()).toContain(sequenceId);
  stack.meta.editSequence(sequenceId, { isUsedInAd: true });
  expect(await failureMessage(stack.destroy("full"))).toContain("4027012");
  stack.meta.editSequence(sequenceId, { isUsedInAd: null });
  await stack.destroy("full");
  await stack.destroy("plain");
  expect(stack.storedIds()).toEqual(neighbours);
  expect(stack.meta.sequences()).toEqual(before);
}

/** Expects no changes in a new run, before and after a refresh, which returns the state. */
async function expectNoChanges(stack: FaultStack, names: readonly string[]): Promise<void> {
  stack.startRun();
  for (const name of names) {
    expect(await stack.engine.isPlanned(name)).toBe(false);
    const before = stack.engine.entries.get(name);
    expect(await stack.refresh(name)).toEqual(before);
    expect(await stack.engine.isPlanned(name)).toBe(false);
  }
  stack.startRun();
}
