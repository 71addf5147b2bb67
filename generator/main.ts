/**
 * Writes a synthetic universe to a folder:
 *
 *     npx node generator/main.ts --seed 1 --districts 3 --agencies 10 --years 2019-2025 --out DIR
 *
 * `regions.csv` and `roster.csv` for `gouji load`; documents as `<district>/<agencyId>/<year>.json`, later versions as
 * `<year>.2.json`; `received-at.csv` says when each was received and which flaw was planted there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import { MAX_NATION, syntheticNation } from './nation.ts';
import { planFlaws } from './plan-flaws.ts';
import { toCsv, toRegionsCsv, toRosterCsv } from './roster-csv.ts';
import { generateFilings, makeRoster, type UniverseSpec } from './universe.ts';

const USAGE = `node generator/main.ts --out DIR [--seed 1] [--provinces 1] [--cities 1] [--districts 3]
  [--agencies 10] [--years ${FIRST_REPORT_YEAR}-2025] [--flaws 0]

Each city has as many agencies of its own as each of its districts. --flaws N plants N flaws of each kind.`;

const countUpTo = (most: number, least = 1) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((count) => count >= least && count <= most, `must be ${least} to ${most}`);

const argsSchema = z.object({
  out: z.string({ error: 'is missing: the folder to write to' }).min(1),
  seed: z.string().default('1'),
  provinces: countUpTo(MAX_NATION.provinces).default(1),
  cities: countUpTo(MAX_NATION.cities).default(1),
  districts: countUpTo(MAX_NATION.districts).default(3),
  agencies: countUpTo(MAX_NATION.agencies).default(10),
  years: z
    .string()
    .regex(/^\d{4}-\d{4}$/, 'must be two years: 2019-2025')
    .transform((text) => ({ from: Number(text.slice(0, 4)), to: Number(text.slice(5)) }))
    .refine(
      ({ from, to }) => from >= FIRST_REPORT_YEAR && to >= from,
      `must start in ${FIRST_REPORT_YEAR} or later`,
    )
    .default({ from: FIRST_REPORT_YEAR, to: 2025 }),
  flaws: countUpTo(1_000, 0).default(0),
});

function readArgs(argv: string[]): z.infer<typeof argsSchema> | { readonly problem: string } {
  const option = { type: 'string' } as const;
  const options = Object.fromEntries(Object.keys(argsSchema.shape).map((name) => [name, option]));
  let values: unknown;
  try {
    ({ values } = parseArgs({ args: argv, options }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const parsed = argsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  return {
    problem: parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'),
  };
}

function write(folder: string, spec: UniverseSpec): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'regions.csv'), toRegionsCsv(spec.regions));
  writeFileSync(join(folder, 'roster.csv'), toRosterCsv(makeRoster(spec)));
  const index: string[][] = [];
  let previous = '';
  let version = 1;
  for (const { place, receivedAt, document, planted } of generateFilings(spec)) {
    const stem = join(place.district, place.agencyId, String(place.year));
    version = stem === previous ? version + 1 : 1;
    previous = stem;
    const file = version === 1 ? `${stem}.json` : `${stem}.${version}.json`;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), document);
    index.push([file, receivedAt, planted ?? '']);
  }
  writeFileSync(join(folder, 'received-at.csv'), toCsv(['file', 'receivedAt', 'planted'], index));
  return index.length;
}

const args = readArgs(process.argv.slice(2));
if ('problem' in args) {
  process.stderr.write(`${args.problem}\n\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  const { seed, years, flaws, out, ...size } = args;
  const spec: UniverseSpec = { seed, years, ...syntheticNation(size), dataset: 'synthetic' };
  const documents = write(out, { ...spec, flaws: planFlaws(spec, flaws) });
  process.stdout.write(`${documents} documents of ${makeRoster(spec).length} agencies in ${out}\n`);
}
