import type { PropertyMap, PropertyValue } from "../state";
import type { DetailedDiff, PropertyDiff } from "../host/provider-client";
import { equal, isList, isMap, isSecret } from "./property";

/** Each input that differs, by its path: what the engine finds where a provider does not say what changed. */
export function detailedDiff(olds: PropertyMap, news: PropertyMap): DetailedDiff {
  return Object.fromEntries(mapDiff(olds, news, ""));
}

type Entry = readonly [path: string, diff: PropertyDiff];

function mapDiff(olds: PropertyMap, news: PropertyMap, path: string): readonly Entry[] {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
  return keys.flatMap((key) => valueDiff(olds[key] ?? null, news[key] ?? null, `${path}${segment(key, path)}`));
}

function listDiff(olds: readonly PropertyValue[], news: readonly PropertyValue[], path: string): readonly Entry[] {
  const length = Math.max(olds.length, news.length);
  return Array.from({ length }, (_, index) => {
    const place = `${path}[${index}]`;
    if (index >= olds.length) {
      return [entry(place, "add")];
    }
    return index >= news.length ? [entry(place, "delete")] : valueDiff(olds[index] ?? null, news[index] ?? null, place);
  }).flat();
}

/** Without a value and null are one. */
function valueDiff(old: PropertyValue, fresh: PropertyValue, path: string): readonly Entry[] {
  if (isList(old) && isList(fresh)) {
    return listDiff(old, fresh, path);
  }
  if (isMap(old) && isMap(fresh) && !isSecret(old) && !isSecret(fresh)) {
    return mapDiff(old, fresh, path);
  }
  if (equal(old, fresh)) {
    return [];
  }
  if (old === null) {
    return [entry(path, "add")];
  }
  return [entry(path, fresh === null ? "delete" : "update")];
}

function entry(path: string, kind: PropertyDiff["kind"]): Entry {
  return [path, { kind, inputDiff: true }];
}

/** Pulumi's notation of property paths: names that are no plain words stand in brackets. */
function segment(key: string, path: string): string {
  if (!/^\w+$/.test(key)) {
    return `["${key.replaceAll('"', '\\"')}"]`;
  }
  return path === "" ? key : `.${key}`;
}
