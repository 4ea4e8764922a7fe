import { useRef, useState } from "preact/hooks";
import { callApi, readSeed, sendSeed } from "../api";
import { formatDateTime, formatJson } from "../format";
import { runAction, useApp, useSimulatorTime } from "../hooks";
import { CodeBlock, Field } from "../parts/basics";

/** Clock, platform date, seeds, reset and options. */
export function SettingsView() {
  return (
    <>
      <ClockSettings />
      <PlatformDate />
      <Seeds />
      <Reset />
      <Options />
    </>
  );
}

const hourMs = 3_600_000;
const moves = [
  ["1 hour", hourMs],
  ["24 hours", 24 * hourMs],
  ["7 days", 7 * 24 * hourMs],
] as const;

function ClockSettings() {
  const now = useSimulatorTime();
  const [time, setTime] = useState("");
  const move = (change: { readonly advanceMs: number } | { readonly nowMs: number }) =>
    void runAction(() => callApi("PATCH", "/clock", change));
  const set = (event: Event): void => {
    event.preventDefault();
    move({ nowMs: Date.parse(`${time}Z`) });
  };
  return (
    <section class="panel" aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p>{formatDateTime(now)}</p>
      <p class="button-row">
        {moves.map(([label, durationMs]) => (
          <button key={label} type="button" onClick={() => move({ advanceMs: durationMs })}>
            Forward {label}
          </button>
        ))}
        <button type="button" onClick={() => move({ nowMs: Date.now() })}>
          Now
        </button>
      </p>
      <form class="row-form" onSubmit={set}>
        <Field label="Time in UTC">
          <input
            required
            type="datetime-local"
            value={time}
            onInput={({ currentTarget }) => setTime(currentTarget.value)}
          />
        </Field>
        <button type="submit">Set</button>
      </form>
    </section>
  );
}

function PlatformDate() {
  const date = useApp(({ clock }) => clock?.platformDate ?? "");
  const set = (text: string | null) =>
    void runAction(() => callApi("PATCH", "/platform-date", { date: text === "" ? null : text }));
  return (
    <section class="panel" aria-labelledby="platform">
      <h2 id="platform">Platform date</h2>
      <p class="muted">Decides which versions and features of Meta's APIs exist.</p>
      <p class="row-form">
        <Field label="Date">
          <input type="date" value={date} onChange={({ currentTarget }) => set(currentTarget.value)} />
        </Field>
        <button type="button" onClick={() => set(null)}>
          Follow the clock
        </button>
      </p>
    </section>
  );
}

function Seeds() {
  const file = useRef<HTMLInputElement>(null);
  const load = async (input: HTMLInputElement): Promise<void> => {
    const [chosen] = input.files ?? [];
    if (chosen === undefined) return;
    await runAction(async () => sendSeed(await chosen.text(), seedType(chosen.name)), `${chosen.name} loaded.`);
    input.value = "";
  };
  return (
    <section class="panel" aria-labelledby="seeds">
      <h2 id="seeds">Seed</h2>
      <p class="muted">
        Load adds the content of a YAML or JSON file. Save writes sequences, ads, people, templates and accounts to a
        file; tokens, orders and messages are not part of a seed.
      </p>
      <p class="button-row">
        <label class="file-button">
          Load a seed
          <input
            ref={file}
            type="file"
            accept=".yaml,.yml,.json"
            onChange={({ currentTarget }) => void load(currentTarget)}
          />
        </label>
        <button type="button" onClick={() => void runAction(saveSeed, "Seed saved.")}>
          Save a seed
        </button>
      </p>
    </section>
  );
}

function seedType(name: string) {
  return name.endsWith(".json") ? "application/json" : "application/yaml";
}

async function saveSeed(): Promise<void> {
  const url = URL.createObjectURL(new Blob([await readSeed()], { type: "application/yaml" }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: "simulator.yaml" }).click();
  URL.revokeObjectURL(url);
}

function Reset() {
  const dialog = useRef<HTMLDialogElement>(null);
  const reset = async (): Promise<void> => {
    dialog.current?.close();
    await runAction(() => callApi("POST", "/reset"), "The simulator is in its initial state.");
  };
  return (
    <section class="panel" aria-labelledby="reset">
      <h2 id="reset">Reset</h2>
      <p class="muted">
        Restores the initial content, options, clock and webhook. Removes faults, calls and deliveries.
      </p>
      <button type="button" class="danger" onClick={() => dialog.current?.showModal()}>
        Reset
      </button>
      <dialog ref={dialog} aria-labelledby="reset-question">
        <h2 id="reset-question">Reset the simulator?</h2>
        <p>Content that the seed does not contain is lost.</p>
        <p class="button-row">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" class="danger" onClick={() => void reset()}>
            Reset
          </button>
        </p>
      </dialog>
    </section>
  );
}

function Options() {
  const content = useApp((state) => state.content);
  if (content === undefined) return null;
  const { wire, behaviour } = content;
  return (
    <section class="panel" aria-labelledby="options">
      <h2 id="options">Options</h2>
      <p class="muted">Change them when the simulator starts, or through the control API.</p>
      <details>
        <summary>Shape of responses</summary>
        <CodeBlock label="Shape of responses" text={formatJson(wire)} />
      </details>
      <details>
        <summary>Behaviour where Meta's documents are silent</summary>
        <CodeBlock label="Behaviour" text={formatJson(behaviour)} />
      </details>
    </section>
  );
}
