import type { ComponentChildren } from "preact";

/** Text of a program: shown as it is, in a box that scrolls. */
export function CodeBlock({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}

/** HTTP status with its meaning in a color; "…" before a response. */
export function StatusBadge({ status, isOpen }: { readonly status: number | null; readonly isOpen: boolean }) {
  const kind =
    status === null ? (isOpen ? "waiting" : "bad") : status < 300 ? "good" : status < 400 ? "waiting" : "bad";
  return <span class={`badge ${kind}`}>{status ?? (isOpen ? "open" : "no response")}</span>;
}

export function Badge({ kind, children }: { readonly kind: BadgeKind; readonly children: ComponentChildren }) {
  return <span class={`badge ${kind}`}>{children}</span>;
}

export type BadgeKind = "good" | "bad" | "waiting" | "plain";

/** A row of names and values. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Field({ label, hint, children }: FieldProps) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      {children}
      {hint !== undefined && <span class="hint">{hint}</span>}
    </label>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** One control. */
  readonly children: ComponentChildren;
}
