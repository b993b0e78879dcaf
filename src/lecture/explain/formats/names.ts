// The formats of an explanation, by the names that people give.

/** `markdown` is a lecture's own form, `html` one page with the source, `json` data. */
export const EXPLANATION_FORMATS = ['markdown', 'html', 'json'] as const;
export type ExplanationFormatName = (typeof EXPLANATION_FORMATS)[number];
