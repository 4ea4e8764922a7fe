import type { FaultRule } from "pulumi-whatsapp-simulator";
import { useState } from "preact/hooks";
import { callApi } from "../api";
import type { Fault } from "../content";
import { formatJson } from "../format";
import { runAction, useApp } from "../hooks";
import { Badge, CodeBlock, Field } from "../parts/basics";

/** Fault rules: switch on and off, add, remove. */
export function FaultsView() {
  const faults = useApp((state) => state.faults);
  return (
    <>
      <section aria-labelledby="rules">
        <h2 id="rules" class="visually-hidden">
          Rules
        </h2>
        {faults.length === 0 ? (
          <p class="empty">No fault rules. All requests get ordinary responses.</p>
        ) : (
          <ul class="cards">
            {faults.map((fault) => (
              <li class="card" key={fault.id}>
                <FaultCard fault={fault} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Presets />
      <RuleForm />
    </>
  );
}

function FaultCard({ fault }: { readonly fault: Fault }) {
  const { id, rule, fired, isEnabled } = fault;
  const path = `/faults/${id}`;
  return (
    <>
      <h3>
        {id}: {rule.effect.kind} {isUsedUp(fault) && <Badge kind="plain">used up</Badge>}
      </h3>
      <p class="muted">
        {describeMatch(rule)}, {describeTimes(rule)}. Affected {fired} {fired === 1 ? "request" : "requests"}.
      </p>
      <CodeBlock label={`Rule ${id}`} text={formatJson(rule)} />
      <p class="card-actions">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={isEnabled}
            onChange={({ currentTarget }) =>
              void runAction(() => callApi("PATCH", path, { isEnabled: currentTarget.checked }))
            }
          />
          Enabled<span class="visually-hidden">: {id}</span>
        </label>
        <button type="button" onClick={() => void runAction(() => callApi("DELETE", path))}>
          Remove<span class="visually-hidden"> {id}</span>
        </button>
      </p>
    </>
  );
}

function isUsedUp({ rule: { times = 1 }, fired }: Fault): boolean {
  return times !== "always" && fired >= times;
}

function describeMatch({ match = {} }: Fault["rule"]): string {
  const parts = Object.entries(match).map(([key, value]) => `${key} ${value}`);
  return parts.length === 0 ? "Every request" : parts.join(", ");
}

function describeTimes({ times = 1, nth = 1 }: Fault["rule"]): string {
  const from = nth === 1 ? "" : ` from request ${nth}`;
  return times === "always" ? `always${from}` : `${times} ${times === 1 ? "time" : "times"}${from}`;
}

interface Preset {
  readonly label: string;
  readonly description: string;
  readonly rule: FaultRule;
}

const presets: readonly Preset[] = [
  {
    label: "Outage",
    description: "Every request gets HTTP 503.",
    rule: { effect: { kind: "status", status: 503 }, times: "always" },
  },
  {
    label: "Rate limit",
    description: "Every request gets code 80008: too many calls to the account.",
    rule: { effect: { kind: "graph", code: 80008 }, times: "always" },
  },
  {
    label: "Expired token",
    description: "Every request gets code 190.",
    rule: { effect: { kind: "graph", code: 190, message: "The access token has expired." }, times: "always" },
  },
  {
    label: "Slow responses",
    description: "Every response takes three seconds.",
    rule: { effect: { kind: "delay", delayMs: 3_000 }, times: "always" },
  },
  {
    label: "Lost response",
    description: "The next create is stored, but its response is lost.",
    rule: { match: { verb: "create" }, when: "after", effect: { kind: "drop" } },
  },
  {
    label: "Stale reads",
    description: "Reads show the content before the last write.",
    rule: { effect: { kind: "stale-read" }, times: "always" },
  },
];

function addRule(rule: unknown): Promise<unknown> {
  return callApi("POST", "/faults", rule);
}

function Presets() {
  return (
    <section aria-labelledby="presets">
      <h2 id="presets">Add a fault</h2>
      <ul class="cards presets">
        {presets.map(({ label, description, rule }) => (
          <li key={label}>
            <button type="button" onClick={() => void runAction(() => addRule(rule), `Added: ${label}.`)}>
              <strong>{label}</strong>
              <span>{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const exampleRule = formatJson({ match: { verb: "create" }, effect: { kind: "graph", code: 2, isTransient: true } });

function RuleForm() {
  const [text, setText] = useState(exampleRule);
  const add = (event: Event): void => {
    event.preventDefault();
    void runAction(() => Promise.resolve(JSON.parse(text) as unknown).then(addRule), "Rule added.");
  };
  return (
    <details class="form-box">
      <summary>Write a rule</summary>
      <form onSubmit={add}>
        <Field label="Rule" hint="JSON, as in the documentation of faults">
          <textarea
            rows={8}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </Field>
        <button type="submit" class="primary">
          Add the rule
        </button>
      </form>
    </details>
  );
}
