/** The frame of every page that is not the game: evening scene, logo, and one card in the lamp's light. */
import type { ComponentChildren } from 'preact';
import '../ui/card.css';
import { Logo } from '../ui/logo.tsx';
import { PorchScene } from '../ui/porch-scene.tsx';
import './quiet-page.css';

export function QuietPage({ children, wide = false }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <div class="quiet">
      <PorchScene />
      <header class="quiet-logo">
        <Logo size={60} />
      </header>
      <main class={wide ? 'quiet-card quiet-card-wide card' : 'quiet-card card'}>{children}</main>
    </div>
  );
}
