import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { validateOrderMessage, type ValidateOptions, type Validation } from "../../orders/validate";
import { parseJsonIntegers } from "../../schema/exact-json";
import { describeFailure, type Failure } from "../../schema/failures";
import { decodeText } from "../decode-text";
import { knownSecretsOf, type CommandIo } from "../io";
import { describeReadError } from "../../runtime/read-error";

/** A file, or standard input, and its validated message. */
export interface MessageFile extends Validation {
  /** Path as the user wrote it. */
  readonly file: string;
}

/** Reads and validates the JSON in a file, or on standard input for `-`. A file that cannot be read is not valid. */
export async function readMessageFile(io: CommandIo, file: string, options: ValidateOptions): Promise<MessageFile> {
  try {
    const bytes = file === "-" ? await io.stdin() : await readFile(resolve(io.cwd, file));
    // Invalid UTF-8 would reach the person as replacement characters.
    const text = decodeText(bytes, { isStrict: true });
    const secrets = findSecrets(io, text);
    return secrets.length > 0
      ? { file, failures: secrets, warnings: [], message: undefined }
      : { file, ...validateOrderMessage(text, options) };
  } catch (error) {
    return { file, failures: [{ path: "file", reason: describeReadError(error) }], warnings: [], message: undefined };
  }
}

/** Finds secrets that the message would publish; none if the text is not JSON, which validation reports. */
function findSecrets(io: CommandIo, text: string): readonly Failure[] {
  try {
    return knownSecretsOf(io).failuresIn(parseJsonIntegers(text));
  } catch {
    return [];
  }
}

/** Lists failures and warnings, one line each, with file and path. */
export function listFindings({ file, failures, warnings }: MessageFile): string[] {
  return [
    ...failures.map((failure) => `${file}: error: ${describeFailure(failure)}`),
    ...warnings.map((warning) => `${file}: warning: ${describeFailure(warning)}`),
  ];
}
