/** Restricts a step to the property paths that its provider's diff names, like the CLI. */
import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { parsePath } from "../deploy/steps/property-path";
import { isRecord, type JsonRecord } from "../state/json";
import { propertiesOf } from "./sections";

type Sides = readonly [before: unknown, after: unknown];
type Path = readonly (string | number)[];

/** Old and new properties, or undefined if the provider sent no detailed diff. A refresh compares outputs. */
export function detailedSides(
  { old, new: fresh, detailedDiff }: StepEventMetadata,
  isRefresh: boolean,
): readonly [JsonRecord, JsonRecord] | undefined {
  if (detailedDiff === undefined) return undefined;
  let sides: Sides = [{}, {}];
  for (const [path, { inputDiff }] of Object.entries(detailedDiff)) {
    const before = propertiesOf(inputDiff ? old?.inputs : old?.outputs);
    const after = propertiesOf(isRefresh && !inputDiff ? fresh?.outputs : fresh?.inputs);
    sides = withPath(sides, [before, after], pathOf(path));
  }
  const [before, after] = sides;
  return [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
}

/** A text that is no path names a top-level property. */
function pathOf(text: string): Path {
  try {
    return parsePath(text);
  } catch {
    return [text];
  }
}

/** Adds the values at `path`, or the nearest parent that only one side has. */
function withPath(target: Sides, source: Sides, path: Path): Sides {
  const [key, ...rest] = path;
  const [before, after] = source;
  if (key === undefined || before === undefined || after === undefined) return source;
  const inner = withPath(
    [childOf(target[0], key), childOf(target[1], key)],
    [childOf(before, key), childOf(after, key)],
    rest,
  );
  return [withChild(target[0], before, key, inner[0]), withChild(target[1], after, key, inner[1])];
}

function childOf(parent: unknown, key: string | number): unknown {
  if (Array.isArray(parent)) return parent[Number(key)];
  return isRecord(parent) ? parent[key] : undefined;
}

/** `like` is the list or map in which the child was found. */
function withChild(parent: unknown, like: unknown, key: string | number, child: unknown): unknown {
  if (child === undefined) return parent;
  if (!Array.isArray(like)) return { ...(isRecord(parent) ? parent : {}), [key]: child };
  const list: unknown[] = Array.isArray(parent) ? Array.from<unknown>(parent) : [];
  list[Number(key)] = child;
  return list;
}
