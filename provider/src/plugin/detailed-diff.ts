import { isDeepStrictEqual } from "node:util";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ChangedArguments } from "../runtime/handler";
import type { Properties } from "../runtime/properties";
import { isJsonObject } from "../schema/json-value";

const kinds = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

interface PathChange {
  readonly path: string;
  readonly kind: keyof typeof kinds;
}

/** Describes changed arguments in the protocol's form: which paths differ from the outputs in the state, and which force a replacement. */
export function toDiffResponse(
  { changed, replaces }: ChangedArguments,
  outputs: Properties,
  inputs: Properties,
): DiffResponse {
  const response = new DiffResponse();
  response.setChanges(changed.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaces]);
  response.setHasdetaileddiff(true);
  for (const name of changed) {
    const paths = listPathChanges(outputs[name], inputs[name], name);
    // An argument can differ in meaning only, by what was last sent; it has an entry too, so that displays tell why.
    for (const { path, kind } of paths.length > 0 ? paths : [{ path: name, kind: "update" } as const]) {
      const [updated, replaced] = kinds[kind];
      const diff = new PropertyDiff();
      diff.setKind(replaces.includes(name) ? replaced : updated);
      response.getDetaileddiffMap().set(path, diff);
    }
  }
  return response;
}

function listPathChanges(before: unknown, after: unknown, path: string): PathChange[] {
  if (isAbsent(before) && isAbsent(after)) return [];
  if (isAbsent(before)) return [{ path, kind: "add" }];
  if (isAbsent(after)) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => listPathChanges(before[i], after[i], `${path}[${i}]`)).flat();
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    if ([...keys].some((key) => !isWritable(key) && !isDeepStrictEqual(before[key], after[key]))) {
      return [{ path, kind: "update" }];
    }
    return [...keys].flatMap((key) => listPathChanges(before[key], after[key], appendKey(path, key)));
  }
  return isDeepStrictEqual(before, after) ? [] : [{ path, kind: "update" }];
}

/** False for a key that no path can contain. The engine stops at a path that it cannot read. */
function isWritable(key: string): boolean {
  return !key.endsWith("\\");
}

/** Appends a key to a path as the engine reads it: in quotes, only a quotation mark is escaped (source: pulumi/pulumi, ParsePropertyPath). */
function appendKey(path: string, key: string): string {
  return /^[\w$-]+$/.test(key) ? `${path}.${key}` : `${path}["${key.replaceAll('"', '\\"')}"]`;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
