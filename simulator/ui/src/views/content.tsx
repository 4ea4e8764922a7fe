import { callApi } from "../api";
import { formatJson, formatReais } from "../format";
import { runAction, useApp } from "../hooks";
import type { Ad, Content, Order, Person, Sequence } from "../content";
import { Badge, CodeBlock, Facts } from "../parts/basics";
import { CardList } from "../parts/card-list";
import { ExampleOffer } from "../parts/example-offer";
import { PersonForm } from "../parts/person-form";
import { RichText } from "../parts/rich-text";

/** Everything that the simulator contains. */
export function ContentView() {
  const content = useApp((state) => state.content);
  if (content === undefined) return <p class="empty">Loading…</p>;
  return (
    <>
      <ExampleOffer />
      <Sequences content={content} />
      <Ads content={content} />
      <Creatives content={content} />
      <Orders content={content} />
      <Templates content={content} />
      <People content={content} />
    </>
  );
}

interface Props {
  readonly content: Content;
}

function Sequences({ content: { sequences } }: Props) {
  return (
    <CardList
      title="Sequences"
      rows={sequences}
      keyOf={({ id }) => id}
      renderCard={(sequence) => <SequenceCard sequence={sequence} />}
      empty="No sequences. Create one through the Graph API, or load a seed."
    />
  );
}

function SequenceCard({ sequence }: { readonly sequence: Sequence }) {
  const { id, name, content, isUsedInAd, lastUpdateTime, wabaId } = sequence;
  const createAd = () => callApi("POST", "/ads", { sequenceId: id, name: `Ad for ${name ?? id}` });
  return (
    <>
      <h3 dir="auto">
        {name ?? "Without a name"} {isUsedInAd && <Badge kind="good">in an ad</Badge>}
      </h3>
      {typeof content?.text === "string" && (
        <div class="bubble business">
          <RichText text={content.text} />
        </div>
      )}
      <Facts
        facts={[
          ["Id", id],
          ["Account", wabaId],
          ["Updated", lastUpdateTime.replace("T", " ").replace("+0000", " UTC")],
        ]}
      />
      <details>
        <summary>JSON</summary>
        <CodeBlock label={`JSON of ${name ?? id}`} text={formatJson(content)} />
      </details>
      <button type="button" onClick={() => void runAction(createAd, "Ad created. Tap it in the phone.")}>
        Create an ad<span class="visually-hidden"> for {name ?? id}</span>
      </button>
    </>
  );
}

function Ads({ content: { ads, sequences } }: Props) {
  return (
    <CardList
      title="Ads"
      rows={ads}
      keyOf={({ id }) => id}
      renderCard={(ad) => <AdCard ad={ad} sequence={sequences.find(({ id }) => id === ad.sequenceId)} />}
      empty="No ads."
    />
  );
}

const adStatuses = ["ACTIVE", "PAUSED", "ARCHIVED", "DELETED"] as const;

function AdCard({ ad, sequence }: { readonly ad: Ad; readonly sequence: Sequence | undefined }) {
  const setStatus = (status: string) => callApi("PATCH", `/ads/${encodeURIComponent(ad.id)}`, { status });
  return (
    <>
      <h3 dir="auto">{ad.name}</h3>
      <Facts
        facts={[
          ["Id", ad.id],
          ["Creative", ad.creativeId],
          ["Sequence", sequence?.name ?? ad.sequenceId ?? "none"],
        ]}
      />
      <label class="inline-field">
        <span>
          Status<span class="visually-hidden"> of {ad.name}</span>
        </span>
        <select
          value={ad.status}
          onChange={({ currentTarget }) => void runAction(() => setStatus(currentTarget.value))}
        >
          {adStatuses.map((status) => (
            <option key={status}>{status}</option>
          ))}
        </select>
      </label>
    </>
  );
}

function Creatives({ content: { creatives } }: Props) {
  return (
    <CardList
      title="Creatives"
      rows={creatives}
      keyOf={({ id }) => id}
      renderCard={({ id, name, status, adAccountId, sequenceId }) => (
        <>
          <h3 dir="auto">
            {name} <Badge kind={status === "ACTIVE" ? "good" : "plain"}>{status}</Badge>
          </h3>
          <Facts
            facts={[
              ["Id", id],
              ["Ad account", `act_${adAccountId}`],
              ["Sequence", sequenceId ?? "none"],
            ]}
          />
        </>
      )}
      empty="No creatives."
    />
  );
}

function Orders({ content: { orders } }: Props) {
  return (
    <CardList
      title="Orders"
      rows={orders}
      keyOf={({ wabaId, referenceId }) => `${wabaId}/${referenceId}`}
      renderCard={(order) => <OrderCard order={order} />}
      empty="No orders. Send an order_details message through the Graph API."
    />
  );
}

function OrderCard({ order }: { readonly order: Order }) {
  const { referenceId, total, status, payment, recipient, description, messageIds } = order;
  return (
    <>
      <h3 dir="auto">
        {referenceId} <Badge kind="plain">{status}</Badge>
        {payment !== null && <Badge kind={payment === "captured" ? "good" : "waiting"}>payment {payment}</Badge>}
      </h3>
      <Facts
        facts={[
          ["Total", formatReais(total)],
          ["Recipient", recipient],
          ["Messages", messageIds.length],
          ...(description === null ? [] : [["Description", description] as const]),
        ]}
      />
    </>
  );
}

function Templates({ content: { templates } }: Props) {
  return (
    <CardList
      title="Templates"
      rows={templates}
      keyOf={({ id }) => id}
      renderCard={({ name, language, status, category, components }) => (
        <>
          <h3 dir="auto">
            {name} <Badge kind={status === "APPROVED" ? "good" : "waiting"}>{status}</Badge>
          </h3>
          {components.map((part) => part.type === "BODY" && <RichText key={part.type} text={part.text} />)}
          <Facts
            facts={[
              ["Language", language],
              ["Category", category],
            ]}
          />
          <details>
            <summary>JSON</summary>
            <CodeBlock label={`JSON of ${name}`} text={formatJson(components)} />
          </details>
        </>
      )}
      empty="No templates. Seed them: the simulator does not create any."
    />
  );
}

function People({ content: { people } }: Props) {
  return (
    <CardList
      title="People"
      rows={people}
      keyOf={({ id }) => id}
      renderCard={(person) => <PersonCard person={person} />}
      empty="No people yet. They appear when they click, write or receive a message."
    >
      <PersonForm />
    </CardList>
  );
}

function PersonCard({ person: { name, id, waId, username, showsNumber } }: { readonly person: Person }) {
  return (
    <>
      <h3 dir="auto">{name}</h3>
      <Facts
        facts={[
          ["Number", waId === null ? "unknown" : `+${waId}${showsNumber ? "" : " (hidden from webhooks)"}`],
          ...(username === null ? [] : [["Username", `@${username}`] as const]),
          ["User id", id],
        ]}
      />
    </>
  );
}
