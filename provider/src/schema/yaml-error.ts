/** A syntax error as the package `yaml` describes it. */
interface YamlError {
  readonly code: string;
  readonly message: string;
}

const texts: ReadonlyMap<string, string> = new Map([
  ["BLOCK_AS_IMPLICIT_KEY", "a text with a colon and a space in it must be in quotes"],
]);

/** Describes a syntax error of YAML for people who write texts, with its place if the message of the package has one. */
export function describeYamlError({ code, message }: YamlError): string {
  const text = texts.get(code);
  if (text === undefined) return message;
  const [place = ""] = / at line \d+, column \d+/.exec(message) ?? [];
  return `${text}${place}`;
}
