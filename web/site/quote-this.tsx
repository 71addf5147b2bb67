/** A sentence to copy, with its source, and a link at which the figures stay as they are now. */
import { QUOTE_TEXTS } from '../texts/quote.ts';
import { href, type PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  /** What the figures are, as a sentence. */
  readonly says: string;
  /** The page's name, as a source is cited. */
  readonly title: string;
  readonly path: string;
  /** Regions with others below are told by day. */
  readonly isByDay?: boolean;
}

/** The server doesn't know under which name it is reached: a script writes the whole address, and shows the button that copies. */
export const QuoteThis = ({ page, says, title, path, isByDay = false }: Props) => {
  const t = QUOTE_TEXTS[page.lang].quote;
  // In whichever language its reader has.
  const link = href({ lang: page.lang, langInAddress: false, past: page.past ?? page.at }, path);
  return (
    <details class="quote-this">
      <summary>{t.link}</summary>
      <p class="quoted" data-quoted>
        {says}
        {t.source(title, page.asOf)}
        <a href={link} data-absolute>
          {link}
        </a>
        {t.end}
      </p>
      <p class="note">
        <button type="button" data-copy={t.copied} hidden>
          {t.copy}
        </button>{' '}
        {isByDay ? t.byDay : t.byInstant}
      </p>
    </details>
  );
};
