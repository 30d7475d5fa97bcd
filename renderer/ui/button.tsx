/** Buttons of all pages: chunky, rounded, with a clear press. An icon alone needs `label`. */
import type { ButtonHTMLAttributes } from 'preact';
import './button.css';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** main: the one thing to do on a screen. plain: everything else. danger: takes something away. */
  readonly kind?: 'main' | 'plain' | 'danger';
  readonly big?: boolean;
  readonly icon?: IconName;
  /** Accessible name of a button that shows only an icon. */
  readonly label?: string;
}

export function Button({ kind = 'plain', big = false, icon, label, children, ...rest }: ButtonProps) {
  const classes = ['button', `button-${kind}`];
  if (big) classes.push('button-big');
  if (children === undefined) classes.push('button-round');
  return (
    <button type="button" class={classes.join(' ')} aria-label={label} title={label} {...rest}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
