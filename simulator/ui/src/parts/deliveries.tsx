import type { DeliveryAttempt, DeliveryRow } from "pulumi-whatsapp-simulator";
import { useState } from "preact/hooks";
import { callApi } from "../api";
import { textAt } from "../content";
import { formatDateTime, formatJson, formatTime, prettifyJson } from "../format";
import { runAction, useApp } from "../hooks";
import { Badge, CodeBlock, Facts, StatusBadge, type BadgeKind } from "./basics";
import { WindowList } from "./window-list";

const rowHeight = 40;

/** The subscription, the list of deliveries and the selected one. Without a selection, the newest is shown. */
export function DeliveryPanel() {
  const deliveries = useApp((state) => state.deliveries);
  const webhook = useApp((state) => state.webhook);
  const [selected, setSelected] = useState<string>();
  const shown = deliveries.find(({ id }) => id === selected) ?? deliveries.at(-1);
  return (
    <>
      {webhook === null ? (
        <p class="empty">
          No webhook is subscribed. <a href="#/webhooks">Subscribe one</a> to deliver messages of people and statuses.
        </p>
      ) : (
        <p class="muted subscription">{webhook.url}</p>
      )}
      <UnsentPayload />
      {deliveries.length > 0 && (
        <WindowList
          label="Deliveries"
          rows={deliveries}
          keyOf={({ id }) => id}
          rowHeight={rowHeight}
          selected={selected}
          onSelect={setSelected}
          renderRow={(row) => <DeliveryRowView delivery={row} />}
          empty=""
        />
      )}
      {shown !== undefined && <DeliveryDetails delivery={shown} />}
    </>
  );
}

function UnsentPayload() {
  const payload = useApp((state) => state.unsentPayload);
  if (payload === undefined) return null;
  return (
    <>
      <h3>Payload that a webhook would receive</h3>
      <CodeBlock label="Payload" text={formatJson(payload)} />
    </>
  );
}

function DeliveryRowView({ delivery }: { readonly delivery: DeliveryRow }) {
  return (
    <>
      <span class="time">{formatTime(delivery.startedAtMs)}</span>
      <OutcomeBadge delivery={delivery} />
      <span class="path" dir="auto">
        {describePayload(delivery.payload)}
      </span>
    </>
  );
}

const outcomes: Readonly<Record<DeliveryRow["outcome"], readonly [BadgeKind, string]>> = {
  pending: ["waiting", "pending"],
  delivered: ["good", "delivered"],
  "given-up": ["bad", "given up"],
  ended: ["bad", "ended"],
};

function OutcomeBadge({ delivery: { outcome, attempts } }: { readonly delivery: DeliveryRow }) {
  const [kind, text] = outcomes[outcome];
  return (
    <Badge kind={kind}>
      {text}
      {attempts.length > 1 && `, ${attempts.length} attempts`}
    </Badge>
  );
}

/** Describes a payload in a few words. */
function describePayload(payload: string): string {
  const value = textParts(payload);
  const message = value?.["messages"];
  const status = value?.["statuses"];
  const text = textAt(message, 0, "text", "body");
  if (text !== undefined) return `Message: ${text}`;
  if (textAt(message, 0, "interactive", "type") === "payment_method") return "Payment of an order";
  const type = textAt(message, 0, "type");
  if (type !== undefined) return `Message of type ${type}`;
  const state = textAt(status, 0, "status");
  return state === undefined ? "Payload" : `Status: ${state}`;
}

function textParts(payload: string): Readonly<Record<string, unknown>> | undefined {
  interface Payload {
    readonly entry?: readonly { readonly changes?: readonly { readonly value?: Record<string, unknown> }[] }[];
  }
  try {
    return (JSON.parse(payload) as Payload).entry?.[0]?.changes?.[0]?.value;
  } catch {
    return undefined;
  }
}

function DeliveryDetails({ delivery }: { readonly delivery: DeliveryRow }) {
  const { id, url, signature, payload, attempts, startedAtMs } = delivery;
  const repeat = () => callApi("POST", "/deliveries", { replay: id });
  return (
    <article class="details">
      <h3 dir="auto">
        {describePayload(payload)} <OutcomeBadge delivery={delivery} />
      </h3>
      <Attempts attempts={attempts} />
      <CodeBlock label="Payload" text={prettifyJson(payload)} />
      <Facts
        facts={[
          ["Signature", <code>{signature}</code>],
          ["Sent to", url],
          ["Time", formatDateTime(startedAtMs)],
        ]}
      />
      <button type="button" onClick={() => void runAction(repeat, "The delivery was repeated.")}>
        Repeat<span class="visually-hidden"> {id}</span>
      </button>
    </article>
  );
}

function Attempts({ attempts }: { readonly attempts: readonly DeliveryAttempt[] }) {
  return (
    <ol class="attempts">
      {attempts.map(({ attempt, status, failure, response, sentAtMs }) => (
        <li key={attempt}>
          <span class="muted">{formatTime(sentAtMs)}</span> <StatusBadge status={status} isOpen={false} />{" "}
          {failure ?? (response === "" ? <span class="muted">empty response</span> : <code>{response}</code>)}
        </li>
      ))}
    </ol>
  );
}
