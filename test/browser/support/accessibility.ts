import axe from "axe-core";
import type { Locator, Page } from "playwright-core";

interface Violation {
  readonly rule: string;
  readonly elements: readonly string[];
}

const colorSchemes = ["light", "dark"] as const;
const widths = [360, 1280] as const;

/** Finds violations of all rules of axe (WCAG 2.2 and best practices) in light and dark, at both widths. */
export async function findViolations(page: Page): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      found.push(
        ...(await runAxe(page)).map(({ rule, elements }) => ({ rule: `${rule} ${width} ${colorScheme}`, elements })),
      );
      if (await isTooWide(page)) found.push({ rule: `scrolls sideways ${width} ${colorScheme}`, elements: ["html"] });
    }
  }
  return found;
}

async function runAxe(page: Page): Promise<readonly Violation[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(`${axe.source}; undefined`);
  const { violations } = await page.evaluate<axe.AxeResults>(
    "axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })",
  );
  return violations.map(({ id, nodes }) => ({
    rule: id,
    elements: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ""}`),
  }));
}

/** True if the content of the page, or of an element, is wider than its box. */
export function isTooWide(part: Page | Locator): Promise<boolean> {
  const element = "waitForURL" in part ? part.locator("html") : part;
  return element.evaluate(
    ({ scrollWidth, clientWidth }: { scrollWidth: number; clientWidth: number }) => scrollWidth > clientWidth,
  );
}
