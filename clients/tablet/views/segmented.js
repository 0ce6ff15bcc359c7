// One choice of a few, all in view: large radio buttons in a row.

import { el } from "../dom.js";

let groups = 0;

/**
 * @param {string} legend what is chosen, for those who can't see the row
 * @param {[string, string][]} options value and text
 * @param {string} chosen the value at first
 */
export function segmented(legend, options, chosen, { hiddenLegend = false, onchange = () => {} } = {}) {
  const name = `choice-${++groups}`;
  const inputs = options.map(([value]) => el("input", { type: "radio", name, value, checked: value === chosen, id: `${name}-${value}` }));
  const element = el("fieldset", { className: "segmented", onchange },
    el("legend", { className: hiddenLegend ? "unseen" : "" }, legend),
    el("div", { className: "segments" }, ...options.map(([, text], place) =>
      el("label", { for: inputs[place].id }, inputs[place], el("span", {}, text)))));
  return {
    element,
    get value() { return inputs.find((input) => input.checked).value; },
    set value(value) { for (const input of inputs) input.checked = input.value === value; },
  };
}
