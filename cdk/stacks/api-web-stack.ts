import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allowObjects } from '../constructs/access.ts';
import { addDashboard } from '../constructs/dashboard.ts';
import { SiteApi } from '../constructs/site-api.ts';
import { createSiteFunctions } from '../constructs/site-functions.ts';
import type { StageSettings } from '../stages.ts';

interface ApiWebStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  /** Lent to programs by the office function. */
  readonly uploadsRole: Role;
}

/** The site where CloudFront can't ask functions: the same functions behind an HTTP API, which keeps no answers and streams none. */
export class ApiWebStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiWebStackProps) {
    super(scope, id, props);
    const { name, logRetention, site } = props.settings;
    if (site === undefined) throw new TypeError(`state site of ${name} in cdk/stages.ts`);
    const functions = createSiteFunctions(this, props, { downloads: { FILES_BY_LINK: 'on' } });
    // What is too large for an answer is kept for a day, and answered as a link.
    allowObjects(functions.downloads, props.settings, ['s3:GetObject', 's3:PutObject'], ['downloads/']);
    const api = new SiteApi(this, 'Site', { name, functions, site, logRetention });
    addDashboard(this, Object.values(functions));
    new CfnOutput(this, 'Url', { value: `https://${site.domainName}/` });
    new CfnOutput(this, 'Target', {
      value: api.target,
      description: `What ${site.domainName} has to lead to, as a CNAME`,
    });
  }
}
