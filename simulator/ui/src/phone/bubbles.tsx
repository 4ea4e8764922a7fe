import type { ComponentChildren } from "preact";
import type { SentMessage } from "../content";
import { formatTime, formatReais } from "../format";
import { Badge } from "../parts/basics";
import { RichText } from "../parts/rich-text";
import { timeOf, type ChatEntry } from "./chat";

interface EntryProps {
  readonly entry: ChatEntry;
  readonly onOpenOrder: (message: SentMessage) => void;
}

/** A bubble of the chat. */
export function EntryBubble({ entry, onOpenOrder }: EntryProps) {
  const time = formatTime(timeOf(entry)).slice(0, 5);
  switch (entry.kind) {
    case "greeting":
      return (
        <Bubble from="business" time={time}>
          <RichText text={entry.text} />
        </Bubble>
      );
    case "received":
      return (
        <Bubble from="user" time={time}>
          {entry.replyTo !== undefined && <p class="quote">Reply to an order</p>}
          <RichText text={entry.text} />
        </Bubble>
      );
    case "payment":
      return (
        <Bubble from="user" time={time}>
          <p>
            Paid order {entry.referenceId} <Badge kind="good">paid</Badge>
          </p>
        </Bubble>
      );
    case "sent":
      return <SentBubble message={entry.message} time={time} onOpenOrder={onOpenOrder} />;
    default:
      return entry satisfies never;
  }
}

interface BubbleProps {
  readonly from: "business" | "user";
  readonly time: string;
  readonly children: ComponentChildren;
}

export function Bubble({ from, time, children }: BubbleProps) {
  return (
    <li class={`bubble ${from}`}>
      <span class="visually-hidden">{from === "business" ? "Business: " : "You: "}</span>
      {children}
      <time>{time}</time>
    </li>
  );
}

interface SentBubbleProps {
  readonly message: SentMessage;
  readonly time: string;
  readonly onOpenOrder: (message: SentMessage) => void;
}

function SentBubble({ message, time, onOpenOrder }: SentBubbleProps) {
  const { interactive, template, referenceId, status } = message;
  const { header, body, footer } = interactive;
  const isDetails = interactive.type === "order_details";
  const label = isDetails ? (template?.buttonText ?? "Review and pay") : "View order";
  return (
    <Bubble from="business" time={time}>
      {header !== undefined && <Header header={header} />}
      <OrderSummary interactive={interactive} />
      <RichText text={body.text} />
      {footer !== undefined && <p class="footer">{footer.text}</p>}
      {status === "delivered" && <Badge kind="waiting">new</Badge>}
      <button type="button" class="bubble-button" onClick={() => onOpenOrder(message)}>
        {label}
        <span class="visually-hidden"> {referenceId}</span>
      </button>
    </Bubble>
  );
}

/** Images are named, not loaded: the page sends no request to another address. */
function Header({ header }: { readonly header: NonNullable<SentMessage["interactive"]["header"]> }) {
  const { type } = header;
  if (type === "text" && "text" in header) return <p class="bubble-header">{String(header.text)}</p>;
  return <p class="bubble-media">{type === "document" ? "Document" : "Image"}</p>;
}

function OrderSummary({ interactive }: { readonly interactive: SentMessage["interactive"] }) {
  if (interactive.type === "order_status") {
    const { reference_id: referenceId, order, payment } = interactive.action.parameters;
    return (
      <p class="order-summary">
        <strong>Order {referenceId}</strong>
        {order !== undefined && <Badge kind="plain">{order.status.replaceAll("_", " ")}</Badge>}
        {payment !== undefined && (
          <Badge kind={payment.status === "captured" ? "good" : "waiting"}>payment {payment.status}</Badge>
        )}
      </p>
    );
  }
  const { reference_id: referenceId, order, total_amount: total } = interactive.action.parameters;
  const count = order?.items.length ?? 0;
  return (
    <p class="order-summary">
      <strong>Order {referenceId}</strong>
      <span>
        {count > 0 && `${count} ${count === 1 ? "item" : "items"} · `}
        {formatReais(total.value)}
      </span>
    </p>
  );
}
