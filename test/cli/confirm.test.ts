import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm } from '../../cli/confirm.ts';

const aTerminal = (isTTY: boolean) => ({
  input: Object.assign(new PassThrough(), { isTTY }),
  output: Object.assign(new PassThrough(), { isTTY }),
});

describe('confirm', () => {
  it.each([
    ['y', true],
    ['Yes', true],
    ['是', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('takes %j for %s', async (answer, expected) => {
    const terminal = aTerminal(true);
    const confirmed = confirm('Load?', terminal);
    terminal.input.write(`${answer}\n`);
    expect(await confirmed).toBe(expected);
    expect(String(terminal.output.read())).toContain('Load? [y/N]');
  });

  it('takes the end of the input for a no', async () => {
    const terminal = aTerminal(true);
    const confirmed = confirm('Load?', terminal);
    terminal.input.end();
    expect(await confirmed).toBe(false);
  });

  it('asks nobody where no terminal is', async () => {
    const terminal = aTerminal(false);
    expect(await confirm('Load?', terminal)).toBeUndefined();
    expect(terminal.output.read()).toBeNull();
  });
});
