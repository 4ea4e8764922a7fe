import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./io";

type Options = NonNullable<ParseArgsConfig["options"]>;

type Read<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; strict: true; allowPositionals: boolean }>
>;
/** The values of these options. */
export type ValuesOf<T extends Options> = Read<T>["values"];

/** Reads flags, and other words where a command takes them; throws `UsageError`. */
export function parsed<T extends Options>(words: readonly string[], options: T, takesWords = false): Read<T> {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: takesWords });
  } catch (error) {
    // Its first sentence says what is wrong; the rest is about positional arguments.
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split(/\. (?=[A-Z])/);
    const token = /'--?\S*token/i.test(reason) ? "; the token is never a flag, set WHATSAPP_ACCESS_TOKEN" : "";
    throw new UsageError(`${reason}${token}; see --help`);
  }
}
