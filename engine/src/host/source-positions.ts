import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";

/** Positions as the checkpoint has them: `project:///index.js#3,11`, never a path of the machine they were seen on. */
export function projectPosition(position: SourcePosition | undefined, projectRoot: string): string | undefined {
  const uri = position?.getUri() ?? "";
  if (position === undefined || !uri.startsWith("file://")) {
    return undefined;
  }
  const path = relative(projectRoot, fileURLToPath(uri)).split(sep).join("/");
  return `project:///${path}#${String(position.getLine())},${String(position.getColumn())}`;
}

export function projectStackTrace(
  trace: StackTrace | undefined,
  projectRoot: string,
): readonly { readonly sourcePosition?: string }[] | undefined {
  return trace?.getFramesList().map((frame) => {
    const sourcePosition = projectPosition(frame.getPc(), projectRoot);
    return sourcePosition === undefined ? {} : { sourcePosition };
  });
}
