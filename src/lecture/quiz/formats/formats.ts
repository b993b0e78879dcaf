// Each format's function, from a quiz to lines of text.

import type { Quiz } from '../question.js';
import { quizJson } from './json.js';
import type { QuizFormatName } from './names.js';
import { quizText } from './text.js';

/** `withAnswers`: the key with its reasons comes along. */
type QuizFormat = (quiz: Quiz, withAnswers: boolean) => Iterable<string>;

/** A quiz as lines of text, by the name of the format. */
export const quizFormats: Readonly<Record<QuizFormatName, QuizFormat>> = { text: quizText, json: quizJson };
