/** What the second step tells: a file that was not taken, one of another agency, a draft that is there. */
import { REFUSAL_WORDS } from '../../../shared/domain/convert/refusal-words.ts';
import type { Refusal } from '../../../shared/domain/convert/conversion.ts';
import { inLang } from '../../texts/language.ts';
import type { FilingPage } from '../filing-page.ts';
import type { FilingStart } from '../filing-start.ts';
import type { Claim } from './report-claim.ts';

export const Refused = ({
  page,
  name,
  refusal,
}: {
  readonly page: FilingPage;
  readonly name: string;
  readonly refusal: Refusal;
}) => {
  const { reason, cure } = REFUSAL_WORDS[refusal];
  return (
    <div class="banner banner-returned" data-refusal={refusal}>
      <p>
        <b>{page.file.source.refused(name)}</b>
      </p>
      <p>
        {inLang(reason, page.lang)} {inLang(cure, page.lang)}
      </p>
    </div>
  );
};

/** Each choice with what its button says. */
export const Question = ({
  words,
  choices,
}: {
  readonly words: string;
  readonly choices: readonly (readonly [answer: string, label: string])[];
}) => (
  <div class="banner">
    <p>{words}</p>
    <p class="actions">
      {choices.map(([answer, label]) => (
        <button type="button" class="button" data-answer={answer}>
          {label}
        </button>
      ))}
    </p>
  </div>
);

export const OtherReport = ({
  page,
  claim,
  start,
}: {
  readonly page: FilingPage;
  readonly claim: Claim;
  readonly start: FilingStart;
}) => {
  const t = page.file.source;
  const own = page.t.titleOf(start.agencyName, start.year);
  return (
    <Question
      words={t.other(claim.agencyName, claim.year, own)}
      choices={[
        ...(claim.agencyId === undefined ? [] : [['other', t.otherGo] as const]),
        ['use', t.otherUse],
        ['drop', t.otherDrop],
      ]}
    />
  );
};

export const DraftThere = ({ page, changed }: { readonly page: FilingPage; readonly changed: string }) => {
  const t = page.file.source;
  return (
    <div class="banner draft-there">
      <p>{t.draft(changed)}</p>
      <p class="actions">
        <a class="button button-main" href="#step-look" data-step="look">
          {t.continue}
        </a>
        <button type="button" class="button" data-draft="remove">
          {t.remove}
        </button>
      </p>
    </div>
  );
};
