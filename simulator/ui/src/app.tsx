import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { store, type Notice } from "./app-store";
import { formatDateTime } from "./format";
import { useApp, useRoute, useSimulatorTime } from "./hooks";
import { CallsView } from "./views/calls";
import { ContentView } from "./views/content";
import { FaultsView } from "./views/faults";
import { PhoneView } from "./views/phone";
import { SettingsView } from "./views/settings";
import { WebhooksView } from "./views/webhooks";

interface View {
  readonly path: string;
  readonly label: string;
  readonly Component: ComponentType;
}

const phoneView: View = { path: "", label: "Phone", Component: PhoneView };

const views: readonly View[] = [
  phoneView,
  { path: "calls", label: "API calls", Component: CallsView },
  { path: "content", label: "Content", Component: ContentView },
  { path: "webhooks", label: "Webhooks", Component: WebhooksView },
  { path: "faults", label: "Faults", Component: FaultsView },
  { path: "settings", label: "Settings", Component: SettingsView },
];

export function App() {
  const route = useRoute();
  const view = views.find(({ path }) => path === route) ?? phoneView;
  const { Component, label } = view;
  useEffect(() => {
    document.title = `${label} · WhatsApp simulator`;
  }, [label]);
  return (
    <>
      <a class="skip-link" href="#main" onClick={focusMain}>
        Skip to content
      </a>
      <Header />
      <nav class="views" aria-label="Views">
        <ul>
          {views.map((one) => (
            <li key={one.path}>
              <a href={`#/${one.path}`} aria-current={one === view ? "page" : undefined}>
                {one.label}
                <Count path={one.path} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1} key={view.path}>
        <h1 class={view === phoneView ? "visually-hidden" : undefined}>{label}</h1>
        <Component />
      </main>
      <NoticeBar />
    </>
  );
}

/** The address is the view's, so the link moves the focus itself. */
function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Header() {
  const connection = useApp((state) => state.connection);
  const clock = useApp((state) => state.clock);
  const now = useSimulatorTime();
  return (
    <header class="top">
      <p class="brand">WhatsApp simulator</p>
      {clock !== undefined && (
        <p class="clock">
          <span class="visually-hidden">Simulator's clock: </span>
          {formatDateTime(now)}
        </p>
      )}
      <p class={`connection ${connection}`} role="status">
        {connectionTexts[connection]}
      </p>
    </header>
  );
}

const connectionTexts = { connecting: "Connecting", open: "Live", lost: "Connection lost, trying again" } as const;

/** Number of rows in a view. Hidden from screen readers, which would repeat it at each call. */
function Count({ path }: { readonly path: string }) {
  const count = useApp(({ calls, deliveries, faults }) => {
    if (path === "calls") return calls.at(-1)?.number ?? 0;
    if (path === "webhooks") return deliveries.length;
    return path === "faults" ? faults.filter(({ isEnabled }) => isEnabled).length : 0;
  });
  return count === 0 ? null : (
    <span class={`count ${path}`} aria-hidden="true">
      {count.toLocaleString("en")}
    </span>
  );
}

const noticeMs = 6_000;

/** Result of the last action. Errors stay until they are closed. Both regions always exist, so that screen readers watch them. */
function NoticeBar() {
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (notice?.kind !== "info") return undefined;
    const timer = setTimeout(() => store.set({ notice: undefined }), noticeMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div class="notices">
      <div role="status">{notice?.kind === "info" && <NoticeBox notice={notice} />}</div>
      <div role="alert">{notice?.kind === "error" && <NoticeBox notice={notice} />}</div>
    </div>
  );
}

function NoticeBox({ notice }: { readonly notice: Notice }) {
  return (
    <p class={`notice ${notice.kind}`}>
      <span>{notice.text}</span>
      <button type="button" class="quiet" onClick={() => store.set({ notice: undefined })}>
        Close<span class="visually-hidden"> message</span>
      </button>
    </p>
  );
}
