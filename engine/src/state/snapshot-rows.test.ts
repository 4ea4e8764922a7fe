import { SnapshotRows } from "./snapshot-rows";
import type { ResourceState } from "./stack-state";

function row(urn: string): ResourceState {
  return { urn, custom: true, type: "t" };
}
const [a, b, c] = [row("a"), row("b"), row("c")];
const base = { resources: [a, b, c], pendingOperations: [] };
function urns(snapshotRows: SnapshotRows): string {
  return snapshotRows
    .rows()
    .map(({ urn }) => urn)
    .join(" ");
}

test("orders this update's rows first, then the rest of the base", () => {
  const snapshotRows = new SnapshotRows(base);
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: c, add: row("c2") }) });
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ add: row("new") }) });
  expect(urns(snapshotRows)).toBe("c2 new a b");
});

test("replaces a row added by this update in place", () => {
  const snapshotRows = new SnapshotRows(base);
  const first = row("first");
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ add: first }) });
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ add: row("second") }) });
  snapshotRows.apply({
    kind: "put",
    change: snapshotRows.reference({ remove: first, add: row("first-with-outputs") }),
  });
  expect(urns(snapshotRows)).toBe("first-with-outputs second a b c");
});

test("a row replaced in place stays in the base and is removable", () => {
  const snapshotRows = new SnapshotRows(base);
  const old = { ...b, delete: true as const };
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: b, add: old, inPlace: true }) });
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ add: row("b-new") }) });
  expect(urns(snapshotRows)).toBe("b-new a b c");
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: old }) });
  expect(urns(snapshotRows)).toBe("b-new a c");
});

test("accepts the same row object again", () => {
  const snapshotRows = new SnapshotRows(base);
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: b, add: b }) });
  expect(urns(snapshotRows)).toBe("b a c");
});

test("rejects removing a row that is not current", () => {
  const snapshotRows = new SnapshotRows(base);
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: b }) });
  expect(() => snapshotRows.reference({ remove: b })).toThrow("not a current row");
});

test("open steps and old pending creates are pending operations", () => {
  const snapshotRows = new SnapshotRows({
    resources: [a],
    pendingOperations: [
      { type: "creating", resource: b },
      { type: "deleting", resource: a },
    ],
  });
  snapshotRows.apply({ kind: "begin", step: 1, operation: { type: "creating", resource: c } });
  snapshotRows.apply({ kind: "begin", step: 2, operation: { type: "updating", resource: a } });
  snapshotRows.apply({ kind: "failed", step: 2 });
  expect(snapshotRows.pendingOperations().map(({ type, resource }) => `${type} ${resource.urn}`)).toEqual([
    "creating c",
    "creating b",
  ]);
  expect(snapshotRows.pendingOperations(true).map(({ resource }) => resource.urn)).toEqual(["c"]);
});

test("rows not yet updated follow renamed resources", () => {
  const urn = (types: string, name: string): string => `urn:pulumi:dev::shop::${types}::${name}`;
  const group: ResourceState = { urn: urn("group", "g"), custom: false, type: "group" };
  const provider: ResourceState = { ...row(urn("provider", "p")), id: "1" };
  const child: ResourceState = { ...row(urn("group$thing", "c")), type: "thing", parent: group.urn };
  const user: ResourceState = {
    ...row(urn("thing", "u")),
    provider: `${provider.urn}::1`,
    dependencies: [child.urn],
    propertyDependencies: { link: [group.urn] },
    deletedWith: child.urn,
  };
  const snapshotRows = new SnapshotRows({ resources: [group, provider, child, user], pendingOperations: [] });
  const outer = { ...group, urn: urn("outer$group", "g") };
  const other = { ...provider, urn: urn("provider", "q") };
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: group, add: outer }) });
  snapshotRows.apply({ kind: "put", change: snapshotRows.reference({ remove: provider, add: other }) });
  const moved = urn("outer$group$thing", "c");
  expect(snapshotRows.rows()).toEqual([
    outer,
    other,
    { ...child, urn: moved, parent: outer.urn },
    {
      ...user,
      provider: `${other.urn}::1`,
      dependencies: [moved],
      propertyDependencies: { link: [outer.urn] },
      deletedWith: moved,
    },
  ]);
});
