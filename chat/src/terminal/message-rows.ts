import type { Button, Header, Message, OrderCard, OrderItem } from "../model/chat";
import type { Labels } from "../model/labels";
import { emptyRow, textRow, type Row } from "./box";
import { fillColumns, splitLines, toLine, type Line, type Style } from "./cells";
import { richTextRows } from "./rich-text-rows";

/** Rows of a bubble: its parts with an empty line between them, the time at the end, and the buttons below a rule. */
export function messageRows(message: Message, words: Labels, isColor: boolean): readonly Row[] {
  const { header, body, order, footer, time, buttons = [] } = message;
  const parts = [
    header === undefined ? [] : headerRows(header),
    body === undefined ? [] : richTextRows(body, isColor),
    order === undefined ? [] : orderRows(order, words),
    footer === undefined ? [] : lineRows(footer, "dim"),
  ];
  return [
    ...addTime(joinParts(parts), time),
    ...(buttons.length === 0 ? [] : [{ kind: "rule" as const }, ...buttons.flatMap(buttonRows)]),
  ];
}

/** A row that stays between brackets, such as `( title )`. */
export function chipRow(label: string, [open, close]: readonly [string, string], ...styles: readonly Style[]): Row {
  const first = toLine(`${open} `, ...styles);
  return {
    kind: "text",
    text: toLine(label, ...styles),
    before: { first, others: fillColumns(first.length) },
    after: toLine(` ${close}`, ...styles),
  };
}

export function lineRows(text: string, ...styles: readonly Style[]): readonly Row[] {
  return splitLines(text, ...styles).map((line) => ({ kind: "text", text: line }));
}

function joinParts(parts: readonly (readonly Row[])[]): readonly Row[] {
  return parts.filter((rows) => rows.length > 0).flatMap((rows, index) => (index === 0 ? rows : [emptyRow, ...rows]));
}

/** Puts the time at the right end of the last line if it has room, as on a phone. */
function addTime(rows: readonly Row[], time: string | undefined): readonly Row[] {
  if (time === undefined) return rows;
  const right = toLine(time, "dim");
  const last = rows.at(-1);
  return last?.kind === "text" && last.right === undefined
    ? [...rows.slice(0, -1), { ...last, right }]
    : [...rows, { kind: "text", text: [], right }];
}

function headerRows(header: Header): readonly Row[] {
  if (header.kind === "text") return lineRows(header.text, "bold");
  const url = header.url === undefined ? [] : [textRow(header.url, "underline")];
  return [textRow(`[${header.label}]`, "bold"), ...url];
}

function orderRows(order: OrderCard, words: Labels): readonly Row[] {
  const { title, status, payment, items, charges, total, notes } = order;
  const sums = charges.map(({ label, amount }) => amountRow(toLine(label), toLine(amount)));
  return joinParts([
    [
      { ...textRow(title, "bold"), ...(status === undefined ? {} : { right: toLine(status) }) },
      ...(payment === undefined ? [] : [paymentRow(payment)]),
    ],
    items.flatMap((item) => itemRows(item, words)),
    [...sums, ...(total === undefined ? [] : [amountRow(toLine(total.label, "bold"), toLine(total.amount, "bold"))])],
    notes.flatMap((note) => lineRows(note, "dim")),
  ]);
}

function itemRows({ name, quantity, amount, oldAmount }: OrderItem, words: Labels): readonly Row[] {
  const indent = fillColumns(2);
  const old = oldAmount === undefined ? "" : ` (${words.oldAmount} ${oldAmount})`;
  const details = {
    ...amountRow(toLine(`${quantity}${old}`, "dim"), toLine(amount)),
    before: { first: indent, others: indent },
  };
  return [textRow(name), details];
}

function amountRow(text: Line, right: Line): Extract<Row, { kind: "text" }> {
  return { kind: "text", text, right };
}

function paymentRow({ label, kind }: NonNullable<OrderCard["payment"]>): Row {
  switch (kind) {
    case "paid":
      return textRow(`✓ ${label}`, "green");
    case "pending":
      return textRow(`○ ${label}`, "yellow");
    case "failed":
      return textRow(`✗ ${label}`, "red");
    default:
      return kind satisfies never;
  }
}

function buttonRows({ label, detail, isDisabled = false }: Button): readonly Row[] {
  const indent = fillColumns(2);
  const details: readonly Row[] =
    detail === undefined ? [] : [{ ...textRow(detail, "dim"), before: { first: indent, others: indent } }];
  return [chipRow(label, ["[", "]"], isDisabled ? "dim" : "bold"), ...details];
}
