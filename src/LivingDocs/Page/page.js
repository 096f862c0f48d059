// Reading needs none of this: it adds the search, opens what a link points at, and counts what is shown.
(() => {
  const items = [...document.querySelectorAll('[data-item]')];
  const groups = [...document.querySelectorAll('[data-group]')];
  const search = document.getElementById('search');
  const shown = document.getElementById('shown');
  const isShown = element => element.getClientRects().length > 0;

  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', open);
  open();

  if (!search) {
    return;
  }

  const words = new Map(items.map(item => {
    const places = [...document.querySelectorAll('.feature, .rule')].filter(place => place !== item && place.contains(item));
    const titles = places.map(place => place.querySelector('h4, h5')?.textContent ?? '');
    return [item, [item.textContent, ...titles].join(' ').toLowerCase()];
  }));
  const update = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(word => word);
    items.forEach(item => item.classList.toggle('hidden', !wanted.every(word => words.get(item).includes(word))));
    groups.forEach(group => group.classList.toggle('hidden', !group.querySelector('[data-item]:not(.hidden)')));
    const scenarios = items.filter(item => item.matches('.scenario'));
    const objectives = items.filter(item => item.matches('.objective'));
    shown.textContent = `${scenarios.filter(isShown).length} of ${scenarios.length} scenarios, `
      + `${objectives.filter(isShown).length} of ${objectives.length} objectives`;
  };
  document.querySelectorAll('.scripted').forEach(element => { element.hidden = false; });
  document.querySelector('.filters').addEventListener('input', update);
  document.querySelector('.filters').addEventListener('submit', event => event.preventDefault());
  update();
})();
