import type { OrderCard, OrderItem } from "../model/chat";
import { fillBox, lineBox, padBox, spreadBoxes, stackBoxes, type Box } from "./box";
import { createPlainTextBox, createTextBox, type LayoutContext } from "./text-box";
import type { TextStyle } from "./text-span";

const columnGap = 12;

/** Lays out an order's title, items, amounts, states and notes. */
export function createOrderCardBox(order: OrderCard, maxWidth: number, context: LayoutContext): Box {
  const { theme } = context;
  const width = maxWidth - 24;
  const text: TextStyle = { size: 14, color: theme.text };
  const detail: TextStyle = { size: 12, color: theme.detail };
  const row = (label: string, amount: string, style: TextStyle) =>
    createAmountRow(label, amount, style, width, context);
  const title = createPlainTextBox(order.title, { ...text, size: 15, isBold: true }, width, context);
  const items = order.items.map((item) => createItem(item, text, detail, width, context));
  const charges = order.charges.map(({ label, amount }) => row(label, amount, { ...text, color: theme.detail }));
  const total =
    order.total === undefined ? [] : [row(order.total.label, order.total.amount, { ...text, isBold: true })];
  const sections = [
    [stackBoxes([title, ...createStates(order, text, width, context)], 6)],
    items,
    [...charges, ...total],
    order.notes.map((note) => createPlainTextBox(note, detail, width, context)),
  ].filter((boxes) => boxes.length > 0);
  const parts = sections.flatMap((boxes, index) => [
    ...(index === 0 ? [] : [lineBox(theme.divider, 9)]),
    stackBoxes(boxes, 7),
  ]);
  return {
    ...fillBox(padBox(stackBoxes(parts), { top: 11, right: 12, bottom: 11, left: 12 }), theme.inset, 8),
    width: maxWidth,
  };
}

function createItem(
  { name, quantity, amount, oldAmount }: OrderItem,
  text: TextStyle,
  detail: TextStyle,
  width: number,
  context: LayoutContext,
): Box {
  const price = createAmountRow(name, amount, text, width, context);
  const oldPrice = oldAmount === undefined ? [] : [{ text: " " }, { text: oldAmount, isStruckThrough: true }];
  const spans = [{ text: quantity }, ...oldPrice].map(({ text: part, ...style }) => ({
    text: part,
    style: { ...detail, ...style },
  }));
  return stackBoxes([price, createTextBox(spans, detail, width, context)], 1);
}

/** A label that wraps, and an amount at the right. */
function createAmountRow(label: string, amount: string, style: TextStyle, width: number, context: LayoutContext): Box {
  const amountBox = createPlainTextBox(amount, style, width * 0.6, context, { align: "right" });
  const labelBox = createPlainTextBox(label, style, width - amountBox.width - columnGap, context);
  return spreadBoxes(labelBox, amountBox, columnGap);
}

/** Order status as text and payment status as a coloured label. */
function createStates(
  { status, payment }: OrderCard,
  text: TextStyle,
  width: number,
  context: LayoutContext,
): readonly Box[] {
  const boxes: Box[] = [];
  if (status !== undefined) boxes.push(createPlainTextBox(status, text, width, context));
  if (payment !== undefined) boxes.push(createPaymentLabel(payment, width, context));
  return boxes;
}

function createPaymentLabel(
  { label, kind }: NonNullable<OrderCard["payment"]>,
  width: number,
  context: LayoutContext,
): Box {
  const colors = context.theme[kind];
  const style: TextStyle = { size: 13, color: colors.text, isBold: true };
  const mark = kind === "paid" ? "✓ " : "";
  const text = createPlainTextBox(`${mark}${label}`, style, width - 20, context);
  const pill = fillBox(padBox(text, { top: 3, right: 10, bottom: 3, left: 10 }), colors.background, 12);
  return { ...pill, draw: (canvas, x, y) => pill.draw(canvas, x, y, pill.width) };
}
