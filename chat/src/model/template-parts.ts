import type { OrderMessage } from "pulumi-whatsapp/schema";
import type { Header } from "./chat";
import type { Labels } from "./labels";

type Template = Extract<OrderMessage, { readonly template: unknown }>["template"];
type Texts = NonNullable<Template["body"]>;

/** Text in place of the template's own, which only Meta has: its name, and the value of each parameter. */
export function templateText({ name, language, body = {} }: Template, words: Labels): string {
  return [`${words.template}: ${name} (${language})`, ...parameterLines(body)].join("\n");
}

/** Header of a template, if it has a parameter. */
export function templateHeader(template: Template, words: Labels): Header | undefined {
  const header = "header" in template ? template.header : undefined;
  if (header === undefined) return undefined;
  const { text, image, document } = header;
  if (image !== undefined) return fileHeader("image", words.image, image);
  if (document !== undefined) return fileHeader("document", document.filename ?? words.document, document);
  return { kind: "text", text: parameterLines(typeof text === "string" ? [text] : (text ?? {})).join(", ") };
}

function fileHeader(
  kind: "image" | "document",
  label: string,
  { link, id }: { readonly link?: string | undefined; readonly id?: string | undefined },
): Header {
  return link === undefined ? { kind, label: `${label} ${id ?? ""}`.trim() } : { kind, label, url: link };
}

/** Lists parameters as `{{name}}: value`. Meta counts the parameters of a list from 1. */
function parameterLines(texts: Texts): readonly string[] {
  const entries = Array.isArray(texts)
    ? texts.map((text, index) => [String(index + 1), text] as const)
    : Object.entries(texts);
  return entries.map(([name, text]) => `{{${name}}}: ${text}`);
}
