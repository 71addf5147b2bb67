/** WCAG 2 contrast of every pair of colours that pages put together, read from the style sheet itself. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const STYLES = new URL('../../web/styles/', import.meta.url);
const palette = await readFile(new URL('palette.css', STYLES), 'utf8');
const colours = [
  ...palette.matchAll(/(--[\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);/g),
];
const light = Object.fromEntries(colours.map(([, name = '', inLight = '']) => [name, inLight]));
const dark = Object.fromEntries(colours.map(([, name = '', , inDark = '']) => [name, inDark]));
/** What turns the page dark under a selector. */
const switchOf = (selector: string): readonly string[] =>
  [...(palette.split(`${selector} {`)[1]?.split('}')[0] ?? '').matchAll(/--(?:light|dark): ?\w*;/g)].map(
    String,
  );

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
  '--heat-1': ['--text'],
  '--heat-2': ['--text'],
  '--heat-3': ['--text'],
  '--heat-4': ['--text'],
  '--heat-5': ['--text'],
};
const OUTCOMES = ['granted', 'partial', 'refused', 'unavailable', 'declined', 'other'];
const ENDS = ['upheld', 'corrected', 'other-end', 'pending'];
const MARKS = [
  'received',
  'carried-in',
  ...OUTCOMES,
  ...ENDS,
  'applicants',
  'fees',
  'edition-2019',
  'edition-2021',
];

/** Linear light of a colour as it is seen without one kind of cones; Machado, Oliveira and Fernandes 2009, severity 1. */
const SIGHTS: Record<string, readonly number[]> = {
  'normal sight': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
function seen(colour: string, sight: readonly number[]): number[] {
  const light = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [0, 1, 2].map((row) => light.reduce((sum, part, i) => sum + part * (sight[row * 3 + i] ?? 0), 0));
}
/** Oklab, Björn Ottosson 2020. */
function oklab([r = 0, g = 0, b = 0]: readonly number[]): number[] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
function distance(a: string, b: string, sight: readonly number[]): number {
  const [one, other] = [a, b].map((colour) => oklab(seen(colour, sight)));
  return Math.hypot(...(one ?? []).map((part, i) => part - (other?.[i] ?? 0)));
}
/** Twice what is just told apart side by side (0.02), and then some; neighbours also have a line between them. */
const APART = 0.05;
const neighbours = [OUTCOMES, ENDS].flatMap((keys) =>
  keys.slice(1).map((key, i) => [keys[i] ?? '', key] as const),
);

it('is as dark by choice as by the system', () => {
  const bySystem = switchOf(":root:not([data-theme='light'])");
  expect(bySystem).toEqual(['--light: ;', '--dark: initial;']);
  expect(switchOf(":root[data-theme='dark']")).toEqual(bySystem);
  expect(switchOf(':root')).toEqual(['--light: initial;', '--dark: ;']);
});

it('is named in the palette and nowhere else, but for the black and white of paper', async () => {
  expect(colours.length).toBeGreaterThan(20);
  const named = palette.matchAll(/#[0-9a-f]{3,8}\b/g);
  expect([...named]).toHaveLength(2 * colours.length);
  for (const sheet of await readdir(STYLES)) {
    if (sheet === 'palette.css' || sheet === 'print.css') continue;
    const text = await readFile(new URL(sheet, STYLES), 'utf8');
    expect([sheet, text.match(/#[0-9a-f]{3,8}\b(?=[^{}]*;)/g)]).toEqual([sheet, null]);
  }
});

it('has its rules for paper in one sheet', async () => {
  for (const sheet of await readdir(STYLES)) {
    const text = await readFile(new URL(sheet, STYLES), 'utf8');
    expect([sheet, text.includes('@media print')]).toEqual([sheet, sheet === 'print.css']);
  }
});

it('has every sheet put together', async () => {
  const site = await readFile(new URL('site.css', STYLES), 'utf8');
  const imported = [...site.matchAll(/@import '\.\/([\w-]+\.css)';/g)].map(([, name]) => name);
  expect(imported.toSorted()).toEqual(
    (await readdir(STYLES)).filter((name) => name !== 'site.css').toSorted(),
  );
});

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, colours) => {
  const of = (name: string): string => {
    const value = colours[name];
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

  it.each(
    Object.entries(SIGHTS).flatMap(([name, sight]) =>
      neighbours.map(([a, b]) => [a, b, name, sight] as const),
    ),
  )('%s and %s, side by side in a bar, are told apart with %s', (a, b, _name, sight) => {
    expect(distance(of(`--series-${a}`), of(`--series-${b}`), sight)).toBeGreaterThanOrEqual(APART);
  });
});
