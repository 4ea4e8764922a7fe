import type { Properties } from "../../../provider/src/runtime/properties";
import type { ProviderRun } from "./provider-run";

export const handlerText = 'exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;';

/** Arguments of a sequence that has every part. */
export function sequenceArgs(changes: Properties = {}): Properties {
  return {
    __provider: handlerText,
    name: "Driver sign-up",
    text: "Hi! Thanks for your interest in driving with us.",
    autofillMessage: { content: "Hello! Can I get more info on this?" },
    iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
    ...changes,
  };
}

/** Runs check and create, as an engine does. */
export async function createSequence(
  run: ProviderRun,
  changes: Properties = {},
): Promise<{ id: string; outs: Properties; inputs: Properties }> {
  const { inputs, failures } = await run.handler.check({}, sequenceArgs(changes));
  expect(failures).toEqual([]);
  const { id, outs } = await run.handler.create(inputs);
  return { id, outs: { ...outs, __provider: handlerText }, inputs };
}

/** The sequence id in a physical id `<wabaId>/<sequenceId>`. */
export function sequenceIdOf(id: string): string {
  return id.split("/")[1] ?? "";
}
