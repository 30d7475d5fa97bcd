/** The app's native questions and messages in tests: answered for the person, and noted. */

import type { DesktopApp } from '../support/desktop-app.ts';
import { waitFor } from '../support/wait-for.ts';

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Answers every question with the button of this name, from now on; with the last one where it is missing. */
export const answerWith = ({ electron }: DesktopApp, button: string): Promise<void> =>
  electron.evaluate(({ dialog }, wanted) => {
    const asked: Question[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...given: unknown[]) => {
      const question = given.at(-1) as Question;
      asked.push(question);
      const found = question.buttons.indexOf(wanted);
      return { response: found === -1 ? question.buttons.length - 1 : found, checkboxChecked: false };
    };
  }, button);

/** What was asked since `answerWith`. */
export const questions = ({ electron }: DesktopApp): Promise<readonly Question[]> =>
  electron.evaluate(() => (globalThis as unknown as { asked: Question[] }).asked);

/** Waits for the next question since `answerWith`, as number `count`. */
export const question = (app: DesktopApp, count = 1): Promise<Question> =>
  waitFor('the question', async () => (await questions(app))[count - 1]);
