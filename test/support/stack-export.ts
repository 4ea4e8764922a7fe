import { pluginTypes } from "../../provider/src/schema/resource-kinds";

/** A sequence in the state of a stack. */
export interface StateSequence {
  /** Physical id, `<wabaId>/<sequenceId>`. */
  readonly id: string;
  readonly name?: string;
  readonly stack?: string;
  readonly type?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** More fields of the resource, such as `delete`. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export function urnOf({ name = "offer", stack = "prod", type = pluginTypes.sequence }: Partial<StateSequence>): string {
  return `urn:pulumi:${stack}::shop::${type}::${name}`;
}

export function toResource(sequence: StateSequence): Readonly<Record<string, unknown>> {
  const { id, type = pluginTypes.sequence, outputs, fields } = sequence;
  return {
    ...{ urn: urnOf(sequence), type, id, custom: true, inputs: {} },
    outputs: { __stateVersion: 1, ...outputs },
    ...fields,
  };
}

/** Text of an exported stack. */
export function exportText(sequences: readonly StateSequence[], operations: readonly unknown[] = []): string {
  const stack = { urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", type: "pulumi:pulumi:Stack" };
  const resources = [stack, ...sequences.map(toResource)];
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources, pending_operations: operations } });
}
