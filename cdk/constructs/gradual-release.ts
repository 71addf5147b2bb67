/** A new version is asked by one in ten for half an hour, and taken back where an alarm of its function fires meanwhile. */
import { Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { FunctionBase, type Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export class GradualRelease extends Construct {
  /** By which the function is asked: behind it stand both versions for that time. */
  readonly alias: IFunction;
  private readonly group: LambdaDeploymentGroup;

  /** `stores`: which ones the stage names. A parameter's value makes no new version, and the old one has no right to other stores. */
  constructor(
    scope: Construct,
    id: string,
    fn: LambdaFunction,
    { stores, isAtOnce }: { readonly stores: string; readonly isAtOnce: boolean },
  ) {
    super(scope, id);
    fn.invalidateVersionBasedOn(stores);
    const alias = fn.addAlias('live');
    this.alias = asFunction(alias);
    this.group = new LambdaDeploymentGroup(this, 'Group', {
      application: new LambdaApplication(this, 'Application'),
      alias,
      // Alarms look at three times five minutes.
      deploymentConfig: isAtOnce
        ? LambdaDeploymentConfig.ALL_AT_ONCE
        : LambdaDeploymentConfig.CANARY_10PERCENT_30MINUTES,
    });
    Validations.of(this.group).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'AWS keeps this policy as small as its own service needs it: it moves an alias.',
    });
  }

  /** Takes the new version back where it fires. */
  watch(alarm: Alarm): void {
    this.group.addAlarm(alarm);
  }
}

/** To the compiler an alias is none: its role may be `undefined`, where a function's may be left out. */
function asFunction(alias: object): IFunction {
  if (!(alias instanceof FunctionBase)) throw new TypeError('an alias is a function');
  return alias;
}
