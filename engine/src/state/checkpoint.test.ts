import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { serializeState, deserializeState, parseCheckpoint, renderCheckpoint } from "./checkpoint";
import { orderProblem, inDependencyOrder } from "./integrity";
import { isRecord } from "./json";
import { SecretCache } from "./secret-cache";
import { openCipher } from "./passphrase-cipher";
import type { PropertyValue } from "./property-value";
import { serializeSecrets, makeSecret, deserializeSecrets } from "./secret-values";

// A state of the CLI 3.259.0 (passphrase "x") with every field it writes for dynamic resources.
const text = JSON.stringify(JSON.parse(readFileSync(join(__dirname, "fixtures", "checkpoint.json"), "utf8")));

type Edit = (file: {
  version?: unknown;
  features?: unknown;
  checkpoint: { latest: Record<string, unknown> & { resources: Record<string, unknown>[] } };
}) => void;
function editState(edit: Edit): string {
  const file = JSON.parse(text) as Parameters<Edit>[0];
  edit(file);
  return JSON.stringify(file);
}

test("writes a state as the CLI wrote it, except the time", async () => {
  const closed = parseCheckpoint(text, "dev.json");
  const cache = new SecretCache(await openCipher(closed.salt ?? "", "x"));
  const snapshot = deserializeState(closed, cache);
  const written = renderCheckpoint(
    serializeState(snapshot, closed.salt, closed.manifestVersion, cache),
    "organization/t5/dev",
  );
  const withoutTime = (line: string): string => line.replace(/"time":"[^"]*"/, "");
  expect(withoutTime(written)).toBe(withoutTime(text));
});

test("accepts formatted JSON", () => {
  expect(parseCheckpoint(JSON.stringify(JSON.parse(text), undefined, 4), "dev.json").rows).toHaveLength(10 + 1);
});

test("a new stack has no resources", () => {
  const empty = editState((file) => {
    Reflect.deleteProperty(file.checkpoint.latest, "resources");
  });
  expect(parseCheckpoint(empty, "dev.json").rows).toEqual([]);
});

test("accepts a provider that is the child of a component", () => {
  const own = "urn:pulumi:dev::t5::my:comp:Campaign$pulumi:providers:pulumi-nodejs::own::1";
  const nested = editState((file) => {
    const [stack, component, provider, thing] = file.checkpoint.latest.resources;
    const moved = { ...provider, urn: own.slice(0, -"::1".length), id: "1", parent: component?.["urn"] };
    file.checkpoint.latest.resources = [{ ...stack }, { ...component }, moved, { ...thing, provider: own }];
  });
  expect(parseCheckpoint(nested, "dev.json").rows).toHaveLength(4);
});

const refusals: readonly (readonly [string, Edit, string])[] = [
  ["a missing version", (file) => delete file.version, "version is missing"],
  ["a newer version", (file) => (file.version = 4), "version 4 is not supported"],
  ["features", (file) => (file.features = ["views"]), "features this engine does not know (views)"],
  [
    "a bad checksum",
    (file) => (file.checkpoint.latest["manifest"] = { time: "", version: "v3.260.0", magic: "ab" }),
    "manifest.magic",
  ],
  [
    "another secrets provider",
    (file) => (file.checkpoint.latest["secrets_providers"] = { type: "cloud", state: {} }),
    "cloud is not supported",
  ],
  [
    "an integrity error noted by the CLI",
    (file) => (file.checkpoint.latest["metadata"] = { integrity_error: {} }),
    "inconsistent",
  ],
  ["an unknown part", (file) => (file.checkpoint.latest["snippets"] = []), "snippets is not known"],
  ["a tainted resource", (file) => row(file, 3, { taint: true }), "field taint is not supported"],
  ["a field of a later CLI", (file) => row(file, 3, { somethingNew: 1 }), "field somethingNew is not known"],
  [
    "a field of another form",
    (file) => row(file, 3, { dependencies: "x" }),
    "field dependencies does not have the expected form",
  ],
  [
    "a resource of a plugin",
    (file) => row(file, 3, { type: "aws:s3/bucket:Bucket" }),
    "type aws:s3/bucket:Bucket are not supported",
  ],
  [
    "a resource of another provider",
    (file) => row(file, 3, { provider: "urn:pulumi:dev::t5::pulumi:providers:aws::default::1" }),
    "a provider of another package",
  ],
  [
    "a pending operation on a row that is not there",
    (file) => {
      const [row] = file.checkpoint.latest.resources.splice(-1);
      file.checkpoint.latest["pending_operations"] = [{ resource: row, type: "deleting" }];
    },
    "which the state does not contain",
  ],
  [
    "an unknown pending operation",
    (file) => (file.checkpoint.latest["pending_operations"] = [{ resource: {}, type: "painting" }]),
    "pending operation of this kind",
  ],
  ["children before parents", (file) => file.checkpoint.latest.resources.reverse(), "comes after it"],
  ["a missing provider", (file) => file.checkpoint.latest.resources.splice(2, 1), "is missing"],
];
function row(file: Parameters<Edit>[0], index: number, more: Record<string, unknown>): void {
  Object.assign(file.checkpoint.latest.resources[index] ?? {}, more);
}

test.each(refusals)("refuses %s by name", (_name, edit, message) => {
  expect(() => parseCheckpoint(editState(edit), "dev.json")).toThrow(message);
});

test("an error names the file", () => {
  expect(() => parseCheckpoint("{", ".pulumi/stacks/t5/dev.json")).toThrow(
    ".pulumi/stacks/t5/dev.json: not valid JSON",
  );
});

test("keeps pending operations", () => {
  const pending = editState((file) => {
    const [, , , resource] = file.checkpoint.latest.resources;
    file.checkpoint.latest["pending_operations"] = [{ resource, type: "creating" }];
  });
  expect(parseCheckpoint(pending, "dev.json").operations).toMatchObject([
    { type: "creating", resource: { id: "1/108" } },
  ]);
});

test("identifies a pending operation on a renamed resource by id", () => {
  const pending = editState((file) => {
    const [, , , resource] = file.checkpoint.latest.resources;
    const renamed = { ...resource, urn: `${String(resource?.["urn"])}-2` };
    file.checkpoint.latest["pending_operations"] = [{ resource: renamed, type: "updating" }];
  });
  expect(parseCheckpoint(pending, "dev.json").operations).toMatchObject([{ type: "updating" }]);
});

const json = fc.letrec<{ value: PropertyValue; secret: PropertyValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    tie("secret"),
  ),
  secret: tie("value").map(makeSecret),
})).value;

test("serializes and restores secrets at any depth, never in plain text", async () => {
  const cipher = await openCipher(parseCheckpoint(text, "dev.json").salt ?? "", "x");
  fc.assert(
    fc.property(json, (value) => {
      const onDisk: unknown = JSON.parse(JSON.stringify(serializeSecrets(value, "place", new SecretCache(cipher))));
      expect(deserializeSecrets(onDisk, "place", new SecretCache(cipher))).toEqual(value);
      expect(hasPlaintextSecret(onDisk)).toBe(false);
    }),
  );
});

function hasPlaintextSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPlaintextSecret);
  if (!isRecord(value)) return false;
  return (
    ("4dabf18193072939515e22adb298388d" in value && "value" in value) || Object.values(value).some(hasPlaintextSecret)
  );
}

test("sorts rows into an order that the CLI accepts", () => {
  const rows = Array.from({ length: 8 }, (_, index) => ({
    urn: `r${index}`,
    ...(index === 0 ? {} : { parent: "r0" }),
    dependencies: index > 2 ? [`r${index - 1}`, `r${index - 2}`] : [],
  }));
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(orderProblem(inDependencyOrder(shuffled))).toBeUndefined();
    }),
  );
  expect(inDependencyOrder(rows)).toBe(rows);
});

test("rejects duplicate resources unless all but one are pending deletion", () => {
  expect(orderProblem([{ urn: "a" }, { urn: "a", delete: true }])).toBeUndefined();
  expect(orderProblem([{ urn: "a" }, { urn: "a" }])).toContain("twice");
});
