import { wordClasses } from "../lexicons/sensitive";
import { createWordClasses } from "../text/word-classes";

/** Classifies the words of a text, and compiles patterns over their classes. */
export const { classify: classifyWords, compile: compilePattern } = createWordClasses(wordClasses);

/** Determiners before a noun. */
export const determiners = "[article possessive own]{0,2}";
