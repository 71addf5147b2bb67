/** Answers are packed by what stands in front; readers who come to the function itself find nothing there that does. */
type Answering = (request: Request) => Response | Promise<Response>;

export const packWhereNobodyDoes = async (
  originSecret: string | undefined,
  answer: Answering,
): Promise<Answering> =>
  originSecret === undefined ? (await import('./packed.ts')).packAnswers(answer) : answer;
