/** The function of signing in: what it is given, and what it may do. */
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { allowItems } from './access.ts';
import { describeProvider, makeSecondStepSecret } from './identity.ts';
import { allowMail, describeMail } from './mail.ts';
import type { Stores } from './stores.ts';
import { WorkerFunction } from './worker-function.ts';

interface AccountProps extends Pick<Stores, 'table'> {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
}

const READ_BY_ACCOUNT = [
  'grants#*',
  'session#*',
  'sessions#*',
  'agency#*',
  'second-step#*',
  'rate#*',
  'credential#*',
  'credentials#*',
  'credentials-in#*',
  // Names of regions and agencies are for whoever grants something there.
  'regions',
  'names',
];

/** It may write what signing in keeps and grants, and nothing else of the table. */
export function createAccountFunction(
  scope: Construct,
  { settings, alarmTopic, table }: AccountProps,
  originSecret: string | undefined,
): WorkerFunction<'account'> {
  const { site } = settings;
  const account = new WorkerFunction(scope, 'Account', {
    name: 'account',
    environment: {
      TABLE_NAME: table.tableName,
      // Never as a request says: a link in a mail leads there.
      SITE_URL: site && `https://${site.domainName}`,
      ...(site && describeMail(settings)),
      ...describeProvider(settings),
      SECOND_STEP_SECRET: makeSecondStepSecret(scope),
      ORIGIN_SECRET: originSecret,
    },
    settings,
    alarmTopic,
  });
  // The roster says by its contacts whose an address is, and reads both by one request: one statement must fit all its keys.
  allowItems(account, table.tableArn, ['dynamodb:BatchGetItem'], [...READ_BY_ACCOUNT, 'contact#*']);
  allowItems(account, table.tableArn, ['dynamodb:Query'], READ_BY_ACCOUNT);
  // A grant is written over the one before it; what is kept of each change stays, and none is deleted.
  allowItems(account, table.tableArn, ['dynamodb:PutItem'], ['grants#*']);
  allowItems(
    account,
    table.tableArn,
    ['dynamodb:PutItem'],
    // It adds to the trail, and reads and deletes none of it.
    ['session#*', 'sessions#*', 'link#*', 'rate#*', 'openid#*', 'second-step#*', 'audit#*'],
  );
  allowItems(account, table.tableArn, ['dynamodb:UpdateItem'], ['session#*', 'rate#*']);
  allowItems(
    account,
    table.tableArn,
    ['dynamodb:DeleteItem'],
    ['session#*', 'sessions#*', 'link#*', 'openid#*', 'second-step#*'],
  );
  // Credentials are made, claimed and revoked, and none is taken away.
  allowItems(
    account,
    table.tableArn,
    ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    ['credential#*', 'credentials#*', 'credentials-in#*', 'login-code#*'],
  );
  if (site) allowMail(account, settings);
  return account;
}
