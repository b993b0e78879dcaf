// Each format's function, from an explanation to lines of text.

import type { Explanation } from '../explanation.js';
import { htmlLines } from './html.js';
import { jsonLines } from './json.js';
import { type MarkdownOptions, markdownLines } from './markdown.js';
import type { ExplanationFormatName } from './names.js';

type ExplanationFormat = (explanation: Explanation, options: MarkdownOptions) => Iterable<string>;

/** An explanation as lines of text, by the name of the format. */
export const explanationFormats: Readonly<Record<ExplanationFormatName, ExplanationFormat>> = {
  markdown: markdownLines,
  html: htmlLines,
  json: jsonLines,
};
