// Finds sections whose page and heading have all words that were typed.
const root = document.currentScript.dataset.root;
const form = document.querySelector('form[role=search]');
const [input, list] = form.children;
form.hidden = false;
form.addEventListener('submit', event => {
  event.preventDefault();
  list.querySelector('a')?.click();
});
input.addEventListener('input', () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? [] : SECTIONS.filter(([, page, heading]) =>
    words.every(word => (page + ' ' + heading).toLowerCase().includes(word)));
  list.replaceChildren(...found.slice(0, 12).map(([place, page, heading]) => {
    const link = document.createElement('a');
    link.href = root + place;
    link.textContent = page === heading ? page : page + ': ' + heading;
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
});
