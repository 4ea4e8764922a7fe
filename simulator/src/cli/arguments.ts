import { parseArgs } from "node:util";
import { behaviourOptions, wireOptions } from "../control/read-options";
import { readJsonAs } from "../seed/read";
import type { BehaviourOptions } from "../world/behaviour";
import type { WireOptions } from "../world/wire";

export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly reason: string }
  | {
      readonly kind: "start";
      readonly port: number;
      readonly controlPort: number;
      readonly json: boolean;
      readonly seedFile: string | null;
      readonly wire: Partial<WireOptions>;
      readonly behaviour: Partial<BehaviourOptions>;
    };

export const help = `Usage: pulumi-whatsapp-simulator [options]

Simulates the parts of Meta's Graph API that WhatsApp Business content needs, on 127.0.0.1.
Nothing is sent to Meta, and nothing is kept when it stops.

Options
  --port <number>          port of the Graph API; 0 takes any free one (default 0)
  --control-port <number>  port of the control door; 0 takes any free one (default 0)
  --seed <file>            JSON file with what it holds at first
  --wire <json>            how answers look, as in '{"idKey":"sequence_id"}'
  --behaviour <json>       what Meta leaves open, as in '{"uniqueNames":true}'
  --json                   print one line of JSON when ready, instead of text
  --help                   this text
`;

export function readArguments(words: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: "string", default: "0" },
        "control-port": { type: "string", default: "0" },
        seed: { type: "string" },
        wire: { type: "string", default: "{}" },
        behaviour: { type: "string", default: "{}" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const port = readPort("--port", values.port);
    const controlPort = readPort("--control-port", values["control-port"]);
    const wire = readJsonAs(values.wire, wireOptions, "--wire");
    const behaviour = readJsonAs(values.behaviour, behaviourOptions, "--behaviour");
    return { kind: "start", port, controlPort, json: values.json, seedFile: values.seed ?? null, wire, behaviour };
  } catch (error) {
    return { kind: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

function readPort(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new RangeError(`${option} must be a number from 0 to 65535, not "${text}"`);
  return port;
}
