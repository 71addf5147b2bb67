/**
 * A way for POSTs to a function: for a signed function URL their sender would have to state the body's SHA-256 in a header,
 * which no browser's form does. An HTTP API takes them as they are, throttled for all callers together.
 */
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ORIGIN_HEADER, type FunctionName } from '../../shared/contracts/wiring.ts';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { P95, PER_PERIOD } from './metrics.ts';
import { spellRoute } from './site-routes.ts';
import type { WorkerFunction } from './worker-function.ts';

interface ThrottledApiProps {
  /** Logical ids, which stay once deployed. */
  readonly ids: {
    readonly api: string;
    readonly integration: string;
    readonly logs: string;
    readonly stage: string;
  };
  readonly worker: WorkerFunction<FunctionName>;
  /** As the distribution has them: `*` is any text. */
  readonly paths: readonly string[];
  /** Requests a second, for all callers together. */
  readonly rate: number;
  /** What the distribution shows to the function: at the API's own address nobody is answered. */
  readonly originSecret: string;
  /** Why nobody has to show who they are before the function is asked. */
  readonly openBecause: string;
}

export function openThrottledApi(
  scope: Construct,
  { ids, worker, paths, rate, originSecret, openBecause }: ThrottledApiProps,
): HttpOrigin {
  const api = new HttpApi(scope, ids.api, { createDefaultStage: false });
  const integration = new HttpLambdaIntegration(ids.integration, worker.asked);
  const routes = paths.flatMap((path) =>
    api.addRoutes({ path: spellRoute(path), methods: [HttpMethod.ANY], integration }),
  );
  const logGroup = new LogGroup(scope, ids.logs, {
    retention: worker.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new CfnStage(scope, ids.stage, {
    apiId: api.apiId,
    stageName: '$default',
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: rate, throttlingBurstLimit: rate },
    accessLogSettings: {
      destinationArn: logGroup.logGroupArn,
      format: ACCESS_LOG_FORMAT,
    },
  });
  worker.watchDoor(ids.api, {
    failed: api.metricServerError(PER_PERIOD),
    all: api.metricCount(PER_PERIOD),
    latency: api.metricLatency(P95),
  });
  for (const route of routes)
    Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: openBecause });
  const { region, urlSuffix } = Stack.of(scope);
  // The API can't be closed there: without a name of its own it has no other address that CloudFront could ask.
  return new HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
    customHeaders: { [ORIGIN_HEADER]: originSecret },
  });
}
