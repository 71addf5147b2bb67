/** What must hold of every stack of every stage, whatever is added later. */
import { readFileSync, rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { checkRules } from '../../cdk/deployment.ts';
import { STAGES } from '../../cdk/stages.ts';
import {
  METRICS_NAMESPACE,
  REFUSED_METRIC,
  REJECTED_METRIC,
  SCHEDULED_TIME,
  SCHEDULE_TIME_ZONE,
  WIRING,
  type FunctionName,
} from '../../shared/contracts/wiring.ts';
import { LEASE_MS } from '../../shared/pipeline/send-mail.ts';
import { listMeasured } from '../support/alarms.ts';
import { WITHOUT_BUNDLES, flat, ofType, synthesise, type Resource } from '../support/synthesised.ts';

const stacks = synthesise();
const NAMES = Object.keys(WIRING) as FunctionName[];
const pascal = (name: string) =>
  name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const alarms = ofType(stacks, 'AWS::CloudWatch::Alarm');
const functions = ofType(stacks, 'AWS::Lambda::Function');

/** Which queue of the data stack starts which function. */
const QUEUES: Partial<Record<FunctionName, string>> = {
  'receive-report': 'Inbox',
  'record-publication': 'Publications',
  'summarise-region': 'Orders',
  'send-mail': 'Mails',
  'reconcile-region': 'Reconciliations',
};

/** What a bucket tells whom. */
interface Configuration {
  readonly Event: string;
  readonly Filter: { readonly S3Key: { readonly Rules: unknown } };
  readonly Queue: unknown;
}

/** Alarms on a metric of the resource with this logical id, in its stack. */
function alarmsOn(id: string, metric: string): Resource[] {
  const [stack, logicalId] = id.split('/') as [string, string];
  return alarms
    .filter(([alarm]) => alarm.startsWith(`${stack}/`))
    .map(([, resource]) => resource)
    .filter(
      (resource) =>
        resource.Properties['MetricName'] === metric &&
        listMeasured(resource).some(({ dimensions }) =>
          Object.values(dimensions).some((value) => value.startsWith(`<${logicalId}`)),
        ),
    );
}

describe('every function', () => {
  it('is one of the wiring, in each stage once', () => {
    expect(functions.map(([id]) => id.replace(/Function[0-9A-F]{8}$/, '')).sort()).toEqual(
      STAGES.flatMap(({ name: stage }) =>
        NAMES.map(
          (name) =>
            `Gouji${stage}${WIRING[name].trigger.kind === 'http' ? 'Web' : 'Pipeline'}/${pascal(name)}`,
        ),
      ).sort(),
    );
  });

  it.each(functions)(
    '%s runs on Node 24 and arm64, in the time and memory of the wiring',
    (id, { Properties }) => {
      const name = NAMES.find((name) => id.includes(`/${pascal(name)}Function`))!;
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: WIRING[name].timeoutS,
        MemorySize: WIRING[name].memoryMb,
      });
    },
  );

  it.each(functions)('%s writes JSON logs that end', (id, { Properties }) => {
    const stack = stacks.find(({ stack }) => id.startsWith(`${stack}/`))!;
    expect(Properties['LoggingConfig'].LogFormat).toBe('JSON');
    const logGroup = stack.resources[Properties['LoggingConfig'].LogGroup.Ref as string];
    expect(logGroup?.Properties['RetentionInDays']).toBeGreaterThan(0);
  });

  it.each(functions)(
    '%s raises an alarm where it is throttled, which says who is hurt and what to do',
    (id) => {
      const name = NAMES.find((name) => id.includes(`/${pascal(name)}Function`))!;
      const [alarm, ...more] = alarmsOn(id, 'Throttles');
      expect(more).toEqual([]);
      expect(alarm?.Properties['AlarmDescription']).toContain(WIRING[name].failureMeans);
      expect(alarm?.Properties['AlarmDescription']).toContain(`docs/operations.md#${name}`);
    },
  );
});

describe('runs at once', () => {
  const reserved = (stage: string) =>
    functions
      .filter(([id]) => id.startsWith(`Gouji${stage}`))
      .map(([id, { Properties }]): [FunctionName, number | undefined] => [
        NAMES.find((name) => id.includes(`/${pascal(name)}Function`))!,
        Properties['ReservedConcurrentExecutions'],
      ]);

  it('are kept for each function, as the wiring says, and leave Lambda’s hundred of a thousand to the rest', () => {
    const kept = reserved('Production');
    expect(Object.fromEntries(kept)).toEqual(
      Object.fromEntries(NAMES.map((name) => [name, WIRING[name].reservedConcurrency])),
    );
    expect(kept.reduce((sum, [, runs]) => sum + runs!, 0)).toBeLessThanOrEqual(900);
  });

  it('need the quota that operators are told', () => {
    const sum = NAMES.reduce((runs, name) => runs + WIRING[name].reservedConcurrency, 0);
    const told = readFileSync('docs/operations.md', 'utf8');
    expect(told).toContain(`${sum} together, for which an account needs a quota of ${sum + 100} `);
  });

  it('are never fewer than a queue hands over at once: what is throttled would become a dead letter', () => {
    for (const name of NAMES) {
      const { trigger, reservedConcurrency } = WIRING[name];
      if (trigger.kind === 'object-queue')
        expect(reservedConcurrency, name).toBeGreaterThanOrEqual(trigger.maxConcurrency);
      // Two nights at once would do each other's work.
      if (trigger.kind === 'schedule') expect(reservedConcurrency, name).toBe(1);
    }
  });

  it('are not reserved in a stage that shares an account', () => {
    expect(reserved('Staging').map(([, runs]) => runs)).toEqual(NAMES.map(() => undefined));
  });
});

describe('every alarm', () => {
  it('tells somebody when it fires and when it is over', () => {
    expect(alarms.length).toBeGreaterThan(2 * functions.length);
    for (const [id, { Properties }] of alarms) {
      expect(Properties['AlarmActions'], id).toHaveLength(1);
      expect(Properties['OKActions'], id).toHaveLength(1);
    }
  });
});

describe('the operators page', () => {
  it('has the section that each alarm sends its reader to', () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const headings = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
    const named = alarms.map(
      ([, { Properties }]) => /docs\/operations\.md#([a-z-]+)$/.exec(Properties['AlarmDescription'])?.[1],
    );
    expect(named).not.toContain(undefined);
    for (const name of new Set(named)) expect(headings).toContain(name);
  });
});

describe('every queue', () => {
  const queues = ofType(stacks, 'AWS::SQS::Queue');
  const isDeadLetters = (id: string) => id.includes('DeadLetters');
  it('is there to be looked at', () => {
    expect(queues).toHaveLength(16 * STAGES.length);
  });
  it.each(queues.filter(([id]) => !isDeadLetters(id)))(
    '%s has dead letters and an alarm of age',
    (id, queue) => {
      expect(flat(queue.Properties['RedrivePolicy'].deadLetterTargetArn)).toMatch(/DeadLettersQueue/);
      expect(alarmsOn(id, 'ApproximateAgeOfOldestMessage')).toHaveLength(1);
    },
  );
  it.each(queues.filter(([id]) => isDeadLetters(id)))(
    '%s raises an alarm from the first message on',
    (id) => {
      const [alarm] = alarmsOn(id, 'ApproximateNumberOfMessagesVisible');
      expect(alarm?.Properties).toMatchObject({
        Threshold: 1,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
      expect(alarm?.Properties['AlarmDescription']).toMatch(/dead letters.*operations\.md#/su);
    },
  );
  it.each(queues)('%s is encrypted and takes no plain HTTP', (id, { Properties }) => {
    expect(Properties['SqsManagedSseEnabled']).toBe(true);
    const [stack, logicalId] = id.split('/') as [string, string];
    const policies = ofType(stacks, 'AWS::SQS::QueuePolicy').filter(
      ([policy, resource]) =>
        policy.startsWith(`${stack}/`) && flat(resource.Properties['Queues'][0]) === `<${logicalId}>`,
    );
    expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
  });
});

describe.each(STAGES)('the wiring in $name', ({ name: stage }) => {
  const mappings = ofType(stacks, 'AWS::Lambda::EventSourceMapping').filter(([id]) =>
    id.includes(`Gouji${stage}`),
  );
  const mappingsOf = (name: FunctionName) =>
    mappings.filter(([, { Properties }]) =>
      flat(Properties['FunctionName']).startsWith(`<${pascal(name)}Function`),
    );

  // A function that hangs is ended by its timeout, and its whole batch comes back.
  it('hands over ten uploads at most: so many a message over which a function hangs takes along, once', () => {
    const batches = mappingsOf('receive-report').map(([, { Properties }]) => Properties['BatchSize']);
    expect(batches).toEqual([10]);
  });

  it.each(NAMES)('starts %s as it says', (name) => {
    const { trigger } = WIRING[name];
    switch (trigger.kind) {
      case 'object-queue': {
        expect(mappingsOf(name).map(([, { Properties }]) => Properties)).toEqual([
          expect.objectContaining({
            BatchSize: trigger.batchSize,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            ScalingConfig: { MaximumConcurrency: trigger.maxConcurrency },
          }),
        ]);
        const [[, queue] = []] = ofType(stacks, 'AWS::SQS::Queue').filter(([id]) =>
          id.startsWith(`Gouji${stage}Data/${QUEUES[name]}Queue`),
        );
        expect(queue?.Properties['VisibilityTimeout']).toBe(trigger.visibilityTimeoutS);
        expect(queue?.Properties['RedrivePolicy'].maxReceiveCount).toBe(trigger.maxReceives);
        const [[, bucket] = []] = ofType(stacks, 'AWS::S3::Bucket').filter(([id]) =>
          id.startsWith(`Gouji${stage}Data/Reports`),
        );
        expect(
          bucket?.Properties['NotificationConfiguration'].QueueConfigurations.map(
            (configuration: Configuration) => [
              configuration.Event,
              configuration.Filter.S3Key.Rules,
              flat(configuration.Queue),
            ],
          ).filter(([, , target]: [string, unknown, string]) => target.startsWith(`<${QUEUES[name]}Queue`)),
        ).toEqual(
          trigger.prefixes.map((prefix) => [
            's3:ObjectCreated:*',
            [{ Name: 'prefix', Value: prefix }],
            expect.stringMatching(/^<[A-Za-z]+Queue[0-9A-F]{8}\.Arn>$/),
          ]),
        );
        break;
      }
      case 'table-stream': {
        const [[, mapping] = [], ...more] = mappingsOf(name);
        expect(more).toEqual([]);
        expect(mapping?.Properties).toMatchObject({
          BatchSize: trigger.batchSize,
          MaximumBatchingWindowInSeconds: trigger.maxBatchingWindowS,
          MaximumRetryAttempts: trigger.maxRetries,
          MaximumRecordAgeInSeconds: trigger.maxRecordAgeS,
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ParallelizationFactor: 1,
          StartingPosition: 'TRIM_HORIZON',
        });
        expect(flat(mapping?.Properties['EventSourceArn'])).toContain('tablestreamarn');
        expect(flat(mapping?.Properties['DestinationConfig'].OnFailure.Destination)).toMatch(
          new RegExp(`^<${pascal(name)}DeadLettersQueue`),
        );
        expect(
          mapping?.Properties['FilterCriteria'].Filters.map(({ Pattern }: { Pattern: string }) =>
            JSON.parse(Pattern),
          ),
        ).toEqual(
          trigger.sortKeyPrefixes.map((prefix) => ({ dynamodb: { Keys: { sk: { S: [{ prefix }] } } } })),
        );
        expect(alarmsOn(`Gouji${stage}Pipeline/${pascal(name)}Function`, 'IteratorAge')).toHaveLength(1);
        break;
      }
      case 'schedule': {
        const schedules = ofType(stacks, 'AWS::Scheduler::Schedule').filter(
          ([id, { Properties }]) =>
            id.includes(`Gouji${stage}`) &&
            flat(Properties['Target'].Arn).startsWith(`<${pascal(name)}Function`),
        );
        expect(schedules.map(([, { Properties }]) => Properties['ScheduleExpression']).sort()).toEqual(
          [...trigger.crons].sort(),
        );
        for (const [, { Properties }] of schedules) {
          expect(Properties).toMatchObject({
            ScheduleExpressionTimezone: SCHEDULE_TIME_ZONE,
            State: 'ENABLED',
          });
          const target = Properties['Target'];
          expect(flat(target.DeadLetterConfig.Arn)).toMatch(new RegExp(`^<${pascal(name)}DeadLettersQueue`));
          expect(target.RetryPolicy.MaximumRetryAttempts).toBe(trigger.maxRetries);
          // A retry is still of its own time.
          expect(JSON.parse(target.Input)).toEqual({ [SCHEDULED_TIME]: '<aws.scheduler.scheduled-time>' });
        }
        // The scheduler only hands over; a run that fails is repeated by Lambda's own settings.
        const [[, invoke] = []] = ofType(stacks, 'AWS::Lambda::EventInvokeConfig').filter(
          ([id, { Properties }]) =>
            id.includes(`Gouji${stage}`) &&
            flat(Properties['FunctionName']).startsWith(`<${pascal(name)}Function`),
        );
        expect(invoke?.Properties['MaximumRetryAttempts']).toBe(trigger.maxRetries);
        expect(flat(invoke?.Properties['DestinationConfig'].OnFailure.Destination)).toMatch(
          new RegExp(`^<${pascal(name)}DeadLettersQueue`),
        );
        break;
      }
      case 'mail-events': {
        const [[, invoke] = []] = ofType(stacks, 'AWS::Lambda::EventInvokeConfig').filter(
          ([id, { Properties }]) =>
            id.includes(`Gouji${stage}`) &&
            flat(Properties['FunctionName']).startsWith(`<${pascal(name)}Function`),
        );
        expect(invoke?.Properties['MaximumRetryAttempts']).toBe(trigger.maxRetries);
        break;
      }
      case 'http': {
        const urls = ofType(stacks, 'AWS::Lambda::Url').filter(([id]) => id.includes(`Gouji${stage}`));
        expect(urls.map(([, { Properties }]) => Properties['AuthType'])).toEqual(['AWS_IAM', 'AWS_IAM']);
        // What the signed-in ask comes by the HTTP API alone.
        if (name === 'office') break;
        const [[, url] = []] = urls.filter(([, { Properties }]) =>
          flat(Properties['TargetFunctionArn']).startsWith(`<${pascal(name)}Function`),
        );
        expect(url?.Properties['InvokeMode'] ?? 'BUFFERED').toBe(
          name === 'downloads' ? 'RESPONSE_STREAM' : 'BUFFERED',
        );
        break;
      }
    }
  });

  it('has one reader of the stream, which tries for 18 hours', () => {
    // DynamoDB: "no more than two processes should be reading from the same shard"; a third is throttled. One is an operator's own.
    const reading = mappings.filter(([, { Properties }]) =>
      flat(Properties['EventSourceArn']).includes('tablestreamarn'),
    );
    expect(reading).toHaveLength(1);
    for (const [, { Properties }] of reading) {
      expect(Properties['MaximumRecordAgeInSeconds']).toBe(18 * 3600);
      // The most that Lambda takes: what ends it is the age.
      expect(Properties['MaximumRetryAttempts']).toBe(10_000);
    }
  });

  it('has no two functions that watch the same folder', () => {
    const watched = NAMES.flatMap((name): readonly string[] => {
      const { trigger } = WIRING[name];
      return trigger.kind === 'object-queue' ? trigger.prefixes : [];
    });
    expect(new Set(watched).size).toBe(watched.length);
    expect(watched.length).toBeGreaterThan(2);
  });

  it('starts nothing that it does not name', () => {
    const kinds = NAMES.map((name) => WIRING[name].trigger.kind);
    expect(mappings).toHaveLength(
      kinds.filter((kind) => kind === 'object-queue' || kind === 'table-stream').length,
    );
  });
});

describe('a message that failed', () => {
  it('comes back in seconds at first, in its queue’s bounds, and is no dead letter before some minutes', () => {
    const { retryDelaysS, maxReceives } = WIRING['receive-report'].trigger;
    expect(retryDelaysS).toHaveLength(maxReceives - 1);
    expect(retryDelaysS[0]).toBeLessThan(10);
    expect(retryDelaysS).toEqual(retryDelaysS.toSorted((a, b) => a - b));
    expect(Math.max(...retryDelaysS)).toBeLessThanOrEqual(12 * 3600);
    expect(retryDelaysS.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(15 * 60);
  });

  it('waits longer each time where mails wait, for as long as a mail server may pause', () => {
    const { retryDelaysS, maxReceives } = WIRING['send-mail'].trigger;
    expect(retryDelaysS).toHaveLength(maxReceives - 1);
    // A run that died has it until then.
    expect(retryDelaysS[0] * 1000).toBeGreaterThan(LEASE_MS);
    expect(retryDelaysS).toEqual(retryDelaysS.toSorted((a, b) => a - b));
    expect(retryDelaysS.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThanOrEqual(4 * 3600);
  });

  it('is its function’s to postpone: that knows its queue', () => {
    for (const [name, queue] of Object.entries(QUEUES)) {
      const own = functions.filter(([id]) => id.includes(`/${pascal(name)}Function`));
      expect(own).toHaveLength(STAGES.length);
      for (const [, { Properties }] of own)
        expect(flat(Properties['Environment'].Variables.QUEUE_URL)).toContain(queue);
    }
  });
});

describe('what can never succeed', () => {
  it('raises an alarm of each function that messages start', () => {
    const rejecting = NAMES.filter((name) => WIRING[name].trigger.kind === 'object-queue');
    expect(rejecting).toHaveLength(5);
    const raised = alarms.filter(([, { Properties }]) => Properties['MetricName'] === REJECTED_METRIC);
    for (const [, { Properties }] of raised)
      expect(Properties).toMatchObject({ Namespace: METRICS_NAMESPACE, Threshold: 1, EvaluationPeriods: 1 });
    const services = raised.map(([, { Properties }]) => Properties['Dimensions'][0].Value as string);
    expect(services.sort()).toEqual(STAGES.flatMap(() => rejecting).sort());
  });
});

describe('mails that are refused', () => {
  it('raise an alarm', () => {
    const refused = alarms.filter(([, { Properties }]) => Properties['MetricName'] === REFUSED_METRIC);
    expect(refused).toHaveLength(STAGES.length);
    for (const [, { Properties }] of refused)
      expect(Properties).toMatchObject({
        Namespace: METRICS_NAMESPACE,
        Dimensions: [{ Name: 'service', Value: 'send-mail' }],
        Threshold: 1,
      });
  });
});

describe('cdk-nag', () => {
  it('stops synthesis where a rule is broken and nobody has said why', () => {
    const app = new App({ context: WITHOUT_BUNDLES });
    new Bucket(new Stack(app, 'Planted'), 'Open');
    checkRules(app);
    try {
      expect(() => app.synth()).toThrow(/AwsSolutions-S1\b/);
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  });
});

describe('the site’s cache', () => {
  const [policy] = ofType(stacks, 'AWS::CloudFront::CachePolicy');
  const config = policy?.[1].Properties['CachePolicyConfig'] as {
    readonly MinTTL: number;
    readonly DefaultTTL: number;
    readonly ParametersInCacheKeyAndForwardedToOrigin: object;
  };

  it('keeps nothing longer than the answer says, and tells apart what answers vary by', () => {
    expect([config.MinTTL, config.DefaultTTL]).toEqual([0, 0]);
    expect(config.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
      CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['lang', 'theme'] },
    });
  });

  it('packs, for the function sends plain text', () => {
    expect(config.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      EnableAcceptEncodingBrotli: true,
      EnableAcceptEncodingGzip: true,
    });
    for (const [, { Properties }] of ofType(stacks, 'AWS::CloudFront::Distribution'))
      expect(Properties['DistributionConfig']).toMatchObject({ DefaultCacheBehavior: { Compress: true } });
  });
});

describe('what the signed-in ask', () => {
  const behaviors = ofType(stacks, 'AWS::CloudFront::Distribution').map(([, { Properties }]) =>
    (Properties['DistributionConfig'].CacheBehaviors as Record<string, unknown>[]).find(
      ({ PathPattern }) => PathPattern === '/office/*',
    ),
  );

  it('is kept nowhere, and comes with its cookies', () => {
    expect(behaviors).toHaveLength(STAGES.length);
    for (const behavior of behaviors)
      expect(behavior).toMatchObject({
        // CachingDisabled, and AllViewerExceptHostHeader.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'redirect-to-https',
      });
  });
});
