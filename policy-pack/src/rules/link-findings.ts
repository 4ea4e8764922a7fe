import { placesOf, type Content } from "../content";
import { bounded, type Finding } from "../finding";
import { linksIn, type Link } from "../text/links";

/** What there is to say about the links that people see, each at its place. */
export function linkFindings(
  content: Content,
  about: (link: Link) => Pick<Finding, "says" | "fix"> | undefined,
): readonly Finding[] {
  return placesOf(content).flatMap(({ path, text }) =>
    bounded(
      linksIn(text).flatMap((link) => {
        const said = about(link);
        return said === undefined ? [] : [{ path, span: { start: link.start, end: link.end }, ...said }];
      }),
    ),
  );
}

/** Whether a host is one of these domains or lies below one. */
export function isUnder(host: string, domains: ReadonlySet<string>): boolean {
  const labels = host.split(".");
  return labels.some((_, i) => domains.has(labels.slice(i).join(".")));
}
