// Checking a lecture that a test makes up.

import { checkLecture } from '../../src/lecture/check/check.js';
import type { LectureReport } from '../../src/lecture/check/report.js';
import { runLectureProgram } from './lecture-runs.js';

export function checked(markdown: string, file = 'lecture.md'): LectureReport {
  return checkLecture(markdown, { file, run: runLectureProgram });
}

/** A lecture of one program with its notes. */
export function lectureOf(source: string, notes: readonly string[]): string {
  return `# Example 1\n\n\`\`\`python\n${source.trim()}\n\`\`\`\n\n${notes.map((note) => `- ${note}\n`).join('\n')}`;
}
