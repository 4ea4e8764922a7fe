import { toSequenceInputs, toSequenceOutputs } from "../runtime/definitions/sequence-state";
import { welcomeMessageSequence } from "../runtime/definitions/welcome-message-sequence";
import { listArgumentFailures } from "../runtime/lifecycle";
import { formatId, withoutHandler, type Properties } from "../runtime/properties";
import { describeFailure } from "../schema/failures";
import { handlerText } from "../schema/handler";
import { KnownSecrets } from "../schema/known-secrets";
import { hasUnknown } from "../schema/unknowns";
import type { SequenceRow } from "../schema/wire";
import { sequences, type Kind } from "./kinds";
import type { Names } from "./names";

/** A sequence or creative as the state would hold it after the provider created and read it. */
export interface Importable {
  readonly id: string;
  readonly names: Names;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What was asked for, sorted into what a program can hold and what it cannot, with the reason. */
export interface ImportableRows {
  readonly holderId: string;
  /** By resource name, so that a file written again is the same. */
  readonly writable: readonly Importable[];
  readonly leftOut: readonly string[];
}

export function byName(all: readonly Importable[]): readonly Importable[] {
  return [...all].sort((a, b) => (a.names.resource < b.names.resource ? -1 : 1));
}

export interface AccountFacts {
  readonly wabaId: string;
  readonly appId: string | undefined;
}

const handler = { __provider: handlerText("welcomeMessageSequence") };

/** The sequence as a resource of a program, or why a program cannot hold it. */
export function toImportable({ wabaId, appId }: AccountFacts, row: SequenceRow, names: Names): Importable | string {
  const { content } = row;
  if (content === undefined) return `what Meta holds cannot be read: ${row.unreadable}`;
  const inputs = toSequenceInputs(wabaId, content, handler);
  const args = withoutHandler(inputs);
  const failures = [...listArgumentFailures(welcomeMessageSequence, args), ...KnownSecrets.none.failuresIn(args)];
  const broken = failures.map(describeFailure);
  if (broken.length > 0) return broken.join("; ");
  if (hasUnknown(inputs)) return "a text is the placeholder that Pulumi uses for a value not known yet";
  const ref = { scopeId: wabaId, id: row.id };
  return { id: formatId(ref), names, inputs, outputs: toSequenceOutputs(ref, content, handler, { ...row, appId }) };
}

/** What `pulumi import --file` reads. With outputs given, it asks the provider nothing. */
export function importFileOf(all: readonly Importable[], { type }: Kind = sequences) {
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
