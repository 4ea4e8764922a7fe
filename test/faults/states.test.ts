import { writes } from "../support/world/account";
import { Lifecycle } from "../support/world/project-fixture";
import { faultRows, noted, row, type Case } from "./support/row";
import {
  entriesIn,
  otherWaba,
  plantRows,
  recordedStates,
  recordStates,
  type RecordedState,
} from "./support/recorded-state";

faultRows();
const life = new Lifecycle();

// `RECORD_STATES=1 npx jest test/faults/states` writes the states of this version.
if (process.env["RECORD_STATES"] !== undefined) test("states are recorded", () => recordStates(life));

/** The case begins with what a recorded stack and its account held. */
async function begun(the: Case, { rows, stack }: RecordedState): Promise<readonly string[]> {
  the.meta.addWaba({ id: otherWaba });
  plantRows(the.account, rows);
  life.project.program("");
  const imported = await life.project.stack();
  await imported.importStack(stack);
  for (const { isOld, ...entry } of entriesIn(await imported.exportStack({ showSecrets: true }))) {
    if (isOld) the.engine.pendingDeletes.push(entry);
    else the.engine.entries.set(entry.name, entry);
    if (!isOld) {
      the.engine.wanted.set(entry.name, { autofillMessage: undefined, iceBreakers: undefined, ...entry.inputs });
    }
  }
  return [...the.engine.entries.keys()];
}

const calm = recordedStates().filter(([file]) => file.endsWith("/calm.json"));
const halfMade = recordedStates().filter(([file]) => file.endsWith("/half-made.json"));

for (const [file, state] of calm) {
  row("75", `${file}: preview, refresh and up find nothing to do`, async (the) => {
    const names = await begun(the, state);
    expect(names).toEqual(["plain", "secret", "replaced", "elsewhere"]);
    for (const name of names) expect(await the.engine.isPlanned(name)).toBe(false);
    expect(the.verbs()).toEqual([]);
    await Promise.all(names.map((name) => the.refresh(name)));
    for (const name of names) await the.up(name, the.engine.wanted.get(name));
    expect(writes(the.meta.journal())).toEqual([]);
  });

  row("75", `${file}: a changed text is updated in place, and replaced in replace mode`, async (the) => {
    const names = await begun(the, state);
    const before = the.rows();
    for (const name of names) await the.up(name, { ...the.engine.wanted.get(name), text: "Changed" });
    expect(the.sent("update")).toHaveLength(names.length - 1);
    expect(the.sent("create")).toHaveLength(1);
    expect(the.meta.sequences().map(({ content }) => content?.text)).toEqual(names.map(() => "Changed"));
    expect(the.rows().filter((id) => !before.includes(id))).toHaveLength(1);
  });

  noted("75", `${file}: nothing to do, then an update in place (real processes)`, async () => {
    const { account, project } = life;
    account.meta.addWaba({ id: otherWaba });
    plantRows(account, state.rows);
    project.program(state.program);
    const stack = await project.stack({ OTHER_TOKEN: account.meta.accessToken });
    await stack.importStack(state.stack);
    await stack.preview({ expectNoChanges: true });
    expect(account.meta.journal()).toEqual([]);
    project.program(state.program.replace("the hidden greeting", "the new greeting"));
    const { summary } = await stack.up({ refresh: true });
    expect(summary.resourceChanges).toMatchObject({ update: 1 });
    expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual(["update"]);
    expect(project.stateText()).not.toMatch(/the (hidden|new) greeting|EAAFAKE/);
  });
}

for (const [file, state] of halfMade) {
  row(
    "75",
    `${file}: what was not settled is not sent again, then settled by the program; the old row goes`,
    async (the) => {
      const names = await begun(the, state);
      expect([...names].sort()).toEqual(["elsewhere", "half", "plain", "replaced", "secret"]);
      expect(await the.said(the.up("half", the.engine.wanted.get("half")))).toContain("Meta stored different content");
      expect(writes(the.meta.journal())).toEqual([]);
      const [old] = the.engine.pendingDeletes;
      if (old === undefined) throw new Error("no old row");
      expect(await the.said(the.engine.deletePending(old))).toContain("Refused to delete");
      the.meta.editSequence(old.id.split("/")[1] ?? "", { isUsedInAd: null });
      the.nextRun();
      await the.up("half", { ...the.engine.wanted.get("half"), text: "A greeting" });
      await the.engine.deletePending(old);
      expect(writes(the.meta.journal()).map(({ verb }) => verb)).toEqual(["delete"]);
      for (const name of names) expect(await the.engine.isPlanned(name)).toBe(false);
    },
  );
}

row("75", "a state of a newer version is refused by every verb, and nothing is sent", async (the) => {
  const { id, outs, inputs } = await the.up();
  the.meta.clearJournal();
  const news = { ...inputs, text: "New" };
  for (const odd of [{}, { __unsettled: "x" }, { __appId: 5 }, { isUsedInAd: null }, { __stateVersion: "2" }]) {
    const newer = { ...outs, __stateVersion: 2, ...odd };
    const { handler } = the.nextRun();
    for (const verb of [
      handler.diff(id, newer, news),
      handler.read(id, newer),
      handler.update(id, newer, news),
      handler.delete(id, newer),
    ]) {
      expect(await the.said(verb)).toMatch(
        /^The state of this sequence was written by a newer pulumi-whatsapp \(state version "?2"?; this one knows 1\)\. Nothing was changed\. Install/,
      );
    }
  }
  expect(the.verbs()).toEqual([]);
});

row(
  "75",
  "outputs without a version, as an import file may have them, plan nothing and are completed without a call",
  async (the) => {
    const { outs } = await the.up();
    const bare = Object.entries(outs).filter(
      ([key]) => !/^(__(stateVersion|appId)|sequenceId|isUsedInAd|wabaId)$/.test(key),
    );
    the.engine.edit("signup", { outs: Object.fromEntries(bare) });
    the.nextRun();
    the.meta.clearJournal();
    expect(await the.engine.isPlanned("signup")).toBe(false);
    const { outs: after } = await the.up("signup", { duplicates: "allow" });
    expect(after).toMatchObject({ sequenceId: the.rows()[0], isUsedInAd: false, __stateVersion: 1 });
    expect(the.verbs()).toEqual([]);
  },
);
