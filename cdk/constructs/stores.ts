/**
 * Table and bucket as the stacks of functions know them. An export that is imported can't change, so a restored table could
 * not be switched to: the table is told by parameters, which are read anew with each deployment, the bucket by its name.
 */
import { Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { nameReportsBucket } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';

export interface Stores {
  readonly bucket: { readonly bucketName: string };
  readonly table: ITable;
}

const nameParameters = ({ name }: StageSettings) => ({
  tableName: `/gouji/${name.toLowerCase()}/table-name`,
  tableStreamArn: `/gouji/${name.toLowerCase()}/table-stream-arn`,
});

/** Written by the stack that makes the table; the stage may name another one. */
export function writeStores(
  scope: Construct,
  settings: StageSettings,
  own: { readonly name: string; readonly streamArn: string },
): void {
  const names = nameParameters(settings);
  const { name, streamArn } = settings.table ?? own;
  new StringParameter(scope, 'TableNameParameter', {
    parameterName: names.tableName,
    stringValue: name,
    description: 'The table that the functions work with: `table` of the stage, or its own.',
  });
  new StringParameter(scope, 'TableStreamParameter', {
    parameterName: names.tableStreamArn,
    stringValue: streamArn,
    description: 'The stream of that table.',
  });
}

export function readStores(scope: Construct, settings: StageSettings): Stores {
  return {
    bucket: { bucketName: nameReportsBucket(settings) },
    table: Table.fromTableName(
      scope,
      'ReportsTable',
      StringParameter.valueForStringParameter(scope, nameParameters(settings).tableName),
    ),
  };
}

export const readStreamArn = (scope: Construct, settings: StageSettings): string =>
  StringParameter.valueForStringParameter(scope, nameParameters(settings).tableStreamArn);
