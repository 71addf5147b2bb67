/**
 * Filings by day, drawn on the server: it needs no script. What stretches with the page (lines) and what must not
 * (words, dots) stand in drawings of their own, laid over one another.
 */
import type { Share } from '../../shared/domain/form/derived-figures.ts';
import { filedBy, fromDeadline, tableDays, type BurnUp, type BurnUpLine } from './burn-up.ts';
import { formatCounts, formatNumber, formatShare, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import type { ComplianceProps } from './compliance-address.ts';
import type { PageContext } from '../site/page-context.ts';

interface Props extends ComplianceProps {
  readonly chart: BurnUp;
}

const HEIGHT = 260;
/** Room above 100 % and below 0 % for the width of a line. */
const MARGIN = 6;
const LABEL_HEIGHT = 16;
/** Part of the axis: two deadlines closer than this have their labels above one another. */
const LABEL_WIDTH = 0.3;

export const BurnUpFigure = ({ page, view, chart }: Props) => {
  const t = page.t.compliance.burnUp;
  return (
    <section aria-labelledby="burn-up-heading">
      <h2 id="burn-up-heading">{t.heading}</h2>
      <figure class="chart burn-up" aria-labelledby="burn-up-heading">
        <p class="says">{sentence(page, view, chart)}</p>
        <p class="unit">{t.unit}</p>
        <Drawing page={page} chart={chart} />
        <details>
          <summary>{t.table}</summary>
          <FilingsTable page={page} chart={chart} />
        </details>
        <figcaption>{t.note}</figcaption>
      </figure>
    </section>
  );
};

function sentence(page: PageContext, { summary }: ComplianceProps['view'], chart: BurnUp): string {
  const t = page.t.compliance.burnUp;
  const [now, before] = chart.lines;
  const day = now && Math.min(now.until, chart.days.length - 1);
  if (!now || day === undefined || now.year !== summary.year) return '';
  const date = chart.days[day];
  const share = filedBy(now, day);
  if (date === undefined || !share) return '';
  const then = before && filedBy(before, day);
  return [
    t.says(date, formatShare(share), formatCounts(share)),
    before && then
      ? t.before(before.year, formatShare(then))
      : summary.basis === 'with-consolidated'
        ? t.notCompared
        : t.noBefore,
    t.end,
  ].join('');
}

const Drawing = ({ page, chart }: { page: PageContext; chart: BurnUp }) => (
  <div
    class="burn-up-drawing"
    role="img"
    aria-label={page.t.compliance.burnUp.label(page.t.compliance.burnUp.heading)}
  >
    <DeadlineLabels page={page} chart={chart} />
    <ShareAxis />
    <div class="plot">
      <Lines chart={chart} />
      <LineEnds chart={chart} />
    </div>
    <YearLabels chart={chart} />
    <DayAxis chart={chart} />
  </div>
);

interface Mark {
  readonly day: number;
  readonly isInternal: boolean;
}

/** Deadlines and internal dates, the earliest first; one that is both is the law's. */
const marksOf = ({ deadlines, internalDates }: BurnUp): Mark[] =>
  [
    ...deadlines.map((day): Mark => ({ day, isInternal: false })),
    ...internalDates
      .filter((day) => !deadlines.includes(day))
      .map((day): Mark => ({ day, isInternal: true })),
  ].sort((a, b) => a.day - b.day);

const wordOf = ({ t }: PageContext, { isInternal }: Mark): string =>
  isInternal ? t.compliance.internalMark : t.compliance.burnUp.deadlineMark;

const y = (share: number): number => MARGIN + (1 - Math.min(1, share)) * (HEIGHT - 2 * MARGIN);
/** Where a place on the axis lies; a day's filings stand in its middle, a deadline at its end. */
const x = (chart: BurnUp, place: number): string => `${((place / chart.days.length) * 100).toFixed(3)}%`;
const shareOf = ({ expected }: BurnUpLine, filed: number): number => filed / expected;
const lineClass = (i: number): string => (i === 0 ? 'line line-now' : `line line-before line-before-${i}`);

/** Stretched to the width there is; the strokes stay as wide as they are. */
const Lines = ({ chart }: { chart: BurnUp }) => {
  const { days, lines } = chart;
  return (
    <svg
      class="lines"
      width="100%"
      height={HEIGHT}
      viewBox={`0 0 ${days.length} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <path class={share === 0 ? 'axis' : 'grid'} d={`M0 ${y(share)}H${days.length}`} />
      ))}
      {marksOf(chart).map(({ day, isInternal }) => (
        <path class={isInternal ? 'due due-internal' : 'due'} d={`M${day + 1} 0V${HEIGHT}`} />
      ))}
      {[...lines.entries()].reverse().map(([i, line]) => (
        <path class={lineClass(i)} d={stepsPath(line, days.length)} />
      ))}
    </svg>
  );
};

function stepsPath(line: BurnUpLine, length: number): string {
  const seen = line.steps.filter(({ day }) => day < length);
  const steps = seen.map(({ day, filed }) => `H${day + 0.5}V${y(shareOf(line, filed)).toFixed(2)}`);
  return `M0 ${y(0)}${steps.join('')}H${endOf(line, length)}`;
}

const endOf = ({ until }: BurnUpLine, length: number): number => Math.max(0, Math.min(until + 1, length));

const lastShare = (line: BurnUpLine, length: number): number =>
  shareOf(line, line.steps.findLast(({ day }) => day < length)?.filed ?? 0);

/** A line that ends today is named where it ends. */
const LineEnds = ({ chart }: { chart: BurnUp }) => {
  const { days, lines } = chart;
  return (
    <svg class="line-ends" width="100%" height={HEIGHT}>
      {lines.map((line, i) => {
        const end = endOf(line, days.length);
        if (end >= days.length || end === 0) return <></>;
        const height = y(lastShare(line, days.length));
        // What rises stands to the right of the end and below: above it, on the left, there is room.
        const hasRoom = end > days.length / 6;
        return (
          <>
            <circle class={lineClass(i)} cx={x(chart, end)} cy={height} r="4" />
            <text
              class={`year ${lineClass(i)}`}
              x={x(chart, end)}
              dx={hasRoom ? -10 : 10}
              y={Math.max(height - 8, LABEL_HEIGHT)}
              text-anchor={hasRoom ? 'end' : 'start'}
            >
              {line.year}
            </text>
          </>
        );
      })}
    </svg>
  );
};

/** Beside the right ends of the lines that reach there, apart enough to be read. */
const YearLabels = ({ chart }: { chart: BurnUp }) => {
  const { days, lines } = chart;
  const ends = lines.flatMap((line, i) =>
    endOf(line, days.length) < days.length ? [] : [{ i, line, from: y(lastShare(line, days.length)) }],
  );
  const places = spread(ends.map(({ from }) => from));
  return (
    <svg class="years-shown" width="56" height={HEIGHT}>
      {ends.map(({ i, line, from }, e) => {
        const place = places[e] ?? from;
        return (
          <>
            <path class={`leader ${lineClass(i)}`} d={`M0 ${from}L10 ${place}`} />
            <text class={`year ${lineClass(i)}`} x="14" y={place + 5}>
              {line.year}
            </text>
          </>
        );
      })}
    </svg>
  );
};

/** Places near those wanted, no two closer than a label is high, all within the drawing. */
function spread(wanted: readonly number[]): number[] {
  const order = [...wanted.keys()].sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const places: number[] = [];
  let free = LABEL_HEIGHT / 2;
  for (const i of order) {
    places[i] = Math.max(wanted[i] ?? 0, free);
    free = places[i] + LABEL_HEIGHT;
  }
  let ceiling = HEIGHT - LABEL_HEIGHT / 2;
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i] ?? 0, ceiling);
    ceiling = places[i] - LABEL_HEIGHT;
  }
  return places;
}

const ShareAxis = () => (
  <svg class="shares" width="48" height={HEIGHT}>
    {[0, 0.25, 0.5, 0.75, 1].map((share) => (
      <text x="42" y={y(share) + 5} text-anchor="end">
        {`${share * 100} %`}
      </text>
    ))}
  </svg>
);

/** A label near either end stays within the drawing. */
const anchorAt = (part: number): string => (part < 0.08 ? 'start' : part > 0.92 ? 'end' : 'middle');

const DeadlineLabels = ({ page, chart }: { page: PageContext; chart: BurnUp }) => {
  const { days } = chart;
  const marks = marksOf(chart);
  const rows = rowsOf(
    marks.map(({ day }) => day),
    days.length,
  );
  const height = LABEL_HEIGHT * Math.max(1, ...rows.map((row) => row + 1));
  return (
    <svg class="dues" width="100%" height={height}>
      {marks.map((mark, i) => (
        <text
          class={mark.isInternal ? 'internal' : undefined}
          x={x(chart, mark.day + 1)}
          y={height - LABEL_HEIGHT * (rows[i] ?? 0) - 4}
          text-anchor={anchorAt((mark.day + 1) / days.length)}
        >
          {`${days[mark.day]?.slice(5) ?? ''} ${wordOf(page, mark)}`}
        </text>
      ))}
    </svg>
  );
};

/** The first row in which a label has room, counted from below. */
function rowsOf(deadlines: readonly number[], length: number): number[] {
  const lastOfRow: number[] = [];
  return deadlines.map((day) => {
    const found = lastOfRow.findIndex((last) => day - last >= LABEL_WIDTH * length);
    const row = found === -1 ? lastOfRow.length : found;
    lastOfRow[row] = day;
    return row;
  });
}

const DayAxis = ({ chart }: { chart: BurnUp }) => (
  <svg class="days-shown" width="100%" height="24">
    {[...chart.days.entries()]
      .filter(([, day]) => day.endsWith('-01'))
      .map(([place, day]) => (
        <>
          <line class="tick" x1={x(chart, place)} x2={x(chart, place)} y1="0" y2="5" />
          <text x={x(chart, place)} y="18" text-anchor={anchorAt(place / chart.days.length)}>
            {day.slice(5)}
          </text>
        </>
      ))}
  </svg>
);

const FilingsTable = ({ page, chart }: { page: PageContext; chart: BurnUp }) => {
  const t = page.t.compliance.burnUp;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.heading)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            <th scope="col" class="n">
              {t.fromDeadline}
            </th>
            {chart.lines.map(({ year }) => (
              <th scope="col" class="n">
                {page.t.yearOf(year)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tableDays(chart).map((day) => (
            <tr>
              <th scope="row">
                {chart.days[day]}
                {marksOf(chart)
                  .filter((mark) => mark.day === day)
                  .map((mark) => (
                    <span class="due-mark"> {wordOf(page, mark)}</span>
                  ))}
              </th>
              <td class="n">{distance(page, fromDeadline(day))}</td>
              {chart.lines.map((line) => (
                <FiledCell share={filedBy(line, day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

function distance({ t }: PageContext, days: number): string {
  const { ahead, behind, onDeadline } = t.compliance.burnUp;
  return days === 0 ? onDeadline : days < 0 ? ahead(formatNumber(-days)) : behind(formatNumber(days));
}

const FiledCell = ({ share }: { share: Share | undefined }) => (
  <td class="n">
    {share ? (
      <>
        <span class="basis">{formatCounts(share)}</span>
        {formatShare(share)}
      </>
    ) : (
      UNDEFINED
    )}
  </td>
);
