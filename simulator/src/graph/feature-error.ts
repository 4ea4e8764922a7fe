import { GraphFailure } from "./error";

/** Source: Meta's page Welcome Message Sequences, "Error Codes". */
export const featureErrors = {
  4027001: {
    title: "Invalid input data",
    description: "Some or all of the input data is not of the required format.",
  },
  4027005: {
    title: "Unable to create a welcome message sequence",
    description: "An error occurred while trying to create a new welcome message sequence.",
  },
  4027006: {
    title: "Unable to update a welcome message sequence",
    description: "Unable to update the welcome message sequence.",
  },
  4027007: { title: "API unavailable", description: "The API being accessed is not available for use yet." },
  4027010: { title: "Missing parameter", description: "One or more required parameters is missing." },
  4027012: {
    title: "Sequence used in an ad",
    description: "The welcome message sequence is linked to an active ad and cannot be updated or deleted.",
  },
  4027017: {
    title: "Could not load the sequence",
    description: "Could not load the sequence being updated or deleted.",
  },
} as const;

export type FeatureCode = keyof typeof featureErrors;

export function featureFailure(code: FeatureCode): GraphFailure {
  const { title, description } = featureErrors[code];
  return new GraphFailure({ code, message: title, title, userMessage: description, isTransient: false });
}
