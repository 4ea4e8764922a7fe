"use strict";

// The resources as an SDK that Pulumi generates from the plugin's schema would have them, for programs of tests.
const pulumi = require("@pulumi/pulumi");
const schema = require("../../provider/schema.json");

/** Creates the class of a resource type. Outputs that are no arguments are properties too. */
function createClass(name) {
  const token = `whatsapp:index:${name}`;
  const { properties, aliases } = schema.resources[token];
  const outputs = Object.fromEntries(Object.keys(properties).map((key) => [key, undefined]));
  return class extends pulumi.CustomResource {
    constructor(resource, args, opts) {
      super(token, resource, { ...outputs, ...args }, pulumi.mergeOptions(opts, { aliases }));
    }
    static get(resource, id, opts) {
      return new this(resource, {}, { ...opts, id });
    }
  };
}

class Provider extends pulumi.ProviderResource {
  constructor(name, { accessToken, appSecret, ...args } = {}, opts) {
    const [token, secret] = [accessToken, appSecret].map((value) => value && pulumi.secret(value));
    super("whatsapp", name, { ...args, accessToken: token, appSecret: secret }, opts);
  }
}

module.exports = {
  Provider,
  WelcomeMessageSequence: createClass("WelcomeMessageSequence"),
  AdCreative: createClass("AdCreative"),
  AdCreativeAttachment: createClass("AdCreativeAttachment"),
};
