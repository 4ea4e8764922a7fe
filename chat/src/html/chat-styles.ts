/** Styles of chats, for the `style` element of a page. Every class begins with `chat`. Colours have at least the contrast of WCAG AA. */
export const chatStyles = `
.chat {
  --chat-wall: #ebe6de;
  --chat-surface: #ffffff;
  --chat-user: #d5f2dc;
  --chat-text: #17211d;
  --chat-muted: #515c57;
  --chat-accent: #0a6650;
  --chat-link: #0b5cad;
  --chat-line: #d9d3c9;
  --chat-shade: #00000010;
  --chat-paid: #0b6638;
  --chat-pending: #7a4f00;
  --chat-failed: #a3231f;
  box-sizing: border-box;
  width: 100%;
  max-width: 26rem;
  display: flex;
  flex-direction: column;
  overflow: hidden;
  border: 1px solid var(--chat-line);
  border-radius: 1.125rem;
  background: var(--chat-wall);
  color: var(--chat-text);
  color-scheme: light dark;
  font: 0.9375rem/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, "Apple Color Emoji",
    "Segoe UI Emoji", "Noto Color Emoji", sans-serif;
  overflow-wrap: anywhere;
  text-align: start;
}
@media screen and (prefers-color-scheme: dark) {
  .chat {
    --chat-wall: #11191a;
    --chat-surface: #202b2d;
    --chat-user: #114a3c;
    --chat-text: #e9efec;
    --chat-muted: #aebab5;
    --chat-accent: #72d8b7;
    --chat-link: #9accff;
    --chat-line: #344144;
    --chat-shade: #ffffff14;
    --chat-paid: #7fe0a9;
    --chat-pending: #f2c766;
    --chat-failed: #ffa79f;
  }
}
.chat *, .chat *::before { box-sizing: border-box; }
.chat :where(p, ul, ol, dl, dd, pre, blockquote) { margin: 0; padding: 0; }
.chat svg { flex: none; display: block; }
.chat a { color: var(--chat-link); text-decoration: underline; }
.chat [role="list"] { list-style: none; }
.chat-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.chat-header {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  padding: 0.625rem 0.875rem;
  background: var(--chat-surface);
  border-bottom: 1px solid var(--chat-line);
}
.chat-avatar {
  flex: none;
  display: grid;
  place-items: center;
  width: 2.25rem;
  height: 2.25rem;
  border-radius: 50%;
  background: var(--chat-accent);
  color: var(--chat-surface);
}
.chat-avatar svg { width: 1.25rem; height: 1.25rem; }
.chat .chat-title { margin: 0; min-width: 0; font-size: 1rem; font-weight: 600; line-height: 1.3; color: inherit; }
.chat-messages { position: relative; display: flex; flex-direction: column; gap: 0.5rem; padding: 1rem 0.75rem; }
.chat-message { display: flex; }
.chat-from-user { justify-content: flex-end; }
.chat-bubble {
  position: relative;
  min-width: 0;
  max-width: 92%;
  padding: 0.5rem 0.75rem;
  border: 1px solid transparent;
  border-radius: 0.875rem;
  background: var(--chat-surface);
  box-shadow: 0 1px 1.5px #00000026;
}
.chat-from-business .chat-bubble { border-start-start-radius: 0.1875rem; }
.chat-from-user .chat-bubble { border-start-end-radius: 0.1875rem; background: var(--chat-user); }
.chat-bubble p, .chat-bubble li, .chat-field p { white-space: pre-wrap; }
.chat-text ul, .chat-text ol { padding-inline-start: 1.5rem; }
.chat-text ul { list-style: disc; }
.chat-text blockquote { margin: 0.125rem 0; padding: 0.125rem 0.625rem; border-inline-start: 0.25rem solid var(--chat-accent); border-radius: 0.25rem; color: var(--chat-muted); background: var(--chat-shade); }
.chat-text code { padding: 0.0625rem 0.25rem; border-radius: 0.25rem; background: var(--chat-shade); font: 0.875em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
.chat-text pre { margin: 0.25rem 0; padding: 0.5rem 0.625rem; border-radius: 0.5rem; background: var(--chat-shade); white-space: pre-wrap; }
.chat-text pre code { padding: 0; background: none; }
.chat-heading { margin-bottom: 0.25rem; font-weight: 600; }
.chat-footer, .chat-note { color: var(--chat-muted); font-size: 0.8125rem; }
.chat-footer { margin-top: 0.375rem; }
.chat-time { color: var(--chat-muted); font-size: 0.75rem; line-height: 1.2; text-align: end; margin-top: 0.125rem; }
.chat-media {
  display: flex;
  align-items: center;
  gap: 0.625rem;
  margin: -0.125rem -0.375rem 0.5rem;
  padding: 0.625rem 0.75rem;
  border-radius: 0.625rem;
  background: var(--chat-shade);
  color: var(--chat-muted);
  font-size: 0.8125rem;
}
.chat-media-image { flex-direction: column; justify-content: center; min-width: 13rem; min-height: 8rem; text-align: center; }
.chat-media-image svg { width: 2.5rem; height: 2.5rem; }
.chat-media-label { min-width: 0; }
.chat-detail { display: block; color: var(--chat-muted); font-size: 0.75rem; font-weight: 400; }
.chat-order { display: grid; gap: 0.5rem; margin-top: 0.5rem; padding-top: 0.5rem; border-top: 1px solid var(--chat-line); }
.chat-order-title { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 0.75rem; font-weight: 600; }
.chat-status { padding: 0 0.5rem; border-radius: 1rem; background: var(--chat-shade); font-size: 0.8125rem; font-weight: 500; }
.chat-payment { font-size: 0.875rem; font-weight: 600; }
.chat-payment::before { content: ""; display: inline-block; width: 0.625rem; height: 0.625rem; margin-inline-end: 0.375rem; border: 2px solid; border-radius: 50%; }
.chat-payment-paid { color: var(--chat-paid); }
.chat-payment-paid::before { background: currentColor; }
.chat-payment-pending { color: var(--chat-pending); }
.chat-payment-failed { color: var(--chat-failed); }
.chat-payment-failed::before { border-radius: 0; transform: rotate(45deg) scale(0.85); }
.chat-items { display: grid; gap: 0.375rem; }
.chat-item, .chat-sum { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 0.75rem; }
.chat-item-name { flex: 0 0 100%; }
.chat-quantity, .chat-sum dt { flex: 1 1 4.5rem; }
.chat-quantity { color: var(--chat-muted); font-size: 0.8125rem; }
.chat-quantity s { white-space: nowrap; }
.chat-amount, .chat-sum dd { margin-inline-start: auto; text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.chat-sums { display: grid; gap: 0.125rem; padding-top: 0.5rem; border-top: 1px solid var(--chat-line); font-size: 0.875rem; }
.chat-total { font-size: 0.9375rem; font-weight: 700; }
.chat-buttons { margin: 0.5rem -0.75rem -0.5rem; }
.chat-button { padding: 0.5rem 0.75rem; border-top: 1px solid var(--chat-line); text-align: center; }
.chat-button-label { color: var(--chat-accent); font-weight: 600; }
.chat-disabled .chat-button-label { color: var(--chat-muted); font-weight: 400; }
.chat-replies { display: flex; flex-direction: column; align-items: flex-start; gap: 0.375rem; padding: 0 0.75rem 1rem; }
.chat-reply {
  max-width: 100%;
  padding: 0.375rem 0.875rem;
  border: 1px solid var(--chat-line);
  border-radius: 1.125rem;
  background: var(--chat-surface);
  color: var(--chat-accent);
  font-weight: 500;
  white-space: pre-wrap;
}
.chat-composer { display: flex; align-items: flex-end; gap: 0.5rem; margin-top: auto; padding: 0.625rem 0.75rem; border-top: 1px solid var(--chat-line); }
.chat-field { position: relative; flex: 1; min-width: 0; padding: 0.5rem 0.875rem; border: 1px solid var(--chat-line); border-radius: 1.25rem; background: var(--chat-surface); }
.chat-placeholder { color: var(--chat-muted); }
.chat-send { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--chat-accent); color: var(--chat-surface); }
.chat-send svg { width: 1.25rem; height: 1.25rem; }
@media print {
  .chat { color-scheme: light; break-inside: avoid; print-color-adjust: exact; }
  .chat-bubble { box-shadow: none; border-color: var(--chat-line); }
}
`;
