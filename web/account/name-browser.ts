/** What a browser calls itself, in a few words: enough for a person to know their own again, and no more is kept. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, 'WeChat'],
  [/QQBrowser/i, 'QQ Browser'],
  [/360SE|360EE|QihooBrowser/i, '360'],
  [/Edg/, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

export function nameBrowser(userAgent: string | undefined): string {
  const find = (known: readonly (readonly [RegExp, string])[]): string[] =>
    known
      .filter(([pattern]) => pattern.test(userAgent ?? ''))
      .map(([, name]) => name)
      .slice(0, 1);
  return [...find(BROWSERS), ...find(SYSTEMS)].join(', ');
}
