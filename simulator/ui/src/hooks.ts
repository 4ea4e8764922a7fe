import { useEffect, useState } from "preact/hooks";
import { store, type AppState } from "./app-store";

/** Reads a part of the state, and renders again when it changed. */
export function useApp<Value>(select: (state: AppState) => Value): Value {
  const [value, setValue] = useState(() => select(store.state));
  useEffect(() => {
    const update = (): void => setValue(() => select(store.state));
    update();
    return store.subscribe(update);
  }, []);
  return value;
}

/** Part of the address after `#/`. */
export function useRoute(): string {
  const read = (): string => location.hash.replace(/^#\/?/, "");
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const update = (): void => setRoute(read());
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return route;
}

/** Time of the simulator, milliseconds, each second. */
export function useSimulatorTime(): number {
  const aheadMs = useApp(({ clock }) => clock?.aheadMs ?? 0);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now + aheadMs;
}

/** Runs an action and reports its error. */
export async function runAction(action: () => Promise<unknown>, success?: string): Promise<boolean> {
  try {
    await action();
    if (success !== undefined) store.set({ notice: { kind: "info", text: success } });
    return true;
  } catch (error) {
    store.set({ notice: { kind: "error", text: error instanceof Error ? error.message : String(error) } });
    return false;
  }
}
