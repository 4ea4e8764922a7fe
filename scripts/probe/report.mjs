/** Reports of a run, as text and as JSON. */
import { defaultBehaviour, defaultWire } from "pulumi-whatsapp-simulator";
import { isDeepStrictEqual } from "node:util";
import { toCell, tableText } from "../../provider/dist/cli/table.js";

const defaults = { wire: defaultWire, behaviour: defaultBehaviour };

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function merged(one, other) {
  if (!isPlain(one) || !isPlain(other)) return other;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(keys.map((key) => [key, key in other ? merged(one[key], other[key]) : one[key]]));
}

/** Returns options for `startSimulator`. A switch with several numbers is complete, with defaults for unanswered ones. */
export function simulatorOptions(results) {
  const found = results.reduce((all, { set = {} }) => merged(all, set), { wire: {}, behaviour: {} });
  for (const key of ["truncateAt", "refuseAbove"]) {
    if (key in found.behaviour) found.behaviour[key] = { ...defaultBehaviour[key], ...found.behaviour[key] };
  }
  return found;
}

/** Formats the switches of a result, e.g. `wire.idKey: "id"`. */
function switchesOf({ set = {} }) {
  return leaves(set).map(([path, value]) => {
    const usual = path.reduce((all, key) => all[key], defaults);
    return `${path.join(".")}: ${JSON.stringify(value)}${isDeepStrictEqual(usual, value) ? "" : " (not the default)"}`;
  });
}

const leaves = (value, path = []) =>
  isPlain(value) ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key])) : [[path, value]];

const answerOf = ({ state, answer }) => (state === "answered" ? answer : `${state}: ${answer}`);

function table(results) {
  const rows = results.map((result) => [
    result.question,
    toCell(answerOf(result), 100),
    switchesOf(result).join(", ") || result.switches.join(", ") || "-",
  ]);
  return tableText([["QUESTION", "ANSWER", "SWITCH"], ...rows]);
}

function evidenceOf(results) {
  return results
    .map(({ name, evidence, ...result }) => {
      const seen = evidence.map(
        ({ request, httpStatus, answer }) => `  ${request}\n    -> ${httpStatus ?? "-"} ${answer}\n`,
      );
      return `${name}: ${result.question}\n${seen.join("")}  ${answerOf(result)}\n`;
    })
    .join("\n");
}

/** @param {Awaited<ReturnType<ReturnType<typeof import("./run.mjs").open>["probe"]>>} run */
export function readable(run, { wabaId, baseUrl, apiVersion, withEvidence }) {
  const { results, calls, removed, prefix } = run;
  const parts = [
    `Account ${wabaId} at ${baseUrl}/${apiVersion}, ${calls} requests; ${removed} sequences named ${prefix}... were removed.`,
    ...(withEvidence ? [evidenceOf(results)] : []),
    table(results),
    `As a simulator:\n\nstartSimulator(${JSON.stringify(simulatorOptions(results), undefined, 2)});`,
  ];
  return parts.map((part) => `${part.trimEnd()}\n`).join("\n");
}

export function machineForm(run, { wabaId, baseUrl, apiVersion }) {
  return { wabaId, baseUrl, apiVersion, ...run, options: simulatorOptions(run.results) };
}

/** Lists the problems that cause exit code 1. */
export function complaints({ results, stopped, problems }) {
  const failed = results.filter(({ state }) => state === "failed");
  return [
    ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
    ...failed.map(({ name, answer }) => `${name} failed: ${answer}`),
    ...problems,
  ];
}
