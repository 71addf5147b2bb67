import {
  Annotations,
  CfnOutput,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
  type StackProps,
} from 'aws-cdk-lib';
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
import { addDashboard } from '../constructs/dashboard.ts';
import { P95, measureSum } from '../constructs/metrics.ts';
import { makeOriginSecret } from '../constructs/origin-secret.ts';
import { ACCOUNT_RATE, OFFICE_RATE, POST_RATE } from '../constructs/rates.ts';
import { createSiteFunctions, type SiteFunctions } from '../constructs/site-functions.ts';
import { openThrottledApi } from '../constructs/throttled-api.ts';
import { makeEdgeCode, makeResponseCode } from '../edge/edge-code.ts';
import type { StageSettings } from '../stages.ts';

interface WebStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  /** Lent to programs by the office function. */
  readonly uploadsRole: Role;
  /** The firewall's, which lies in a region of its own. */
  readonly webAclArn?: string | undefined;
}

/** What a reader chose: each choice has its own pages. */
const CHOICE_COOKIES = ['lang', 'theme'];

/** The site and the API, and a function for what is taken along, behind one CloudFront distribution. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const originSecret = makeOriginSecret(this);
    const functions = createSiteFunctions(this, props, { originSecret });
    const distribution = this.distribute(functions, props, originSecret);
    for (const asked of [functions.worker, functions.downloads])
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
    { worker, downloads, account, office }: SiteFunctions,
    { settings: { name, site, firewall }, webAclArn }: WebStackProps,
    originSecret: string,
  ): Distribution {
    // Only this distribution may call the URL: CloudFront signs each request.
    const shown = { customHeaders: { [ORIGIN_HEADER]: originSecret } };
    const url = worker.asked.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    const streamingUrl = downloads.asked.addFunctionUrl({
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
    const functionAssociations = this.guardCache();
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
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
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
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'Public figures, open to readers of every country.',
    });
    if (webAclArn === undefined)
      Validations.of(distribution).acknowledge({
        id: 'AwsSolutions-CFR2',
        reason:
          'What is public is cheap to read; the throttled doors bound what documents, signing in and filing cost, and links to sign in are counted by address. A stage may state a firewall.',
      });
    if (firewall && webAclArn === undefined)
      Annotations.of(this).addWarningV2(
        'gouji:firewall',
        `The firewall guards nothing yet: deploy Gouji${name}Firewall, state its output as firewall.webAclArn of ${name} in cdk/stages.ts, and deploy again.`,
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
   * what is kept has one key for all who ask the same. Browsers are not told of what CloudFront may give while it asks.
   */
  private guardCache(): FunctionAssociation[] {
    const normalise = new EdgeFunction(this, 'NormaliseRequest', {
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(makeEdgeCode()),
    });
    const settle = new EdgeFunction(this, 'SettleResponse', {
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(makeResponseCode()),
    });
    return [
      { function: normalise, eventType: FunctionEventType.VIEWER_REQUEST },
      { function: settle, eventType: FunctionEventType.VIEWER_RESPONSE },
    ];
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
