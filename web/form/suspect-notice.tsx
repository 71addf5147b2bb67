/** What most likely went wrong, before the findings that stand on it: which cell, what it should be, what that clears. */
import { CATALOGUES, DECIMALS, type Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { readFigure, type Figures } from '../../shared/domain/form/figures.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Change, Repair } from '../../shared/domain/findings/suspect.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { listRepairs, groupSuspects, type SuspectGroup } from './suspect-groups.ts';
import { inLang } from '../texts/language.ts';
import { cellId } from './form-layout.ts';
import type { Wording } from '../site/page-context.ts';

interface Form {
  readonly page: Wording;
  readonly edition: Edition;
  /** Figures of the form below, whose cells are linked to. */
  readonly figures: Figures | undefined;
}

interface Props extends Form {
  readonly findings: readonly Finding[];
  /** Whether a repair can be carried out here: the page's script listens to the buttons. */
  readonly repairs: boolean;
}

export const SuspectNotices = ({ findings, ...props }: Props) => (
  <>
    {groupSuspects(findings).map((group, g) => (
      <SuspectNotice {...props} group={group} place={g} />
    ))}
  </>
);

interface NoticeProps extends Omit<Props, 'findings'> {
  readonly group: SuspectGroup;
  /** Among the groups, from 0. */
  readonly place: number;
}

const SuspectNotice = ({ page, edition, figures, repairs, group, place }: NoticeProps) => {
  const t = page.t.suspect;
  const { suspect, numbers } = group;
  const options = listRepairs(suspect);
  const several = 'candidates' in suspect;
  const id = `suspect-${place + 1}`;
  return (
    // Several have the same heading: what each clears tells them apart.
    <section class="suspect" id={id} aria-labelledby={`${id}-heading ${id}-clears`}>
      <h3 id={`${id}-heading`}>
        {several ? t.candidates(formatNumber(options.length)) : t.named(formatNumber(suspect.changes.length))}
      </h3>
      <ol class="repairs">
        {options.map((repair, r) => (
          <li>
            <Changes page={page} edition={edition} figures={figures} repair={repair} />
            {repairs && (
              <button
                type="button"
                class={several ? 'button' : 'button button-main'}
                data-repair={`${place}.${r}`}
              >
                {t.apply}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p class="clears" id={`${id}-clears`}>
        {t.clears(formatNumber(numbers.length))}
        {numbers.map((number, i) => (
          <>
            {i > 0 && page.t.agency.listSeparator}
            <a href={`#finding-${number}`}>{t.finding(formatNumber(number))}</a>
          </>
        ))}
      </p>
    </section>
  );
};

const Changes = ({ page, edition, figures, repair }: Form & { readonly repair: Repair }) => (
  <ul class="changes">
    {repair.changes.map((change) => (
      <li>
        <ChangedCell page={page} edition={edition} figures={figures} change={change} />
      </li>
    ))}
  </ul>
);

const ChangedCell = ({ page, edition, figures, change }: Form & { readonly change: Change }) => {
  const { path, value } = change;
  const before = figures && readFigure(figures, path);
  return (
    <ValueChange
      page={page}
      edition={edition}
      path={path}
      from={before}
      to={value}
      linked={figures !== undefined}
    />
  );
};

interface ValueChangeProps {
  readonly page: Wording;
  readonly edition: Edition;
  readonly path: string;
  readonly from: number | undefined;
  readonly to: number;
  readonly linked: boolean;
}

/** `部分公开 · 自然人:12 → 21`. */
export const ValueChange = ({ page, edition, path, from, to, linked }: ValueChangeProps) => {
  const cell = CATALOGUES[edition].cellByPath.get(path);
  const decimals = cell ? DECIMALS[cell.column.kind] : 0;
  const place = inLang(placeName(edition, path), page.lang);
  return (
    <>
      {linked ? <a href={`#${cellId(path)}`}>{place}</a> : place}{' '}
      <span class="change">
        {from !== undefined && !Number.isNaN(from) && <del>{formatNumber(from, decimals)}</del>}
        <span class="arrow" aria-hidden="true">
          {' → '}
        </span>
        <span class="unseen"> {page.t.suspect.readsInto} </span>
        <ins>{formatNumber(to, decimals)}</ins>
      </span>
    </>
  );
};
