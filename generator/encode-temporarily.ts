/** Until the domain's encoder is there. */
import { nestFigures } from '../shared/domain/figures.ts';
import type { Report } from '../shared/domain/report.ts';

export function encodeReport(report: Report): string {
  const { processingFee: fee, notes, figures, nil, explanations, ...rest } = report;
  return JSON.stringify(
    {
      ...rest,
      ...(fee && {
        processingFee: {
          notices: fee.notices,
          noticedCny: (fee.noticedFen ?? 0) / 100,
          collectedCny: (fee.collectedFen ?? 0) / 100,
        },
      }),
      ...(notes.length > 0 && { notes }),
      ...nestFigures(figures),
      ...(nil && { nil }),
      ...(explanations.length > 0 && { explanations }),
    },
    undefined,
    2,
  );
}
