/** The further figures of a region, in the page's order; each one's table can be taken along under its name. */
import type { Lang } from '../texts/language.ts';
import type { FiguresView } from './figures-view.ts';
import { drawChildrenFigure } from './children-figure.tsx';
import { drawConcentrationFigure } from './concentration-figure.tsx';
import { drawLitigationFigure } from './litigation-figure.tsx';
import { drawMoversFigure } from './movers-figure.tsx';
import { drawTilesFigures } from './tiles-figure.tsx';
import { drawWorkloadFigure } from './workload-figure.tsx';
import { drawPathFigure } from './path-figure.tsx';
import { drawPopulationFigures } from './population-figure.tsx';
import { drawReasonFigures } from './reasons-over-years.tsx';
import type { ServerFigure } from './server-figure.tsx';

export const drawFigures = (view: FiguresView, lang: Lang): ServerFigure[] => [
  drawPathFigure(view, lang),
  drawMoversFigure(view, lang),
  drawChildrenFigure(view, lang),
  ...drawTilesFigures(view, lang),
  ...drawPopulationFigures(view, lang),
  ...drawReasonFigures(view, lang),
  drawLitigationFigure(view, lang),
  drawConcentrationFigure(view, lang),
  drawWorkloadFigure(view, lang),
];
