const still = matchMedia('(prefers-reduced-motion: reduce)')

/** Shows once that something has just changed; never under reduced motion. */
export function pulse(element: HTMLElement): void {
  if (still.matches) return
  const colour = getComputedStyle(element).getPropertyValue('--pulse')
  element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], 150)
}
