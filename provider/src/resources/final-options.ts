import type * as pulumi from "@pulumi/pulumi";
import { inheritProvider } from "./inherit-provider";
import { refuseImport } from "./refuse-import";

/**
 * Options and properties of one resource as the SDK registers them: transformations of the resource, of its parents and of the stack may
 * change both, and the provider is inherited after them, as the SDK does it. Pass `observed` on; where the SDK runs no further
 * transformation, what was given is final.
 */
export class FinalOptions {
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

  /** The SDK goes through one list, the resource's own transformations first: what is added now runs last. Children inherit the list. */
  readonly #first = (args: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined => {
    if (this.#resource !== undefined) return undefined;
    this.#resource = args.resource;
    const transformations: unknown = Reflect.get(args.resource, "__transformations");
    if (!Array.isArray(transformations)) return this.#last(args);
    transformations.push(this.#last);
    return undefined;
  };

  readonly #last = ({
    resource,
    type,
    name,
    props,
    opts,
  }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined => {
    if (resource !== this.#resource) return undefined;
    const subject = `${type.split(":").at(-1) ?? type} ${JSON.stringify(name)}`;
    refuseImport(type, subject, opts);
    this.options = inheritProvider(subject, opts);
    this.properties = props;
    return { props, opts: this.options };
  };
}
