import type { PropertyMap, PropertyValue } from "../../state";
import { isMap } from "../../state/property-value";

type Segment = string | number;

/** Parses Pulumi's notation: `root.nested[0]["key with \"quotes\""].*`. */
export function parsePath(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  const pattern = /\.?(?:\[(\d+|\*)\]|\["((?:\\"|[^"])*)"\]|([^.[\]]+))/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new Error(`"${text}" is not a property path.`);
    const [, index, quoted, name] = match;
    segments.push(segmentOf(index, quoted, name));
  }
  return segments;
}

function segmentOf(index: string | undefined, quoted: string | undefined, name: string | undefined): Segment {
  if (index !== undefined) return index === "*" ? "*" : Number(index);
  return quoted === undefined ? (name ?? "") : quoted.replaceAll('\\"', '"');
}

/** Returns `inputs` with the old values at the given paths. Where only one side has the parent of a path, the inputs stay unchanged. */
export function keepOldValues(inputs: PropertyMap, oldInputs: PropertyMap, paths: readonly string[]): PropertyMap {
  return paths.reduce<PropertyMap>((result, path) => {
    const changed = reset(result, oldInputs, parsePath(path));
    return isMap(changed) ? changed : result;
  }, inputs);
}

function reset(
  newInputs: PropertyValue | undefined,
  oldInputs: PropertyValue | undefined,
  path: readonly Segment[],
): PropertyValue | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return oldInputs;
  if (Array.isArray(newInputs) && Array.isArray(oldInputs)) return resetList(newInputs, oldInputs, head, rest);
  if (!isMap(newInputs) || !isMap(oldInputs)) return newInputs;
  const keys = head === "*" ? Object.keys({ ...oldInputs, ...newInputs }) : [String(head)];
  const result: Record<string, PropertyValue> = { ...newInputs };
  for (const key of keys) {
    const value = reset(newInputs[key], oldInputs[key], rest);
    if (value === undefined) {
      delete result[key];
    } else {
      result[key] = value;
    }
  }
  return result;
}

function resetList(
  newInputs: readonly PropertyValue[],
  oldInputs: readonly PropertyValue[],
  head: Segment,
  rest: readonly Segment[],
): PropertyValue {
  return newInputs.map((item, index) => {
    const isMeant = head === "*" || head === index;
    return isMeant && index < oldInputs.length ? (reset(item, oldInputs[index], rest) ?? item) : item;
  });
}

/** Returns true if one of the paths covers the top-level property `key`. */
export function coversKey(paths: readonly string[], key: string): boolean {
  return paths.some((path) => {
    const segments = parsePath(path);
    return segments.length === 1 && (segments[0] === "*" || String(segments[0]) === key);
  });
}
