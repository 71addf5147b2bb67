/** Menus and definitions open without a script and close each other; Escape and a click elsewhere close them, too. */
const openOnes = (): NodeListOf<HTMLDetailsElement> =>
  document.querySelectorAll('details[name="menu"][open]');

document.addEventListener('click', ({ target }) => {
  for (const menu of openOnes()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of openOnes()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector('summary')?.focus();
  }
});
// Browsers before 2024 let several be open.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.name === 'menu')
      for (const menu of openOnes()) if (menu !== target) menu.open = false;
  },
  true,
);

export {};
