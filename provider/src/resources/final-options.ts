import type * as pulumi from "@pulumi/pulumi";

/**
 * Options and properties of one resource as the SDK registers them: transformations of the resource, of its parents and of the stack may
 * change both. Pass `observed` on; where the SDK runs no further transformation, what was given is final.
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
  readonly #first = ({ resource }: pulumi.ResourceTransformationArgs): undefined => {
    if (this.#resource !== undefined) return;
    this.#resource = resource;
    const transformations: unknown = Reflect.get(resource, "__transformations");
    if (Array.isArray(transformations)) transformations.push(this.#last);
  };

  readonly #last = ({ resource, props, opts }: pulumi.ResourceTransformationArgs): undefined => {
    if (resource !== this.#resource) return;
    this.options = opts;
    this.properties = props;
  };
}
