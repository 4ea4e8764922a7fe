/** The parts of `urn:pulumi:STACK::PROJECT::TYPES::NAME`. */
export interface UrnParts {
  readonly project: string;
  /** Type of the resource, without those of its parents. */
  readonly type: string;
  readonly name: string;
}

/** Splits a URN. The name is the last part and may contain the separator. */
export function parseUrn(urn: string): UrnParts {
  const [, project = "", types = "", ...name] = urn.split("::");
  return { project, type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

/**
 * True for the provider that the engine creates by itself from the stack's configuration: `default`, with a version `default_0_1_0`, with
 * a download address `default_https_/example.com` (source: pulumi/pulumi, pkg/resource/deploy/providers, DefaultName). Every other
 * provider is in the program, `default_brazil` too.
 */
export function isDefaultProvider(urn: string): boolean {
  return /^default(_\d+_\d+_\d+.*|_\w+_\/.*)?$/.test(parseUrn(urn).name);
}
