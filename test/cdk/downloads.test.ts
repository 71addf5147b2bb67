/** What is taken along comes from a function of its own, under the paths that the wiring names. */
import { describe, expect, it } from 'vitest';
import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { flat, ofType, synthesise } from '../support/synthesised.ts';

interface Behavior {
  readonly PathPattern: string;
  readonly TargetOriginId: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string }[];
}
interface Origin {
  readonly Id: string;
  readonly DomainName: unknown;
}

describe.each(ofType(synthesise(), 'AWS::CloudFront::Distribution'))('%s', (_, { Properties }) => {
  const { CacheBehaviors, DefaultCacheBehavior, Origins } = Properties['DistributionConfig'] as {
    readonly CacheBehaviors: readonly Behavior[];
    readonly DefaultCacheBehavior: Behavior;
    readonly Origins: readonly Origin[];
  };
  const downloads = CacheBehaviors.filter(({ PathPattern }) =>
    (DOWNLOAD_PATHS as readonly string[]).includes(PathPattern),
  );
  const originOf = ({ TargetOriginId }: Behavior) =>
    flat(Origins.find(({ Id }) => Id === TargetOriginId)?.DomainName);

  it('sends the paths of downloads to their function, and the rest to the web function', () => {
    expect(downloads.map(({ PathPattern }) => PathPattern)).toEqual([...DOWNLOAD_PATHS]);
    for (const behavior of downloads) expect(originOf(behavior)).toContain('DownloadsFunction');
    expect(originOf(DefaultCacheBehavior)).toContain('WebFunction');
  });

  it('tells it under which name the site was asked', () => {
    for (const { FunctionAssociations } of downloads)
      expect(FunctionAssociations?.map(({ EventType }) => EventType)).toEqual([
        'viewer-request',
        'viewer-response',
      ]);
  });
});
