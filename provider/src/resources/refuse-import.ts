import * as pulumi from "@pulumi/pulumi";
import { attachmentType, creativeType, sequenceType } from "../schema/handler";

const alternatives: ReadonlyMap<string, string> = new Map([
  [sequenceType, "Set the argument adoptSequenceId, or use `npx pulumi-whatsapp import-file`."],
  [creativeType, "Set the argument adoptCreativeId, or use `npx pulumi-whatsapp import-file --creatives`."],
  [attachmentType, "Create it: an ad that already has the creative is not changed."],
]);

/** Rejects the option `import`: Pulumi cannot import resources of dynamic providers, and would fail with an error of its own inner workings. */
export function refuseImport(type: string, subject: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import === undefined) return;
  const alternative = alternatives.get(type) ?? "An order is a message that was sent, and is never taken over.";
  throw new pulumi.RunError(
    `${subject}: Pulumi cannot import resources of dynamic providers. Remove the option import. ${alternative}`,
  );
}
