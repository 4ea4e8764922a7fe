import { z } from "zod";
import { describeFailure, failuresOf, type Failure } from "pulumi-whatsapp/schema";
import { presets, type Preset } from "./presets";
import { explainUnknownRule, rules, type AnyRule, type RuleId } from "./rules";
import type { EnforcementLevel, Rule } from "./rules/rule";
import { waiverSchema, type Waiver } from "./waivers";

type OptionsOf<Id extends RuleId> = z.input<Extract<AnyRule, { readonly id: Id }>["options"]>;

/**
 * An enforcement level, options, or both. Options alone keep the preset's level, or enable the rule as `mandatory` if the preset disables it.
 */
export type Override<Id extends RuleId> =
  EnforcementLevel | ({ readonly enforcementLevel?: EnforcementLevel } & Partial<OptionsOf<Id>>);

export interface SelectionArgs {
  /** Default `recommended`. */
  readonly preset?: Preset;
  readonly overrides?: { readonly [Id in RuleId]?: Override<Id> };
  /** Accepted violations, each until a date. An expired waiver fails the run. Default none. */
  readonly waivers?: readonly Waiver[];
}

/** A rule with its enforcement level and options. */
export interface SelectedRule {
  readonly rule: Rule;
  readonly enforcementLevel: EnforcementLevel;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Selection {
  /** All rules, including disabled ones, which a configuration file may enable. */
  readonly rules: readonly SelectedRule[];
  readonly waivers: readonly Waiver[];
}

const enforcementLevels = [
  "mandatory",
  "advisory",
  "remediate",
  "disabled",
] as const satisfies readonly EnforcementLevel[];
const levelSchema = z.enum(enforcementLevels);
const argsShape = z.strictObject({
  preset: z.enum(Object.keys(presets) as [Preset, ...Preset[]]).default("recommended"),
  overrides: z
    .record(
      z.string(),
      z.union([levelSchema, z.looseObject({ enforcementLevel: levelSchema.optional() })], {
        error: `must be ${enforcementLevels.map((level) => JSON.stringify(level)).join(", ")}, or { enforcementLevel, ...options }`,
      }),
    )
    .default({}),
  waivers: z.array(waiverSchema).default([]),
});

/** Invalid arguments of a selection. The message names each path and its problem. */
export class InvalidSelection extends Error {
  override readonly name = "InvalidSelection";
}

/** Combines preset, overrides and waivers. @throws InvalidSelection with all problems */
export function createSelection(args: SelectionArgs = {}): Selection {
  throwFailures([...failuresOf(argsShape, args), ...validateOptions(args), ...findUnknownRules(args)]);
  const { preset, overrides, waivers } = argsShape.parse(args);
  const presetLevels: Readonly<Partial<Record<RuleId, EnforcementLevel>>> = presets[preset];
  const selected = rules.map((rule): SelectedRule => {
    const override = overrides[rule.id] ?? {};
    const { enforcementLevel, ...options } = typeof override === "string" ? { enforcementLevel: override } : override;
    const hasOptions = Object.keys(options).length > 0;
    const defaultLevel = presetLevels[rule.id] ?? (hasOptions ? "mandatory" : "disabled");
    return { rule, enforcementLevel: enforcementLevel ?? defaultLevel, options };
  });
  return { rules: selected, waivers };
}

type JsonRecord = Readonly<Record<string, unknown>>;

function getRecord(value: unknown, key: string): JsonRecord | undefined {
  const part: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof part === "object" && part !== null ? (part as JsonRecord) : undefined;
}

/** Validates the options of each rule. Reads the raw arguments, so that a mistake elsewhere hides none here. */
function validateOptions(args: unknown): Failure[] {
  return rules.flatMap(({ id, options }: Rule) => {
    const { enforcementLevel: _, level, ...given } = getRecord(getRecord(args, "overrides"), id) ?? {};
    const failures = failuresOf(options, given).map(({ path, reason }) => ({
      path: `overrides.${id}.${path}`,
      reason,
    }));
    if (level === undefined) return failures;
    return [{ path: `overrides.${id}.level`, reason: "was renamed to enforcementLevel" }, ...failures];
  });
}

function findUnknownRules(args: unknown): Failure[] {
  const overrides = Object.keys(getRecord(args, "overrides") ?? {}).map((id) => ({ path: `overrides.${id}`, id }));
  const waivers = Object.entries(getRecord(args, "waivers") ?? {}).flatMap(([i, waiver]) => {
    const id: unknown = getRecord({ waiver }, "waiver")?.["rule"];
    return typeof id === "string" ? [{ path: `waivers[${i}].rule`, id }] : [];
  });
  return [...overrides, ...waivers].flatMap(({ path, id }) => {
    const reason = explainUnknownRule(id);
    return reason === undefined ? [] : [{ path, reason }];
  });
}

function throwFailures(failures: readonly Failure[]): void {
  const described = failures.map(({ path, reason }) =>
    describeFailure({ path: path === "" ? "selection" : path, reason }),
  );
  if (described.length > 0) throw new InvalidSelection(described.join("; "));
}
