/** Every archived report to every total on one core, beside reading and `JSON.parse`-ing the same files in one loop. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { makeFiling, generateDrafts } from '../generator/universe.ts';
import { checkFiling } from '../shared/domain/verdict/check-report.ts';
import { decodeReport } from '../shared/domain/document/decode-report.ts';
import { chooseEdition } from '../shared/domain/form/catalogue.ts';
import { addFigures, readFigure, type Figures } from '../shared/domain/form/figures.ts';
import type { Instant } from '../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../shared/domain/basics/deadlines.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { tellLevel, findParent } from '../shared/domain/basics/region.ts';
import { compare, roundFigure, spread, type Report } from './measure.ts';

interface Archived {
  readonly file: string;
  readonly place: Place;
  readonly name: string;
  readonly receivedAt: Instant;
}

const YEAR = 2024;
const SIZE: NationSize = { provinces: 2, cities: 4, districts: 11, agencies: 31 };

export async function benchRebuild(report: Report, { size = SIZE, rounds = 9 } = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-rebuild-'));
  try {
    const { archive, received } = fillArchive(folder, size);
    const readAndParse = (): void => {
      for (const { file } of archive) JSON.parse(readFileSync(file, 'utf8'));
    };
    const decoded = await compare(
      rounds,
      () => {
        const sum = nationOf(archive, ({ file }) => {
          const read = decodeReport(readFileSync(file));
          return read.kind === 'read' ? read.report?.figures : undefined;
        });
        if (sum !== received) throw new Error(`${sum} applications received, ${received} were reported`);
      },
      readAndParse,
    );
    report({
      what: `rebuild: ${archive.length} archived reports to every total, against reading and JSON.parse-ing them`,
      value: decoded.ratio.median,
      unit: '×',
      spread: decoded.ratio,
      target: { atMost: 2 },
      detail: `${roundFigure((decoded.subjectMs.median * 1000) / archive.length)} µs a report; on the clock ${spread(decoded.wallRatio, '×')}`,
    });
    const checked = await compare(rounds, () => nationOf(archive, (filed) => check(filed)), readAndParse);
    report({
      what: 'the same with every rule held against each report again, as `gouji rebuild` does',
      value: checked.ratio.median,
      unit: '×',
      spread: checked.ratio,
      detail: `${roundFigure((checked.subjectMs.median * 1000) / archive.length)} µs a report`,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fillArchive(folder: string, size: NationSize): { archive: Archived[]; received: number } {
  const nation = syntheticNation(size);
  const archive: Archived[] = [];
  let received = 0;
  for (const draft of generateDrafts({
    seed: 'rebuild',
    regions: nation.regions,
    districts: nation.districts,
    years: { from: YEAR, to: YEAR },
    consolidated: false,
  })) {
    const { place, receivedAt, document } = makeFiling(draft);
    const file = join(folder, `${place.agencyId}.json`);
    writeFileSync(file, document);
    archive.push({ file, place, receivedAt, name: draft.report.agency.name });
    received += readFigure(draft.report.figures, RECEIVED) ?? 0;
  }
  return { archive, received };
}

const RECEIVED = '/applications/received/total';

/** Every region's total, children before their parents. Answers the nation's applications received. */
function nationOf(
  archive: readonly Archived[],
  figuresOf: (filed: Archived) => Figures | undefined,
): number | undefined {
  const children = new Map<string, Figures[]>();
  const put = (region: string, figures: Figures): void => {
    const siblings = children.get(region);
    if (siblings) siblings.push(figures);
    else children.set(region, [figures]);
  };
  for (const filed of archive) {
    const figures = figuresOf(filed);
    if (!figures) throw new Error(`${filed.file} cannot be read`);
    put(filed.place.district, figures);
  }
  const edition = chooseEdition(YEAR);
  let nation: number | undefined;
  for (const level of ['county', 'prefecture', 'province', 'nation'] as const)
    for (const [code, summands] of [...children]) {
      if (tellLevel(code) !== level) continue;
      const total = addFigures(edition, summands);
      const parent = findParent(code);
      if (parent === undefined) nation = readFigure(total, RECEIVED);
      else put(parent, total);
    }
  return nation;
}

function check({ file, place, name, receivedAt }: Archived): Figures | undefined {
  return checkFiling(readFileSync(file), {
    receivedAt,
    place,
    roster: { id: place.agencyId, name, aliases: [], district: place.district, kind: 'department' },
    deadline: computeDeadline({ kind: 'department', district: place.district }, place.year),
    previous: undefined,
    firstAcceptedAt: receivedAt,
  }).report?.figures;
}
