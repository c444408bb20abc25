"use strict";
(() => {
  const table = document.querySelector("table"), body = table.tBodies[0];
  const groups = [...body.querySelectorAll("tr.group")];
  const rows = [...body.rows].filter(r => !groups.includes(r)), heads = [...table.tHead.rows[0].cells];
  const byId = id => document.getElementById(id);
  const fold = s => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(rows.map(r => [r, fold(r.textContent)]));
  const choices = [...document.querySelectorAll("select[data-attribute]")];

  let sorted = false; // by a column: the groups are mixed
  function filter() {
    const wanted = fold(byId("find").value).split(/\s+/).filter(Boolean);
    let n = 0;
    for (const row of rows) {
      row.hidden = !(wanted.every(w => words.get(row).includes(w)) && choices.every(c =>
        !c.value || row.cells[1 + Number(c.dataset.attribute)].textContent === c.value));
      if (!row.hidden) n++;
    }
    for (const group of groups) {
      let row = group.nextElementSibling;
      while (row && row.hidden && !row.classList.contains("group")) row = row.nextElementSibling;
      group.hidden = sorted || !row || row.classList.contains("group");
    }
    byId("count").textContent = n === rows.length ? "" : n + " of " + rows.length + " cases";
  }

  function showTheme() {
    const theme = byId("theme").value;
    for (const cell of table.querySelectorAll("[data-theme]")) cell.hidden = theme && cell.dataset.theme !== theme;
    document.body.classList.toggle("one-theme", theme !== "");
  }

  function key(row, i) {
    const cell = row.cells[i];
    if ("quotes" in cell.dataset) return cell.dataset.quotes;
    return "sort" in cell.dataset ? cell.dataset.sort : cell.textContent;
  }

  const collator = new Intl.Collator(undefined, {numeric: true});
  function sortBy(i) {
    const codes = heads[i].classList.contains("code");
    const first = codes ? "descending" : "ascending";
    const now = heads[i].getAttribute("aria-sort");
    const order = !now ? first : now === "ascending" ? "descending" : "ascending";
    const sign = order === "ascending" ? 1 : -1;
    const numbers = codes || "number" in heads[i].dataset;
    for (const h of heads) h.removeAttribute("aria-sort");
    heads[i].setAttribute("aria-sort", order);
    rows.map((row, at) => ({row, at, key: key(row, i)})).sort((a, b) => {
      if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "") || a.at - b.at;
      return sign * (numbers ? a.key - b.key : collator.compare(a.key, b.key)) || a.at - b.at;
    }).forEach(x => body.append(x.row));
    sorted = true;
    filter();
  }

  function reveal() {
    const quote = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!quote) return;
    const details = quote.closest("details"), cell = quote.closest("td");
    if (cell && cell.hidden) { byId("theme").value = ""; showTheme(); }
    if (details) details.open = true;
    quote.scrollIntoView({block: "center", inline: "center"});
  }

  heads.forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(i));
  });
  byId("find").addEventListener("input", filter);
  choices.forEach(c => c.addEventListener("change", filter));
  byId("theme").addEventListener("change", showTheme);
  byId("open").addEventListener("change", e => {
    for (const d of table.querySelectorAll("details")) d.open = e.target.checked;
  });
  byId("more")?.addEventListener("change", e => table.classList.toggle("all", e.target.checked));
  byId("tools").addEventListener("submit", e => e.preventDefault());
  window.addEventListener("hashchange", reveal);
  byId("tools").hidden = false;
  filter();
  reveal();
})();
