import { brokenRules } from "../runtime/check";
import { inputsOf, physicalId, rowOutputs, withoutHandler, type Properties } from "../runtime/state";
import { describeFailure } from "../schema/failures";
import { handlerText, sequenceType } from "../schema/handler";
import { hasUnknown } from "../schema/unknowns";
import type { SequenceRow } from "../schema/wire";
import type { Names } from "./names";

/** A sequence as the state would hold it after the provider created and read it. */
export interface Importable {
  readonly id: string;
  readonly names: Names;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface AccountFacts {
  readonly wabaId: string;
  readonly appId: string | undefined;
}

const handler = { __provider: handlerText("welcomeMessageSequence") };

/** The sequence as a resource of a program, or why a program cannot hold it. */
export function importable({ wabaId, appId }: AccountFacts, row: SequenceRow, names: Names): Importable | string {
  const { content } = row;
  if (content === undefined) return `what Meta holds cannot be read: ${row.unreadable}`;
  const inputs = inputsOf(wabaId, content, handler);
  const broken = brokenRules(withoutHandler(inputs)).map(describeFailure);
  if (broken.length > 0) return broken.join("; ");
  if (hasUnknown(inputs)) return "a text is the placeholder that Pulumi uses for a value not known yet";
  const id = { wabaId, sequenceId: row.id };
  return { id: physicalId(id), names, inputs, outputs: rowOutputs(id, { ...row, content }, handler, appId) };
}

/** What `pulumi import --file` reads. With outputs given, it asks the provider nothing. */
export const importFileOf = (sequences: readonly Importable[]) => ({
  resources: sequences.map(({ id, names, inputs, outputs }) => ({
    type: sequenceType,
    name: names.resource,
    id,
    inputs,
    outputs,
  })),
});
