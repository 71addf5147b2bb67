/** What an empty system tells whoever runs it: the next command. */
import { HOME_TEXTS } from '../texts/home.ts';
import type { PageContext } from './page-context.ts';

/** What is missing first; `home`: the region that the system begins with, where that is set and nobody has loaded it. */
export type Emptiness =
  { readonly lacks: 'regions'; readonly home: string | undefined } | { readonly lacks: 'roster' };

const LOAD_REGIONS = 'gouji load regions regions.csv';
const LOAD_ROSTER = 'gouji load roster roster.csv';
const DEMONSTRATION = 'gouji start --data demonstration --port 8797 --s3-port 8798 --dynamodb-port 8799';

interface Props {
  readonly page: PageContext;
  readonly empty: Emptiness;
}

export const NextCommand = ({ page, empty }: Props) => {
  const t = HOME_TEXTS[page.lang].empty;
  const says =
    empty.lacks === 'roster' ? t.roster : empty.home === undefined ? t.regions : t.home(empty.home);
  const commands = empty.lacks === 'roster' ? [LOAD_ROSTER] : [LOAD_REGIONS, LOAD_ROSTER];
  return (
    <section class="empty" data-next={empty.lacks}>
      <h2>{t.heading}</h2>
      <p>{says}</p>
      <Command label={t.commands} text={commands.join('\n')} />
      <p>{t.demonstration}</p>
      <Command label={t.demonstrationCommand} text={DEMONSTRATION} />
    </section>
  );
};

/** Wider than a phone: it is scrolled by keyboard, too. */
const Command = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <pre tabindex={0} role="region" aria-label={label}>
    {text}
  </pre>
);
