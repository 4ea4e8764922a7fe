/** Terminal prompts. They go to standard error, so that standard output can be redirected. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError, exitCodes } from "./exit-codes";

export interface PromptOptions {
  /** Does not echo the input, for secrets. */
  readonly hidden?: boolean;
}

/** Returns one line, edited with the usual keys. Rejects on Ctrl-C and Ctrl-D. */
export async function askOnTerminal(question: string, { hidden = false }: PromptOptions = {}): Promise<string> {
  const output = hidden ? discard() : process.stderr;
  const terminal = createInterface({
    input: process.stdin,
    output,
    terminal: hidden || process.stderr.isTTY,
    historySize: 0,
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      const cancel = (): void => reject(new CommandError("cancelled: no answer was given", exitCodes.cancelled));
      terminal.once("line", resolve).once("SIGINT", cancel).once("close", cancel);
      // The prompt is printed after the terminal stopped echoing.
      if (hidden) process.stderr.write(question);
      terminal.setPrompt(hidden ? "" : question);
      terminal.prompt();
    });
  } catch (error) {
    // The cursor is still on the line of the question.
    if (!hidden) process.stderr.write("\n");
    throw error;
  } finally {
    terminal.close();
    if (hidden) process.stderr.write("\n");
  }
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
