/**
 * Copies text to the clipboard. On plain http there is no clipboard API, so the old way through a selected field
 * is the one that works everywhere. Returns whether it worked.
 */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  // Inside an open dialog only the dialog's own children can take the focus.
  const home = document.querySelector('dialog[open]') ?? document.body;
  const focusBefore = document.activeElement;
  home.append(field);
  field.select();
  field.setSelectionRange(0, text.length);
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focusBefore instanceof HTMLElement) focusBefore.focus();
  }
}
