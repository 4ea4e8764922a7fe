import type { PromptOptions } from "./prompt";

/** Process resources that commands use. Tests pass their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Asks a question on the terminal. Undefined if standard input is not a terminal. */
  readonly ask: ((question: string, options?: PromptOptions) => Promise<string>) | undefined;
  /** True if standard output is a terminal, so that the user sees what a prompt asks about. */
  readonly isOutputVisible: boolean;
  /** Reads all of standard input, for `config set <key>` and `stack import`. */
  readonly readStdin: () => Promise<string>;
  readonly isColorTerminal: boolean;
  /** Subscribes to the first and the second interrupt or termination signal. Returns a function that unsubscribes. */
  readonly onInterrupt: (interrupted: () => void, terminated: () => void) => () => void;
}
