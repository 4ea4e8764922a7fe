import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

interface CardListProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly renderCard: (row: Row) => ComponentChildren;
  readonly empty: string;
  /** Shown above the cards. */
  readonly children?: ComponentChildren;
}

/** Cards rendered at first, and more each time. */
const step = 50;

/** A titled list of cards. */
export function CardList<Row>({ title, rows, keyOf, renderCard, empty, children }: CardListProps<Row>) {
  const id = useId();
  const [count, setCount] = useState(step);
  return (
    <section class="card-section" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="muted">{rows.length.toLocaleString("en")}</span>
      </h2>
      {children}
      {rows.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <ul class="cards">
          {rows.slice(0, count).map((row) => (
            <li class="card" key={keyOf(row)}>
              {renderCard(row)}
            </li>
          ))}
        </ul>
      )}
      {rows.length > count && (
        <button type="button" onClick={() => setCount(count + step)}>
          Show {Math.min(step, rows.length - count)} more
        </button>
      )}
    </section>
  );
}
