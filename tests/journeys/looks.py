"""What every view must keep to: large targets, text that can be read, and a name for whoever can't see it."""

from tests.journeys.browser import Tablet

LEAST_TARGET_PX = 44
"""Apple's and WCAG 2.5.5's size of a thing to touch."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA for text of normal size."""

_TARGETS = """least => [...document.querySelectorAll('button, input, select, summary, textarea, a')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e.type === 'radio' ? e.closest('label') : e, e])
  .filter(([box]) => Math.min(box.getBoundingClientRect().width, box.getBoundingClientRect().height) < least - 0.5)
  .map(([box, e]) => `${e.tagName} ${e.textContent || e.id}`)
"""

_NAMELESS = """() => [...document.querySelectorAll('button, input, select, textarea, [role=img], img')]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.textContent.trim() && e.tagName === 'BUTTON') && !e.ariaLabel && !e.labels?.length && e.alt !== '')
  .map(e => e.outerHTML)
"""

_FAINT = """least => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const ground = e => {
    if (!e) return [255, 255, 255];
    const own = rgba(getComputedStyle(e).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, ground(e.parentElement));
  };
  const luminance = rgb => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.closest(':disabled, noscript')) continue;
    const behind = ground(e);
    const contrast = ratio(luminance(over(rgba(getComputedStyle(e).color), behind)), luminance(behind));
    if (contrast < least) faint.push(`${walker.currentNode.data}: ${contrast.toFixed(2)}`);
  }
  return faint;
}"""


async def check(tablet: Tablet) -> None:
    """Of what is on the screen now."""
    small = await tablet.page.evaluate(_TARGETS, LEAST_TARGET_PX)
    assert not small, small
    faint = await tablet.page.evaluate(_FAINT, LEAST_CONTRAST)
    assert not faint, faint
    nameless = await tablet.page.evaluate(_NAMELESS)
    assert not nameless, nameless
    wide = await tablet.page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    assert not wide, "the page is wider than the screen"
