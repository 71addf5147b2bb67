/** A data folder of an earlier version is brought to the present form as it is started, once. */
import { join } from 'node:path';
import * as z from 'zod';
import { readOwnFile, writeFileAtomically } from '../local/atomic-file.ts';
import { tellChinaYear, type Instant } from '../shared/domain/basics/calendar.ts';
import { DEADLINES_SOURCE } from '../shared/domain/basics/deadlines.ts';
import { renewYear, type RenewDeps } from '../shared/pipeline/renew-year.ts';
import { respellNames } from '../shared/pipeline/name-index.ts';
import { openSpeller } from './spell-name.ts';
import { indexRosterMails, type RosterMailsTable } from '../shared/pipeline/index-roster-mails.ts';
import { separateContacts, type SeparateDeps } from '../shared/pipeline/separate-contacts.ts';
import { placeGrants, type PlacedGrantsTable } from '../shared/pipeline/account/place-grants.ts';
import { yearsUpTo } from '../shared/pipeline/load-roster.ts';

/** 1: until 2026-11; 2: facts of children are kept beside them; 3: as texts, and deadlines are told by level; 4: figures in doubt mark totals, and 信息处理费 is added up; 5: addresses of publication are kept; 6: mail addresses of agencies find them; 7: grants are found by their place; 8: contacts lie apart; 9: names have their pinyin. */
export const PRESENT_FORM = 9;
/** The last form that needed the addresses of agencies to be looked for. */
const MAILS_INDEXED = 6;
/** The last form that needed grants to be placed. */
const GRANTS_PLACED = 7;
/** The last form whose contacts lay with agencies. */
const CONTACTS_SEPARATED = 8;
/** The last form that needed every year to be judged anew. */
const YEARS_RENEWED = 5;
const FORM_FILE = 'form.json';
const formSchema = z.object({ form: z.number() });

interface MigrateDeps extends RenewDeps {
  readonly table: RenewDeps['table'] &
    RosterMailsTable &
    SeparateDeps['table'] &
    Parameters<typeof respellNames>[0];
  readonly accounts: PlacedGrantsTable;
  readonly contacts: SeparateDeps['contacts'];
}

/** Says which form the data in a folder has. */
export const keepForm = (dataDir: string, form: number): void =>
  writeFileAtomically(join(dataDir, FORM_FILE), JSON.stringify({ form }));

/** `isEmpty`: nothing lies in the folder yet, so that it has the present form from the start. */
export async function migrateFolder(
  dataDir: string,
  deps: MigrateDeps,
  {
    isEmpty,
    now,
    say,
  }: { readonly isEmpty: boolean; readonly now: Instant; readonly say: (line: string) => void },
): Promise<void> {
  const path = join(dataDir, FORM_FILE);
  const found = readOwnFile(path, formSchema, say)?.form ?? 1;
  if (found >= PRESENT_FORM) return;
  if (!isEmpty) {
    const years = yearsUpTo(tellChinaYear(now));
    say('正在把数据整理为新版本的格式，仅此一次 / bringing the data to this version’s form, once');
    if (found < YEARS_RENEWED) await renewYears(deps, years, say);
    if (found < MAILS_INDEXED) await indexRosterMails(deps.table, years);
    if (found < GRANTS_PLACED) await placeGrants(deps.accounts);
    if (found < CONTACTS_SEPARATED)
      for (const damage of await separateContacts({ ...deps, now: () => now }, years))
        say(
          `  联系方式未能整理，修复后请运行 gouji rebuild / contacts left as they are; once mended: gouji rebuild: ${damage}`,
        );
    await respellNames(deps.table, await openSpeller(deps.table));
  }
  keepForm(dataDir, PRESENT_FORM);
}

async function renewYears(
  deps: RenewDeps,
  years: readonly number[],
  say: (line: string) => void,
): Promise<void> {
  say(
    `  截止日一律按${DEADLINES_SOURCE.zh}，以往年度也是；逾期、迟报随之改变 / ` +
      `deadlines go by ${DEADLINES_SOURCE.en}, for past years, too; who is overdue or late changes with them`,
  );
  for (const [i, year] of years.entries()) {
    await renewYear(deps, year);
    say(`  ${Math.round(((i + 1) / years.length) * 100)} %`);
  }
}
