import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { requireNoToken } from "../../support/leaks";

/** Global variable that scripts in hostile texts set. */
export const scriptFlag = "__xss";

/** Longest wait for an element in milliseconds: long, because machines that run tests may be busy. */
const waitMs = 60_000;

/**
 * Chromium for the tests of a file, with new storage for each test. A test fails if one of its pages prints an error (such as a violation of
 * its content security policy), throws one, opens a dialog, sends a request to another machine, shows a token or runs a script of a text.
 */
export class BrowserFixture {
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;
  readonly #problems: string[] = [];

  constructor() {
    beforeAll(async () => {
      this.#browser = await chromium.launch({ executablePath: findChromium() });
    });
    beforeEach(async () => {
      this.#context = await this.#browser?.newContext();
      await this.#watch(this.#context);
    });
    afterEach(async () => {
      for (const page of this.#context?.pages() ?? []) await this.#checkPage(page);
      await this.#context?.close();
      expect(this.#problems.splice(0)).toEqual([]);
    });
    afterAll(() => this.#browser?.close());
  }

  /** Opens a page in a tab of its own. */
  async open(url: string): Promise<Page> {
    if (this.#context === undefined) throw new Error("there is no browser outside a test");
    const page = await this.#context.newPage();
    page.on("dialog", (dialog) => {
      this.#problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !isRefusal(message.text())) {
        this.#problems.push(`console: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => this.#problems.push(`error: ${error.message}`));
    await page.goto(url);
    return page;
  }

  async #watch(context: BrowserContext | undefined): Promise<void> {
    context?.setDefaultTimeout(waitMs);
    await context?.route(isForeign, (route) => {
      this.#problems.push(`request: ${route.request().url()}`);
      return route.abort();
    });
  }

  async #checkPage(page: Page): Promise<void> {
    requireNoToken("a page", await page.locator("body").innerText());
    if (await page.evaluate(`"${scriptFlag}" in window`)) {
      this.#problems.push("a text ran a script");
    }
  }
}

/** Chromium prints each response with status 400, which the page handles. */
function isRefusal(text: string): boolean {
  return text.startsWith("Failed to load resource: the server responded with a status of 400");
}

function isForeign({ protocol, hostname }: URL): boolean {
  return /^(https?|wss?|ftp):$/.test(protocol) && hostname !== "127.0.0.1";
}

/** Finds `chromium` on PATH. */
function findChromium(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const file = folders.map((folder) => join(folder, "chromium")).find((path) => existsSync(path));
  if (file === undefined) throw new Error("There is no chromium on PATH.");
  return file;
}
