/** Structured logs and metrics (Powertools for AWS Lambda), one pair per function. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { FAILURES_METRIC, METRICS_NAMESPACE, type FunctionName } from '../contracts/wiring.ts';

export interface Observer {
  /** A business event: what happened, with the ids that correlate it. */
  readonly event: (message: string, detail: Readonly<Record<string, unknown>>) => void;
  readonly failed: (message: string, error: unknown, detail: Readonly<Record<string, unknown>>) => void;
  readonly count: (metric: string, value?: number) => void;
  /** Writes what was counted; at the end of an invocation. */
  readonly flush: () => void;
}

/** What a function has logged. */
export interface Logged {
  readonly kind: 'logged';
  readonly level: 'info' | 'error';
  readonly source: FunctionName;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}
export interface Counted {
  readonly kind: 'counted';
  readonly source: FunctionName;
  readonly metric: string;
  readonly value: number;
}
export type Observed = Logged | Counted;
let listen: ((observed: Observed) => void) | undefined;

/** On one machine the logs and counts of all functions go to one place, whatever their level on the terminal. */
export function listenToObservers(listener: typeof listen): void {
  listen = listener;
}

export function createObserver(serviceName: FunctionName): Observer {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName });
  const count = (metric: string, value = 1): void => {
    listen?.({ kind: 'counted', source: serviceName, metric, value });
    metrics.addMetric(metric, MetricUnit.Count, value);
  };
  return {
    event: (message, detail) => {
      listen?.({ kind: 'logged', level: 'info', source: serviceName, message, detail });
      logger.info(message, { detail });
    },
    failed: (message, error, detail) => {
      listen?.({ kind: 'logged', level: 'error', source: serviceName, message, detail, error });
      count(FAILURES_METRIC, 1);
      logger.error(message, { detail, error: error instanceof Error ? error : new Error(String(error)) });
    },
    count,
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** What an app that answers requests logs: the request's id is on the page that failed. */
export const logRequests = ({ failed }: Pick<Observer, 'failed'>) => ({
  error: (message: string, { requestId, error }: { readonly requestId: string; readonly error: unknown }) => {
    failed(message, error, { requestId });
  },
});
