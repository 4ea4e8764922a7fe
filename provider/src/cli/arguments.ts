import { graphId } from "../schema/ids";
import type { ConnectionFlags } from "./account";
import { help } from "./help";
import type { ImportFileFlags } from "./import-file";
import { UsageError } from "./io";
import { creatives, sequences, type Kind } from "./kinds";
import type { ListFlags } from "./list";
import { readOrdersCommand, type OrdersCommand } from "./orders/arguments";
import { parsed, type ValuesOf } from "./parsed";

export type Command =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "version" }
  | { readonly kind: "list"; readonly flags: ListFlags }
  | { readonly kind: "import-file"; readonly flags: ImportFileFlags }
  | OrdersCommand;

const commonOptions = {
  waba: { type: "string" },
  "api-version": { type: "string" },
  "base-url": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const importFileOptions = {
  ...commonOptions,
  ids: { type: "string", multiple: true },
  creatives: { type: "string", multiple: true },
  "ad-account": { type: "string" },
  "out-dir": { type: "string" },
  "import-file": { type: "string" },
  program: { type: "string" },
  force: { type: "boolean", default: false },
  "skip-invalid": { type: "boolean", default: false },
} as const;

/** Reads the words after the program's name; throws `UsageError`. */
export function readCommand([command, ...words]: readonly string[]): Command {
  switch (command) {
    case "--help":
    case "-h":
      return { kind: "help", text: help[""] };
    case "--version":
      return { kind: "version" };
    case "list": {
      const { values } = parsed(words, commonOptions);
      if (values.help) return { kind: "help", text: help.list };
      return { kind: "list", flags: { connection: connectionOf(values), json: values.json } };
    }
    case "import-file": {
      const { values } = parsed(words, importFileOptions);
      if (values.help) return { kind: "help", text: help["import-file"] };
      return { kind: "import-file", flags: importFileFlags(values) };
    }
    case "orders":
      return readOrdersCommand(words);
    default:
      throw new UsageError(
        `${command === undefined ? "a command is missing" : `${JSON.stringify(command)} is no command`}: list, import-file or orders; see --help`,
      );
  }
}

type CommonValues = Readonly<Partial<Record<"waba" | "ad-account" | "api-version" | "base-url", string | undefined>>>;

const connectionOf = (values: CommonValues): ConnectionFlags => ({
  wabaId: values.waba,
  adAccountId: values["ad-account"],
  phoneNumberId: undefined,
  apiVersion: values["api-version"],
  baseUrl: values["base-url"],
});

function importFileFlags(values: ValuesOf<typeof importFileOptions>): ImportFileFlags {
  const { "out-dir": outDir, "import-file": importFile, program } = values;
  if (outDir !== undefined && (importFile !== undefined || program !== undefined)) {
    throw new UsageError("--out-dir goes with neither --import-file nor --program; see --help");
  }
  if (values.creatives !== undefined && (values.ids !== undefined || values.waba !== undefined)) {
    throw new UsageError("--creatives goes with neither --waba nor --ids; see --help");
  }
  if (values.creatives === undefined && values["ad-account"] !== undefined) {
    throw new UsageError("--ad-account goes with --creatives; see --help");
  }
  return {
    connection: connectionOf(values),
    ids: values.ids === undefined ? undefined : idsIn(values.ids, sequences),
    creativeIds: values.creatives === undefined ? undefined : idsIn(values.creatives, creatives),
    ...{ outDir, importFile, program },
    force: values.force,
    skipInvalid: values["skip-invalid"],
    json: values.json,
  };
}

function idsIn(lists: readonly string[], { idsFlag, noun }: Kind): string[] {
  const ids = [...new Set(lists.flatMap((list) => list.split(",")).map((id) => id.trim()))];
  const malformed = ids.filter((id) => !graphId.safeParse(id).success);
  if (malformed.length === 0) return ids;
  throw new UsageError(
    `${idsFlag} ${malformed.map((id) => JSON.stringify(id)).join(", ")}: must be ${noun} ids, 1 to 32 digits each, separated by commas`,
  );
}
