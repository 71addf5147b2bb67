/** The second step: a file, what was copied, or none of them. Its script fills in what was read and what was not. */
import type { PageContext } from '../../site/page-context.ts';
import { FILE_TEXTS } from '../../texts/file.ts';
import type { FilingStart } from '../filing-start.ts';

export const SourceStep = ({ page, start }: { readonly page: PageContext; readonly start: FilingStart }) => {
  const t = FILE_TEXTS[page.lang].source;
  const { there, last } = start;
  return (
    <>
      <div id="draft-there"></div>
      <div class="check-input">
        <label class="drop" id="source-drop">
          <input class="unseen" type="file" id="source-file" />
          <b>{t.drop}</b>
          <span class="button button-main">{t.choose}</span>
          <span class="quiet">{t.kinds}</span>
        </label>
        <div class="paste">
          <label for="source-text">{t.paste}</label>
          <textarea
            id="source-text"
            rows={4}
            spellcheck={false}
            autocomplete="off"
            aria-label={t.pasteLabel}
          ></textarea>
          <button type="button" class="button" id="source-read">
            {t.read}
          </button>
        </div>
      </div>
      <p class="check-status" id="source-status" role="status"></p>
      <div id="source-told" role="alert"></div>
      <h3 class="other-starts">{t.others}</h3>
      <ul class="starts">
        {there?.document !== undefined && <Start start="there" label={t[there.state]} hint={t.thereHint} />}
        <Start start="form" label={t.form} hint={t.formHint} />
        {last?.document !== undefined && <Start start="last" label={t.last(last.year)} hint={t.lastHint} />}
        <Start start="blank" label={t.blank} hint={t.blankHint} />
      </ul>
    </>
  );
};

interface StartProps {
  readonly start: 'there' | 'form' | 'last' | 'blank';
  readonly label: string;
  readonly hint: string;
}

const Start = ({ start, label, hint }: StartProps) => (
  <li>
    <button type="button" class="button" data-start={start}>
      {label}
    </button>
    <span class="quiet">{hint}</span>
  </li>
);
