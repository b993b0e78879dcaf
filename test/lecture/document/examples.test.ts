import { describe, expect, it } from 'vitest';
import { examplesOf, findExample } from '../../../src/lecture/document/examples.js';

const lecture = `# Lecture

## Example 22.1 — Schedule

\`\`\`python
import asyncio
\`\`\`

Some notes.

\`\`\`sh
ls
\`\`\`

## Example 22.2 — Executor ##

  ~~~~py title="x"
  def f():
      pass
  ~~~
  ~~~~

\`\`\`\`Python
# Example 9
print("\`\`\`")
`;

describe('examples of a lecture', () => {
  it('are its python blocks', () => {
    expect(examplesOf(lecture)).toEqual([
      { index: 1, title: 'Example 22.1 — Schedule', source: 'import asyncio\n', firstLine: 6 },
      { index: 2, title: 'Example 22.2 — Executor', source: 'def f():\n    pass\n~~~\n', firstLine: 18 },
      {
        index: 3,
        title: 'Example 22.2 — Executor',
        source: '# Example 9\nprint("```")\n\n',
        firstLine: 24,
      },
    ]);
  });

  it('are titled by their first comment where there is no heading', () => {
    expect(examplesOf('```python\n# Example 9\n```')[0]?.title).toBe('Example 9');
    expect(examplesOf('```python\n```')).toEqual([{ index: 1, title: '', source: '', firstLine: 2 }]);
  });

  it('are found by position and by the number in the title', () => {
    const examples = examplesOf(lecture);
    expect(findExample(examples, '2')?.index).toBe(2);
    expect(findExample(examples, '22.1')?.index).toBe(1);
    expect(findExample(examples, '4')).toBeUndefined();
    expect(findExample(examples, '22')).toBeUndefined();
  });
});
