/** What a command needs of the process it runs in; tests give their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Asks a person and waits for one line; undefined where nobody can answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** The whole of standard input, for `config set key` and `stack import`. */
  readonly readStdin: () => Promise<string>;
  readonly isColorTerminal: boolean;
  /** Calls one for a first Ctrl-C or termination request, the other for a second; gives back how to stop listening. */
  readonly onInterrupt: (interrupted: () => void, terminated: () => void) => () => void;
}
