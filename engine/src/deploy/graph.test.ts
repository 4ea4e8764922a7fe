import type { ResourceState } from "../state";
import { deletionWaves, dependentsOf, transitiveDependencies } from "./graph";
import type { Slot } from "./ledger";

function slot(urn: string, more: Partial<ResourceState> = {}): Slot {
  return {
    row: { urn, type: "t", custom: true, ...more },
    isGone: false,
  };
}
function urns(slots: Iterable<Slot>): readonly string[] {
  return [...slots].map(({ row }) => row.urn).sort();
}

const stack = slot("stack", { custom: false });
const a = slot("a", { parent: "stack" });
const b = slot("b", { parent: "stack", propertyDependencies: { link: ["a"] } });
const group = slot("group", { custom: false, parent: "stack" });
const child = slot("child", { parent: "group", dependencies: ["b"] });
const last = slot("last", { parent: "stack", dependencies: ["group"] });
const all = [stack, a, b, group, child, last];

test("deletion goes from what nobody needs to what everybody needs", () => {
  const waves = deletionWaves(new Set(all), all).map(urns);
  expect(waves).toEqual([["last"], ["child"], ["b"], ["a", "group"], ["stack"]]);
});

test("dependents are found through others, parents do not count", () => {
  expect(urns(dependentsOf(all, a, () => false))).toEqual(["b", "child"]);
  expect(urns(dependentsOf(all, a, (urn) => urn === "b"))).toEqual([]);
});

test("a dependency on a component is one on its children too", () => {
  expect(urns(transitiveDependencies(last, all))).toEqual(["a", "b", "child", "group", "stack"]);
});
