import { validateHeaderName, validateHeaderValue } from "node:http";
import type { RequestKind } from "../graph/request";
import { kinds } from "./kinds";
import type { FaultEffect, FaultRule } from "./fault-rule";

const requestKindsByMethod: Readonly<Record<string, readonly RequestKind[]>> = {
  GET: ["list", "read"],
  POST: ["create", "update", "send", "batch"],
  DELETE: ["delete"],
};

/** What makes a rule one that could never do what it says: where, why, and what to do instead. */
export function findContradictions(rule: FaultRule, path: string): readonly string[] {
  return [...checkTiming(rule, path), ...checkMatch(rule, path), ...checkEffect(rule.effect, `${path}.effect`)];
}

function checkTiming({ effect, when, nth, times }: FaultRule, path: string): readonly string[] {
  const found: string[] = [];
  if (when !== undefined && !kinds[effect.kind].hasWhen) {
    found.push(
      `${path}.when has no meaning with effect "${effect.kind}", which works on what the request does: leave it out`,
    );
  }
  if (nth !== undefined && nth < 1) found.push(`${path}.nth counts matching requests from 1: give 1 or more`);
  if (times !== undefined && times !== "always" && times < 1) {
    found.push(`${path}.times must let the rule strike: give 1 or more, or "always"`);
  }
  return found;
}

function checkMatch({ effect, match = {} }: FaultRule, path: string): readonly string[] {
  const { requestKinds: verbs } = kinds[effect.kind];
  const edge = /\/(adcreatives|adsets|ads)$/.exec(match.path ?? "")?.[1];
  const method = match.method?.toUpperCase();
  const ofMethod = method === undefined ? undefined : (requestKindsByMethod[method] ?? []);
  const found: string[] = [];
  if (ofMethod !== undefined && match.verb !== undefined && !ofMethod.includes(match.verb)) {
    found.push(`${path}.match.verb "${match.verb}" never comes as ${method}: leave ${path}.match.method out`);
  }
  if (edge !== undefined && effect.kind === "transform" && effect.name === undefined) {
    found.push(
      `${path}.match.path is about ${edge}, of which only the name can be stored changed: give ${path}.effect.name`,
    );
  }
  if (verbs === "any") return found;
  const remedy = `effect "${effect.kind}" strikes ${verbs.join(", ")} only: give one of these as match.verb, or none`;
  if (match.verb !== undefined && !verbs.includes(match.verb)) {
    found.push(`${path}.match.verb is "${match.verb}", but ${remedy}`);
  }
  if (ofMethod !== undefined && !verbs.some((verb) => ofMethod.includes(verb))) {
    found.push(`${path}.match.method is ${method}, but ${remedy}`);
  }
  return found;
}

function checkEffect(effect: FaultEffect, path: string): readonly string[] {
  switch (effect.kind) {
    case "status":
    case "graph":
      return [
        ...(effect.status !== undefined && (effect.status < 200 || effect.status > 599)
          ? [`${path}.status ${effect.status} ends no request: give 200 to 599`]
          : []),
        ...Object.entries(effect.headers ?? {}).flatMap(([name, value]) => checkHeader(name, value, `${path}.headers`)),
      ];
    case "pad":
      return (effect.bytes === undefined) === (effect.endless !== true)
        ? [`${path} pads to a size or for ever: give one of bytes and endless: true`]
        : [];
    case "encode":
      return effect.encoding === "identity" && effect.as === undefined
        ? [`${path}.as is missing: encoding "identity" changes nothing, so say what it claims to be`]
        : checkHeader("content-encoding", effect.as ?? "", `${path}.as`);
    case "transform": {
      const { name, text, title, autofill } = effect;
      return [name, text, title, autofill].every((part) => part === undefined)
        ? [`${path} changes nothing: give name, text, title or autofill`]
        : [];
    }
    case "usage":
      return effect.app === undefined && effect.business === undefined
        ? [`${path} says nothing: give app or business`]
        : [];
    default:
      return [];
  }
}

/** The simulator frames its answers itself; Node refuses these two beside a length. */
const framingHeaders: ReadonlySet<string> = new Set(["trailer", "transfer-encoding"]);

function checkHeader(name: string, value: string, path: string): readonly string[] {
  const place = `${path}[${JSON.stringify(name)}]`;
  if (framingHeaders.has(name.toLowerCase())) {
    return [`${place} frames the answer, which is the simulator's: leave it out`];
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [];
  } catch {
    return [
      `${place} is no header: a name has letters, digits and dashes, a value no control characters and none beyond U+00FF`,
    ];
  }
}
