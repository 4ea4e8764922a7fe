import type { OrderCard, OrderItem } from "../model/chat";
import type { Labels } from "../model/labels";
import { markup, markupLines, type Markup } from "./markup";
import { linesMarkup } from "./rich-text-markup";

/** Writes an order or the change of its status. */
export function orderMarkup(
  { title, status, payment, items, charges, total, notes }: OrderCard,
  words: Labels,
): Markup {
  const sums = [
    ...charges.map((charge) => sumMarkup(charge, "chat-sum")),
    ...(total === undefined ? [] : [sumMarkup(total, "chat-sum chat-total")]),
  ];
  const parts = markupLines(
    titleMarkup(title, status),
    payment && paymentMarkup(payment),
    items.length === 0
      ? undefined
      : markup`<ul class="chat-items" role="list">${items.map((item) => itemMarkup(item, words))}</ul>`,
    sums.length === 0 ? undefined : markup`<dl class="chat-sums">${sums}</dl>`,
    ...notes.map((note) => markup`<div class="chat-note">${linesMarkup(note)}</div>`),
  );
  return markup`<div class="chat-order">${parts}
</div>`;
}

function titleMarkup(title: string, status: string | undefined): Markup {
  const badge = status === undefined ? undefined : markup` <span class="chat-status" dir="auto">${status}</span>`;
  return markup`<p class="chat-order-title"><span dir="auto">${title}</span>${badge}</p>`;
}

function itemMarkup({ name, quantity, amount, oldAmount }: OrderItem, words: Labels): Markup {
  const old =
    oldAmount === undefined
      ? undefined
      : markup` <span class="chat-hidden">${words.oldAmount} </span><s dir="auto">${oldAmount}</s>`;
  return markup`<li class="chat-item"><span class="chat-item-name" lang="" dir="auto">${name}</span> <span class="chat-quantity"><span dir="auto">${quantity}</span>${old}</span> <span class="chat-amount" dir="auto">${amount}</span></li>`;
}

function sumMarkup({ label, amount }: NonNullable<OrderCard["total"]>, className: string): Markup {
  return markup`<div class="${className}"><dt dir="auto">${label}</dt><dd dir="auto">${amount}</dd></div>`;
}

function paymentMarkup({ label, kind }: NonNullable<OrderCard["payment"]>): Markup {
  return markup`<p class="chat-payment chat-payment-${kind}"><span dir="auto">${label}</span></p>`;
}
