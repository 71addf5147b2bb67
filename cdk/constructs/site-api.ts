/** One HTTP API as the whole site's door, under the site's own name: where no distribution can ask functions. */
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  CfnApi,
  CfnApiMapping,
  CfnDomainName,
  CfnIntegration,
  CfnRoute,
  CfnStage,
  HttpApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { P95, PER_PERIOD } from './metrics.ts';
import { ACCOUNT_RATE, OFFICE_RATE, POST_RATE, READ_RATE } from './rates.ts';
import type { SiteFunctions } from './site-functions.ts';
import { SITE_ROUTES, type Answering } from './site-routes.ts';

interface SiteApiProps {
  readonly name: string;
  readonly functions: SiteFunctions;
  readonly site: { readonly domainName: string; readonly certificateArn: string };
  readonly logRetention: RetentionDays;
}

const RATES = { posts: POST_RATE, office: OFFICE_RATE, account: ACCOUNT_RATE };
/** As CloudFront promises it elsewhere: HTTP is not answered at all. */
const PROMISES_HTTPS = {
  ResponseParameters: [
    {
      Destination: 'overwrite:header.strict-transport-security',
      Source: 'max-age=31536000; includeSubDomains',
    },
  ],
};
/** What the site answers to browsers; a mapping is for one status. */
const STATUSES = [
  ...['200', '201', '202', '302', '303', '304', '307'],
  ...['400', '401', '403', '404', '405', '409', '410', '413', '415', '422', '429'],
  ...['500', '501', '503'],
];

export class SiteApi extends Construct {
  /** What the site's name has to lead to, as a CNAME. */
  readonly target: string;

  constructor(scope: Construct, id: string, { name, functions, site, logRetention }: SiteApiProps) {
    super(scope, id);
    const api = new CfnApi(this, 'Api', {
      name: `Gouji ${name}`,
      protocolType: 'HTTP',
      // Links, sign-in and filing know one name of the site; and readers' own is the last that a request tells of.
      disableExecuteApiEndpoint: true,
    });
    const integrations = this.integrate(api, functions);
    const routes = this.route(api, integrations);
    const stage = this.openStage(api, routes, logRetention);
    this.target = this.nameSite(api, stage, site);
    const door = HttpApi.fromHttpApiAttributes(this, 'Door', { httpApiId: api.ref });
    functions.worker.watchDoor('Site', {
      failed: door.metricServerError(PER_PERIOD),
      all: door.metricCount(PER_PERIOD),
      latency: door.metricLatency(P95),
    });
  }

  /** One right for each function: one for each route would be more than its policy may hold. */
  private integrate(
    api: CfnApi,
    { worker, ...others }: SiteFunctions,
  ): Readonly<Record<Answering, CfnIntegration>> {
    const { partition, region, account } = Stack.of(this);
    const integrate = (id: string, { asked }: SiteFunctions[keyof SiteFunctions]): CfnIntegration => {
      new CfnPermission(this, `${id}Permission`, {
        action: 'lambda:InvokeFunction',
        functionName: asked.functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `arn:${partition}:execute-api:${region}:${account}:${api.ref}/*/*`,
      });
      return new CfnIntegration(this, `${id}Integration`, {
        apiId: api.ref,
        integrationType: 'AWS_PROXY',
        integrationUri: asked.functionArn,
        payloadFormatVersion: '2.0',
        responseParameters: Object.fromEntries(STATUSES.map((status) => [status, PROMISES_HTTPS])),
      });
    };
    return {
      web: integrate('Web', worker),
      downloads: integrate('Downloads', others.downloads),
      account: integrate('Account', others.account),
      office: integrate('Office', others.office),
    };
  }

  private route(api: CfnApi, integrations: Readonly<Record<Answering, CfnIntegration>>): CfnRoute[] {
    return SITE_ROUTES.map(({ key, answering }) => {
      // By its key: another route among them moves none of the others.
      const route = new CfnRoute(this, `Route ${key.replaceAll('/', '|')}`, {
        apiId: api.ref,
        routeKey: key,
        target: `integrations/${integrations[answering].ref}`,
      });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Pages are for everyone; where somebody has to be known, the function itself tells who asks.',
      });
      return route;
    });
  }

  private openStage(api: CfnApi, routes: readonly CfnRoute[], logRetention: RetentionDays): CfnStage {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: limitTo(READ_RATE),
      routeSettings: Object.fromEntries(
        SITE_ROUTES.flatMap(({ key, isThrottled }) => {
          if (isThrottled === undefined) return [];
          const rate = RATES[isThrottled];
          return [[key, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: rate }]];
        }),
      ),
      accessLogSettings: { destinationArn: logGroup.logGroupArn, format: ACCESS_LOG_FORMAT },
    });
    // It sets rates of routes, which have to be there.
    for (const route of routes) stage.addResourceDependency(route);
    return stage;
  }

  private nameSite(api: CfnApi, stage: CfnStage, site: SiteApiProps['site']): string {
    const domain = new CfnDomainName(this, 'Name', {
      domainName: site.domainName,
      domainNameConfigurations: [
        { certificateArn: site.certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' },
      ],
    });
    new CfnApiMapping(this, 'Mapping', {
      apiId: api.ref,
      domainName: domain.ref,
      stage: stage.ref,
    });
    return domain.attrRegionalDomainName;
  }
}

const limitTo = (rate: number) => ({ throttlingRateLimit: rate, throttlingBurstLimit: rate });
