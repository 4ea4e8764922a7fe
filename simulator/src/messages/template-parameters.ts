import type { DetailsMessage } from "../state/orders";
import { fillPlaceholders, placeholdersIn, type TemplateComponent } from "../state/templates";
import { messageFailure } from "./message-error";
import type { HeaderParameter, TextParameter } from "./template-components";

type HeaderComponent = Extract<TemplateComponent, { readonly type: "HEADER" }>;

/** Returns parameter values by placeholder. Throws Meta's error if they do not match the text. */
export function matchTexts(
  part: "header" | "body",
  templateText: string,
  parameters: readonly TextParameter[],
): ReadonlyMap<string, string> {
  const names = placeholdersIn(templateText);
  requireCount(part, parameters.length, names.length);
  const isNamed = names.some((name) => !/^\d+$/.test(name));
  const values = parameters.map(({ text, parameter_name: name }, index) => {
    const expected = isNamed ? name : String(index + 1);
    if (expected === undefined || !names.includes(expected) || (!isNamed && name !== undefined)) {
      const given = name === undefined ? "has no parameter_name" : `has the parameter_name ${name}`;
      const details = `${part}: parameter ${index} ${given}; the template has {{${names.join("}}, {{")}}}`;
      throw messageFailure({ code: 132018, details });
    }
    return [expected, text] as const;
  });
  return new Map(values);
}

/** Returns the header that the person sees; null without one. */
export function matchHeader(
  component: HeaderComponent | undefined,
  parameters: readonly HeaderParameter[],
): NonNullable<DetailsMessage["header"]> | null {
  if (component === undefined) {
    requireCount("header", parameters.length, 0);
    return null;
  }
  const { format, text = "" } = component;
  if (format === "TEXT") {
    const texts = parameters.map((parameter) => {
      if (parameter.type === "text") return parameter;
      throw formatMismatch(format, parameter);
    });
    return { type: "text", text: fillPlaceholders(text, matchTexts("header", text, texts)) };
  }
  const [file, ...more] = parameters;
  if (file?.type !== format.toLowerCase()) throw formatMismatch(format, file);
  requireCount("header", 1 + more.length, 1);
  if (file.type === "document") return { type: "document", document: file.document };
  if (file.type !== "image") throw formatMismatch(format, file);
  const { link, id = "" } = file.image;
  return link === undefined ? { type: "image", image: { id } } : { type: "image", image: { link } };
}

function requireCount(part: string, given: number, expected: number): void {
  if (given === expected) return;
  const details = `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`;
  throw messageFailure({ code: 132000, details });
}

function formatMismatch(format: HeaderComponent["format"], given: HeaderParameter | undefined): Error {
  const received = given === undefined ? "UNKNOWN" : given.type === "other" ? given.name : given.type;
  const details = `header: Format mismatch, expected ${format}, received ${received.toUpperCase()}`;
  return messageFailure({ code: 132012, details });
}
