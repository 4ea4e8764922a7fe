import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { targetOf } from "../server/caller";

/** A file of the page. */
export interface PageFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** The bundle, `dist/ui`, from both the sources and the build. */
const bundleDir = join(__dirname, "..", "..", "dist", "ui");

const assets: ReadonlyMap<string, { readonly file: string; readonly type: string }> = new Map([
  ["/ui/app.js", { file: "app.js", type: "text/javascript" }],
  ["/ui/app.css", { file: "app.css", type: "text/css" }],
]);

/** The page loads nothing from other addresses, cannot be framed, and keeps no reference to a window that opened it. */
const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** True for a request of a browser that opens an address, and for a program that asks for HTML. */
function wantsPage(request: IncomingMessage): boolean {
  const { method, headers } = request;
  return method === "GET" && targetOf(request) === "/" && (headers.accept ?? "").includes("text/html");
}

/**
 * Finds the page or a part of it; undefined for another request. The page contains the control token, so a request with an `Origin`, which
 * a script on another page sent, does not get it.
 */
export async function findPageFile(request: IncomingMessage, controlToken: string): Promise<PageFile | undefined> {
  if (wantsPage(request) && request.headers.origin === undefined) {
    return { headers: createHeaders("text/html"), bytes: Buffer.from(renderPage(controlToken)) };
  }
  const asset = request.method === "GET" ? assets.get(targetOf(request)) : undefined;
  if (asset === undefined) return undefined;
  return { headers: createHeaders(asset.type), bytes: await readFile(join(bundleDir, asset.file)) };
}

function createHeaders(type: string): PageFile["headers"] {
  return { ...pageHeaders, "content-type": `${type}; charset=utf-8` };
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath d='M4 5h24v17H14l-6 6v-6H4z' fill='%230a7d5a'/%3E%3C/svg%3E";

/** The control token is base64url, so it needs no escape. */
function renderPage(controlToken: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="control-token" content="${controlToken}">
    <title>WhatsApp simulator</title>
    <link rel="icon" href="${icon}">
    <link rel="stylesheet" href="/ui/app.css">
    <script type="module" src="/ui/app.js"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript. Without it, use the control API.</noscript>
  </body>
</html>
`;
}
