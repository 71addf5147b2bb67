/** What may be done with the agencies that are ticked in a list: previewed first. */
import type { Act } from '../../../shared/domain/authority/may.ts';
import type { DeskList } from '../../../shared/domain/desk/desk.ts';
import { ACT_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import { MAX_REASON } from '../../../shared/domain/standing/acts/check-act.ts';
import type { PageContext } from '../../site/page-context.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';
import { deskEn } from '../../texts/desk-en.ts';
import { deskZhCn } from '../../texts/desk-zh-cn.ts';
import { inLang } from '../../texts/language.ts';

export const BULK_ACTS = ['confirm', 'recognise', 'remind', 'note', 'demand', 'return'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** What an office must be allowed to do for it. */
export const BULK_RIGHTS: Readonly<Record<BulkAct, Act>> = {
  confirm: 'confirm',
  recognise: 'answer-explanation',
  remind: 'remind',
  note: 'note',
  demand: 'demand',
  return: 'return',
};

export const BULK_WORDS: Readonly<Record<BulkAct, Text>> = {
  confirm: ACT_WORDS.confirm,
  recognise: { zh: deskZhCn.bulk.recognise, en: deskEn.bulk.recognise },
  remind: { zh: deskZhCn.bulk.remind, en: deskEn.bulk.remind },
  note: ACT_WORDS.note,
  demand: ACT_WORDS.demand,
  return: ACT_WORDS.return,
};

/** Words of acts begin small: not where they stand alone. */
export const asHead = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

/** What is mostly done with a list. */
const USUAL: Readonly<Record<DeskList, BulkAct>> = {
  'returned-by-office': 'remind',
  'returned-by-checks': 'remind',
  'demanded-not-corrected': 'remind',
  'explanations-to-confirm': 'recognise',
  'newly-filed': 'confirm',
  overdue: 'remind',
  'promised-and-due': 'remind',
};

/** The value of a row's box: where the agency's year lies, and which submission was looked at. */
export const nameRow = ({
  district,
  id,
  submissionId,
}: {
  readonly district: string;
  readonly id: string;
  readonly submissionId: string | undefined;
}): string => [district, id, submissionId ?? ''].join(' ').trimEnd();

export const mayActAtOnce = (mayDo: (act: Act) => boolean): boolean =>
  BULK_ACTS.some((act) => mayDo(BULK_RIGHTS[act]));

interface Props {
  readonly page: PageContext;
  readonly list: DeskList;
  readonly mayDo: (act: Act) => boolean;
  /** The page with every row ticked. */
  readonly pickAll: string;
}

export const BulkPanel = ({ page, list, mayDo, pickAll }: Props) => {
  const t = DESK_TEXTS[page.lang].bulk;
  const acts = BULK_ACTS.filter((act) => mayDo(BULK_RIGHTS[act]));
  if (!mayActAtOnce(mayDo)) return <></>;
  return (
    <fieldset class="bulk" id="bulk">
      <legend>{t.heading}</legend>
      <p class="note">
        {t.text} <a href={pickAll}>{t.pickAll}</a>
      </p>
      <label>
        {t.act}
        <select name="act">
          {acts.map((act) => (
            <option value={act} selected={act === USUAL[list]}>
              {asHead(inLang(BULK_WORDS[act], page.lang))}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.reason}
        <textarea name="why" rows={2} maxlength={MAX_REASON} aria-describedby="why-hint"></textarea>
      </label>
      <p class="note" id="why-hint">
        {t.reasonHint}
      </p>
      <label>
        {t.until}
        <input type="date" name="until" aria-describedby="until-hint" />
      </label>
      <p class="note" id="until-hint">
        {t.untilHint}
      </p>
      <button type="submit" class="button button-main">
        {t.preview}
      </button>
    </fieldset>
  );
};
