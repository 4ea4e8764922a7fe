import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");
const pages = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .stdout.split("\n")
  .filter((page) => page !== "" && existsSync(join(root, page)) && !/\/fixtures\/|test\/orders\/data\//.test(page));

function readText(page: string): string {
  return readFileSync(join(root, page), "utf8").replace(/^( *)(```+)[^]*?^\1\2$/gm, "");
}

/** Returns the anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  const counts = new Map<string, number>();
  return [...readText(page).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-");
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${String(count)}`;
  });
}

test.each(pages)("links in %s resolve", (page) => {
  const links = [
    ...readText(page)
      .replace(/`[^`\n]*`/g, "")
      .matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g),
  ];
  const broken = links.flatMap(([, link = ""]) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return [link];
    const file = statSync(join(root, target)).isDirectory() ? join(target, "README.md") : target;
    return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [link];
  });
  expect(broken).toEqual([]);
});
