/**
 * A button that opens a menu: arrows, Home, End and first letters go through it, Escape and Tab leave it, the focus
 * returns to the button. It lies in the top layer, so that no scrolling list cuts it off.
 */
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../ui/icon.tsx';
import { roveFocus } from '../ui/roving-focus.ts';
import './menu.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Takes something away. */
  readonly isDanger?: boolean;
  /** One of several, of which one is chosen; undefined: a thing to do. */
  readonly isChosen?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  /** Accessible name of the button and the menu. */
  readonly label: string;
  readonly testId: string;
  /** Class of the button. */
  readonly look: string;
  readonly groups: readonly MenuGroup[];
  /** What the button shows. */
  readonly children: ComponentChildren;
}

const ITEM = '[role^="menuitem"]';
/** Between the menu, its button and the window's edge, px. */
const GAP_PX = 6;

export function Menu({ label, testId, look, groups, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opensAt, setOpensAt] = useState<'first' | 'last'>();
  const isOpen = opensAt !== undefined;
  const close = (): void => {
    setOpensAt(undefined);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={look}
        data-testid={testId}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => (isOpen ? close() : setOpensAt('first'))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpensAt(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        {children}
      </button>
      {isOpen && (
        <MenuList
          {...{ id, label, groups }}
          button={button.current!}
          opensAt={opensAt}
          close={close}
          leave={() => setOpensAt(undefined)}
        />
      )}
    </>
  );
}

interface MenuListProps extends Pick<MenuProps, 'label' | 'groups'> {
  readonly id: string;
  readonly button: HTMLButtonElement;
  readonly opensAt: 'first' | 'last';
  /** Closes and gives the focus back. */
  readonly close: () => void;
  /** Closes because the person is elsewhere already. */
  readonly leave: () => void;
}

function MenuList({ id, label, groups, button, opensAt, close, leave }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current!.showPopover();
    place(list.current!, button);
    [...list.current!.querySelectorAll<HTMLElement>(ITEM)].at(opensAt === 'first' ? 0 : -1)?.focus();
  }, [button, opensAt]);
  useLeaving([list, { current: button }], leave);
  return (
    <div
      ref={list}
      id={id}
      class="menu"
      role="menu"
      aria-label={label}
      popover="manual"
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault();
          event.stopPropagation();
          close();
        } else {
          roveFocus(event, ITEM);
          focusByLetter(event);
        }
      }}
    >
      {groups.map(({ heading, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu.
        <div key={items[0]?.id} class="menu-group" role="group" aria-label={heading}>
          {heading !== undefined && <p class="menu-heading">{heading}</p>}
          {items.map((item) => (
            <MenuButton key={item.id} item={item} close={close} />
          ))}
        </div>
      ))}
    </div>
  );
}

function MenuButton({ item, close }: { item: MenuItem; close: () => void }) {
  return (
    <button
      type="button"
      class="menu-item"
      {...roleOf(item)}
      tabIndex={-1}
      data-testid={`menu-${item.id}`}
      data-danger={item.isDanger}
      onClick={() => {
        // First of all, so that a dialog that opens gives the focus back to the button too.
        close();
        item.run();
      }}
    >
      <span class="menu-icon">{item.icon !== undefined && <Icon name={item.icon} size={20} />}</span>
      {item.label}
      {item.isChosen && <Icon name="check" size={18} />}
    </button>
  );
}

const roleOf = ({ isChosen }: MenuItem) =>
  isChosen === undefined
    ? ({ role: 'menuitem' } as const)
    : ({ role: 'menuitemradio', 'aria-checked': isChosen } as const);

/** Below the button or, where there is no room, above it; its right edge on the button's. */
function place(list: HTMLElement, button: HTMLElement): void {
  const { top, right, bottom } = button.getBoundingClientRect();
  const below = bottom + GAP_PX;
  const above = top - GAP_PX - list.offsetHeight;
  const fitsBelow = below + list.offsetHeight <= innerHeight - GAP_PX;
  list.style.top = `${Math.max(GAP_PX, fitsBelow ? below : above)}px`;
  list.style.left = `${Math.max(GAP_PX, right - list.offsetWidth)}px`;
}

/** Moves on to the next item that begins with the letter that was pressed. */
function focusByLetter(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.key.length !== 1 || event.key === ' ') return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ITEM)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const round = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const begins = (item: HTMLElement): boolean =>
    (item.textContent ?? '').toLowerCase().startsWith(event.key.toLowerCase());
  round.find(begins)?.focus();
}

/** Calls `leave` when the person turns to something outside of these elements, or what they hang on moves away. */
function useLeaving(inside: readonly { readonly current: HTMLElement | null }[], leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  const parts = useRef(inside);
  useEffect(() => {
    const look = ({ target }: Event): void => {
      const isInside = parts.current.some(
        ({ current }) => target instanceof Node && current?.contains(target),
      );
      if (!isInside) latest.current();
    };
    const signs = ['pointerdown', 'focusin', 'scroll', 'resize'] as const;
    for (const sign of signs) window.addEventListener(sign, look, true);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, look, true);
    };
  }, []);
}
