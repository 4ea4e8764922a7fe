import type { ButtonView, OrderView, PriceView } from "pulumi-whatsapp-simulator";
import { useEffect, useRef, useState } from "preact/hooks";
import { callApi } from "../api";
import type { SentMessage } from "../content";
import { runAction, useApp } from "../hooks";
import { Badge } from "../parts/basics";
import { RichText } from "../parts/rich-text";

interface OrderSheetProps {
  readonly message: SentMessage;
  readonly onClose: () => void;
  /** The person declines: closes the order and begins a reply. */
  readonly onDecline: () => void;
}

/** The page of an order, as the person sees it. */
export function OrderSheet({ message, onClose, onDecline }: OrderSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const order = useOrder(message.referenceId);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="order-sheet" aria-label={`Order ${message.referenceId}`} onClose={onClose}>
      <header>
        <h2 dir="auto">Order {message.referenceId}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      {order === undefined ? (
        <p class="empty">Loading…</p>
      ) : (
        <OrderPage order={order} message={message} onDecline={onDecline} />
      )}
    </dialog>
  );
}

/** Reads the order again after each change. */
function useOrder(referenceId: string): OrderView | undefined {
  const content = useApp((state) => state.content);
  const clock = useApp((state) => state.clock);
  const [order, setOrder] = useState<OrderView>();
  useEffect(() => {
    let isCurrent = true;
    void runAction(async () => {
      const found = await callApi<OrderView>("GET", `/orders/${encodeURIComponent(referenceId)}/view`);
      if (isCurrent) setOrder(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [content, clock, referenceId]);
  return order;
}

interface OrderPageProps extends Pick<OrderSheetProps, "message" | "onDecline"> {
  readonly order: OrderView;
}

function OrderPage({ order, message, onDecline }: OrderPageProps) {
  const { items, body, status, isPaid, isExpired, description, expiration, total, buttons } = order;
  return (
    <>
      <p class="order-state">
        <Badge kind={status === "canceled" ? "bad" : "plain"}>{status.replaceAll("_", " ")}</Badge>
        {isPaid && <Badge kind="good">paid</Badge>}
        {isExpired && <Badge kind="bad">expired</Badge>}
      </p>
      {description !== null && <p dir="auto">{description}</p>}
      <RichText text={body} />
      {items.length > 0 && (
        <ul class="order-items">
          {items.map((item, index) => (
            <li key={index}>
              <span dir="auto">{item.name}</span>
              <span>{item.total}</span>
              <span class="muted">
                {item.quantity} × {item.usualPrice !== null && <s>{item.usualPrice}</s>} {item.price}
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl class="order-totals">
        {order.subtotal !== null && <Price label="Subtotal" price={{ amount: order.subtotal, description: null }} />}
        {order.tax !== null && <Price label="Tax" price={order.tax} />}
        {order.shipping !== null && <Price label="Shipping" price={order.shipping} />}
        {order.discount !== null && (
          <Price label="Discount" price={{ ...order.discount, amount: `− ${order.discount.amount}` }} />
        )}
        <Price label="Total" price={{ amount: total, description: null }} />
      </dl>
      {expiration !== null && <p class="muted">{expiration}</p>}
      <PaymentButtons buttons={buttons} message={message} onDecline={onDecline} />
    </>
  );
}

function Price({ label, price: { amount, description } }: { readonly label: string; readonly price: PriceView }) {
  return (
    <div class={label === "Total" ? "total" : undefined}>
      <dt>
        {label}
        {description !== null && description !== "" && <span class="muted"> {description}</span>}
      </dt>
      <dd>{amount}</dd>
    </div>
  );
}

interface PaymentProps extends Pick<OrderSheetProps, "message" | "onDecline"> {
  readonly buttons: readonly ButtonView[];
}

function PaymentButtons({ buttons, message, onDecline }: PaymentProps) {
  const { referenceId } = message;
  const pay = () => callApi("POST", `/orders/${encodeURIComponent(referenceId)}/pay`);
  return (
    <div class="order-buttons">
      {buttons.map(({ type, text, isEnabled }, index) =>
        type === "offsite_card_pay" ? (
          <button
            key={index}
            type="button"
            class="primary"
            disabled={!isEnabled}
            onClick={() => void runAction(pay, `Order ${referenceId} is paid.`)}
          >
            Pay with the stored card
          </button>
        ) : (
          <CopyButton key={index} label={text} value={findPaymentCode(message, type)} isEnabled={isEnabled} />
        ),
      )}
      {buttons.length === 0 && <p class="muted">The order offers no payment method.</p>}
      <button type="button" onClick={onDecline}>
        Decline
      </button>
      <p class="hint">Declining sends nothing to the business. A written reply does.</p>
    </div>
  );
}

interface CopyButtonProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly isEnabled: boolean;
}

/** Copies a code or a link. Its payment happens outside WhatsApp, so no webhook follows. */
function CopyButton({ label, value, isEnabled }: CopyButtonProps) {
  const copy = () => navigator.clipboard.writeText(value ?? "");
  const success = "Copied. The payment happens outside WhatsApp, so the webhook receives nothing.";
  return (
    <button type="button" disabled={!isEnabled || value === undefined} onClick={() => void runAction(copy, success)}>
      {label.replace("Open", "Copy")}
    </button>
  );
}

function findPaymentCode({ interactive }: SentMessage, type: ButtonView["type"]): string | undefined {
  if (interactive.type !== "order_details") return undefined;
  const setting = interactive.action.parameters.payment_settings?.find((one) => one.type === type);
  switch (setting?.type) {
    case "pix_dynamic_code":
      return setting.pix_dynamic_code.code;
    case "payment_link":
      return setting.payment_link.uri;
    case "boleto":
      return setting.boleto.digitable_line;
    case "offsite_card_pay":
    case undefined:
      return undefined;
    default:
      return setting satisfies never;
  }
}
