export { argsOf, contentKey, contentOf, sameContent, type SequenceContent } from "./canonical";
export { doubtsOf } from "./doubts";
export { describeFailure, failuresOf, type Failure } from "./failures";
export { advisedLimits, countCharacters } from "./limits";
export { autofillMessageSchema, graphId, iceBreakerSchema, sequenceArgsSchema, type SequenceArgs } from "./sequence";
export { parsePage, parseRow, toWire, type SequencePage, type SequenceRow } from "./wire";
export { hasUnknown, isUnknown } from "./unknowns";
