/** Nothing of the site travels in the clear: readers are led to HTTPS, and browsers are told to stay there. */
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { ofType, synthesise } from '../support/synthesised.ts';

interface Behavior {
  readonly ViewerProtocolPolicy: string;
  readonly ResponseHeadersPolicyId: { readonly Ref: string };
}
const stacks = synthesise();

describe.each(ofType(stacks, 'AWS::CloudFront::Distribution'))('%s', (id, { Properties }) => {
  const { CacheBehaviors, DefaultCacheBehavior, Origins } = Properties['DistributionConfig'] as {
    readonly CacheBehaviors: readonly Behavior[];
    readonly DefaultCacheBehavior: Behavior;
    readonly Origins: readonly {
      readonly CustomOriginConfig: {
        readonly OriginProtocolPolicy: string;
        readonly OriginSSLProtocols: readonly string[];
      };
    }[];
  };
  const behaviors = [DefaultCacheBehavior, ...CacheBehaviors];

  it('leads every path to HTTPS', () => {
    expect(new Set(behaviors.map(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy))).toEqual(
      new Set(['redirect-to-https']),
    );
  });

  it('has browsers stay there for a year, under every name below', () => {
    const [stack = ''] = id.split('/');
    for (const { ResponseHeadersPolicyId } of behaviors) {
      const policies = ofType(stacks, 'AWS::CloudFront::ResponseHeadersPolicy');
      const [, policy] = policies.find(([name]) => name === `${stack}/${ResponseHeadersPolicyId.Ref}`) ?? [];
      expect(
        policy?.Properties['ResponseHeadersPolicyConfig'].SecurityHeadersConfig.StrictTransportSecurity,
      ).toEqual({ AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true });
    }
  });

  it('asks what lies behind it over TLS alone', () => {
    for (const { CustomOriginConfig } of Origins) {
      expect(CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
      expect(CustomOriginConfig.OriginSSLProtocols).toEqual(['TLSv1.2']);
    }
  });
});

it('takes TLS 1.2 at the least where its name is its own', () => {
  const certificateArn =
    'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
  const [stage] = STAGES;
  if (!stage) throw new Error('no stage');
  const named = synthesise([{ ...stage, site: { domainName: 'gouji.example.gov.cn', certificateArn } }]);
  const distributions = ofType(named, 'AWS::CloudFront::Distribution');
  expect(distributions).not.toEqual([]);
  for (const [, { Properties }] of distributions)
    expect(Properties['DistributionConfig'].ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
});
