/** One bar of the agencies of a region by state; each part differs by pattern as well as by colour. */
import type { ComplianceCounts } from '../../shared/domain/compliance/compliance.ts';

/** Flagged reports are in force, too: in a bar each agency stands once. */
const stackOf = ({ accepted, flagged, returned, missing }: ComplianceCounts, overdueMissing: number) => [
  { part: 'accepted' as const, n: accepted - flagged },
  { part: 'flagged' as const, n: flagged },
  { part: 'returned' as const, n: returned },
  { part: 'overdue' as const, n: overdueMissing },
  { part: 'missing' as const, n: missing - overdueMissing },
];

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;

interface Props {
  readonly counts: ComplianceCounts;
  /** How many of the missing are past their day. */
  readonly overdueMissing: number;
  readonly height: number;
}

/** Says nothing to screen readers: the counts stand beside it. */
export const StateStack = ({ counts, overdueMissing, height }: Props) => {
  let from = 0;
  return (
    <svg class="stack" width="100%" height={height} aria-hidden="true" focusable="false">
      {stackOf(counts, overdueMissing).map(({ part, n }) => {
        const x = from;
        from += n;
        if (n === 0) return <></>;
        return (
          <rect
            class={`part part-${part}`}
            x={percent(x, counts.expected)}
            width={percent(n, counts.expected)}
            height={height}
            fill={part === 'accepted' ? undefined : `url(#pattern-${part})`}
          />
        );
      })}
      <rect class="frame" x="0.5" y="0.5" width="100%" height={height - 1} />
    </svg>
  );
};

/** Once a page, before the bars. */
export const StackPatterns = () => (
  <svg class="unseen" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="pattern-flagged" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="ground-flagged" width="6" height="6" />
        <path class="mark-flagged" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
      </pattern>
      <pattern id="pattern-returned" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="ground-returned" width="6" height="6" />
        <path class="mark-returned" d="M0 0l6 6M0 6l6-6" />
      </pattern>
      <pattern id="pattern-overdue" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="ground-overdue" width="8" height="8" />
        <path class="mark-overdue" d="M0 4h8M4 0v8" />
      </pattern>
      <pattern id="pattern-missing" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="ground-missing" width="8" height="8" />
        <circle class="mark-missing" cx="4" cy="4" r="1" />
      </pattern>
    </defs>
  </svg>
);
