/** The provider's rows, as the recorded provider keeps them in the file CLOUD. */
export interface Cloud {
  readonly next: number;
  readonly rows: Record<string, Record<string, unknown>>;
}

/** One command, and what happens before it. */
export interface Step {
  /** Arguments of `pulumi`. */
  readonly run: string;
  /** STEP in the environment, which selects a version of the program. */
  readonly step?: string;
  /** FAIL in the environment. `create:a` makes the provider fail the creation of the resource with the label "a". */
  readonly fail?: string;
  /** Settings as arguments of `pulumi config set`. */
  readonly config?: readonly (readonly [key: string, value: string, ...flags: "--secret"[]])[];
  /** Texts of the project's files by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Changes the provider's rows outside Pulumi. */
  readonly cloud?: (cloud: Cloud) => void;
}

export interface Scenario {
  readonly name: string;
  readonly shows: string;
  /** File in fixtures/programs. Default: the scenario's own name. */
  readonly program?: string;
  readonly steps: readonly Step[];
}

export const up = "up --yes --skip-preview";
export const preview = "preview";
export const refresh = "refresh --yes --skip-preview";
export const destroy = "destroy --yes --skip-preview";
