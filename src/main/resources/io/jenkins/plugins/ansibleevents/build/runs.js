/* The filter above the hosts of a run. */
(function () {
  function filter(field) {
    const wanted = field.value.trim().toLowerCase();
    const note = next(field, ".ansible-no-host");
    let shown = 0;
    next(field, "table.ansible-hosts")
      .querySelectorAll("tr.ansible-host")
      .forEach((row) => {
        const text = (row.textContent + " " + row.dataset.state).toLowerCase();
        row.hidden = !text.includes(wanted);
        shown += row.hidden ? 0 : 1;
      });
    note.hidden = shown > 0;
  }

  /** The next one of its kind after the field: a build may have several runs. */
  function next(field, selector) {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return Array.from(document.querySelectorAll(selector)).find((e) => field.compareDocumentPosition(e) & follows);
  }

  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.closest(".ansible-host-filter")) {
      filter(event.target);
    }
  });
})();
