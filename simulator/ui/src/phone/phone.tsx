import type { ChatScreen } from "pulumi-whatsapp-simulator";
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
  /** Called when the first message after an ad was sent. */
  readonly onSent: () => void;
}

/** A phone with the chat between a person and the business. */
export function Phone({ content, person, opened, onSent }: PhoneProps) {
  const [openOrder, setOpenOrder] = useState<SentMessage>();
  const [replyTo, setReplyTo] = useState<SentMessage>();
  const entries = useMemo(() => listChat(content, person), [content, person]);
  const send = useSend({ person, opened, replyTo }, () => {
    setReplyTo(undefined);
    onSent();
  });
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
        key={opened === undefined ? "chat" : `${opened.ad.id} ${opened.screen.prefilledText ?? ""}`}
        initialText={opened?.screen.prefilledText ?? ""}
        replyTo={replyTo}
        onCancelReply={() => setReplyTo(undefined)}
        onSend={(text) => send({ say: text })}
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

/** Sends the first message after an ad, or another message. */
function useSend({ person, opened, replyTo }: SendContext, onSent: () => void) {
  return (content: Message): Promise<boolean> => {
    const text = "say" in content ? content.say : "";
    const option = { person: personOption(person) };
    const sent =
      opened === undefined
        ? callApi<SendResult>("POST", "/messages", { text, ...option, ...(replyTo && { replyTo: replyTo.id }) })
        : callApi<SendResult>("POST", `/ads/${encodeURIComponent(opened.ad.id)}/click`, { ...content, ...option });
    return runAction(async () => {
      const { webhook, delivery } = await sent;
      store.set({ unsentPayload: delivery === null ? webhook : undefined });
      onSent();
    });
  };
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
  readonly initialText: string;
  readonly replyTo: SentMessage | undefined;
  readonly onCancelReply: () => void;
  readonly onSend: (text: string) => Promise<boolean>;
}

function Composer({ initialText, replyTo, onCancelReply, onSend }: ComposerProps) {
  const [text, setText] = useState(initialText);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (replyTo !== undefined) field.current?.focus();
  }, [replyTo]);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() !== "" && (await onSend(text))) setText("");
  };
  return (
    <form class="composer" onSubmit={(event) => void send(event)}>
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
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void send(event);
        }}
      />
      <button type="submit" class="primary" disabled={text.trim() === ""}>
        Send
      </button>
    </form>
  );
}
