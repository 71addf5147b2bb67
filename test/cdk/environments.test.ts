/** Names of environment variables are the functions' own: what the deployment sets is checked by `tsc`. */
import { App, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { WorkerFunction } from '../../cdk/constructs/worker-function.ts';
import type { EnvironmentOf } from '../../cdk/environments.ts';
import { checkPublicationEnv } from '../../functions/check-publication/env.ts';
import { receiveReportEnv } from '../../functions/receive-report/env.ts';
import { recordBounceEnv } from '../../functions/record-bounce/env.ts';
import { sendMailEnv } from '../../functions/send-mail/env.ts';
import { followChangesEnv } from '../../functions/follow-changes/env.ts';
import { openYearEnv } from '../../functions/open-year/env.ts';
import { reconcileInboxEnv } from '../../functions/reconcile-inbox/env.ts';
import { reconcileRegionEnv } from '../../functions/reconcile-region/env.ts';
import { recordPublicationEnv } from '../../functions/record-publication/env.ts';
import { summariseComplianceEnv } from '../../functions/summarise-compliance/env.ts';
import { summariseRegionEnv } from '../../functions/summarise-region/env.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { accountEnv } from '../../web/account/env.ts';
import { downloadsEnv } from '../../web/downloads/env.ts';
import { officeEnv } from '../../web/office/env.ts';
import { webEnv } from '../../web/env.ts';
import { WITHOUT_BUNDLES, flat, ofType, synthesise } from '../support/synthesised.ts';

// Checked by `npm run types`: each of these lines is an error there, and would be one here if it were not.
const NAMES: EnvironmentOf<'open-year'> = { TABLE_NAME: 'reports' };
// @ts-expect-error -- a variable is left out
const LEFT_OUT: EnvironmentOf<'receive-report'> = { TABLE_NAME: 'reports' };
// @ts-expect-error -- a variable is misspelt
const MISSPELT: EnvironmentOf<'open-year'> = { TABEL_NAME: 'reports' };
// @ts-expect-error -- a variable that the function does not read
const TOO_MANY: EnvironmentOf<'open-year'> = { TABLE_NAME: 'reports', BUCKET_NAME: 'reports' };

const ROLE_ARN = 'arn:aws:iam::111122223333:role/a-role';

describe('the environment', () => {
  it('of a function can be neither left out nor misspelt', () => {
    const stack = new Stack(new App({ context: WITHOUT_BUNDLES }), 'Planted');
    const house = {
      settings: { logRetention: RetentionDays.ONE_DAY },
      alarmTopic: new Topic(stack, 'Alarms'),
    };
    new WorkerFunction(stack, 'Right', { ...house, name: 'open-year', environment: NAMES });
    // @ts-expect-error -- the environment of another function
    new WorkerFunction(stack, 'Wrong', { ...house, name: 'receive-report', environment: NAMES });
    expect([LEFT_OUT, MISSPELT, TOO_MANY]).toHaveLength(3);
  });

  const SCHEMAS = {
    'receive-report': receiveReportEnv,
    'record-publication': recordPublicationEnv,
    'follow-changes': followChangesEnv,
    'send-mail': sendMailEnv,
    'record-bounce': recordBounceEnv,
    'open-year': openYearEnv,
    'reconcile-inbox': reconcileInboxEnv,
    'reconcile-region': reconcileRegionEnv,
    'check-publication': checkPublicationEnv,
    'summarise-compliance': summariseComplianceEnv,
    'summarise-region': summariseRegionEnv,
    web: webEnv,
    account: accountEnv,
    downloads: downloadsEnv,
    office: officeEnv,
  } satisfies Record<FunctionName, unknown>;

  it('that is deployed is what each function reads', () => {
    const functions = ofType(synthesise(), 'AWS::Lambda::Function');
    for (const name of Object.keys(WIRING) as FunctionName[]) {
      const id = name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
      const own = functions.filter(([path]) => path.includes(`/${id}Function`));
      expect(own.length).toBeGreaterThan(0);
      for (const [, { Properties }] of own) {
        const variables = Object.entries(Properties['Environment'].Variables as Record<string, unknown>);
        const env = Object.fromEntries(
          // What refers to a role is its name once that is deployed.
          variables.map(([key, value]) => [key, key.endsWith('_ROLE_ARN') ? ROLE_ARN : flat(value)]),
        );
        expect(() => readEnv<unknown>(SCHEMAS[name], env)).not.toThrow();
      }
    }
  });
});
