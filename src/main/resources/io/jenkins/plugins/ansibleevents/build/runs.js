/* The runs of a build on its pages: they follow runs that go on, and stand above the build's artifacts. */
(function () {
  const PACE = 3000;
  const SLOWEST = 60000;

  /** Puts the server's newest view in place of the shown one, as long as a run goes on. */
  function follow(box, pause) {
    const shown = box.firstElementChild;
    if (window.fetch && shown && shown.dataset.goingOn === "true") {
      setTimeout(() => look(box, pause), pause);
    }
  }

  function look(box, pause) {
    if (document.hidden) {
      follow(box, pause);
      return;
    }
    fetch(box.dataset.address, { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((text) => {
        show(box, text);
        follow(box, PACE);
      })
      .catch(() => follow(box, Math.min(2 * pause, SLOWEST)));
  }

  function show(box, text) {
    const shown = box.firstElementChild;
    const next = new DOMParser().parseFromString(text, "text/html").querySelector("[data-going-on]");
    if (next && next.outerHTML !== shown.outerHTML) {
      shown.replaceWith(document.importNode(next, true));
    }
  }

  /** Jenkins lists artifacts first, ten of a run; what happened is what people look for. */
  function raise(box) {
    const row = box.closest("tr");
    const table = row && row.closest("table");
    const artifacts = table && table.querySelector("table.fileList, .artifact-list");
    const first = artifacts && outermostIn(artifacts, table);
    if (first && first.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) {
      first.before(outermostIn(row, table));
    }
  }

  /** The ancestor of an element that is a row, or a group of rows, of the table itself. */
  function outermostIn(element, table) {
    let node = element;
    while (node.parentElement !== table && !(node.matches("tr") && node.parentElement.parentElement === table)) {
      node = node.parentElement;
    }
    return node;
  }

  /** Folds the files of runs: they are behind one line until somebody asks for them. */
  function foldFiles() {
    document.querySelectorAll("table.fileList").forEach((list) => {
      const rows = Array.from(list.rows).filter((row) => row.querySelector("a[href*='/artifact/ansible/']"));
      if (rows.length === 0 || list.querySelector(".ansible-files")) {
        return;
      }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "jenkins-button jenkins-button--tertiary ansible-files";
      button.textContent = "ansible/ (" + rows.length + ")";
      button.setAttribute("aria-expanded", "false");
      const show = (open) => {
        button.setAttribute("aria-expanded", String(open));
        rows.forEach((row) => {
          row.hidden = !open;
        });
      };
      button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
      const line = document.createElement("tr");
      const cell = document.createElement("td");
      cell.colSpan = 4;
      cell.append(button);
      line.append(cell);
      rows[0].before(line);
      show(false);
    });
  }

  function begin() {
    document.querySelectorAll(".ansible-live").forEach((box) => {
      raise(box);
      follow(box, PACE);
    });
    foldFiles();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
