/* Outline and folding of the output of Ansible runs in a build's log. */
(function () {
  const HEADING = ".ansible-heading";
  const folded = new WeakMap();
  let outline = null;

  /** Everything after a heading up to the next one, in the same container. */
  function bodyOf(heading) {
    const nodes = [];
    for (let node = heading.nextSibling; node; node = node.nextSibling) {
      if (node.nodeType === Node.ELEMENT_NODE && (node.matches(HEADING) || node.querySelector(HEADING))) {
        break;
      }
      nodes.push(node);
    }
    return nodes;
  }

  function fold(heading) {
    const nodes = bodyOf(heading);
    if (nodes.length === 0) {
      return;
    }
    const box = document.createElement("span");
    box.className = "ansible-folded";
    heading.after(box);
    nodes.forEach((node) => box.append(node));
    folded.set(heading, box);
    heading.classList.add("ansible-folded-heading");
    heading.setAttribute("aria-expanded", "false");
  }

  function unfold(heading) {
    const box = folded.get(heading);
    while (box.firstChild) {
      box.before(box.firstChild);
    }
    box.remove();
    folded.delete(heading);
    heading.classList.remove("ansible-folded-heading");
    heading.setAttribute("aria-expanded", "true");
  }

  function toggle(heading) {
    if (folded.has(heading)) {
      unfold(heading);
    } else {
      fold(heading);
    }
  }

  function entry(heading) {
    const link = document.createElement("a");
    link.href = "#" + heading.id;
    link.textContent = heading.textContent.replace(/\u001b\[[0-9;]*m/g, "").replace(/\s*\*+\s*$/, "");
    if (heading.classList.contains("ansible-task")) {
      link.className = "ansible-outline-task";
    }
    return link;
  }

  function box() {
    if (!outline) {
      outline = document.createElement("details");
      outline.className = "ansible-outline";
      const title = document.createElement("summary");
      title.textContent = "Ansible";
      outline.append(title);
      document.body.append(outline);
    }
    return outline;
  }

  let count = 0;
  function prepare(heading) {
    if (heading.dataset.ansibleReady) {
      return;
    }
    heading.dataset.ansibleReady = "true";
    heading.id = "ansible-" + ++count;
    heading.tabIndex = 0;
    heading.setAttribute("role", "button");
    heading.setAttribute("aria-expanded", "true");
    box().append(entry(heading));
  }

  function headingAt(target) {
    return target instanceof Element ? target.closest(HEADING) : null;
  }

  document.addEventListener("click", (event) => {
    const heading = headingAt(event.target);
    if (heading && !event.target.closest("a")) {
      toggle(heading);
    }
  });
  document.addEventListener("keydown", (event) => {
    const heading = headingAt(event.target);
    if (heading && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      toggle(heading);
    }
  });

  function scan(root) {
    root.querySelectorAll(HEADING).forEach(prepare);
  }

  document.addEventListener("DOMContentLoaded", () => scan(document));
  let scheduled = false;
  new MutationObserver(() => {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        scan(document);
      });
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
