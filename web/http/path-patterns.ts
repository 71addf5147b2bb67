/** Paths of the distribution's behaviors: `*` is any text, as CloudFront has it. */
export function matchPaths(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split('*')
          .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
          .join('.*')}$`,
      ),
  );
  return (path) => matchers.some((matcher) => matcher.test(path));
}
