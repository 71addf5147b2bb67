/**
 * Rule Q3: what a fingerprint costs, how near honest texts come to the limit, and how many planted copies it finds.
 * The generator's texts are made to differ; the real ones, where they are at hand, are the harder test.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { generateDrafts, makeRoster, type UniverseSpec } from '../generator/universe.ts';
import {
  splitIntoBands,
  COPIED_AT,
  computeFingerprint,
  estimateSimilarity,
  type ComparedNarrative,
} from '../shared/domain/narrative/narrative-fingerprint.ts';
import { findSharedPassage } from '../shared/domain/narrative/shared-passage.ts';
import type { Report } from './measure.ts';

const REAL = new URL('../../shared/real-reports/raw/', import.meta.url);

interface Told {
  readonly narrative: ComparedNarrative;
  readonly names: readonly string[];
  readonly fingerprint: string;
}

export function benchFingerprint(
  report: Report,
  { provinces, cities, districts, agencies }: NationSize = {
    provinces: 2,
    cities: 3,
    districts: 9,
    agencies: 40,
  },
): Promise<void> {
  const spec: UniverseSpec = {
    seed: 'fingerprint',
    ...syntheticNation({ provinces, cities, districts, agencies }),
    years: { from: 2024, to: 2025 },
    consolidated: false,
  };
  const names = new Map(makeRoster(spec).map(({ id, name, aliases }) => [id, [name, ...aliases]]));
  const texts = [...generateDrafts(spec)].map(({ place, report: { narrative } }) => ({
    narrative,
    names: names.get(place.agencyId) ?? [],
  }));
  const startedMs = performance.now();
  const told = texts.flatMap(withFingerprint);
  report({
    what: 'fingerprint of a narrative',
    value: ((performance.now() - startedMs) * 1000) / texts.length,
    unit: 'µs',
    detail: `${texts.length} texts`,
  });
  tellHonest(report, 'generated', told);
  if (existsSync(REAL)) {
    const real = readdirSync(REAL)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(new URL(name, REAL), 'utf8'))
      .map((text) => ({
        narrative: {
          overview: /总体情况(.*?)二、/su.exec(text)?.[1] ?? '',
          problems: /主要问题(.*?)六、/su.exec(text)?.[1] ?? '',
        },
        names: [],
      }));
    tellHonest(report, 'real', real.flatMap(withFingerprint));
  }
  tellPassage(report);
  tellRecall(report, 'years, counts and names changed', told, (text) =>
    text.replaceAll(/\d+/gu, (count) => String(Number(count) + 1)),
  );
  tellRecall(report, 'and one sentence', told, (text) => otherSentences(text, 1));
  tellRecall(report, 'and two sentences', told, (text) => otherSentences(text, 2));
  return Promise.resolve();
}

/** The worst that two sections can be: all phrases recur, and all that is read is shared. */
function tellPassage(report: Report): void {
  const overview = '公开信息及时准确地发布'.repeat(2_000);
  const named = { narrative: { overview, problems: '' }, names: [] };
  const startedMs = performance.now();
  const passage = findSharedPassage(named, named);
  report({
    what: 'longest passage that two texts share which repeat themselves',
    value: performance.now() - startedMs,
    unit: ' ms',
    target: { below: 1000 },
    detail: `${passage?.end} characters`,
  });
}

function withFingerprint(text: Omit<Told, 'fingerprint'>): Told[] {
  const fingerprint = computeFingerprint(text.narrative, text.names);
  return fingerprint === undefined ? [] : [{ ...text, fingerprint }];
}

function tellHonest(report: Report, what: string, told: readonly Told[]): void {
  let pairs = 0;
  let copied = 0;
  let nearest = 0;
  told.forEach((one, i) => {
    for (let j = 0; j < i; j++) {
      const similarity = estimateSimilarity(one.fingerprint, told[j]?.fingerprint ?? '');
      pairs++;
      if (similarity >= COPIED_AT) copied++;
      nearest = Math.max(nearest, similarity);
    }
  });
  report({
    what: `${what} narratives wrongly called copied`,
    value: pairs === 0 ? 0 : (copied / pairs) * 100,
    unit: '%',
    detail: `${copied} of ${pairs} pairs; the nearest ${(nearest * 100).toFixed(0)} %`,
  });
}

function tellRecall(
  report: Report,
  what: string,
  told: readonly Told[],
  change: (text: string) => string,
): void {
  let near = 0;
  let met = 0;
  for (const { narrative, names, fingerprint } of told) {
    const rename = (text: string): string => names.reduce((t, name) => t.replaceAll(name, OTHER_NAME), text);
    const changed = { overview: change(rename(narrative.overview)), problems: rename(narrative.problems) };
    const copy = computeFingerprint(changed, [OTHER_NAME]) ?? '';
    if (estimateSimilarity(copy, fingerprint) < COPIED_AT) continue;
    near++;
    const bands = splitIntoBands(fingerprint);
    if (splitIntoBands(copy).some((band) => bands.includes(band))) met++;
  }
  report({
    what: `copies found beside last year's: ${what}`,
    value: told.length === 0 ? 0 : (near / told.length) * 100,
    unit: '%',
    detail: `${near} of ${told.length}; by their bands too, ${met}`,
  });
}

const OTHER_NAME = '另一机关';
const NEW = ['今年我们换了一种做法,效果还在观察', '有关情况另见专题栏目中的说明材料'];

/** From the second sentence on, `count` written anew. */
function otherSentences(text: string, count: number): string {
  const sentences = text.split('。');
  NEW.slice(0, count).forEach((sentence, i) => {
    if (sentences.length > 2 * i + 2) sentences[2 * i + 1] = sentence;
  });
  return sentences.join('。');
}
