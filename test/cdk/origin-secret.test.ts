/** Functions behind an HTTP API are asked by the distribution alone: it shows a secret, and they know it. */
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { ORIGIN_HEADER } from '../../shared/contracts/wiring.ts';
import { flat, ofType, synthesise } from '../support/synthesised.ts';

interface Origin {
  readonly DomainName: unknown;
  readonly OriginCustomHeaders?: readonly { readonly HeaderName: string; readonly HeaderValue: unknown }[];
}

describe.each(STAGES)('in $name', (settings) => {
  const stacks = synthesise([settings]);
  const origins = ofType(stacks, 'AWS::CloudFront::Distribution').flatMap(
    ([, { Properties }]) => Properties['DistributionConfig'].Origins as Origin[],
  );
  const REFERENCE = /^\{\{resolve:secretsmanager:<OriginSecret[0-9A-F]{8}>:SecretString:::\}\}$/;

  it('every HTTP API is shown it, by a reference', () => {
    const open = origins.filter(({ DomainName }) => flat(DomainName).includes('execute-api'));
    expect(open).toHaveLength(3);
    for (const { OriginCustomHeaders = [] } of open) {
      expect(OriginCustomHeaders.map(({ HeaderName }) => HeaderName)).toEqual([ORIGIN_HEADER]);
      expect(flat(OriginCustomHeaders[0]?.HeaderValue)).toMatch(REFERENCE);
    }
  });

  it('every function that an HTTP API leads to demands it, and is asked in no other way without it', () => {
    const demanding = ofType(stacks, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties['Environment'].Variables.ORIGIN_SECRET !== undefined,
    );
    expect(demanding.map(([id]) => id.replace(/^.*\/|Function[0-9A-F]+$/g, '')).sort()).toEqual([
      'Account',
      'Office',
      'Web',
    ]);
    for (const [, { Properties }] of demanding)
      expect(flat(Properties['Environment'].Variables.ORIGIN_SECRET)).toMatch(REFERENCE);
    const web = origins.find(({ DomainName }) => flat(JSON.stringify(DomainName)).includes('WebFunction'));
    expect(web?.OriginCustomHeaders?.map(({ HeaderName }) => HeaderName)).toEqual([ORIGIN_HEADER]);
  });
});
