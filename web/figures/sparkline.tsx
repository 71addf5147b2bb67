/** A row's years as a line as small as a word. A year without a figure is a gap; a year between two gaps is a dot. */
const WIDTH = 84;
const HEIGHT = 24;
const EDGE = 3;

interface Props {
  /** In the order of the years. */
  readonly values: readonly (number | null)[];
  /** What it shows, for those who don't see it. */
  readonly label: string;
}

export const Sparkline = ({ values, label }: Props) => {
  const stated = values.filter((value) => value !== null);
  if (stated.length === 0) return <></>;
  // From zero, so that lines of different rows are read alike.
  const top = Math.max(...stated, 0);
  const x = (i: number): number =>
    values.length === 1 ? WIDTH / 2 : EDGE + (i * (WIDTH - 2 * EDGE)) / (values.length - 1);
  const y = (value: number): number =>
    top === 0 ? HEIGHT - EDGE : HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
  const points = values.map((value, i) => (value === null ? null : ([x(i), y(value)] as const)));
  return (
    <svg
      class="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path class="axis" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      <path class="line" d={drawLine(points)} />
      {points.map((point, i) =>
        point && (i === points.length - 1 || (!points[i - 1] && !points[i + 1])) ? (
          <circle cx={point[0].toFixed(1)} cy={point[1].toFixed(1)} r="2.5" />
        ) : (
          <></>
        ),
      )}
    </svg>
  );
};

/** `M3 21L42 3`; after a gap the line begins anew. */
export const drawLine = (points: readonly (readonly [number, number] | null)[]): string =>
  points
    .map((point, i) =>
      point ? `${points[i - 1] ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : '',
    )
    .join('');
