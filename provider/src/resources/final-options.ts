import * as pulumi from "@pulumi/pulumi";
import { attachmentType, creativeType, sequenceType } from "../schema/handler";
import { inheritProvider } from "./inherit-provider";

const importAlternatives: ReadonlyMap<string, string> = new Map([
  [sequenceType, "Set the argument adoptSequenceId, or use `npx pulumi-whatsapp import-file`."],
  [creativeType, "Set the argument adoptCreativeId, or use `npx pulumi-whatsapp import-file --creatives`."],
  [attachmentType, "Create it: an ad that already has the creative is not changed."],
]);

/** Rejects the option `import`: Pulumi cannot import resources of dynamic providers and would fail with an internal error. */
function rejectImport(type: string, subject: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import === undefined) return;
  const alternative = importAlternatives.get(type) ?? "An order is a message that was sent, and is never taken over.";
  throw new pulumi.RunError(
    `${subject}: Pulumi cannot import resources of dynamic providers. Remove the option import. ${alternative}`,
  );
}

/**
 * Options and properties of one resource after all transformations: those of the resource, its parents and the stack may change both.
 * The provider is inherited last, as in the SDK. Pass `observed` to the SDK's constructor; `options` and `properties` are final after it.
 */
export class FinalOptions {
  /** The given options with the transformations that observe the result. */
  readonly observed: pulumi.CustomResourceOptions;
  options: pulumi.CustomResourceOptions;
  #resource: pulumi.Resource | undefined;

  constructor(
    given: pulumi.CustomResourceOptions,
    public properties: pulumi.Inputs,
  ) {
    this.options = given;
    this.observed = { ...given, transformations: [this.#first, ...(given.transformations ?? [])] };
  }

  /** Runs first. Adds `#last` to the end of the list that the SDK iterates over; children inherit the list. */
  readonly #first = (args: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined => {
    if (this.#resource !== undefined) return undefined;
    this.#resource = args.resource;
    const transformations: unknown = Reflect.get(args.resource, "__transformations");
    if (!Array.isArray(transformations)) return this.#last(args);
    transformations.push(this.#last);
    return undefined;
  };

  /** Runs last: rejects `import`, inherits the provider and records the result. */
  readonly #last = ({
    resource,
    type,
    name,
    props,
    opts,
  }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined => {
    if (resource !== this.#resource) return undefined;
    const subject = `${type.split(":").at(-1) ?? type} ${JSON.stringify(name)}`;
    rejectImport(type, subject, opts);
    this.options = inheritProvider(subject, opts);
    this.properties = props;
    return { props, opts: this.options };
  };
}
