import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { resolve } from "node:path";
import { UserError } from "../../runtime/user-error";
import type { CommandIo } from "../io";
import { loadChatLibrary, type ChatLibrary, type Language } from "./chat-library";
import { listFiles } from "./list-files";
import { pageStyles } from "./page-styles";
import { describeFailures, readInputs, type InputResult } from "./read-inputs";
import { runPolicyLint, type LintResult } from "./run-policy-lint";
import type { Finding } from "./sarif";
import { drawChat } from "./subject";
import { reloadScript, renderWatchPage, type PageFile } from "./watch-page";

export interface WatchFlags {
  readonly inputs: readonly string[];
  /** Port on the loopback address; 0 for a free one. */
  readonly port: number;
  readonly language: Language | undefined;
  /** Configuration of the policy pack. Default: its own default. */
  readonly policyConfig: string | undefined;
}

export interface WatchServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a page with the chats of files on the loopback address. The page loads itself again when a file changes. */
export async function startWatch(io: CommandIo, flags: WatchFlags): Promise<WatchServer> {
  const page = new WatchPage(io, loadChatLibrary(io, "show --watch"), flags);
  const server = createServer((request, response) => void handleRequest(page, server, request, response));
  await listen(server, flags.port);
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    close: () =>
      new Promise((done) => {
        page.stop();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error) =>
      fail(new UserError(`Port ${port} cannot be used (${error.message}). Choose another one with --port.`)),
    );
    server.listen(port, "127.0.0.1", done);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const security = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

interface PageResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function handleRequest(
  page: WatchPage,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, body } = await answerRequest(page, portOf(server), request).catch(describeError);
  response.writeHead(status, { ...security, "Content-Type": `${type}; charset=utf-8` });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** An error in one request does not end the server: the files may be correct again for the next one. */
function describeError(error: unknown): PageResponse {
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 500, type: "text/plain", body: `The page cannot be drawn: ${reason}.\n` };
}

async function answerRequest(page: WatchPage, port: number, request: IncomingMessage): Promise<PageResponse> {
  const { headers, method, url } = request;
  // Another site whose name leads to this address must not read the texts.
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? "")) {
    return { status: 403, type: "text/plain", body: "Unknown host.\n" };
  }
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, type: "text/plain", body: "Only GET is supported.\n" };
  }
  switch (url) {
    case "/":
      return { status: 200, type: "text/html", body: await page.render() };
    case "/version":
      return { status: 200, type: "text/plain", body: await page.readVersion() };
    case "/page.css":
      return { status: 200, type: "text/css", body: page.styles };
    case "/reload.js":
      return { status: 200, type: "text/javascript", body: reloadScript };
    default:
      return { status: 404, type: "text/plain", body: "Not found.\n" };
  }
}

/** The policy check of one version of the files. */
interface Check {
  readonly digest: string;
  readonly abort: AbortController;
  lint: LintResult | undefined;
}

/** Content of the page. It is read again for each request, and checked by the policy pack once for each version of the files. */
class WatchPage {
  readonly #io: CommandIo;
  readonly #library: ChatLibrary;
  readonly #flags: WatchFlags;
  #checked: Check | undefined;

  constructor(io: CommandIo, library: ChatLibrary, flags: WatchFlags) {
    this.#io = io;
    this.#library = library;
    this.#flags = flags;
  }

  /** Ends a linter that still runs. */
  stop(): void {
    this.#checked?.abort.abort();
  }

  get styles(): string {
    return `${this.#library.chatStyles}\n${pageStyles}`;
  }

  async readVersion(): Promise<string> {
    const digest = await this.#readDigest();
    const isChecked = this.#checked?.digest === digest && this.#checked.lint !== undefined;
    return isChecked ? `${digest}-checked` : digest;
  }

  async render(): Promise<string> {
    const digest = await this.#readDigest();
    const results = await readInputs(this.#io, this.#library, this.#flags.inputs);
    this.#startLint(digest, results);
    const lint = this.#checked?.lint;
    const version = lint === undefined ? digest : `${digest}-checked`;
    const files = results.map((result) => this.#drawFile(result, lint?.findings ?? []));
    return renderWatchPage(this.#library, { version, files, lint });
  }

  /** Starts the linter unless it has checked, or checks, these files. Ends one that checks files as they were before. */
  #startLint(digest: string, results: readonly InputResult[]): void {
    if (this.#checked?.digest === digest) return;
    this.#checked?.abort.abort();
    const checked: Check = { digest, abort: new AbortController(), lint: undefined };
    this.#checked = checked;
    const files = results.filter(({ subjects }) => subjects.length > 0).map(({ source }) => source);
    void runPolicyLint(this.#io, files, this.#flags.policyConfig, checked.abort.signal).then((lint) => {
      checked.lint = lint;
    });
  }

  #drawFile(result: InputResult, findings: readonly Finding[]): PageFile {
    const { cwd } = this.#io;
    const ofFile = findings.filter(
      ({ file }) => file !== undefined && resolve(cwd, file) === resolve(cwd, result.source),
    );
    const { subjects } = result;
    return {
      source: result.source,
      failures: describeFailures(result),
      chats: subjects.map((subject) => ({
        name: subject.name,
        chat: drawChat(this.#library, subject, { language: this.#flags.language }),
        findings: ofFile.filter(({ name }) => subjects.length === 1 || name === undefined || name === subject.name),
      })),
    };
  }

  /** Digest of the names, sizes and times of the files. */
  async #readDigest(): Promise<string> {
    const { cwd } = this.#io;
    const lists = await Promise.all(this.#flags.inputs.map((input) => listFiles(cwd, input).catch(() => [])));
    const parts = await Promise.all(
      lists.flat().map(async (file) => {
        const found = await stat(resolve(cwd, file)).catch(() => undefined);
        return [file, found?.size, found?.mtimeMs, found?.ino];
      }),
    );
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
  }
}
