import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface WindowListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Pixels. */
  readonly rowHeight: number;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly renderRow: (row: Row) => ComponentChildren;
  readonly empty: string;
}

/** A list box that renders only the rows in view. It follows its end until the reader scrolls up or selects a row. */
export function WindowList<Row>({ empty, ...props }: WindowListProps<Row>) {
  return props.rows.length === 0 ? <p class="empty">{empty}</p> : <ListBox {...props} />;
}

function ListBox<Row>({ label, ...props }: Omit<WindowListProps<Row>, "empty">) {
  const { rows, keyOf, rowHeight, selected, onSelect, renderRow } = props;
  const id = useId();
  const { list, first, last, pageRows, measure } = useWindow(rows, rowHeight, selected === undefined);
  const selectedIndex = selected === undefined ? -1 : rows.findIndex((row) => keyOf(row) === selected);
  const select = (index: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[target];
    if (row === undefined || list.current === null) return;
    onSelect(keyOf(row));
    scrollToRow(list.current, target * rowHeight, rowHeight);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = findTarget(event.key, { from: selectedIndex, pageRows, count: rows.length });
    if (target === undefined) return;
    event.preventDefault();
    select(target);
  };
  return (
    <div
      ref={list}
      class="window-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={selectedIndex >= first && selectedIndex < last ? `${id}-${selectedIndex}` : undefined}
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${first * rowHeight}px` }} />
      {rows.slice(first, last).map((row, offset) => (
        <Option
          key={keyOf(row)}
          id={`${id}-${first + offset}`}
          position={{ index: first + offset, count: rows.length, height: rowHeight }}
          isSelected={first + offset === selectedIndex}
          onClick={() => select(first + offset)}
        >
          {renderRow(row)}
        </Option>
      ))}
      <div role="presentation" style={{ height: `${(rows.length - last) * rowHeight}px` }} />
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  /** `height` in pixels. */
  readonly position: { readonly index: number; readonly count: number; readonly height: number };
  readonly isSelected: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

function Option({ id, position: { index, count, height }, isSelected, onClick, children }: OptionProps) {
  return (
    <div
      id={id}
      class="window-row"
      role="option"
      style={{ height: `${height}px` }}
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={count}
      onClick={onClick}
    >
      {children}
    </div>
  );
}

/** Rows rendered beyond each edge. */
const margin = 8;

/** Finds the rows in view. */
function useWindow(rows: readonly unknown[], rowHeight: number, isUnselected: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const isAtEnd = useRef(true);
  const measure = (): void => {
    const { current } = list;
    if (current === null) return;
    isAtEnd.current = current.scrollTop + current.clientHeight >= current.scrollHeight - rowHeight;
    setView({ top: current.scrollTop, height: current.clientHeight });
  };
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null && isAtEnd.current && isUnselected) current.scrollTop = current.scrollHeight;
  }, [rows]);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    if (list.current !== null) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  return {
    list,
    measure,
    first: Math.max(0, Math.min(rows.length, Math.floor(view.top / rowHeight)) - margin),
    last: Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + margin),
    pageRows: Math.max(1, Math.floor(view.height / rowHeight) - 1),
  };
}

interface KeyContext {
  /** Index of the selected row; -1 without one. */
  readonly from: number;
  readonly pageRows: number;
  readonly count: number;
}

/** Finds the row that a key selects; undefined for another key. */
function findTarget(key: string, { from, pageRows, count }: KeyContext): number | undefined {
  const start = from < 0 ? count : from;
  switch (key) {
    case "ArrowUp":
      return start - 1;
    case "ArrowDown":
      return start + 1;
    case "PageUp":
      return start - pageRows;
    case "PageDown":
      return start + pageRows;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function scrollToRow(list: HTMLElement, top: number, rowHeight: number): void {
  const least = top + rowHeight - list.clientHeight;
  list.scrollTop = Math.min(top, Math.max(list.scrollTop, least));
}
