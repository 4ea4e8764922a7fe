import { toSequenceInputs, toSequenceOutputs } from "../runtime/definitions/sequence-state";
import { welcomeMessageSequence } from "../runtime/definitions/welcome-message-sequence";
import { listArgumentFailures } from "../runtime/lifecycle";
import { formatId, withoutHandler, type Properties } from "../runtime/properties";
import { describeFailure } from "../schema/failures";
import { handlerText } from "../schema/handler";
import { KnownSecrets } from "../schema/known-secrets";
import { hasUnknown } from "../schema/unknowns";
import type { SequenceRow } from "../schema/wire";
import { sequences, type ImportableKind } from "./kinds";
import type { Names } from "./names";

/** A sequence or creative as it appears in the state after the provider created and read it. */
export interface Importable {
  readonly id: string;
  readonly names: Names;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The selected rows, separated into those that a program can declare and those that it cannot. */
export interface ImportableRows {
  readonly scopeId: string;
  /** Sorted by resource name, so that writing the file again changes nothing. */
  readonly writable: readonly Importable[];
  /** A line for each row that a program cannot declare: its id, its name and the reason. */
  readonly leftOut: readonly string[];
}

export function sortByName(all: readonly Importable[]): readonly Importable[] {
  return [...all].sort((a, b) => (a.names.resource < b.names.resource ? -1 : 1));
}

export interface AccountFacts {
  readonly wabaId: string;
  readonly appId: string | undefined;
}

const handler = { __provider: handlerText("welcomeMessageSequence") };

/** Returns the sequence as a resource of a program, or the reason why a program cannot declare it. */
export function toImportable({ wabaId, appId }: AccountFacts, row: SequenceRow, names: Names): Importable | string {
  const { content } = row;
  if (content === undefined) return `Meta's response cannot be read: ${row.unreadable}`;
  const inputs = toSequenceInputs(wabaId, content, handler);
  const args = withoutHandler(inputs);
  const failures = [...listArgumentFailures(welcomeMessageSequence, args), ...KnownSecrets.none.failuresIn(args)];
  const broken = failures.map(describeFailure);
  if (broken.length > 0) return broken.join("; ");
  if (hasUnknown(inputs)) return "a text is Pulumi's placeholder for an unknown value";
  const ref = { scopeId: wabaId, id: row.id };
  return { id: formatId(ref), names, inputs, outputs: toSequenceOutputs(ref, content, handler, { ...row, appId }) };
}

/** Builds the file for `pulumi import --file`. Pulumi does not call the provider, since the file contains the outputs. */
export function createImportFile(all: readonly Importable[], { type }: ImportableKind = sequences) {
  return {
    resources: all.map(({ id, names, inputs, outputs }) => ({
      type,
      name: names.resource,
      id,
      inputs,
      outputs,
    })),
  };
}

/** Builds the file for `pulumi import --file` with the plugin's types. Pulumi reads each resource by its id and writes the program. */
export function createPluginImportFile(all: readonly Importable[], { pluginType }: ImportableKind) {
  return { resources: all.map(({ id, names }) => ({ type: pluginType, name: names.resource, id })) };
}
