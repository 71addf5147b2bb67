/** A region's further figures, as the API answers them: what the page shows. */
import type { FiguresAnswer } from '../../shared/contracts/api/figures-answer.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { listReasons, REASONED_OUTCOMES } from '../../shared/domain/form/breakdowns.ts';
import { computeFairRatio } from '../../shared/domain/form/derived-figures.ts';
import { readStepRate, tracePath } from '../../shared/domain/form/path-of-year.ts';
import { found } from '../http/request-error.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { figuresQuery } from './figures-params.ts';
import { readFigures, type FiguresView } from './figures-view.ts';

type Read = Parameters<typeof readFigures>;

export async function answerFigures(
  table: Read[0],
  place: Read[1],
  asked: Parameters<typeof figuresQuery>[0],
  now: Read[3],
): Promise<FiguresAnswer> {
  const view = await found(readFigures(table, place, figuresQuery(asked, place.year, now), now), (t) =>
    t.regionUnknown(place.code),
  );
  return writeFiguresAnswer(view);
}

function writeFiguresAnswer({ region }: FiguresView): FiguresAnswer {
  const { code, name } = region.region;
  return {
    region: { code, name: name ?? (code === NATION ? zhCn.nation : code) },
    year: region.year,
    path: writePath(region),
    reasons: writeReasons(region),
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
