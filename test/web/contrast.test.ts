/** WCAG 2 contrast of every pair of colours that pages put together, read from the style sheet itself. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const css = await readFile(new URL('../../web/styles/site.css', import.meta.url), 'utf8');
const properties = (block: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(block ?? '').matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => properties(block));

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const TEXT_ON: Record<string, string[]> = {
  '--ground': ['--text', '--text-quiet', '--accent', '--good', '--warn', '--bad'],
  '--surface': ['--text', '--text-quiet', '--accent', '--good', '--warn', '--bad'],
  '--good-ground': ['--text', '--good'],
  '--warn-ground': ['--text', '--warn', '--accent'],
  '--bad-ground': ['--text', '--bad', '--accent'],
};
const MARKS = ['received', 'carried-in', 'granted', 'partial', 'refused', 'unavailable', 'declined', 'other'];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, colours) => {
  const of = (name: string): string => {
    const value = colours?.[name];
    if (value === undefined) throw new Error(`the style sheet names no ${name}`);
    return value;
  };

  it.each(Object.entries(TEXT_ON).flatMap(([ground, texts]) => texts.map((text) => [text, ground] as const)))(
    '%s can be read on %s',
    (text, ground) => {
      expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('a line of an earlier year can be told from the ground', () => {
    expect(contrast(of('--line-strong'), of('--ground'))).toBeGreaterThanOrEqual(3);
  });

  it.each(MARKS)('a bar of %s can be told from the ground', (mark) => {
    expect(contrast(of(`--series-${mark}`), of('--ground'))).toBeGreaterThanOrEqual(3);
  });
});
