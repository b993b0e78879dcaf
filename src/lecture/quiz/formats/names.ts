// The formats of a quiz, by the names that people give.

export const QUIZ_FORMATS = ['text', 'json'] as const;
export type QuizFormatName = (typeof QUIZ_FORMATS)[number];
