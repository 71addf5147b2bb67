import { href } from '../site/page-context.ts';
import { regionAddress } from '../site/region-address.ts';
import type { RegionProps } from './region-charts.tsx';

/** Links, like the years. Only where every child is an agency: totals of regions are not kept by kind. */
export const KindSwitch = ({ page, view, choice }: RegionProps) => {
  const { t } = page;
  if (view.kinds.length < 2 && choice.kind === undefined) return <></>;
  if (view.regions.length > 0) return <p class="banner">{t.view.kindUnavailable}</p>;
  const asked = view.kind;
  const address = (kind: typeof choice.kind): string =>
    href(
      page,
      regionAddress(view.region.code, view.year, { ...choice, kind, agenciesFrom: 1, allBars: false }),
    );
  return (
    <>
      <nav class="years" aria-label={t.view.kind}>
        <ul>
          <li>
            <a href={address(undefined)} aria-current={view.kind === undefined ? 'page' : undefined}>
              {t.view.allKinds}
            </a>
          </li>
          {view.kinds.map((kind) => (
            <li>
              <a href={address(kind)} aria-current={view.kind === kind ? 'page' : undefined}>
                {t.kinds[kind]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {asked !== undefined && !view.kinds.includes(asked) && (
        <p class="banner">{t.view.kindNone(t.kinds[asked])}</p>
      )}
    </>
  );
};
