/** What tells series apart without colour, on paper and where more contrast is asked for. */
import type { SeriesKey } from '../../site/spec.ts';

type Pattern = 'solid' | 'diagonal' | 'cross' | 'dots' | 'horizontal' | 'vertical';

/** The same in the style sheet's keys for print. */
const PATTERNS: Readonly<Record<SeriesKey, Pattern>> = {
  received: 'solid',
  'carried-in': 'diagonal',
  granted: 'solid',
  partial: 'diagonal',
  refused: 'cross',
  unavailable: 'dots',
  declined: 'horizontal',
  other: 'vertical',
  upheld: 'solid',
  corrected: 'cross',
  'other-end': 'vertical',
  pending: 'dots',
  applicants: 'solid',
  fees: 'solid',
  'edition-2019': 'diagonal',
  'edition-2021': 'solid',
};
const TILE_PX = 8;

export function drawPattern(key: SeriesKey, colour: string, ground: string): CanvasPattern | string {
  const pattern = PATTERNS[key];
  const tile = document.createElement('canvas');
  tile.width = TILE_PX;
  tile.height = TILE_PX;
  const context = tile.getContext('2d');
  if (pattern === 'solid' || !context) return colour;
  context.fillStyle = ground;
  context.fillRect(0, 0, TILE_PX, TILE_PX);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  const line = (fromX: number, fromY: number, toX: number, toY: number): void => {
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
  };
  // Drawn beyond the tile's edges, so that tiles meet without a seam.
  const rising = (): void => {
    for (const shift of [-TILE_PX, 0, TILE_PX]) line(shift, TILE_PX, shift + TILE_PX, 0);
  };
  switch (pattern) {
    case 'diagonal':
      rising();
      break;
    case 'cross':
      rising();
      for (const shift of [-TILE_PX, 0, TILE_PX]) line(shift, 0, shift + TILE_PX, TILE_PX);
      break;
    case 'dots':
      for (const [x, y] of [
        [2, 2],
        [6, 6],
      ] as const) {
        context.beginPath();
        context.arc(x, y, 1.4, 0, 2 * Math.PI);
        context.fill();
      }
      break;
    case 'horizontal':
      line(0, 2, TILE_PX, 2);
      line(0, 6, TILE_PX, 6);
      break;
    case 'vertical':
      line(2, 0, 2, TILE_PX);
      line(6, 0, 6, TILE_PX);
      break;
  }
  return context.createPattern(tile, 'repeat') ?? colour;
}
