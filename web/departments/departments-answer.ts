/** A region's agencies by function, as the API answers it: what the page shows. */
import type { DepartmentsAnswer } from '../../shared/contracts/api/api-answers.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import {
  isPoolable,
  listPooledYears,
  readComparable,
  readInterval,
} from '../../shared/domain/form/comparison.ts';
import { readNarrowDepartments } from './narrow-departments.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { zhCn } from '../texts/zh-cn.ts';
import {
  countResults,
  readChange,
  readReasons,
  readSide,
  reasonedBy,
  type AgencyLine,
  type DepartmentsView,
  type FunctionLine,
  type RegionLine,
  type Side,
} from './departments-view.ts';

export const answerDepartments = async (
  ...asked: Parameters<typeof readNarrowDepartments>
): Promise<DepartmentsAnswer> => writeDepartmentsAnswer(await readNarrowDepartments(...asked));

const writeDepartmentsAnswer = (view: DepartmentsView): DepartmentsAnswer => ({
  region: { code: view.region.code, name: nameRegion(view.region) },
  measure: view.measure,
  ...(view.sums && {
    sums: { at: view.sums.at, missing: view.sums.missing.map(({ code }) => code) },
  }),
  ...(view.annotations.length > 0 && {
    annotations: view.annotations.map(({ year, what, source }) => ({ year, text: what, source })),
  }),
  ...(view.unreadable.length > 0 && { unreadable: view.unreadable }),
  functions: view.functions.map((line) => ({
    id: line.function.id,
    name: line.function.name.zh,
    english: line.function.name.en,
    agencies: line.agencies,
    ...writeLine(view, line),
  })),
  ...(view.opened !== undefined &&
    view.sums && {
      regions: view.regions.map((line) => ({
        code: line.region.code,
        name: nameRegion(line.region),
        isOwn: line.isOwn,
        agencies: line.agencies,
        ...writeLine(view, line),
      })),
    }),
  ...(view.opened !== undefined &&
    !view.sums && {
      agencies: view.agencies.map((line) => ({
        id: line.id,
        name: line.name,
        district: line.district.code,
        ...(line.dataset && { dataset: line.dataset }),
        ...writeLine(view, line),
      })),
    }),
});

const nameRegion = ({ code, name }: NamedRegion): string => name ?? (code === NATION ? zhCn.nation : code);

const writeLine = (view: DepartmentsView, line: FunctionLine | AgencyLine | RegionLine) => ({
  now: writeSide(view, line.now, view.year),
  before:
    line.before === undefined || view.before === null ? null : writeSide(view, line.before, view.before),
  change: readChange(view, line),
  rank: line.rank?.rank ?? null,
  sharedBy: line.rank?.sharedBy ?? null,
});

function writeSide({ measure, isPooled }: DepartmentsView, side: Side, year: number) {
  const value = readSide(measure, side);
  const share = value?.kind === 'rate' ? value.share : undefined;
  const interval = readInterval(measure, value);
  const { expected, accepted } = side.at(-1)?.reports ?? { expected: 0, accepted: 0 };
  return {
    years: listPooledYears(year, isPooled),
    valueYears: listPooledYears(year, isPooled && isPoolable(measure)),
    expected,
    accepted,
    results: countResults(side) ?? null,
    value: readComparable(measure, value) ?? null,
    part: share?.part ?? null,
    whole: share?.whole ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    reasons: Object.fromEntries(readReasons(side, reasonedBy(measure)).map(({ key, value: n }) => [key, n])),
  };
}
