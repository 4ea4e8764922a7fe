import type { OrderDetailsTemplate, OrderTemplateMessage } from "../schema/order/template";
import { escapeLine, type BoxRow } from "./text-box";

type Template = OrderTemplateMessage["template"];
type Header = NonNullable<OrderDetailsTemplate["template"]["header"]>;

/** Rows for the known parts of a template: its name, and the values of its parameters. */
export function templateRows(template: Template): BoxRow[] {
  const { name, language, body } = template;
  const header = "header" in template ? template.header : undefined;
  return [
    `[modelo] ${escapeLine(name)} (${escapeLine(language)})`,
    ...(header === undefined ? [] : headerRows(header)),
    ...textRows(body ?? {}),
  ];
}

function headerRows({ text, image, document }: Header): BoxRow[] {
  if (image !== undefined) return [`[imagem] ${escapeLine(image.link ?? image.id ?? "")}`];
  if (document !== undefined) {
    return [`[documento] ${escapeLine(document.filename ?? document.link ?? document.id ?? "")}`];
  }
  const values = typeof text === "string" ? [text] : (text ?? {});
  return textRows(values).map((row) => `[título] ${row}`);
}

function textRows(texts: NonNullable<Template["body"]>): string[] {
  // Meta counts the parameters of a list from 1.
  const entries = Array.isArray(texts) ? Object.entries(["", ...texts]).slice(1) : Object.entries(texts);
  return entries.map(([name, text]) => `{{${escapeLine(name)}}}: ${escapeLine(text)}`);
}
