/** Figures of the running system in the text format of Prometheus, made when they are asked for. */
import type { Counted } from '../shared/runtime/observe.ts';

/** Upper bounds in seconds: a page, a report, a night's work. */
const BOUNDS_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

type Labels = Readonly<Record<string, string>>;
/** One figure of now; what its name calls a total only grows. */
export interface Gauge {
  readonly name: string;
  readonly labels?: Labels;
  readonly value: number;
}

export interface Metrics {
  count(name: string, labels: Labels, value?: number): void;
  took(name: string, labels: Labels, seconds: number): void;
  write(now: readonly Gauge[]): string;
}

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<
    string,
    Map<string, { readonly labels: Labels; counts: number[]; sum: number }>
  >();

  function within<Held>(families: Map<string, Map<string, Held>>, name: string): Map<string, Held> {
    const found = families.get(name) ?? new Map<string, Held>();
    families.set(name, found);
    return found;
  }
  function* writeHistogram(name: string): Generator<string> {
    for (const { labels, counts, sum } of histograms.get(name)?.values() ?? []) {
      let below = 0;
      for (const [index, bound] of [...BOUNDS_S, Infinity].entries()) {
        below += counts[index] ?? 0;
        yield sample(`${name}_bucket`, { ...labels, le: bound === Infinity ? '+Inf' : String(bound) }, below);
      }
      yield sample(`${name}_sum`, labels, sum);
      yield sample(`${name}_count`, labels, below);
    }
  }

  return {
    count(name, labels, value = 1) {
      const family = within(counters, name);
      const key = writeLabels(labels);
      family.set(key, (family.get(key) ?? 0) + value);
    },
    took(name, labels, seconds) {
      const family = within(histograms, name);
      const key = writeLabels(labels);
      const held = family.get(key) ?? { labels, counts: BOUNDS_S.map(() => 0), sum: 0 };
      family.set(key, held);
      const index = BOUNDS_S.findIndex((bound) => seconds <= bound);
      const slot = index < 0 ? BOUNDS_S.length : index;
      held.counts[slot] = (held.counts[slot] ?? 0) + 1;
      held.sum += seconds;
    },
    write(now) {
      const lines: string[] = [];
      for (const [name, family] of counters)
        lines.push(
          `# TYPE ${name} counter`,
          ...[...family].map(([labels, value]) => `${name}${labels} ${value}`),
        );
      for (const name of histograms.keys()) lines.push(`# TYPE ${name} histogram`, ...writeHistogram(name));
      for (const name of new Set(now.map((gauge) => gauge.name)))
        lines.push(
          `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`,
          ...now
            .filter((gauge) => gauge.name === name)
            .map(({ labels = {}, value }) => sample(name, labels, value)),
        );
      return `${lines.join('\n')}\n`;
    },
  };
}

const sample = (name: string, labels: Labels, value: number): string =>
  `${name}${writeLabels(labels)} ${value}`;

function writeLabels(labels: Labels): string {
  const written = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  );
  return written.length === 0 ? '' : `{${written.join(',')}}`;
}

/** What the functions count, by their own names; reports by what became of them. */
export function countObserved(metrics: Metrics | undefined, { source, metric, value }: Counted): void {
  const outcome = OUTCOMES[metric];
  if (outcome === undefined) metrics?.count('gouji_counted_total', { function: source, metric }, value);
  else metrics?.count('gouji_reports_total', { outcome }, value);
}
const OUTCOMES: Readonly<Record<string, string>> = {
  ReportsAccepted: 'accepted',
  ReportsReturned: 'returned',
};

/** Memory and time of this process, under the names that they have everywhere. */
export const measureProcess = (): Gauge[] => {
  const { user, system } = process.cpuUsage();
  return [
    { name: 'process_resident_memory_bytes', value: process.memoryUsage.rss() },
    { name: 'process_cpu_seconds_total', value: (user + system) / 1e6 },
  ];
};
