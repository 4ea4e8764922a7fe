/** Prints figures, targets and tables while they are measured, and collects them for a page. */
const blocks = [];
const targets = { met: 0, missed: 0 };

export const seconds = (value) => `${value.toFixed(1)} s`;
export const ratio = (value) => `${value.toFixed(2)}x`;
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Formats a figure, marked if it is above its target. */
export function judge(value, target, text = ratio(value)) {
  if (target === undefined) return text;
  const isMissed = Number(value.toFixed(2)) > target;
  targets[isMissed ? "missed" : "met"]++;
  return isMissed ? `**${text} missed**` : text;
}

export function section(heading, text) {
  blocks.push(`## ${heading}`, text);
  process.stdout.write(`\n${heading}\n${"=".repeat(heading.length)}\n${text}\n`);
}

export function table(title, heads, rows) {
  const lines = [heads, ...rows].map((cells) => cells.map(String));
  const [head, ...body] = [lines[0], heads.map(() => "---"), ...lines.slice(1)].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  blocks.push(`**${title}**`, [head, ...body].join("\n"));
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => plain(cells[column]).length)));
  const text = lines.map((cells) => `  ${cells.map((cell, column) => plain(cell).padEnd(widths[column])).join("  ")}`);
  process.stdout.write(`\n${title}\n\n${text.join("\n")}\n`);
}

const plain = (cell) => cell.replaceAll("**", "");

/** Counts the figures that met their target. */
export const summarizeTargets = () =>
  `${targets.met} of ${targets.met + targets.missed} figures with a target meet it.`;

/** Returns all sections so far in Markdown. */
export const markdown = () => blocks.join("\n\n");
