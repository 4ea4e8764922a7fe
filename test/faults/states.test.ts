import { failureMessage } from "../support/world/failures";
import { writes } from "../support/world/account";
import { ProjectFixture } from "../support/world/project-fixture";
import { useAccount, dynamicRow, row, type FaultStack } from "./support/row";
import {
  entriesIn,
  otherWaba,
  addRows,
  recordedStates,
  recordStates,
  type RecordedState,
} from "./support/recorded-state";

useAccount();
const life = new ProjectFixture();

// `RECORD_STATES=1 npx jest test/faults/states` writes the states of this version.
if (process.env["RECORD_STATES"] !== undefined) test("records the states of this version", () => recordStates(life));

/** Starts the stack and the account from a recorded state; returns the names of its resources. */
async function startFrom(stack: FaultStack, recorded: RecordedState): Promise<readonly string[]> {
  stack.meta.addWaba({ id: otherWaba });
  addRows(stack.account, recorded.rows);
  life.project.program("");
  const imported = await life.project.stack();
  await imported.importStack(recorded.stack);
  for (const { isOld, ...entry } of entriesIn(await imported.exportStack({ showSecrets: true }))) {
    if (isOld) stack.engine.pendingDeletes.push(entry);
    else stack.engine.entries.set(entry.name, entry);
    if (!isOld) {
      stack.engine.declaredArgs.set(entry.name, {
        autofillMessage: undefined,
        iceBreakers: undefined,
        ...entry.inputs,
      });
    }
  }
  return [...stack.engine.entries.keys()];
}

const calm = recordedStates().filter(([file]) => file.endsWith("/calm.json"));
const halfMade = recordedStates().filter(([file]) => file.endsWith("/half-made.json"));

for (const [file, state] of calm) {
  row("75", `${file}: preview, refresh and up find nothing to do`, async (stack) => {
    const names = await startFrom(stack, state);
    expect(names).toEqual(["plain", "secret", "replaced", "elsewhere"]);
    for (const name of names) expect(await stack.engine.isPlanned(name)).toBe(false);
    expect(stack.requestKinds()).toEqual([]);
    await Promise.all(names.map((name) => stack.refresh(name)));
    for (const name of names) await stack.up(name, stack.engine.declaredArgs.get(name));
    expect(writes(stack.meta.journal())).toEqual([]);
  });

  row("75", `${file}: a changed text is updated in place or replaced`, async (stack) => {
    const names = await startFrom(stack, state);
    const before = stack.storedIds();
    for (const name of names) await stack.up(name, { ...stack.engine.declaredArgs.get(name), text: "Changed" });
    expect(stack.requests("update")).toHaveLength(names.length - 1);
    expect(stack.requests("create")).toHaveLength(1);
    expect(stack.meta.sequences().map(({ content }) => content?.text)).toEqual(names.map(() => "Changed"));
    expect(stack.storedIds().filter((id) => !before.includes(id))).toHaveLength(1);
  });

  dynamicRow("75", `${file}: nothing to do, then an update in place (real processes)`, async () => {
    const { account, project } = life;
    account.meta.addWaba({ id: otherWaba });
    addRows(account, state.rows);
    project.program(state.program);
    const real = await project.stack({ OTHER_TOKEN: account.meta.accessToken });
    await real.importStack(state.stack);
    await real.preview({ expectNoChanges: true });
    expect(account.meta.journal()).toEqual([]);
    project.program(state.program.replace("the hidden greeting", "the new greeting"));
    const { summary } = await real.up({ refresh: true });
    expect(summary.resourceChanges).toMatchObject({ update: 1 });
    expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual(["update"]);
    expect(project.stateText()).not.toMatch(/the (hidden|new) greeting|EAAFAKE/);
  });
}

for (const [file, state] of halfMade) {
  row("75", `${file}: unfinished writes are not repeated, then completed by the program`, async (stack) => {
    const names = await startFrom(stack, state);
    expect([...names].sort()).toEqual(["elsewhere", "half", "plain", "replaced", "secret"]);
    expect(await failureMessage(stack.up("half", stack.engine.declaredArgs.get("half")))).toContain(
      "Meta stored different content",
    );
    expect(writes(stack.meta.journal())).toEqual([]);
    const [old] = stack.engine.pendingDeletes;
    if (old === undefined) throw new Error("no old row");
    expect(await failureMessage(stack.engine.deletePending(old))).toContain("Refused to delete");
    stack.meta.editSequence(old.id.split("/")[1] ?? "", { isUsedInAd: null });
    stack.startRun();
    await stack.up("half", { ...stack.engine.declaredArgs.get("half"), text: "A greeting" });
    await stack.engine.deletePending(old);
    expect(writes(stack.meta.journal()).map(({ verb }) => verb)).toEqual(["delete"]);
    for (const name of names) expect(await stack.engine.isPlanned(name)).toBe(false);
  });
}

row("75", "a state from a newer version is rejected by every operation", async (stack) => {
  const { id, outs, inputs } = await stack.up();
  stack.meta.clearJournal();
  const news = { ...inputs, text: "New" };
  for (const odd of [{}, { __unsettled: "x" }, { __appId: 5 }, { isUsedInAd: null }, { __stateVersion: "2" }]) {
    const newer = { ...outs, __stateVersion: 2, ...odd };
    const { handler } = stack.startRun();
    for (const verb of [
      handler.diff(id, newer, news),
      handler.read(id, newer),
      handler.update(id, newer, news),
      handler.delete(id, newer),
    ]) {
      expect(await failureMessage(verb)).toMatch(
        /^The state of this sequence was written by a newer pulumi-whatsapp \(state version "?2"?; this one knows 1\)\. Nothing was changed\. Install/,
      );
    }
  }
  expect(stack.requestKinds()).toEqual([]);
});

row("75", "imported outputs without a version plan nothing and send no request", async (stack) => {
  const { outs } = await stack.up();
  const bare = Object.entries(outs).filter(
    ([key]) => !/^(__(stateVersion|appId)|sequenceId|isUsedInAd|wabaId)$/.test(key),
  );
  stack.engine.editState("signup", { outs: Object.fromEntries(bare) });
  stack.startRun();
  stack.meta.clearJournal();
  expect(await stack.engine.isPlanned("signup")).toBe(false);
  const { outs: after } = await stack.up("signup", { duplicates: "allow" });
  expect(after).toMatchObject({ sequenceId: stack.storedIds()[0], isUsedInAd: false, __stateVersion: 1 });
  expect(stack.requestKinds()).toEqual([]);
});
