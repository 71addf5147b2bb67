/** Filing itself: who files for whom, what a correction changes, and what stands in the way. */
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { fileAddress } from '../../site/file-address.ts';
import { agencyYearPath, href } from '../../site/page-context.ts';
import { inLang } from '../../texts/language.ts';
import type { FiledFor } from '../filing-draft.ts';
import type { FilingStart } from '../filing-start.ts';
import type { CorrectionChange } from './correction-changes.ts';
import type { FilingState } from './filing-state.ts';
import { ReceiptView } from './receipt-view.tsx';
import type { SendPage } from './send-page.ts';

interface SendProps {
  readonly page: SendPage;
  readonly filed: Pick<FiledFor, 'agencyId' | 'agencyName' | 'year'>;
  readonly state: FilingState;
  /** Whether it would be taken in as it stands. */
  readonly isReady: boolean;
  /** The version that was filed last. */
  readonly there: FilingStart['there'];
  /** Against that version; `undefined` where the two can't be compared. */
  readonly changes: readonly CorrectionChange[] | undefined;
}

export const SendView = (props: SendProps) => {
  const { page, filed, state } = props;
  const t = page.send;
  switch (state.kind) {
    case 'asking':
      return <p class="note">{t.asking}</p>;
    case 'unknown':
      return (
        <>
          <p>{t.unknown}</p>
          <Again words={t.again} />
        </>
      );
    case 'signed-out':
      return (
        <>
          <p>{t.signedOut}</p>
          <SignIn {...props} words={t.signIn} isMain />
        </>
      );
    case 'not-yours':
      return (
        <>
          <p class="wrong">{t.notYours(state.name)}</p>
          <SignIn {...props} words={t.otherPerson} />
        </>
      );
    case 'ready':
      return <Ready {...props} name={state.name} failed={state.failed} />;
    case 'sending':
      return (
        <>
          <p>{t.as(state.name, filed.agencyName, filed.year)}</p>
          <progress id="filing-progress" max={100} value={0} aria-label={t.progress}></progress>
        </>
      );
    case 'late':
      return (
        <>
          <p>{t.late}</p>
          <p>
            <a href={href(page, agencyYearPath(filed.agencyId, filed.year))}>{t.agencyPage}</a>
          </p>
        </>
      );
    case 'filed':
      return (
        <ReceiptView page={page} filed={filed} receipt={state.receipt} unexplained={state.unexplained} />
      );
  }
};

const Again = ({ words }: { readonly words: string }) => (
  <p class="actions">
    <button type="button" class="button" data-send="again">
      {words}
    </button>
  </p>
);

/** A link and no form: it may lead on to a provider elsewhere, which the page's policy keeps a form from. */
const SignIn = ({
  page,
  filed: { agencyId, year },
  words,
  isMain = false,
}: Pick<SendProps, 'page' | 'filed'> & { readonly words: string; readonly isMain?: boolean }) => {
  const back = href(page, fileAddress({ agencyId, year, step: 'done' }));
  const path = `${SIGN_IN_PATH}?returnTo=${encodeURIComponent(back)}`;
  return (
    <p class="actions">
      <a class={isMain ? 'button button-main' : 'button'} href={href(page, path)}>
        {words}
      </a>
    </p>
  );
};

const SIGN_IN_PATH = '/account/sign-in';

const Ready = ({
  page,
  filed,
  isReady,
  there,
  changes,
  name,
  failed,
}: SendProps & {
  readonly name: string;
  readonly failed: Extract<FilingState, { kind: 'ready' }>['failed'];
}) => {
  const t = page.send;
  return (
    <>
      {failed !== undefined && (
        <p class="banner banner-returned">{failed === 'network' ? t.failed : inLang(failed, page.lang)}</p>
      )}
      <p id="filing-as">{t.as(name, filed.agencyName, filed.year)}</p>
      {there && <Correction page={page} there={there} changes={changes} />}
      {isReady ? (
        <p class="actions">
          <button
            type="button"
            class="button button-main"
            data-send="file"
            aria-describedby={there ? 'filing-as filing-correction' : 'filing-as'}
          >
            {failed === undefined ? t.send : t.again}
          </button>
        </p>
      ) : (
        <p class="note">
          {t.notReady}
          {page.t.gap}
          <a href="#step-look" data-step="look">
            {t.toLook}
          </a>
        </p>
      )}
    </>
  );
};

/** A list of more is read by nobody. */
const MAX_CHANGES = 30;

const Correction = ({
  page,
  there,
  changes,
}: Pick<SendProps, 'page' | 'changes'> & { readonly there: NonNullable<FilingStart['there']> }) => {
  const t = page.send;
  const left = (changes?.length ?? 0) - MAX_CHANGES;
  return (
    <div class="filing-correction">
      <p id="filing-correction">
        <b>{t.correction[there.state](printChinaMinute(there.receivedAt))}</b>
        {page.t.gap}
        {changes === undefined
          ? t.unseenBefore
          : changes.length === 0
            ? t.noChanges
            : t.changes(formatNumber(changes.length))}
      </p>
      {changes !== undefined && changes.length > 0 && (
        <ul class="plain-list">
          {changes.slice(0, MAX_CHANGES).map((change) => (
            <Change page={page} change={change} />
          ))}
          {left > 0 && <li>{t.more(formatNumber(left))}</li>}
        </ul>
      )}
    </div>
  );
};

const Change = ({ page, change }: { readonly page: SendPage; readonly change: CorrectionChange }) => {
  const t = page.send;
  const { place, values } = change;
  return (
    <li>
      {inLang(place, page.lang)}{' '}
      {values ? (
        <span class="change">
          <del>
            <span class="unseen">{t.before} </span>
            {values.before === '' ? t.none : values.before}
          </del>
          <span class="arrow" aria-hidden="true">
            {' → '}
          </span>
          <ins>
            <span class="unseen">{t.after} </span>
            {values.after === '' ? t.none : values.after}
          </ins>
        </span>
      ) : (
        t.textChanged
      )}
    </li>
  );
};
