/** Steps that the desktop tests share: hosting, a guest who opens the link on the console, a choice in the menu. */
import type { Locator, Page } from 'playwright-core';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import type { DesktopApp } from '../support/desktop-app.ts';

declare global {
  interface Window {
    readonly porchlight: ConsoleBridge;
  }
}

/** Hosts from the console and seats a guest, who reads the link there. */
export async function hostAndJoin({ console }: DesktopApp, guest: Page, name: string): Promise<void> {
  await console.getByTestId('host-button').click();
  const link = await console.getByTestId('link').innerText();
  await guest.goto(link);
  await guest.getByTestId('join-name').fill(name);
  await guest.getByTestId('join-button').click();
  await guest.getByTestId('lobby').waitFor();
  await seatOf(console, name).waitFor();
}

/** The row of a person in the console's list. */
export const seatOf = (console: Page, name: string): Locator =>
  console.locator('[data-testid^="seat-row-"]').filter({ hasText: name });

/** Chooses the item of the app's menu that is called so inside. */
export const chooseInMenu = ({ electron }: DesktopApp, id: string): Promise<void> =>
  electron.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()!.getMenuItemById(wanted)!;
    setImmediate(() => item.click());
  }, id);
