import type { ChatScreen } from "pulumi-whatsapp-simulator";
import { useMemo, useState } from "preact/hooks";
import { callApi } from "../api";
import type { Ad, Content } from "../content";
import { runAction, useApp } from "../hooks";
import { Badge } from "../parts/basics";
import { DeliveryPanel } from "../parts/deliveries";
import { ExampleOffer } from "../parts/example-offer";
import { examplePerson, personKey, type ChatPerson } from "../phone/chat";
import { Phone, type OpenedAd } from "../phone/phone";

/** A person taps an ad and chats; the webhook deliveries are beside it. */
export function PhoneView() {
  const content = useApp((state) => state.content);
  return content === undefined ? <p class="empty">Loading…</p> : <PhoneOfPerson content={content} />;
}

function PhoneOfPerson({ content }: { readonly content: Content }) {
  const [key, setKey] = useState<string>();
  const [opened, setOpened] = useState<OpenedAd>();
  const people = useMemo(() => listPeople(content), [content]);
  const person = people.find((one) => personKey(one) === key) ?? people[0] ?? examplePerson;
  const tap = (ad: Ad): void =>
    void runAction(async () =>
      setOpened({ ad, screen: await callApi<ChatScreen>("GET", `/ads/${encodeURIComponent(ad.id)}/screen`) }),
    );
  return (
    <>
      <ExampleOffer />
      <div class="phone-view">
        <section class="ads" aria-label="Ads">
          <PersonSelect
            people={people}
            selected={person}
            onSelect={(selected) => {
              setKey(selected);
              setOpened(undefined);
            }}
          />
          <h2>Ads</h2>
          <AdList content={content} openedId={opened?.ad.id} onTap={tap} />
        </section>
        <Phone key={personKey(person)} content={content} person={person} opened={opened} onOpen={setOpened} />
        <section class="deliveries" aria-label="Webhook deliveries">
          <h2>Webhook</h2>
          <DeliveryPanel />
        </section>
      </div>
    </>
  );
}

interface PersonSelectProps {
  readonly people: readonly ChatPerson[];
  readonly selected: ChatPerson;
  readonly onSelect: (key: string) => void;
}

function PersonSelect({ people, selected, onSelect }: PersonSelectProps) {
  return (
    <label class="field">
      <span class="label">Person</span>
      <select value={personKey(selected)} onChange={({ currentTarget }) => onSelect(currentTarget.value)}>
        {people.map((person) => (
          <option key={personKey(person)} value={personKey(person)}>
            {person.name} {describeAddress(person)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Sorted by name, because an action moves a person to the end of the content. The person of Meta's examples is the last. */
function listPeople({ people }: Content): readonly ChatPerson[] {
  const isExample = ({ waId }: ChatPerson): boolean => waId === examplePerson.waId;
  const others = people
    .filter((person) => !isExample(person))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [...others, people.find(isExample) ?? examplePerson];
}

function describeAddress({ waId, username }: ChatPerson): string {
  if (username !== null) return `(@${username})`;
  return waId === null ? "" : `(+${waId})`;
}

interface AdListProps {
  readonly content: Content;
  readonly openedId: string | undefined;
  readonly onTap: (ad: Ad) => void;
}

/** Ads shown at most, the newest; the content view has all of them, also archived and deleted ones. */
const mostAds = 100;

function AdList({ content: { ads, sequences }, openedId, onTap }: AdListProps) {
  const shown = ads.filter(({ status }) => status === "ACTIVE" || status === "PAUSED").slice(-mostAds);
  if (shown.length === 0) return <p class="empty">No ads yet.</p>;
  return (
    <ul class="ad-list">
      {shown.map((ad) => (
        <li key={ad.id}>
          <button
            type="button"
            class="ad"
            aria-pressed={ad.id === openedId}
            disabled={ad.status !== "ACTIVE"}
            onClick={() => onTap(ad)}
          >
            <span class="ad-name" dir="auto">
              {ad.name}
            </span>
            <span class="muted" dir="auto">
              {sequences.find(({ id }) => id === ad.sequenceId)?.name ?? "without a sequence"}
            </span>
            {ad.status !== "ACTIVE" && <Badge kind="plain">{ad.status.toLowerCase()}, not shown</Badge>}
          </button>
        </li>
      ))}
    </ul>
  );
}
