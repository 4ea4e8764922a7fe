import type { ResourceState } from "../../state";
import { deletionWaves, dependentsOf, transitiveDependencies } from "./dependency-graph";
import type { OldResource } from "./resource-table";

function resource(urn: string, more: Partial<ResourceState> = {}): OldResource {
  return {
    row: { urn, type: "t", custom: true, ...more },
    isGone: false,
  };
}
function urns(resources: Iterable<OldResource>): readonly string[] {
  return [...resources].map(({ row }) => row.urn).sort();
}

const stack = resource("stack", { custom: false });
const a = resource("a", { parent: "stack" });
const b = resource("b", { parent: "stack", propertyDependencies: { link: ["a"] } });
const group = resource("group", { custom: false, parent: "stack" });
const child = resource("child", { parent: "group", dependencies: ["b"] });
const last = resource("last", { parent: "stack", dependencies: ["group"] });
const all = [stack, a, b, group, child, last];

test("deletes dependents before their dependencies", () => {
  const waves = deletionWaves(new Set(all), all).map(urns);
  expect(waves).toEqual([["last"], ["child"], ["b"], ["a", "group"], ["stack"]]);
});

test("finds transitive dependents, but not children", () => {
  expect(urns(dependentsOf(all, a, () => false))).toEqual(["b", "child"]);
  expect(urns(dependentsOf(all, a, (urn) => urn === "b"))).toEqual([]);
});

test("depends on a component's children too", () => {
  expect(urns(transitiveDependencies(last, all))).toEqual(["a", "b", "child", "group", "stack"]);
});
