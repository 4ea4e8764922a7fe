import { contentDigestOf } from "../text/digest";
import { readInputs } from "./inputs";
import { exitCodes, harmless, type CommandIo, type ExitCode } from "./io";
import { remarkLine } from "./text-report";

/** Prints the fingerprint of each sequence's content, with its file and name. */
export async function digest(io: CommandIo, words: readonly string[]): Promise<ExitCode> {
  const { sequences, complaints, notes } = await readInputs(io, words);
  for (const { content, file, name } of sequences) {
    const fingerprint = contentDigestOf(content);
    if (fingerprint === undefined) {
      io.stderr(`${harmless(`${file}:${name}`)} warning: has no digest, since a part of it is not known\n`);
    } else io.stdout(`${fingerprint}  ${harmless(`${file}:${name}`)}\n`);
  }
  io.stderr(
    [
      ...complaints.map((one) => `${remarkLine(one, "error")}\n`),
      ...notes.map((one) => `${remarkLine(one, "note")}\n`),
    ].join(""),
  );
  return complaints.length > 0 ? exitCodes.wrong : exitCodes.clean;
}
