import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { FAILURES_METRIC, WIRING, type FunctionName, type Trigger } from '../../shared/contracts/wiring.ts';
import type { EnvironmentOf } from '../environments.ts';
import type { StageSettings } from '../stages.ts';
import { addAlarm } from './alarms.ts';
import { HANDLER, bundledCode } from './bundled-code.ts';
import { GradualRelease } from './gradual-release.ts';
import { countedBy, measureMaximum, measureShare, measureSum } from './metrics.ts';

interface WorkerFunctionProps<Name extends FunctionName> {
  /** Which function: its code, time, memory and the meaning of its failure are the wiring's. */
  readonly name: Name;
  /** Checked by the compiler against the function's own schema. */
  readonly environment: EnvironmentOf<Name>;
  readonly settings: Pick<
    StageSettings,
    'architecture' | 'bucketName' | 'logRetention' | 'releasesGradually' | 'reservesConcurrency' | 'table'
  >;
  readonly alarmTopic: Topic;
}

/** A Lambda function with the house's settings: Node 24 on arm64, one ES module, JSON logs that end, alarms. */
export class WorkerFunction<Name extends FunctionName> extends Construct {
  readonly fn: LambdaFunction;
  /** What its doors, its queue and its URL ask: itself, or the alias before its versions. */
  readonly asked: IFunction;
  readonly logRetention: RetentionDays;
  readonly name: Name;
  private readonly alarmTopic: Topic;
  private readonly release: GradualRelease | undefined;

  constructor(scope: Construct, id: string, props: WorkerFunctionProps<Name>) {
    super(scope, id);
    const { name, environment, settings, alarmTopic } = props;
    const { logRetention, reservesConcurrency = true, releasesGradually, table, bucketName } = settings;
    const { timeoutS, memoryMb, reservedConcurrency } = WIRING[name];
    this.logRetention = logRetention;
    this.name = name;
    this.alarmTopic = alarmTopic;

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
      architecture: settings.architecture === 'x86_64' ? Architecture.X86_64 : Architecture.ARM_64,
      timeout: Duration.seconds(timeoutS),
      memorySize: memoryMb,
      ...(reservesConcurrency && { reservedConcurrentExecutions: reservedConcurrency }),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        ...setVariables(environment),
      },
    });
    this.release =
      releasesGradually !== undefined && GRADUALLY.has(name)
        ? new GradualRelease(this, 'Release', this.fn, {
            stores: JSON.stringify([table, bucketName]),
            isAtOnce: releasesGradually === 'at-once',
          })
        : undefined;
    this.asked = this.release?.alias ?? this.fn;
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.addAlarms();
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

  /** One of the doors at which it is asked: what is answered there, and how long that takes. */
  watchDoor(
    id: string,
    { failed, all, latency }: { readonly failed: IMetric; readonly all: IMetric; readonly latency: IMetric },
  ): void {
    const trigger: Trigger = WIRING[this.name].trigger;
    if (trigger.kind !== 'http') throw new TypeError(`${this.name} answers no requests`);
    const share = measureShare(failed, all);
    this.addAlarm(`${id}ServerErrors`, share, 'Requests are answered 5xx.', failureShare(trigger));
    this.addAlarm(
      `${id}Slow`,
      latency,
      `One request in twenty takes longer than ${trigger.slowMs / 1000} seconds.`,
      { threshold: trigger.slowMs, periods: 3 },
    );
  }

  private addAlarms(): void {
    const { trigger, timeoutS }: { trigger: Trigger; timeoutS: number } = WIRING[this.name];
    const runs = measureSum(this.fn, 'Invocations');
    const share = failureShare(trigger);
    this.addAlarm('Errors', measureShare(measureSum(this.fn, 'Errors'), runs), 'Runs fail.', share);
    // What answers requests answers failures too, and batches name what failed: to Lambda neither is an error.
    if (trigger.kind !== 'schedule') {
      const failures = measureShare(countedBy(this.name, FAILURES_METRIC), runs);
      const seen =
        trigger.kind === 'http' ? 'The function answers 500.' : 'What the function is given fails.';
      this.addAlarm('Failures', failures, seen, share);
    }
    this.addAlarm(THROTTLES, measureSum(this.fn, 'Throttles'), 'The function is throttled.', {
      threshold: 1,
      periods: 3,
    });
    this.addAlarm(
      'NearTimeout',
      measureMaximum(this.fn, 'Duration'),
      `Runs take more than ${NEAR * 100}% of their ${timeoutS} seconds.`,
      { threshold: timeoutS * 1000 * NEAR, periods: trigger.kind === 'schedule' ? 1 : 3 },
    );
  }

  private addAlarm(
    id: string,
    metric: IMetric,
    seen: string,
    when: { readonly threshold: number; readonly periods: number },
  ): void {
    const { failureMeans } = WIRING[this.name];
    const told = { topic: this.alarmTopic, failureMeans, section: this.name };
    const alarm = addAlarm(this, id, { ...told, metric, seen, ...when });
    // Too many requests are no fault of a version.
    if (id !== THROTTLES) this.release?.watch(alarm);
  }
}

/** Where somebody waits: readers, clerks, offices, and agencies for their receipts. What runs behind them is tried again. */
const GRADUALLY: ReadonlySet<FunctionName> = new Set([
  'web',
  'downloads',
  'account',
  'office',
  'receive-report',
]);
const THROTTLES = 'Throttles';

/** The part of its time after which a run is near its end. */
const NEAR = 0.8;

/** In percent. One failure of what is retried is not yet news; dead letters have an alarm of their own. */
function failureShare({ kind }: Trigger): { readonly threshold: number; readonly periods: number } {
  switch (kind) {
    case 'object-queue':
    case 'table-stream':
      return { threshold: 5, periods: 3 };
    case 'mail-events':
    case 'schedule':
    case 'http':
      return { threshold: 1, periods: 1 };
  }
}

/** Variables that are left out (`undefined`) are not set. */
function setVariables(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
