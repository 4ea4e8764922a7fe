import type { CallRow, JournalEntry } from "pulumi-whatsapp-simulator";
import { useEffect, useMemo, useState } from "preact/hooks";
import { callApi } from "../api";
import { formatDateTime, formatJson, formatTime, prettifyJson } from "../format";
import { runAction, useApp } from "../hooks";
import { CodeBlock, Facts, Field, StatusBadge } from "../parts/basics";
import { WindowList } from "../parts/window-list";

const rowHeight = 40;

/** All requests to the Graph port, live. */
export function CallsView() {
  const calls = useApp((state) => state.calls);
  const [filter, setFilter] = useState("");
  const [selected, setSelected] = useState<string>();
  const rows = useMemo(() => calls.filter((call) => isMatch(call, filter)), [calls, filter]);
  const call = rows.find(({ number }) => String(number) === selected);
  return (
    <>
      <div class="toolbar">
        <Field label="Filter by path, method, kind or status">
          <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        </Field>
        <button type="button" onClick={() => void runAction(() => callApi("DELETE", "/journal"), "API calls cleared.")}>
          Clear
        </button>
      </div>
      <div class="split">
        <section aria-label="Requests">
          <WindowList
            label="API calls"
            rows={rows}
            keyOf={({ number }) => String(number)}
            rowHeight={rowHeight}
            selected={selected}
            onSelect={setSelected}
            renderRow={(row) => <CallRowView call={row} />}
            empty={
              calls.length === 0 ? "No calls yet. Send a request to the Graph port." : "No call matches the filter."
            }
          />
        </section>
        <section aria-label="Details">
          {call === undefined ? <p class="empty">Select a call to see it.</p> : <CallDetails call={call} />}
        </section>
      </div>
    </>
  );
}

function isMatch({ method, path, verb, status }: CallRow, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/);
  const text = `${method} ${path} ${verb ?? ""} ${status ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function CallRowView({ call }: { readonly call: CallRow }) {
  return (
    <>
      <span class="time">{formatTime(call.startedAtMs)}</span>
      <StatusBadge status={call.status} isOpen={call.endedAtMs === null} />
      <span class="method">{call.method}</span>
      <span class="path" dir="ltr">
        {call.batch !== null && <span class="muted">in batch {call.batch.number}: </span>}
        {call.path}
      </span>
      {call.faults.length > 0 && <span class="badge bad">fault</span>}
      {call.verb !== null && <span class="muted verb">{call.verb}</span>}
    </>
  );
}

type CallEntry = JournalEntry & { readonly response: string | null };

function CallDetails({ call }: { readonly call: CallRow }) {
  const [entry, setEntry] = useState<CallEntry>();
  useEffect(() => {
    let isCurrent = true;
    callApi<CallEntry>("GET", `/journal/${call.number}`).then(
      (found) => isCurrent && setEntry(found),
      () => isCurrent && setEntry(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [call]);
  return (
    <article class="details">
      <h2>
        {call.method} <span class="path">{call.path}</span>
      </h2>
      <Facts
        facts={[
          ["Status", <StatusBadge status={call.status} isOpen={call.endedAtMs === null} />],
          ...(call.errorCode === null ? [] : [["Error", describeError(call)] as const]),
          ["Kind", call.verb ?? "unknown route"],
          ["Version", call.version === "" ? "none" : call.version],
          ["Started", formatDateTime(call.startedAtMs)],
          ["Duration", call.endedAtMs === null ? "in progress" : `${call.endedAtMs - call.startedAtMs} ms`],
          ...(call.faults.length === 0 ? [] : [["Faults", call.faults.join(", ")] as const]),
          ...(call.batch === null ? [] : [["Batch", `item ${call.batch.index} of call ${call.batch.number}`] as const]),
        ]}
      />
      {entry !== undefined && <EntryParts entry={entry} />}
    </article>
  );
}

function describeError({ errorCode, errorSubcode }: CallRow): string {
  return errorSubcode === null ? `code ${errorCode}` : `code ${errorCode}, subcode ${errorSubcode}`;
}

function EntryParts({ entry: { body, query, headers, response } }: { readonly entry: CallEntry }) {
  const bodyText = typeof body === "string" ? body : formatJson(body);
  return (
    <>
      {Object.keys(query).length > 0 && (
        <>
          <h3>Query</h3>
          <CodeBlock label="Query" text={formatJson(query)} />
        </>
      )}
      {body !== null && (
        <>
          <h3>Body</h3>
          <CodeBlock label="Body" text={bodyText} />
        </>
      )}
      {response !== null && (
        <>
          <h3>Response</h3>
          <CodeBlock label="Response" text={response === "" ? "empty" : prettifyJson(response)} />
        </>
      )}
      <h3>Headers of the request</h3>
      <CodeBlock label="Headers" text={formatJson(headers)} />
    </>
  );
}
