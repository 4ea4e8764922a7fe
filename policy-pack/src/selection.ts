import { z } from "zod";
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
      z.union([z.enum(levels), z.looseObject({ level: z.enum(levels).optional() })]),
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
  const parsed = argsShape.safeParse(args);
  if (!parsed.success) throw new InvalidSelection(complaints([], parsed.error));
  const { preset, overrides, waivers } = parsed.data;
  const selected = rules.map((rule): Selected => {
    const byPreset: Readonly<Partial<Record<RuleId, Level>>> = presets[preset];
    const override = overrides[rule.id] ?? {};
    const { level: said, ...options } = typeof override === "string" ? { level: override } : override;
    const hasOptions = Object.keys(options).length > 0;
    const level = said ?? byPreset[rule.id] ?? (hasOptions ? "mandatory" : "disabled");
    return { rule, level, options };
  });
  requireOptions(selected);
  const known = new Set<string>(rules.map(({ id }) => id));
  const strange = waivers
    .filter(({ rule }) => !known.has(rule))
    .map(({ rule }) => `waivers: there is no rule ${JSON.stringify(rule)}`);
  if (strange.length > 0) throw new InvalidSelection(strange.join("; "));
  return { selected, waivers };
}

function requireOptions(selected: readonly Selected[]): void {
  const wrong = selected.flatMap(({ rule, options }) => {
    const parsed = rule.options.safeParse(options);
    return parsed.success ? [] : [complaints(["overrides", rule.id], parsed.error)];
  });
  if (wrong.length > 0) throw new InvalidSelection(wrong.join("; "));
}

const complaints = (path: readonly PropertyKey[], { issues }: z.ZodError): string =>
  issues
    .map((issue) => `${[...path, ...issue.path].map(String).join(".") || "selection"}: ${issue.message}`)
    .join("; ");
