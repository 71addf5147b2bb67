/** What makes somebody look: rates, not counts; what is slow, what is near its limit, and what did not run at all. */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { FAILURES_METRIC, WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { addDays, countEpochMs, toIsoDay, type IsoDay } from '../../shared/domain/basics/calendar.ts';
import { isSlot, slotInstant } from '../../shared/domain/compliance/summary-slots.ts';
import { listMeasured, readExpression } from '../support/alarms.ts';
import { flat, ofType, synthesise, type Resource } from '../support/synthesised.ts';

const [production] = STAGES.filter(({ name }) => name === 'Production');
const stacks = synthesise([production!]);
const alarms = ofType(stacks, 'AWS::CloudWatch::Alarm');
const NAMES = Object.keys(WIRING) as FunctionName[];
const ANSWERING = NAMES.filter((name) => WIRING[name].trigger.kind === 'http');
const pascal = (name: string) =>
  name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const isOwn = (name: FunctionName, resource: Resource) =>
  listMeasured(resource).some(({ dimensions }) =>
    (dimensions['FunctionName'] ?? '').startsWith(`<${pascal(name)}Function`),
  );
/** Alarms of a function that hold this against their threshold. */
const alarmsBy = (name: FunctionName, expression: string): Resource[] =>
  alarms
    .map(([, resource]) => resource)
    .filter((resource) => isOwn(name, resource) && readExpression(resource) === expression);
const alarmsOn = (name: FunctionName, metric: string): Resource[] =>
  alarms
    .map(([, resource]) => resource)
    .filter((resource) => isOwn(name, resource) && resource.Properties['MetricName'] === metric);

const TAKES_NO_DATA_FOR_WELL = { TreatMissingData: 'notBreaching' };

describe.each(NAMES)('%s', (name) => {
  it('is reported by the share of its runs that fail', () => {
    const [alarm, ...more] = alarmsBy(name, '100 * Errors / Invocations');
    expect(more).toEqual([]);
    expect(alarm?.Properties).toMatchObject({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...TAKES_NO_DATA_FOR_WELL,
    });
    // One in a hundred is seen at once where somebody waits for the answer, or where there is one run a day.
    const isRetried = /queue|stream/.test(WIRING[name].trigger.kind);
    expect([alarm?.Properties['Threshold'], alarm?.Properties['EvaluationPeriods']]).toEqual(
      isRetried ? [5, 3] : [1, 1],
    );
  });

  it('is reported when it comes near its time', () => {
    const [alarm, ...more] = alarmsOn(name, 'Duration');
    expect(more).toEqual([]);
    expect(alarm?.Properties).toMatchObject({
      Statistic: 'Maximum',
      Threshold: WIRING[name].timeoutS * 800,
      ...TAKES_NO_DATA_FOR_WELL,
    });
  });

  it('says in every alarm who is hurt, and what to do', () => {
    const own = alarms.filter(([, resource]) => isOwn(name, resource));
    expect(own.length).toBeGreaterThanOrEqual(3);
    for (const [id, { Properties }] of own) {
      expect(Properties['AlarmDescription'], id).toContain(WIRING[name].failureMeans);
      expect(Properties['AlarmDescription'], id).toContain(`docs/operations.md#${name}`);
    }
  });
});

describe.each(NAMES.filter((name) => WIRING[name].trigger.kind !== 'schedule'))(
  'what fails inside of %s',
  (name) => {
    // A batch that names what failed, and an answer of 500, are no errors to Lambda.
    it('is reported by its share of the runs', () => {
      const [alarm, ...more] = alarmsBy(name, `100 * ${FAILURES_METRIC} / Invocations`);
      expect(more).toEqual([]);
      const [failures] = listMeasured(alarm!);
      expect(failures).toMatchObject({ namespace: 'Gouji', dimensions: { service: name }, statistic: 'Sum' });
    });
  },
);

describe('what readers are answered', () => {
  const doors = alarms.filter(([, resource]) => (readExpression(resource) ?? '').includes('5xx'));
  it('is reported at each door by the share of 5xx', () => {
    expect(doors.map(([, resource]) => readExpression(resource)).sort()).toEqual([
      '100 * 5xx / Count',
      '100 * 5xx / Count',
      '100 * 5xx / Count',
      '100 * Url5xxCount / UrlRequestCount',
      '100 * Url5xxCount / UrlRequestCount',
    ]);
    for (const [id, { Properties }] of doors)
      expect([Properties['Threshold'], Properties['EvaluationPeriods']], id).toEqual([1, 1]);
  });

  it('is reported at each door when one in twenty waits too long', () => {
    const slow = alarms.filter(([, { Properties }]) => Properties['ExtendedStatistic'] === 'p95');
    expect(slow.map(([, { Properties }]) => Properties['MetricName']).sort()).toEqual([
      'Latency',
      'Latency',
      'Latency',
      'UrlRequestLatency',
      'UrlRequestLatency',
    ]);
    for (const [id, { Properties }] of slow) {
      // A handful of requests has no twentieth.
      expect(Properties['EvaluateLowSampleCountPercentile'], id).toBe('ignore');
      const name = ANSWERING.find((one) =>
        (Properties['AlarmDescription'] as string).endsWith(`#${one}`),
      ) as 'web';
      expect(Properties['Threshold'], id).toBe(WIRING[name].trigger.slowMs);
    }
  });
});

const HOUR_MS = 3_600_000;
const isMissed = ([, { Properties }]: [string, Resource]) => Properties['TreatMissingData'] === 'breaching';

describe('what did not run', () => {
  const missed = alarms.filter(isMissed);

  it('is reported after 26 hours, with nothing measured at all', () => {
    expect(missed.map(([id]) => id.replace(/^.*\/|[0-9A-F]{8}$/g, '')).sort()).toEqual([
      'CheckPublicationMissed',
      'ReconcileInboxMissed',
      'SummariseComplianceMissed',
    ]);
    for (const [id, alarm] of missed) {
      expect(alarm.Properties, id).toMatchObject({
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        EvaluationPeriods: 26,
      });
      expect(listMeasured(alarm).map(({ metric, periodS }) => [metric, periodS])).toEqual([
        ['Invocations', 3600],
        ['Errors', 3600],
      ]);
      // A run that fails is none.
      expect(readExpression(alarm), id).toContain('Invocations - Errors');
    }
  });

  it('is a summary on its days alone: no week without one is called a failure, and none that is due is forgotten', () => {
    const [[, alarm] = []] = missed.filter(([id]) => id.includes('SummariseCompliance'));
    const expression = readExpression(alarm!)!;
    /** As CloudWatch has it: hours of UTC, weeks that begin on Monday with 1. */
    let hour = new Date(0);
    const asked = runInNewContext(`(Invocations, Errors) => ${expression}`, {
      TIME_SERIES: () => hour,
      MONTH: () => hour.getUTCMonth() + 1,
      DATE: () => hour.getUTCDate(),
      DAY: () => ((hour.getUTCDay() + 6) % 7) + 1,
      HOUR: () => hour.getUTCHours(),
      FILL: (value: number, filling: number) => (Number.isNaN(value) ? filling : value),
      IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
    }) as (runs: number, errors: number) => number;
    const holds = (at: number, runs: number | undefined): boolean => {
      hour = new Date(at);
      return asked(runs ?? NaN, runs === undefined ? NaN : 0) >= 1;
    };
    const [from, to] = [toIsoDay('2025-12-20'), toIsoDay('2032-01-20')];
    const slots = new Set<number>();
    for (let one = from; one <= to; one = addDays(one, 1)) if (isSlot(one)) slots.add(tellMs(one));
    /** When the alarm fires, in a world without this slot's run. */
    const fires = (left: number | undefined, begin: number, end: number): number[] => {
      const fired: number[] = [];
      let below = 0;
      for (let at = begin; at < end; at += HOUR_MS) {
        const isRun = slots.has(at) && at !== left;
        below = holds(at, isRun ? 1 : undefined) ? 0 : below + 1;
        if (below === 26) fired.push(at);
      }
      return fired;
    };
    const [first, last] = [Math.min(...slots), Math.max(...slots)];
    expect(fires(undefined, first, last)).toEqual([]);
    for (const left of [...slots].filter(
      (at) => at > first + 9 * 24 * HOUR_MS && at < last - 9 * 24 * HOUR_MS,
    )) {
      const [at, ...more] = fires(left, left - 3 * 24 * HOUR_MS, left + 3 * 24 * HOUR_MS);
      expect(at, new Date(left).toISOString()).toBeLessThanOrEqual(left + 26 * HOUR_MS);
      expect(more).toEqual([]);
    }
  });
});

const tellMs = (slot: IsoDay): number => countEpochMs(slotInstant(slot));

describe('money', () => {
  it('is told by mail before the month’s budget is spent', () => {
    const [[, budget] = []] = ofType(stacks, 'AWS::Budgets::Budget');
    expect(budget?.Properties['Budget']).toMatchObject({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: production!.monthlyBudget.amount, Unit: production!.monthlyBudget.currency },
    });
    const told = budget?.Properties['NotificationsWithSubscribers'] as {
      Notification: { NotificationType: string; Threshold: number };
      Subscribers: { SubscriptionType: string; Address: unknown }[];
    }[];
    expect(told.map(({ Notification }) => [Notification.NotificationType, Notification.Threshold])).toEqual([
      ['ACTUAL', 80],
      ['FORECASTED', 100],
    ]);
    for (const { Subscribers } of told)
      expect(Subscribers.map(({ SubscriptionType, Address }) => [SubscriptionType, flat(Address)])).toEqual([
        ['SNS', expect.stringMatching(/^<Alarms/)],
      ]);
    // Budgets publish under a name of their own, through the topic's key.
    const [[, policy] = []] = ofType(stacks, 'AWS::SNS::TopicPolicy');
    expect(JSON.stringify(policy)).toContain('budgets.amazonaws.com');
    const [[, key] = []] = ofType(stacks, 'AWS::KMS::Key');
    expect(JSON.stringify(key)).toContain('budgets.amazonaws.com');
  });
});

describe('the dashboards', () => {
  const dashboards = ofType(stacks, 'AWS::CloudWatch::Dashboard').map(([id, { Properties }]) => ({
    id,
    body: flat(Properties['DashboardBody']),
  }));

  it('show every function, with the alarms of its stack on top', () => {
    expect(dashboards.map(({ id }) => id.split('/')[0]).sort()).toEqual([
      'GoujiProductionPipeline',
      'GoujiProductionWeb',
    ]);
    for (const { id, body } of dashboards) {
      const [stack = ''] = id.split('/');
      const own = alarms.filter(([alarm]) => alarm.startsWith(`${stack}/`));
      const widgets = (JSON.parse(body) as { widgets: { type: string; properties: { alarms?: string[] } }[] })
        .widgets;
      expect(widgets[0]?.type).toBe('alarm');
      expect(widgets[0]?.properties.alarms).toHaveLength(own.length);
    }
    const shown = dashboards.map(({ body }) => body).join('');
    for (const name of NAMES) expect(shown).toContain(`"title":"${name}`);
  });

  it('show how old the oldest message is, and what the table was asked', () => {
    const [{ body } = { body: '' }] = dashboards.filter(({ id }) => id.includes('Pipeline'));
    for (const metric of [
      'ApproximateAgeOfOldestMessage',
      'IteratorAge',
      'ConsumedWriteCapacityUnits',
      'ConsumedReadCapacityUnits',
    ])
      expect(body).toContain(`"${metric}"`);
  });
});
