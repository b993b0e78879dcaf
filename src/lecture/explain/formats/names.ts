// The formats of an explanation, by the names that people give.

export const EXPLANATION_FORMATS = ['markdown', 'html', 'json'] as const;
export type ExplanationFormatName = (typeof EXPLANATION_FORMATS)[number];
