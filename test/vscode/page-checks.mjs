// What a careful reader looks for on a page.

/** Whatever a page should not do from now on: fail, log, ask, or load what is not below this address. */
export function faultsOf(page, address) {
  const faults = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => faults.push(message.text()));
  page.on('dialog', dialog => faults.push(dialog.message()));
  page.on('request', request => {
    if (!request.url().startsWith(address)) faults.push(request.url());
  });
  return faults;
}

// Each of these runs in the page.

/** Elements that stand beyond the window's edge, or whose text is cut off. */
export function misplaced() {
  const width = document.documentElement.clientWidth;
  const isShown = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  return [...document.querySelectorAll('body *')]
    .filter(element => isShown(element) && !element.closest('svg *, .aside'))
    .filter(element => {
      const { left, right } = element.getBoundingClientRect();
      return (
        left < -0.5 ||
        right > width + 0.5 ||
        (element.children.length === 0 &&
          element.scrollWidth > element.clientWidth + 1 &&
          getComputedStyle(element).display !== 'inline')
      );
    })
    .map(element => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`);
}

/** What can be reached and has no name, an id that two have, a label that leads nowhere. */
export function unnamed() {
  const nameOf = element => (element.ariaLabel ?? '') + element.textContent.trim();
  const reached = [...document.querySelectorAll('button, [tabindex], [role=slider], [role=img]')].filter(element =>
    element.checkVisibility(),
  );
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const pointers = [...document.querySelectorAll('[aria-labelledby], [aria-controls]')].flatMap(element =>
    ['aria-labelledby', 'aria-controls'].map(name => element.getAttribute(name)).filter(id => id !== null),
  );
  return [
    ...reached
      .filter(element => nameOf(element) === '' && element.role !== 'tabpanel')
      .map(element => element.outerHTML),
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map(id => `two of ${id}`),
    ...pointers.filter(id => document.getElementById(id) === null).map(id => `nothing has the id ${id}`),
  ];
}

/** WCAG's ratio of each kind of text to what lies behind it. */
export function contrastOf() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color, over = 'white') => {
    for (const fill of [over, color]) {
      canvas.fillStyle = fill;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = parts => {
    const [r, g, b] = parts.map(part =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isOpaque = color => !/rgba\(.*, 0\)|transparent/.test(color) && !/\/ 0\.|, 0\.\d+\)/.test(color);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (isOpaque(backgroundColor)) return backgroundColor;
    }
    return 'white';
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    element =>
      element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''),
  );
  const kinds = new Map();
  for (const element of texts) {
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    const back = behind(element);
    const key = `${color} on ${back}`;
    if (kinds.has(key)) continue;
    const [a, b] = [luminance(rgb(color, back)), luminance(rgb(back))];
    kinds.set(key, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return [...kinds];
}
