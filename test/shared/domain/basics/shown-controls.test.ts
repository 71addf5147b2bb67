import { describe, expect, it } from 'vitest';
import { showControls, showControlsInLines } from '../../../../shared/domain/basics/shown-controls.ts';

describe('controls in a text of several lines', () => {
  it('are shown, but for line breaks, tabs, and the mark that begins a CSV file', () => {
    expect(showControlsInLines('\ufeff名称,数\r\n甲\t1\n')).toBe('\ufeff名称,数\r\n甲\t1\n');
    expect(showControlsInLines('名称\ufeff\n\ufeff甲\u001b[2J\u202e')).toBe(
      '名称\\ufeff\n\\ufeff甲\\u001b[2J\\u202e',
    );
    expect(showControls('\ufeff甲\n')).toBe('\\ufeff甲\\u000a');
  });

  it('are those of one line, each of them', () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const text = `甲${String.fromCharCode(unit)}`;
      if (text !== '甲\n' && text !== '甲\t') expect(showControlsInLines(text)).toBe(showControls(text));
    }
    expect(showControlsInLines('甲𠮷')).toBe('甲𠮷');
  });
});
