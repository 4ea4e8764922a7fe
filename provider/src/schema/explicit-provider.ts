/** Configuration key by which `whatsapp.Provider` marks what it hands over as given in the program. */
export const explicitProviderKey = "explicitProvider";
