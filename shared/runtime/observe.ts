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

export function createObserver(serviceName: FunctionName): Observer {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName });
  return {
    event: (message, detail) => {
      logger.info(message, { detail });
    },
    failed: (message, error, detail) => {
      metrics.addMetric(FAILURES_METRIC, MetricUnit.Count, 1);
      logger.error(message, { detail, error: error instanceof Error ? error : new Error(String(error)) });
    },
    count: (metric, value = 1) => {
      metrics.addMetric(metric, MetricUnit.Count, value);
    },
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
