import type { PromptOptions } from "./prompt";

/** Process resources that commands use. Tests pass their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Asks on the terminal and returns the line that was typed; undefined where standard input is no terminal. */
  readonly ask: ((question: string, options?: PromptOptions) => Promise<string>) | undefined;
  /** True if the person who answers also sees standard output, and so what they are asked to confirm. */
  readonly isOutputVisible: boolean;
  /** The whole of standard input, for `config set key` and `stack import`. */
  readonly readStdin: () => Promise<string>;
  readonly isColorTerminal: boolean;
  /** Calls one for a first Ctrl-C or termination request, the other for a second; gives back how to stop listening. */
  readonly onInterrupt: (interrupted: () => void, terminated: () => void) => () => void;
}
