/** `act` as something that a finger which taps twice does once: while it is being done, it is not begun again. */
export function once(act) {
  let doing = null;
  return (...given) => {
    doing ??= Promise.resolve(act(...given)).finally(() => { doing = null; });
    return doing;
  };
}
