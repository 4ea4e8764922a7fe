import type { PropertyMap, PropertyValue } from "../../state";
import type { DetailedDiff, PropertyDiff } from "../../host/provider-types";
import { equal, isList, isMap, isSecret } from "../../state/property-value";

/** Compares inputs by property path, for providers that do not report which properties changed. */
export function detailedDiff(oldInputs: PropertyMap, newInputs: PropertyMap): DetailedDiff {
  return Object.fromEntries(mapDiff(oldInputs, newInputs, ""));
}

type PathDiff = readonly [path: string, diff: PropertyDiff];

function mapDiff(oldInputs: PropertyMap, newInputs: PropertyMap, path: string): readonly PathDiff[] {
  const keys = [...new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])].sort();
  return keys.flatMap((key) =>
    valueDiff(oldInputs[key] ?? null, newInputs[key] ?? null, `${path}${segment(key, path)}`),
  );
}

function listDiff(
  oldInputs: readonly PropertyValue[],
  newInputs: readonly PropertyValue[],
  path: string,
): readonly PathDiff[] {
  const length = Math.max(oldInputs.length, newInputs.length);
  return Array.from({ length }, (_, index) => {
    const itemPath = `${path}[${index}]`;
    if (index >= oldInputs.length) return [entry(itemPath, "add")];
    return index >= newInputs.length
      ? [entry(itemPath, "delete")]
      : valueDiff(oldInputs[index] ?? null, newInputs[index] ?? null, itemPath);
  }).flat();
}

/** Compares two values. An absent value equals null. */
function valueDiff(old: PropertyValue, fresh: PropertyValue, path: string): readonly PathDiff[] {
  if (isList(old) && isList(fresh)) return listDiff(old, fresh, path);
  if (isMap(old) && isMap(fresh) && !isSecret(old) && !isSecret(fresh)) return mapDiff(old, fresh, path);
  if (equal(old, fresh)) return [];
  if (old === null) return [entry(path, "add")];
  return [entry(path, fresh === null ? "delete" : "update")];
}

function entry(path: string, kind: PropertyDiff["kind"]): PathDiff {
  return [path, { kind, inputDiff: true }];
}

/** Formats a step of a property path. Keys that are not plain words are quoted in brackets. */
function segment(key: string, path: string): string {
  if (!/^\w+$/.test(key)) return `["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `.${key}`;
}
