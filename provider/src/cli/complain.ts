import { printable } from "../client/redact";
import { environmentName } from "../schema/settings";
import { escapeUnseen } from "../schema/unseen";
import type { CommandIo } from "./io";

/** Text of others as one line, with no secret and nothing that draws on a terminal. */
export const lineOf = ({ env }: CommandIo, text: string): string =>
  escapeUnseen(printable(text, env[environmentName("accessToken")], Infinity));

/** Says on standard error what is wrong. */
export function complain(io: CommandIo, message: string): void {
  const lines = `error: ${message}`.split("\n").map((line) => lineOf(io, line));
  io.stderr(lines.map((line) => `${line}\n`).join(""));
}
