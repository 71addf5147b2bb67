import type { Finding } from '../../findings/finding.ts';

/** The sentence names the place that is meant; how the document writes it is for programs. */
export const hideExpectedText = ({ found, expected }: Pick<Finding, 'found' | 'expected'>) => ({
  found,
  expected: typeof expected === 'string' ? null : expected,
});
