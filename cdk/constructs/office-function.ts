/** The office's function: what it is given, and what it may do. */
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { ITEMS, YEARS_OF_REGIONS, allowItems, allowObjects } from './access.ts';
import { takePart } from './filing.ts';
import { describeDemand } from './identity.ts';
import type { Stores } from './stores.ts';
import { WorkerFunction } from './worker-function.ts';

interface OfficeProps extends Stores {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  /** Lent to programs. */
  readonly uploadsRole: Role;
}

/**
 * It signs forms that put into the inbox, lends the role for uploads, and writes its tickets and what offices do, with the
 * agency-year, calendar and roster that this makes another; totals follow by the stream. Accounts and the archive it leaves
 * alone: who the roster lets in is written where its letters are.
 */
export function createOfficeFunction(
  scope: Construct,
  { settings, alarmTopic, bucket, table, uploadsRole }: OfficeProps,
  originSecret: string | undefined,
): WorkerFunction<'office'> {
  const office = new WorkerFunction(scope, 'Office', {
    name: 'office',
    environment: {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      UPLOAD_ROLE_ARN: uploadsRole.roleArn,
      SITE_URL: settings.site && `https://${settings.site.domainName}`,
      MAIL_FROM: settings.site && settings.mail?.from,
      ORIGIN_SECRET: originSecret,
      // A second step counts by what is asked of offices today.
      ...describeDemand(settings),
    },
    settings,
    alarmTopic,
  });
  // A form that it signs can do what it may do itself. It asks for letters, and writes none.
  allowObjects(
    office,
    settings,
    ['s3:PutObject'],
    ['inbox/', 'orders/acts/', 'orders/roster/', 'publication/'],
  );
  // Explanations' words are in the archive alone.
  allowObjects(office, settings, ['s3:GetObject'], ['archive/', 'receipts/publication/']);
  // An act lasts by its copy; the copy that is there already says whether the same was asked before.
  allowObjects(office, settings, ['s3:GetObject', 's3:PutObject'], ['acts/']);
  // Lends temporary credentials to programs, for one agency each.
  takePart(office, settings, 'lends');
  office.allow(['sts:AssumeRole'], [uploadsRole.roleArn]);
  allowItems(
    office,
    table.tableArn,
    ['dynamodb:BatchGetItem'],
    ['session#*', 'credential#*', 'returned-mail#*', 'contact#*', ...ITEMS.shown, 'calendar'],
  );
  allowItems(
    office,
    table.tableArn,
    ['dynamodb:Query'],
    ['grants#*', 'audit#*', 'contact#*', ...ITEMS.shown, 'calendar'],
  );
  allowItems(
    office,
    table.tableArn,
    ['dynamodb:PutItem'],
    [
      'ticket#*',
      'audit#*',
      'contact#*',
      'upload-session#*',
      'credentials-in#*',
      ...YEARS_OF_REGIONS,
      'calendar',
      'agency#*',
      'names',
      'names#*',
    ],
  );
  // That a session was used keeps it from ending; a program takes its token, and says that it used it, and where its agency is now.
  allowItems(office, table.tableArn, ['dynamodb:UpdateItem'], ['session#*', 'credential#*', 'rate#*']);
  // Pieces of the names' index that are no longer needed, too, and a contact that an office takes away.
  allowItems(
    office,
    table.tableArn,
    ['dynamodb:DeleteItem'],
    ['login-code#*', 'credentials-in#*', 'contact#*', 'names', 'names#*'],
  );
  return office;
}
