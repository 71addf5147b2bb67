import { CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  ACCOUNT_PATH,
  DOWNLOAD_PATHS,
  OFFICE_PATHS,
  ORIGIN_HEADER,
  VALIDATE_PATH,
} from '../../shared/contracts/wiring.ts';
import { ITEMS, allowItems, allowMissingObjects, allowObjects } from '../constructs/access.ts';
import { createAccountFunction } from '../constructs/account-function.ts';
import { addDashboard } from '../constructs/dashboard.ts';
import { P95, measureSum } from '../constructs/metrics.ts';
import { createOfficeFunction } from '../constructs/office-function.ts';
import { makeOriginSecret } from '../constructs/origin-secret.ts';
import { openThrottledApi } from '../constructs/throttled-api.ts';
import { WorkerFunction } from '../constructs/worker-function.ts';
import { makeEdgeCode } from '../edge/edge-code.ts';
import type { StageSettings } from '../stages.ts';

interface WebStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  readonly bucket: Bucket;
  readonly table: Table;
  /** Lent to programs by the office function. */
  readonly uploadsRole: Role;
}

/** Requests a second that the open door for documents lets through, for all callers together. */
const POST_RATE = 50;
/** What the signed-in ask: who files waits for the receipt with a few requests. */
const OFFICE_RATE = 500;
/** And the pages of signing in: in January's second half a nation's clerks are some thousands an hour. */
const ACCOUNT_RATE = 50;
/** What a reader chose: each choice has its own pages. */
const CHOICE_COOKIES = ['lang', 'theme'];

/** The site and the API, and a function for what is taken along, behind one CloudFront distribution. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { settings, alarmTopic, bucket, table } = props;
    const originSecret = makeOriginSecret(this);
    const worker = new WorkerFunction(this, 'Web', {
      name: 'web',
      environment: {
        BUCKET_NAME: bucket.bucketName,
        TABLE_NAME: table.tableName,
        ORIGIN_SECRET: originSecret,
      },
      settings,
      alarmTopic,
    });
    allowObjects(worker, settings, ['s3:GetObject'], ['archive/', 'receipts/', 'summaries/']);
    allowMissingObjects(worker, settings);
    // Neither sessions nor grants, tickets, links or the audit trail: who may write nothing must not read them either.
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.shown);

    const downloads = new WorkerFunction(this, 'Downloads', {
      name: 'downloads',
      environment: { BUCKET_NAME: bucket.bucketName, TABLE_NAME: table.tableName },
      settings,
      alarmTopic,
    });
    // A report's text is in the archive alone.
    allowObjects(downloads, settings, ['s3:GetObject'], ['archive/']);
    allowMissingObjects(downloads, settings);
    allowItems(downloads, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.shown);

    const account = createAccountFunction(this, props, originSecret);
    const office = createOfficeFunction(this, props, originSecret);
    const functions = { worker, downloads, account, office };
    const distribution = this.distribute(functions, settings, originSecret);
    for (const asked of [worker, downloads])
      asked.watchDoor('Url', {
        failed: measureSum(asked.fn, 'Url5xxCount'),
        all: measureSum(asked.fn, 'UrlRequestCount'),
        latency: asked.fn.metric('UrlRequestLatency', P95),
      });
    addDashboard(this, Object.values(functions));
    new CfnOutput(this, 'Url', {
      value: `https://${settings.site?.domainName ?? distribution.distributionDomainName}/`,
    });
  }

  private distribute(
    {
      worker,
      downloads,
      account,
      office,
    }: {
      readonly worker: WorkerFunction<'web'>;
      readonly downloads: WorkerFunction<'downloads'>;
      readonly account: WorkerFunction<'account'>;
      readonly office: WorkerFunction<'office'>;
    },
    { name, site }: StageSettings,
    originSecret: string,
  ): Distribution {
    // Only this distribution may call the URL: CloudFront signs each request.
    const shown = { customHeaders: { [ORIGIN_HEADER]: originSecret } };
    const url = worker.fn.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    const streamingUrl = downloads.fn.addFunctionUrl({
      authType: FunctionUrlAuthType.AWS_IAM,
      invokeMode: InvokeMode.RESPONSE_STREAM,
    });
    const cachePolicy = this.cachePolicy(name);
    const reading = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.responseHeaders(name),
      compress: true,
    };
    const functionAssociations = this.normaliseRequests();
    const downloading = {
      ...reading,
      functionAssociations,
      origin: FunctionUrlOrigin.withOriginAccessControl(streamingUrl),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy,
    };
    const officeBehavior = {
      ...reading,
      origin: openThrottledApi(this, {
        ids: { api: 'OfficeRequests', integration: 'Office', logs: 'OfficeLogs', stage: 'OfficeStage' },
        worker: office,
        paths: OFFICE_PATHS,
        rate: OFFICE_RATE,
        originSecret,
        openBecause:
          'The function itself tells who asks, by their session or a program’s token, and refuses everybody else.',
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
    };
    const distribution = new Distribution(this, 'Site', {
      comment: `Gouji ${name}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      enableLogging: true,
      logBucket: Bucket.fromBucketName(this, 'LogsByName', this.accessLogs().bucketName),
      ...(site && {
        domainNames: [site.domainName],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', site.certificateArn),
      }),
      defaultBehavior: {
        ...reading,
        functionAssociations,
        origin: FunctionUrlOrigin.withOriginAccessControl(url, shown),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachePolicy,
      },
      additionalBehaviors: {
        ...Object.fromEntries(DOWNLOAD_PATHS.map((path) => [path, downloading])),
        [VALIDATE_PATH]: {
          ...reading,
          origin: openThrottledApi(this, {
            ids: { api: 'Posts', integration: 'Validate', logs: 'PostLogs', stage: 'PostStage' },
            worker,
            paths: [VALIDATE_PATH],
            rate: POST_RATE,
            originSecret,
            openBecause:
              'Checking a document before filing is open to everyone, without an account; nothing is stored.',
          }),
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
        },
        // Every answer is one reader's own: nothing is kept, and every cookie is passed on.
        [ACCOUNT_PATH]: {
          ...reading,
          origin: openThrottledApi(this, {
            ids: {
              api: 'AccountRequests',
              integration: 'SignIn',
              logs: 'AccountLogs',
              stage: 'AccountStage',
            },
            worker: account,
            paths: [ACCOUNT_PATH],
            rate: ACCOUNT_RATE,
            originSecret,
            openBecause:
              'Whoever signs in is nobody yet: the function itself tells who asks, by their session.',
          }),
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
        },
        ...Object.fromEntries(OFFICE_PATHS.map((path) => [path, officeBehavior])),
      },
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Public figures, open to readers of every country.' },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'What is public is cheap to read; the throttled doors bound what documents, signing in and filing cost, and links to sign in are counted by address. An operator who needs a firewall attaches one to the distribution.',
      },
    );
    if (!site)
      Validations.of(distribution).acknowledge({
        id: 'AwsSolutions-CFR4',
        reason:
          "Without a domain of its own the site has CloudFront's certificate, whose TLS floor is AWS's.",
      });
    return distribution;
  }

  /**
   * Files name the address of their page: the name under which the site was asked, which a function URL is not told. And
   * what is kept has one key for all who ask the same.
   */
  private normaliseRequests(): FunctionAssociation[] {
    const normalise = new EdgeFunction(this, 'NormaliseRequest', {
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(makeEdgeCode()),
    });
    return [{ function: normalise, eventType: FunctionEventType.VIEWER_REQUEST }];
  }

  /**
   * Honours what the site says of each answer (`s-maxage`: seconds, minutes for a closed year) and asks with the ETag
   * afterwards; packs, as the function does not. One page has as many versions as it has languages and themes: `edge/` sees to it
   * that nothing else makes two of one.
   */
  private cachePolicy(name: string): CachePolicy {
    return new CachePolicy(this, 'AsTheSiteSays', {
      comment: `Gouji ${name}: as the site's Cache-Control says`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
      cookieBehavior: CacheCookieBehavior.allowList(...CHOICE_COOKIES),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** The site sends its own policy of content and referrers; CloudFront promises HTTPS. */
  private responseHeaders(name: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'ResponseHeaders', {
      comment: `Gouji ${name}`,
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
      },
    });
  }

  private accessLogs(): Bucket {
    const logs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // CloudFront delivers its logs by access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    Validations.of(logs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: "This bucket receives the site's access logs; logging it into itself would never end.",
    });
    return logs;
  }
}
