import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  FAILURES_METRIC,
  METRICS_NAMESPACE,
  WIRING,
  type FunctionName,
  type Trigger,
} from '../../shared/contracts/wiring.ts';
import type { EnvironmentOf } from '../environments.ts';
import { addAlarm } from './alarms.ts';
import { HANDLER, bundledCode } from './bundled-code.ts';

interface WorkerFunctionProps<Name extends FunctionName> {
  /** Which function: its code, time, memory and the meaning of its failure are the wiring's. */
  readonly name: Name;
  /** Checked by the compiler against the function's own schema. */
  readonly environment: EnvironmentOf<Name>;
  readonly logRetention: RetentionDays;
  readonly alarmTopic: Topic;
}

/** A Lambda function with the house's settings: Node 24 on arm64, one ES module, JSON logs that end, alarms. */
export class WorkerFunction<Name extends FunctionName> extends Construct {
  readonly fn: LambdaFunction;
  readonly logRetention: RetentionDays;

  constructor(scope: Construct, id: string, props: WorkerFunctionProps<Name>) {
    super(scope, id);
    const { name, environment, logRetention, alarmTopic } = props;
    const { timeoutS, memoryMb } = WIRING[name];
    this.logRetention = logRetention;

    const logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not AWS's managed policy: that one may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.fn = new LambdaFunction(this, 'Function', {
      code: bundledCode(name),
      handler: HANDLER,
      // Pinned: a runtime that moves by itself changes what was tested.
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(timeoutS),
      memorySize: memoryMb,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        ...setVariables(environment),
      },
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.addAlarms(name, alarmTopic);
  }

  /** Exact verbs on exact resources; the only way a function comes to a permission of its own. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions: Record<string, Record<string, readonly string[]>> = {},
  ): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    );
  }

  private addAlarms(name: Name, topic: Topic): void {
    const period = Duration.minutes(5);
    const { failureMeans } = WIRING[name];
    const about = { topic, failureMeans, section: name };
    addAlarm(this, 'Errors', {
      ...about,
      metric: this.fn.metricErrors({ period, statistic: 'Sum' }),
      seen: 'The function fails.',
      threshold: 1,
      periods: periodsUntilAlarm(WIRING[name].trigger),
    });
    // What answers requests answers failures too: to Lambda they are answers.
    if (WIRING[name].trigger.kind === 'http')
      addAlarm(this, 'Failures', {
        ...about,
        metric: new Metric({
          namespace: METRICS_NAMESPACE,
          metricName: FAILURES_METRIC,
          dimensionsMap: { service: name },
          period,
          statistic: 'Sum',
        }),
        seen: 'The function answers 500.',
        threshold: 1,
        periods: 1,
      });
    addAlarm(this, 'Throttles', {
      ...about,
      metric: this.fn.metricThrottles({ period, statistic: 'Sum' }),
      seen: 'The function is throttled.',
      threshold: 1,
      periods: 3,
    });
  }
}

/** One failure of what is retried is not yet news; dead letters have an alarm of their own. */
function periodsUntilAlarm({ kind }: Trigger): number {
  switch (kind) {
    case 'object-queue':
    case 'table-stream':
      return 3;
    case 'schedule':
    case 'http':
      return 1;
  }
}

/** Variables that are left out (`undefined`) are not set. */
function setVariables(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
