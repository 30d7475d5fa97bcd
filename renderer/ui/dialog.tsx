/** A modal panel: focus stays inside and returns, Escape and a tap beside it close it. Mounted means open. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  /** Accessible name of the button that closes. */
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** For things that lie side by side. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function Dialog({ title, closeLabel, onClose, wide = false, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // The browser would do so itself, but not for a dialog that is taken out of the page.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-panel">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <Button icon="close" label={closeLabel} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
