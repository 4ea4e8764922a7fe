import type { ChatScreen } from "pulumi-whatsapp-simulator";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { callApi } from "../api";
import { store } from "../app-store";
import type { Ad, Content, SentMessage } from "../content";
import { formatTime } from "../format";
import { runAction, useSimulatorTime } from "../hooks";
import { Bubble, EntryBubble } from "./bubbles";
import { listChat, personOption, timeOf, type ChatEntry, type ChatPerson } from "./chat";
import { OrderSheet } from "./order-sheet";
import { RichText } from "../parts/rich-text";

/** The chat that an ad opened, before the first message. */
export interface OpenedAd {
  readonly ad: Ad;
  readonly screen: ChatScreen;
}

interface PhoneProps {
  readonly content: Content;
  readonly person: ChatPerson;
  readonly opened: OpenedAd | undefined;
  /** Called with undefined when the first message after an ad is sent, and with the ad again if that fails. */
  readonly onOpen: (opened: OpenedAd | undefined) => void;
}

/** A phone with the chat between a person and the business. */
export function Phone({ content, person, opened, onOpen }: PhoneProps) {
  const [openOrder, setOpenOrder] = useState<SentMessage>();
  const [replyTo, setReplyTo] = useState<SentMessage>();
  const field = useRef<HTMLTextAreaElement>(null);
  const entries = useMemo(() => listChat(content, person), [content, person]);
  // The response waits for the webhook and its retries, so the phone does not wait for the response.
  const send = async (message: Message): Promise<void> => {
    onOpen(undefined);
    setReplyTo(undefined);
    field.current?.focus();
    if (!(await sendMessage(message, { person, opened, replyTo }))) onOpen(opened);
  };
  const showOrder = (message: SentMessage): void => {
    setOpenOrder(message);
    if (message.status === "delivered") void markAsRead(message);
  };
  const decline = (): void => {
    setReplyTo(openOrder);
    setOpenOrder(undefined);
  };
  return (
    <section class="phone" aria-label={`Phone of ${person.name}`}>
      <header>
        <p class="name" dir="auto">
          {content.wabas[0]?.name ?? "Business"}
        </p>
        <p class="muted">{content.phoneNumbers[0]?.displayPhoneNumber}</p>
      </header>
      <Conversation entries={entries} opened={opened} onOpenOrder={showOrder} onTap={(tap) => void send({ tap })} />
      <Composer
        field={field}
        opened={opened}
        replyTo={replyTo}
        onCancelReply={() => setReplyTo(undefined)}
        onSend={(text) => void send({ say: text })}
      />
      {openOrder !== undefined && (
        <OrderSheet message={openOrder} onClose={() => setOpenOrder(undefined)} onDecline={decline} />
      )}
    </section>
  );
}

async function markAsRead({ id }: SentMessage): Promise<void> {
  // Another tab may have been first.
  await callApi("POST", `/messages/${encodeURIComponent(id)}/read`).catch(() => undefined);
}

interface SendContext {
  readonly person: ChatPerson;
  readonly opened: OpenedAd | undefined;
  readonly replyTo: SentMessage | undefined;
}

type Message = { readonly tap: number } | { readonly say: string };

/** Sends the first message after an ad, or another message. Resolves when the webhook received it; false if it was not sent. */
function sendMessage(message: Message, { person, opened, replyTo }: SendContext): Promise<boolean> {
  const option = { person: personOption(person) };
  const reply = replyTo === undefined ? {} : { replyTo: replyTo.id };
  return runAction(async () => {
    const { webhook, delivery } =
      opened === undefined
        ? await callApi<SendResult>("POST", "/messages", {
            text: "say" in message ? message.say : "",
            ...option,
            ...reply,
          })
        : await callApi<SendResult>("POST", `/ads/${encodeURIComponent(opened.ad.id)}/click`, {
            ...message,
            ...option,
          });
    store.set({ unsentPayload: delivery === null ? webhook : undefined });
  });
}

interface SendResult {
  readonly webhook: unknown;
  readonly delivery: unknown;
}

interface ConversationProps {
  readonly entries: readonly ChatEntry[];
  readonly opened: OpenedAd | undefined;
  readonly onOpenOrder: (message: SentMessage) => void;
  readonly onTap: (index: number) => void;
}

function Conversation({ entries, opened, onOpenOrder, onTap }: ConversationProps) {
  const list = useRef<HTMLDivElement>(null);
  const time = formatTime(useSimulatorTime()).slice(0, 5);
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [entries.length, opened]);
  const greeting = opened?.screen.greeting ?? null;
  return (
    <div class="conversation" ref={list} tabIndex={0} role="log" aria-label="Chat">
      {entries.length === 0 && opened === undefined && <p class="empty">Tap an ad, or write a message.</p>}
      <ol>
        {entries.map((entry, index) => (
          <EntryBubble key={`${index} ${timeOf(entry)}`} entry={entry} onOpenOrder={onOpenOrder} />
        ))}
        {opened !== undefined && <li class="from-ad">Opened from the ad “{opened.ad.name}”</li>}
        {greeting !== null && (
          <Bubble from="business" time={time}>
            <RichText text={greeting} />
          </Bubble>
        )}
      </ol>
      {opened !== undefined && opened.screen.iceBreakers.length > 0 && (
        <ul class="quick-replies" aria-label="Quick replies">
          {opened.screen.iceBreakers.map((title, index) => (
            <li key={index}>
              <button type="button" dir="auto" onClick={() => onTap(index)}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The ad that was tapped, with the prefilled text. */
  readonly opened: OpenedAd | undefined;
  readonly replyTo: SentMessage | undefined;
  readonly onCancelReply: () => void;
  readonly onSend: (text: string) => void;
}

function Composer({ field, opened, replyTo, onCancelReply, onSend }: ComposerProps) {
  const [text, setText] = useState("");
  useEffect(() => setText(opened?.screen.prefilledText ?? ""), [opened]);
  useEffect(() => {
    if (replyTo !== undefined) field.current?.focus();
  }, [replyTo]);
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    setText("");
    onSend(text);
  };
  return (
    <form class="composer" onSubmit={send}>
      {replyTo !== undefined && (
        <p class="reply">
          Reply to order {replyTo.referenceId}
          <button type="button" class="quiet" onClick={onCancelReply}>
            Cancel<span class="visually-hidden"> reply</span>
          </button>
        </p>
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label="Message"
        placeholder="Message"
        dir="auto"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      <button type="submit" class="primary" disabled={text.trim() === ""}>
        Send
      </button>
    </form>
  );
}
