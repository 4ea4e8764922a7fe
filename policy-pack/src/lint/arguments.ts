import { parseArgs, type ParseArgsConfig } from "node:util";
import { presets, type Preset } from "../presets";
import { help } from "./help";
import { messageOf, UsageError } from "./io";

export type Format = "text" | "sarif";

export interface LintFlags {
  readonly inputs: readonly string[];
  readonly preset: Preset | undefined;
  readonly config: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
  readonly maxWarnings: number;
  readonly color: boolean;
}

export type Command =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "version" }
  | { readonly kind: "lint"; readonly flags: LintFlags }
  | { readonly kind: "digest"; readonly inputs: readonly string[] };

const helpOption = { help: { type: "boolean", short: "h", default: false } } as const;

const lintOptions = {
  ...helpOption,
  preset: { type: "string" },
  config: { type: "string" },
  format: { type: "string", default: "text" },
  output: { type: "string" },
  "max-warnings": { type: "string" },
  "no-color": { type: "boolean", default: false },
} as const;

/** Reads the words after the program's name; throws `UsageError`. */
export function readCommand([command, ...words]: readonly string[]): Command {
  switch (command) {
    case "--help":
    case "-h":
      return { kind: "help", text: help[""] };
    case "--version":
      return { kind: "version" };
    case "lint": {
      const { values, positionals } = parsed(words, lintOptions);
      if (values.help) return { kind: "help", text: help.lint };
      return { kind: "lint", flags: { inputs: filesIn(positionals), ...lintFlags(values) } };
    }
    case "digest": {
      const { values, positionals } = parsed(words, helpOption);
      if (values.help) return { kind: "help", text: help.digest };
      return { kind: "digest", inputs: filesIn(positionals) };
    }
    default:
      throw new UsageError(
        `${command === undefined ? "a command is missing" : `${JSON.stringify(command)} is no command`}: lint or digest; see --help`,
      );
  }
}

type Options = NonNullable<ParseArgsConfig["options"]>;

function parsed<T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: true });
  } catch (error) {
    // Its first sentence says what is wrong; the rest is about how positional arguments may begin.
    const [reason = ""] = messageOf(error).split(/\. (?=[A-Z])/);
    throw new UsageError(`${reason}; see --help`);
  }
}

function filesIn(positionals: readonly string[]): readonly string[] {
  if (positionals.length > 0) return positionals;
  throw new UsageError("no files are named; name files, folders, or - for standard input; see --help");
}

const isPreset = (word: string): word is Preset => Object.hasOwn(presets, word);
const isFormat = (word: string): word is Format => word === "text" || word === "sarif";

function lintFlags(values: ReturnType<typeof parsed<typeof lintOptions>>["values"]): Omit<LintFlags, "inputs"> {
  const { preset, format, "max-warnings": most, config, output } = values;
  const wrong: string[] = [];
  if (preset !== undefined && !isPreset(preset))
    wrong.push(`--preset ${JSON.stringify(preset)}: must be ${Object.keys(presets).join(", ")}`);
  if (!isFormat(format)) wrong.push(`--format ${JSON.stringify(format)}: must be text or sarif`);
  if (most !== undefined && !/^\d{1,9}$/.test(most))
    wrong.push(`--max-warnings ${JSON.stringify(most)}: must be a number, 0 or more`);
  if (wrong.length > 0) throw new UsageError(`${wrong.join("\n")}; see --help`);
  return {
    preset: preset !== undefined && isPreset(preset) ? preset : undefined,
    format: isFormat(format) ? format : "text",
    maxWarnings: most === undefined ? Infinity : Number(most),
    color: !values["no-color"],
    ...{ config, output },
  };
}
