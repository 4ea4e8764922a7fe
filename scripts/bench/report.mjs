/** Tables as they are measured, on the terminal and, at the end, as a page. */
const tables = [];

export const seconds = (value) => `${value.toFixed(1)} s`;
export const ratio = (value) => `${value.toFixed(2)}x`;

export function table(title, heads, rows) {
  const lines = [heads, ...rows].map((cells) => cells.map(String));
  tables.push({ title, lines });
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  const text = lines.map((cells) => `  ${cells.map((cell, column) => cell.padEnd(widths[column])).join("  ")}`);
  process.stdout.write(`\n${title}\n\n${text.join("\n")}\n`);
}

/** All tables so far, in Markdown. */
export const markdown = () =>
  tables
    .map(({ title, lines: [heads, ...rows] }) =>
      [`**${title}**`, "", ...[heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)].join(
        "\n",
      ),
    )
    .join("\n\n");
