// Where a keyboard or a screen reader goes on when what it was on goes away, often with its own tap (WCAG 2.4.3, 2.4.7):
// to the same thing where it was only drawn anew, else to what took its place, or comes next.

const CAN = "button, summary, select, a[href], [tabindex='0']"; // no field: a keyboard would come up on the screen

let last = null; // the place of what has the focus

/** From now on, on the whole page. */
export function keepFocus() {
  document.addEventListener("focusin", (event) => { last = place(event.target); });
  document.addEventListener("focusout", () => requestAnimationFrame(gone));
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "disabled"] });
}

/** Where an element stands: its key, and each element around it with the number of the child, the outermost first. */
export function place(element) {
  const path = [];
  for (let at = element; at.parentElement; at = at.parentElement) {
    path.unshift({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) });
  }
  return { element, key: key(element), path };
}

/** To what was there, or is there now. */
export function goTo(place) {
  (usable(place.element) ? place.element : next(place))?.focus({ preventScroll: true });
}

/** The person left it for nothing else, as with a tap on the ground. */
function gone() {
  if (document.activeElement === document.body && last && usable(last.element)) last = null;
}

function look() {
  if (!last) return;
  const { activeElement } = document;
  if (usable(last.element)) last = place(last.element); // what is around it may have changed
  else if (activeElement === document.body || !usable(activeElement)) goTo(last);
}

function next({ element, key: wanted, path }) {
  if (element.matches("textarea, input")) return heading(); // who types would press what they never meant
  const { around, levels } = standing(path);
  const same = all(around).find((each) => key(each) === wanted);
  if (same) return same;
  for (const { parent, index } of levels) {
    const children = [...parent.children];
    for (const child of [...children.slice(index), ...children.slice(0, index).reverse()]) {
      const [found] = child.matches(CAN) && usable(child) ? [child] : all(child);
      if (found) return found;
    }
  }
  return heading();
}

const heading = () => document.querySelector("main h1");

/** The path as far as it still stands, and below it what stands at the same numbers by now: the innermost first. `around`
 *  is the last of what still stands, in which the same thing is looked for. */
function standing(path) {
  const there = path.findLastIndex(({ parent }) => usable(parent));
  const around = path[there].parent;
  const below = [];
  let at = around;
  for (const [place, { index }] of path.slice(there).entries()) {
    if (place) below.unshift({ parent: at, index });
    at = at.children[index];
    if (!at) break;
  }
  return { around, levels: [...below, ...path.slice(0, there + 1).reverse()] };
}

function all(parent) {
  return [...parent.querySelectorAll(CAN)].filter(usable);
}

function usable(element) {
  return element.isConnected && !element.disabled && element.checkVisibility({ visibilityProperty: true });
}

function key(element) {
  return [element.tagName, element.dataset.statement || element.id || element.getAttribute("aria-label") || element.textContent].join(" ");
}
