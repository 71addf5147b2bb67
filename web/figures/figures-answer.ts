/** A region's further figures, as the API answers them: what the page shows. */
import type { FiguresAnswer } from '../../shared/contracts/api/figures-answer.ts';
import { listDisputes, listReasons, REASONED_OUTCOMES } from '../../shared/domain/form/breakdowns.ts';
import { readComparable } from '../../shared/domain/form/comparison.ts';
import { computeFairRatio } from '../../shared/domain/form/derived-figures.ts';
import { readStepRate, tracePath } from '../../shared/domain/form/path-of-year.ts';
import { found } from '../http/request-error.ts';
import { findAnnotations } from '../site/annotations.ts';
import { USUAL_MEASURE } from '../site/figures-address.ts';
import { nameRegion, type NamedRegion } from '../site/named-region.ts';
import { zhCn } from '../texts/zh-cn.ts';
import type { FiguresChild } from './child-years.ts';
import { figuresQuery } from './figures-params.ts';
import { readFigures, type FiguresView } from './figures-view.ts';
import {
  findYearOfNone,
  readCarriedLoad,
  readChildValues,
  readMovement,
  readPerInhabitants,
  readWorkloads,
} from './read-children.ts';

export async function answerFigures(
  moment: Parameters<typeof readFigures>[0],
  place: Parameters<typeof readFigures>[1],
  asked: Parameters<typeof figuresQuery>[0],
): Promise<FiguresAnswer> {
  const query = figuresQuery(asked, place.year, moment.at);
  return writeFiguresAnswer(
    await found(readFigures(moment, place, query), (t) => t.regionUnknown(place.code)),
  );
}

function writeFiguresAnswer(view: FiguresView): FiguresAnswer {
  const { region, unreadable } = view;
  return {
    region: nameInAnswer(region.region),
    year: region.year,
    years: region.years.map(({ year, continuedFrom }) => ({
      year,
      ...(continuedFrom && { continuedFrom: continuedFrom.map(nameInAnswer) }),
    })),
    ...(unreadable.length > 0 && { unreadable }),
    path: writePath(region),
    movement: writeMovement(view),
    measure: view.measure,
    children: writeChildren(view),
    reasons: writeReasons(region),
    litigation: region.years.map(({ year, figures }) => {
      const totals = new Map(figures ? listDisputes(figures).map(({ key, total }) => [key, total]) : []);
      return {
        year,
        reconsideration: totals.get('reconsideration') ?? null,
        direct: totals.get('direct') ?? null,
        afterReconsideration: totals.get('afterReconsideration') ?? null,
      };
    }),
    annotations: writeAnnotations(view),
    perInhabitants: readPerInhabitants(view, zhCn).flatMap(
      ({ code, name, dataset, reports, received, population, rate }) =>
        population
          ? [
              {
                region: code,
                name,
                ...(dataset && { dataset }),
                accepted: reports?.accepted ?? null,
                expected: reports?.expected ?? null,
                received: received ?? null,
                inhabitants: population.inhabitants,
                source: population.source,
                perTenThousand: rate ?? null,
              },
            ]
          : [],
    ),
    ...(view.map && {
      map: {
        approvalNumber: view.map.approvalNumber,
        regions: view.map.shapes.flatMap(({ region: code }) => code ?? []),
      },
    }),
    concentration: writeConcentration(view),
    workloads: readWorkloads(view).map(({ child, toHandle, corrections, rate }) => ({
      ...writeChild(child),
      toHandle,
      ended: corrections.whole,
      corrected: corrections.part,
      rate: rate ?? null,
    })),
  };
}

const nameInAnswer = (region: NamedRegion) => ({ code: region.code, name: nameRegion(region, zhCn) });

/** Those that the page tells: of disputes, of the children's measure, and of what moved the total. */
function writeAnnotations({ region, measure }: FiguresView): FiguresAnswer['annotations'] {
  const years = region.years.map(({ year }) => year);
  const told = new Set(
    ['litigation', measure, USUAL_MEASURE].flatMap((concerned) =>
      findAnnotations(region.annotations, concerned, years),
    ),
  );
  return [...told].map(({ year, what, source, concerns }) => ({ year, text: what, source, concerns }));
}

const writeChild = ({ kind, id, name, dataset }: FiguresChild) => ({
  kind,
  id,
  name,
  ...(dataset && { dataset }),
});

const writeChildren = (view: FiguresView): FiguresAnswer['children'] =>
  readChildValues(view).map(({ child, values }) => ({
    ...writeChild(child),
    years: view.region.years.map(({ year }) => {
      const value = values.get(year);
      const share = value?.kind === 'rate' ? value.share : undefined;
      return {
        year,
        value: readComparable(view.measure, value) ?? null,
        part: share?.part ?? null,
        whole: share?.whole ?? null,
      };
    }),
  }));

function writeMovement(view: FiguresView): FiguresAnswer['movement'] {
  const movement = readMovement(view);
  if (!movement || view.before === null) return null;
  const { from, to, movers } = movement;
  return {
    before: view.before,
    from,
    to,
    change: to - from,
    movers: movers.map(({ item, before = null, now = null, change }) => {
      const noneIn = findYearOfNone(view, item);
      return { ...writeChild(item), before, now, change, ...(noneIn !== undefined && { noneIn }) };
    }),
  };
}

function writeConcentration(view: FiguresView): FiguresAnswer['concentration'] {
  const { total, half, rows, silent } = readCarriedLoad(view);
  return {
    are: view.carriers.are,
    silent,
    total,
    half: half?.members ?? null,
    halfCases: half?.count ?? null,
    carriers: rows.map(({ id, name, dataset, count }) => ({
      id,
      name,
      ...(dataset && { dataset }),
      received: count,
    })),
  };
}

const writePath = ({ total }: FiguresView['region']): FiguresAnswer['path'] =>
  (total.figures ? tracePath(total.figures) : []).map((step) => ({
    step: step.key,
    stage: step.stage,
    cases: step.count,
    basis: step.against?.basis ?? null,
    basisCases: step.against?.share.whole ?? null,
    relation: step.against?.relation ?? null,
    rate: readStepRate(step) ?? null,
  }));

function writeReasons({ years }: FiguresView['region']): FiguresAnswer['reasons'] {
  const first = years.find(({ figures }) => figures)?.figures;
  if (!first) return [];
  return REASONED_OUTCOMES.flatMap((outcome) =>
    listReasons(first, outcome).flatMap(({ key }, i) =>
      years.map(({ year, figures }) => {
        const parts = figures && listReasons(figures, outcome);
        const whole = parts?.reduce((sum, { value }) => sum + value, 0);
        const cases = parts?.[i]?.value;
        return {
          outcome,
          reason: key,
          year,
          cases: cases ?? null,
          whole: whole ?? null,
          share:
            cases === undefined || whole === undefined
              ? null
              : (computeFairRatio({ part: cases, whole }) ?? null),
        };
      }),
    ),
  );
}
