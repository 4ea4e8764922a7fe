/** Styles of the pages around the chats, in light and dark. */
export const pageStyles = `
:root { color-scheme: light dark; --page: #f6f7f8; --card: #ffffff; --text: #1c1e21; --muted: #5d6570; --line: #dcdfe4;
  --error: #b42318; --warning: #8a5a00; --added: #dafbe1; --removed: #ffe2e0; --accent: #0b6bcb; }
@media (prefers-color-scheme: dark) { :root { --page: #14171a; --card: #1e2226; --text: #e6e8eb; --muted: #a3abb5; --line: #363c43;
  --error: #ff8f86; --warning: #e8b44a; --added: #1d4428; --removed: #5a2320; --accent: #6cb1ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
body > header, main { max-width: 68rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.35rem; margin: 0; }
header p { color: var(--muted); margin: 0.25rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1rem 1rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
.card h2 { font-size: 1.05rem; margin: 0 0 0.6rem; }
.card h3 { font-size: 0.9rem; margin: 0.8rem 0 0.3rem; color: var(--muted); }
.card small { color: var(--muted); font-weight: normal; }
.grid { display: grid; grid-auto-flow: dense; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(23rem, 100%), 1fr)); align-items: start; max-width: 84rem; }
.grid .card { margin: 0; }
.grid .failed { grid-column: 1 / -1; }
body:has(.grid) > header { max-width: 84rem; }
@media (min-width: 52rem) { .grid .wide { grid-column: span 2; } }
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); align-items: start; }
.failed { border-left: 4px solid var(--error); }
ul.findings { list-style: none; margin: 0; padding: 0; }
ul.findings li { border-left: 4px solid var(--warning); padding: 0.1rem 0 0.1rem 0.6rem; margin: 0 0 0.6rem; }
ul.findings li.error { border-color: var(--error); }
code { font-family: ui-monospace, monospace; font-size: 0.87em; color: var(--muted); }
.change ins { background: var(--added); text-decoration: none; border-radius: 3px; }
.change del { background: var(--removed); border-radius: 3px; }
.change { white-space: pre-wrap; margin: 0; }
`;
