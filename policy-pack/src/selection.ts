import { z } from "zod";
import { describeFailure, failuresOf, type Failure } from "pulumi-whatsapp/schema";
import { presets, type Preset } from "./presets";
import { rules, type AnyRule, type RuleId } from "./rules";
import type { Level, Rule } from "./rules/rule";
import { waiverSchema, type Waiver } from "./waivers";

type OptionsOf<Id extends RuleId> = z.input<Extract<AnyRule, { readonly id: Id }>["options"]>;

/** A level, or a level with options; options alone keep the preset's level, or `mandatory` where the preset has the rule disabled. */
export type Override<Id extends RuleId> = Level | ({ readonly level?: Level } & Partial<OptionsOf<Id>>);

export interface SelectionArgs {
  /** Default `recommended`. */
  readonly preset?: Preset;
  readonly overrides?: { readonly [Id in RuleId]?: Override<Id> };
  /** Findings to live with until a day; an expired one fails the run. Default none. */
  readonly waivers?: readonly Waiver[];
}

/** A rule, how much it counts, and its options. */
export interface Selected {
  readonly rule: Rule;
  readonly level: Level;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Selection {
  /** All rules, the disabled ones too: configuration may enable them. */
  readonly selected: readonly Selected[];
  readonly waivers: readonly Waiver[];
}

const levels = ["mandatory", "advisory", "remediate", "disabled"] as const satisfies readonly Level[];
const argsShape = z.strictObject({
  preset: z.enum(Object.keys(presets) as [Preset, ...Preset[]]).default("recommended"),
  overrides: z
    .partialRecord(
      z.enum(rules.map(({ id }) => id) as [RuleId, ...RuleId[]]),
      z.union([z.enum(levels), z.looseObject({ level: z.enum(levels).optional() })], {
        error: `must be ${levels.map((level) => JSON.stringify(level)).join(", ")}, or { level, ...options }`,
      }),
    )
    .default({}),
  waivers: z.array(waiverSchema).default([]),
});

/** Malformed arguments of a selection; the message names each path and what is wrong. */
export class InvalidSelection extends Error {
  override readonly name = "InvalidSelection";
}

/** The rules with their levels and options. @throws InvalidSelection naming everything that is wrong. */
export function selection(args: SelectionArgs = {}): Selection {
  requireNone([...failuresOf(argsShape, args), ...optionFailures(args), ...strangers(args)]);
  const { preset, overrides, waivers } = argsShape.parse(args);
  const byPreset: Readonly<Partial<Record<RuleId, Level>>> = presets[preset];
  const selected = rules.map((rule): Selected => {
    const override = overrides[rule.id] ?? {};
    const { level: said, ...options } = typeof override === "string" ? { level: override } : override;
    const isEnabled = Object.keys(options).length > 0;
    return { rule, level: said ?? byPreset[rule.id] ?? (isEnabled ? "mandatory" : "disabled"), options };
  });
  return { selected, waivers };
}

type Json = Readonly<Record<string, unknown>>;
function recordAt(value: unknown, key: string): Json | undefined {
  const part: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof part === "object" && part !== null ? (part as Json) : undefined;
}

/** Looked for in what is given as it is, so that a slip elsewhere does not hide them. */
function optionFailures(args: unknown): Failure[] {
  return rules.flatMap(({ id, options }: Rule) => {
    const { level: _level, ...given } = recordAt(recordAt(args, "overrides"), id) ?? {};
    return failuresOf(options, given).map(({ path, reason }) => ({ path: `overrides.${id}.${path}`, reason }));
  });
}

function strangers(args: unknown): Failure[] {
  return Object.entries(recordAt(args, "waivers") ?? {}).flatMap(([i, waiver]) => {
    const rule: unknown = recordAt({ waiver }, "waiver")?.["rule"];
    return typeof rule !== "string" || rules.some(({ id }) => id === rule)
      ? []
      : [{ path: `waivers[${i}].rule`, reason: `there is no rule ${JSON.stringify(rule)}` }];
  });
}

function requireNone(failures: readonly Failure[]): void {
  const named = failures.map(({ path, reason }) => describeFailure({ path: path === "" ? "selection" : path, reason }));
  if (named.length > 0) throw new InvalidSelection(named.join("; "));
}
