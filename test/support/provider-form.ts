/** Form of the provider that tests run. With the plugin's, each call crosses the plugin's protocol. */
export type ProviderForm = "dynamic" | "plugin";

/** Form that tests run unless they name another; jest.plugin.config.js chooses the plugin. */
export const providerForm: ProviderForm = process.env["PROVIDER_FORM"] === "plugin" ? "plugin" : "dynamic";
