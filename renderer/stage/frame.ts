/** Measures the element that the stage fills: canvas size, device px, and what notches cover. */
import type { Frame } from '../../src/sdk/view.ts';

/** Larger canvases than this on either side are drawn coarser. */
const MAX_SIDE_PX = 2560;

/** @param pixelRatioMost canvas px per CSS px, where the device has more: they cost time and nobody sees them. */
export function measureFrame(element: HTMLElement, pixelRatioMost: number): Frame {
  const { clientWidth, clientHeight } = element;
  const longSide = Math.max(1, clientWidth, clientHeight);
  const pixelRatio = Math.min(devicePixelRatio, pixelRatioMost, MAX_SIDE_PX / longSide);
  return {
    width: Math.max(1, Math.round(clientWidth * pixelRatio)),
    height: Math.max(1, Math.round(clientHeight * pixelRatio)),
    pixelRatio,
    insets: measureInsets(),
  };
}

/** The system's safe areas, px. Only CSS knows them, so an element with them as padding is asked. */
function measureInsets(): Frame['insets'] {
  const probe = document.createElement('div');
  probe.style.cssText =
    'position:fixed;visibility:hidden;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)';
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const insets = {
    top: Number.parseFloat(style.paddingTop) || 0,
    right: Number.parseFloat(style.paddingRight) || 0,
    bottom: Number.parseFloat(style.paddingBottom) || 0,
    left: Number.parseFloat(style.paddingLeft) || 0,
  };
  probe.remove();
  return insets;
}
