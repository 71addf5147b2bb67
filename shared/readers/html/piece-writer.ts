import type { Doubt } from '../../domain/convert/layout.ts';
import type { Piece } from '../block-list.ts';

/** Text as a browser would set it, piece by piece: white space is one space, and none at a line's ends. */
export class PieceWriter {
  readonly pieces: Piece[] = [];
  #line = '';
  #doubt: Doubt | undefined;

  write(text: string, keepsLines: boolean): void {
    if (!keepsLines) {
      this.#append(text);
      return;
    }
    const [first = '', ...more] = text.split(/\r\n|[\n\r]/u);
    this.#append(first);
    for (const line of more) {
      this.end();
      this.#append(line);
    }
  }

  end(): void {
    if (this.#line.trim() !== '' || this.#doubt)
      this.pieces.push({ kind: 'text', text: this.#line, doubt: this.#doubt });
    this.#line = '';
    this.#doubt = undefined;
  }

  /** What is written in this line may not count. */
  doubt(): void {
    this.#doubt = 'revision';
  }

  push(piece: Piece): void {
    this.end();
    this.pieces.push(piece);
  }

  #append(text: string): void {
    const joined = text.replace(BETWEEN_WIDE, '').replace(/[ \t\r\n\f]+/gu, ' ');
    this.#line += this.#line.endsWith(' ') ? joined.replace(/^ /u, '') : joined;
  }
}

/** Where a source was broken between two Chinese characters nothing is meant. */
const BETWEEN_WIDE =
  /(?<=[\p{Script=Han}，。、；：）》”])[ \t]*[\r\n][ \t\r\n]*(?=[\p{Script=Han}，。、；：（《“])/gu;
