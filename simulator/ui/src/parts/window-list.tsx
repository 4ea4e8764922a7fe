import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface WindowListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly rowHeight: number;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly renderRow: (row: Row) => ComponentChildren;
  readonly empty: string;
}

/** Rows rendered beyond each edge. */
const margin = 8;

/** A list box that renders only the rows in view. It follows its end until the reader scrolls up or selects a row. */
export function WindowList<Row>(props: WindowListProps<Row>) {
  const { label, rows, keyOf, rowHeight, selected, onSelect, renderRow, empty } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const isFollowing = useRef(true);
  const selectedIndex = rows.findIndex((row) => keyOf(row) === selected);

  const measure = (): void => {
    const { current } = list;
    if (current === null) return;
    isFollowing.current = current.scrollTop + current.clientHeight >= current.scrollHeight - rowHeight;
    setView({ top: current.scrollTop, height: current.clientHeight });
  };
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null && isFollowing.current && selected === undefined) current.scrollTop = current.scrollHeight;
  }, [rows]);
  useEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (list.current !== null) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  const first = Math.max(0, Math.floor(view.top / rowHeight) - margin);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + margin);
  const select = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    const { current } = list;
    if (row === undefined || current === null) return;
    onSelect(keyOf(row));
    const top = rows.indexOf(row) * rowHeight;
    current.scrollTop = Math.min(top, Math.max(current.scrollTop, top + rowHeight - current.clientHeight));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const from = selectedIndex < 0 ? rows.length : selectedIndex;
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: from - 1,
      ArrowDown: from + 1,
      PageUp: from - page,
      PageDown: from + page,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    select(step);
  };

  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const isShown = selectedIndex >= first && selectedIndex < last;
  return (
    <div
      ref={list}
      class="window-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={isShown ? `${id}-${selectedIndex}` : undefined}
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${first * rowHeight}px` }} />
      {rows.slice(first, last).map((row, offset) => {
        const index = first + offset;
        return (
          <div
            key={keyOf(row)}
            id={`${id}-${index}`}
            class="window-row"
            role="option"
            style={{ height: `${rowHeight}px` }}
            aria-selected={index === selectedIndex}
            aria-posinset={index + 1}
            aria-setsize={rows.length}
            onClick={() => select(index)}
          >
            {renderRow(row)}
          </div>
        );
      })}
      <div role="presentation" style={{ height: `${(rows.length - last) * rowHeight}px` }} />
    </div>
  );
}
