import { validateHeaderName, validateHeaderValue } from "node:http";
import type { RequestKind } from "../graph/request";
import type { FaultEffect, FaultRule } from "./fault-rule";
import { kinds } from "./kinds";

/** A part of a rule that keeps it from ever doing what it describes. */
interface Contradiction {
  readonly path: readonly string[];
  /** Completes a sentence that begins with the path, and ends with the way out. */
  readonly reason: string;
}

const requestKindsByMethod: Readonly<Record<string, readonly RequestKind[]>> = {
  GET: ["list", "read"],
  POST: ["create", "update", "send", "batch"],
  DELETE: ["delete"],
};

export function findContradictions(rule: FaultRule): readonly Contradiction[] {
  return [...checkTiming(rule), ...checkMatch(rule), ...checkEffect(rule.effect)];
}

function checkTiming({ effect, when, nth, times }: FaultRule): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (when !== undefined && !kinds[effect.kind].hasWhen) {
    const reason = `has no meaning with effect "${effect.kind}", which changes what the request does: leave it out`;
    found.push({ path: ["when"], reason });
  }
  if (nth !== undefined && nth < 1) {
    found.push({ path: ["nth"], reason: "counts matching requests from 1: give 1 or more" });
  }
  if (times !== undefined && times !== "always" && times < 1) {
    found.push({ path: ["times"], reason: 'must let the rule fire: give 1 or more, or "always"' });
  }
  return found;
}

function checkMatch({ effect, match = {} }: FaultRule): readonly Contradiction[] {
  const { requestKinds } = kinds[effect.kind];
  const edge = /\/(adcreatives|adsets|ads)$/.exec(match.path ?? "")?.[1];
  const method = match.method?.toUpperCase();
  const kindsOfMethod = method === undefined ? undefined : (requestKindsByMethod[method] ?? []);
  const found: Contradiction[] = [];
  if (kindsOfMethod !== undefined && match.verb !== undefined && !kindsOfMethod.includes(match.verb)) {
    const reason = `"${match.verb}" never comes as ${method}: leave match.method out`;
    found.push({ path: ["match", "verb"], reason });
  }
  if (edge !== undefined && effect.kind === "transform" && effect.name === undefined) {
    const reason = `is about ${edge}, of which only the name can be stored changed: give effect.name`;
    found.push({ path: ["match", "path"], reason });
  }
  if (requestKinds === "any") return found;
  const rule = `but effect "${effect.kind}" applies to ${requestKinds.join(", ")} only: give one of these as match.verb, or none`;
  if (match.verb !== undefined && !requestKinds.includes(match.verb)) {
    found.push({ path: ["match", "verb"], reason: `is "${match.verb}", ${rule}` });
  }
  if (kindsOfMethod !== undefined && !requestKinds.some((kind) => kindsOfMethod.includes(kind))) {
    found.push({ path: ["match", "method"], reason: `is ${method}, ${rule}` });
  }
  return found;
}

function checkEffect(effect: FaultEffect): readonly Contradiction[] {
  switch (effect.kind) {
    case "status":
    case "graph":
      return [
        ...checkStatus(effect.status),
        ...Object.entries(effect.headers ?? {}).flatMap(([name, value]) => checkHeader(name, value, ["headers", name])),
      ];
    case "pad":
      return (effect.bytes === undefined) === (effect.endless !== true)
        ? [{ path: ["effect"], reason: "pads to a size or without end: give one of bytes and endless: true" }]
        : [];
    case "encode":
      return effect.encoding === "identity" && effect.as === undefined
        ? [{ path: ["effect", "as"], reason: 'is missing: encoding "identity" changes nothing without another claim' }]
        : checkHeader("content-encoding", effect.as ?? "", ["as"]);
    case "transform": {
      const { name, text, title, autofill } = effect;
      return [name, text, title, autofill].every((part) => part === undefined)
        ? [{ path: ["effect"], reason: "changes nothing: give name, text, title or autofill" }]
        : [];
    }
    case "usage":
      return effect.app === undefined && effect.business === undefined
        ? [{ path: ["effect"], reason: "sets no header: give app or business" }]
        : [];
    default:
      return [];
  }
}

function checkStatus(status: number | undefined): readonly Contradiction[] {
  if (status === undefined || (status >= 200 && status <= 599)) return [];
  return [{ path: ["effect", "status"], reason: `is ${status}, which completes no request: give 200 to 599` }];
}

/** Headers that frame the response. Node refuses them beside a length. */
const framingHeaders: ReadonlySet<string> = new Set(["trailer", "transfer-encoding"]);

function checkHeader(name: string, value: string, member: readonly string[]): readonly Contradiction[] {
  const path = ["effect", ...member];
  if (framingHeaders.has(name.toLowerCase())) {
    return [{ path, reason: "frames the response, which the simulator does itself: leave it out" }];
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [];
  } catch {
    const rule = "a name has letters, digits and dashes, a value no control characters and none beyond U+00FF";
    return [{ path, reason: `is not a valid header: ${rule}` }];
  }
}
