/** A chart as a PNG that says by itself what it shows, of what, as of when, and where it comes from. */
import { measureHeight, type ChartSeries, type Drawing } from '../../site/spec.ts';
import { makeChart } from './bar-chart.ts';

const WIDTH_PX = 960;
const MARGIN_PX = 24;
const SCALE = 2;
const LINE = 1.5;
const LEGEND_PX = 13;
const KEY_LINE_PX = 24;
/** A key's square with the gap before its name, and the gap behind that. */
const KEY_PX = 18;
const KEY_GAP_PX = 16;

interface Line {
  readonly text: string;
  readonly sizePx: number;
  readonly weight: number;
  readonly colour: string;
}

export function savePicture(figure: HTMLElement, drawing: Drawing): void {
  drawPicture(figure, drawing).toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${namePicture(figure)}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  }, 'image/png');
}

/** `450205-jyj-2024-results`: whose page, and which chart. */
function namePicture(figure: HTMLElement): string {
  const parts = location.pathname.split('/').filter((part) => /^[\w-]*\d[\w-]*$|-/.test(part));
  return [...parts, figure.dataset['chart'] ?? 'chart'].join('-');
}

export function drawPicture(figure: HTMLElement, drawing: Drawing): HTMLCanvasElement {
  const styles = getComputedStyle(figure);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const plain = document.createElement('canvas');
  const inner = WIDTH_PX - 2 * MARGIN_PX;
  const chart = makeChart(plain, drawing, { styles, patterned: false, widthPx: inner, scale: SCALE });

  // A full-width bracket brings its own space.
  const textOf = (selector: string, within: ParentNode = figure): string =>
    (within.querySelector(selector)?.textContent ?? '').trim().replace(/\s+(?=\uff08)/g, '');
  const quiet = colour('--text-quiet');
  const head: Line[] = [
    { text: document.querySelector('h1')?.textContent.trim() ?? '', sizePx: 15, weight: 400, colour: quiet },
    { text: textOf('h3'), sizePx: 24, weight: 600, colour: colour('--text') },
    { text: textOf('.says'), sizePx: 15, weight: 400, colour: colour('--text') },
  ];
  const page = new URL(location.href);
  page.hash = figure.id;
  // A picture goes on its own way: that its figures are not real must go with it.
  const origin = textOf('[data-origin]', document);
  const said = [...(origin === '' ? [] : [origin]), textOf('figcaption'), page.href];
  const foot: Line[] = said.map((text) => ({
    text,
    sizePx: 13,
    weight: 400,
    colour: quiet,
  }));

  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) return plain;
  const fontOf = ({ sizePx, weight }: Line): string => `${weight} ${sizePx}px ${styles.fontFamily}`;
  const broken = (lines: readonly Line[]): Line[] =>
    lines.flatMap((line) => {
      context.font = fontOf(line);
      return breakLines(line.text, inner, context).map((text) => ({ ...line, text }));
    });
  const headLines = broken(head);
  const legend = drawing.series.length > 1 ? drawing.series : [];
  const heightPx = (lines: readonly Line[]): number =>
    lines.reduce((sum, { sizePx }) => sum + sizePx * LINE, 0);
  const footLines = broken(foot);
  const chartPx = measureHeight(drawing);
  context.font = `${LEGEND_PX}px ${styles.fontFamily}`;
  const keys = legendLines(legend, inner, context);
  const legendPx = keys.length > 0 ? keys.length * KEY_LINE_PX + 4 : 8;

  picture.width = WIDTH_PX * SCALE;
  picture.height =
    (2 * MARGIN_PX + heightPx(headLines) + legendPx + chartPx + 12 + heightPx(footLines)) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = colour('--ground');
  context.fillRect(0, 0, picture.width, picture.height);
  context.textBaseline = 'middle';
  let top = MARGIN_PX;
  const write = (lines: readonly Line[]): void => {
    for (const line of lines) {
      context.font = fontOf(line);
      context.fillStyle = line.colour;
      context.fillText(line.text, MARGIN_PX, top + (line.sizePx * LINE) / 2);
      top += line.sizePx * LINE;
    }
  };
  write(headLines);
  context.font = `${LEGEND_PX}px ${styles.fontFamily}`;
  keys.forEach((line, at) => {
    const middle = top + 14 + at * KEY_LINE_PX;
    let left = MARGIN_PX;
    for (const { key, name } of line) {
      context.fillStyle = colour(`--series-${key}`);
      context.fillRect(left, middle - 6, 12, 12);
      context.fillStyle = colour('--text');
      context.fillText(name, left + KEY_PX, middle, inner - KEY_PX);
      left += KEY_PX + context.measureText(name).width + KEY_GAP_PX;
    }
  });
  top += legendPx;
  context.drawImage(plain, MARGIN_PX, top, inner, chartPx);
  top += chartPx + 12;
  write(footLines);
  chart.destroy();
  return picture;
}

/** As many in a line as it holds. */
function legendLines(
  legend: readonly ChartSeries[],
  widthPx: number,
  context: CanvasRenderingContext2D,
): ChartSeries[][] {
  const lines: ChartSeries[][] = [];
  let left = Infinity;
  for (const series of legend) {
    const keyPx = KEY_PX + context.measureText(series.name).width;
    if (left + keyPx > widthPx) {
      lines.push([]);
      left = 0;
    }
    lines.at(-1)?.push(series);
    left += keyPx + KEY_GAP_PX;
  }
  return lines;
}

/** Chinese breaks anywhere, Latin between words. */
function breakLines(text: string, widthPx: number, context: CanvasRenderingContext2D): string[] {
  const lines = [''];
  const fits = (line: string): boolean => context.measureText(line).width <= widthPx;
  const words = text.match(/[\u0021-\u024f]+\s?|[\s\S]/gu) ?? [];
  // A word that no line holds, such as an address, breaks anywhere.
  for (const piece of words.flatMap((word) => (fits(word) ? word : Array.from(word)))) {
    const longer = (lines.at(-1) ?? '') + piece;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}
