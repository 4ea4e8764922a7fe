import { rmSync } from "node:fs";
import type { Project } from "../../engine/src/state";
import type { Run, Step } from "./operations";
import { runScenario } from "./scenario-runner";
import { type Edit, keys, type ResourceSpec, type Traits } from "./programs";
import { makeProject } from "./stack-harness";

const thing: ResourceSpec = {
  ...{
    kind: "custom",
    generation: 0,
    aliased: false,
    takes: undefined,
    text: 0,
    account: 0,
    secret: 0,
    links: [],
    dependsOn: [],
  },
  ...{ parent: undefined, provider: undefined, within: undefined, protect: undefined, retainOnDelete: undefined },
  ...{ deleteBeforeReplace: undefined, deletesFirst: false, ignoreChanges: [], replaceOnChanges: [] },
};
const plain: Traits = { hasSecret: false, sealed: false, diffless: false, blind: false };

let project: Project;
beforeAll(async () => {
  project = await makeProject();
});
afterAll(() => rmSync(project.root, { recursive: true, force: true }));

function up(run: Partial<Run>, ...edits: readonly Edit[]): Step {
  return { kind: "up", edits, refresh: false, parallel: 4, faults: [], ...run };
}

async function holds(program: readonly Partial<ResourceSpec>[], ...steps: readonly Step[]): Promise<void> {
  const slots = program.map((slot, key): [number, ResourceSpec] => [key, { ...thing, ...slot }]);
  const traits = Array.from({ length: keys }, () => plain);
  await runScenario(project, { program: new Map(slots), traits, steps, cancelTurns: 0 });
}

test("recreates a dependent of a replacement only after its deletion", async () => {
  const pinned = [{ to: 0, via: "id", pinned: true }] as const;
  await holds(
    [{ deletesFirst: true }, { links: pinned }],
    up({}),
    up(
      { faults: [{ verb: "delete", key: 1, kind: "slow" }] },
      { key: 0, change: { account: 1 } },
      { key: 1, change: { links: [] } },
    ),
  );
});

test("updates references to a renamed resource when the engine is killed", async () => {
  const crash = { at: { verb: "check", key: 2 }, turns: 0, finishesCalls: false, cut: 1 } as const;
  await holds(
    [{}, {}, { dependsOn: [0] }],
    up({}),
    up(
      { crash },
      { key: 0, change: { generation: 1, aliased: true } },
      { key: 1, change: { text: 1 } },
      { key: 2, change: { dependsOn: [0, 1] } },
    ),
  );
});

test("an operation cancelled before its start does nothing and reports it", async () => {
  await holds([{}], up({ cancellation: { atCall: 0, killedAtCall: undefined } }));
});

test("reports the cancellation when stopped during a check", async () => {
  await holds([{}], up({}), up({ cancellation: { atCall: 9, killedAtCall: 1 } }));
});

test("a cancelled refresh stops reading and reports it", async () => {
  const cancellation = { atCall: 1, killedAtCall: undefined };
  await holds([{}, {}, {}], up({}), { kind: "refresh", clears: false, parallel: 1, faults: [], cancellation });
});

test("an alias never gives one old resource to two new ones", async () => {
  await holds([{}, {}], up({}), up({}, { key: 0, change: { generation: 1, takes: 1 } }));
  await holds([{}, {}, {}], up({}), up({}, { key: 2, remove: true }, { key: 0, change: { generation: 1, takes: 2 } }));
});
