/* Outline and folding of the output of Ansible runs in a build's log. */
(function () {
  const HEADING = ".ansible-heading";
  const MARK = HEADING + ", a.ansible-bad-host";
  const END = HEADING + ", .ansible-end, .ansible-command, .pipeline-new-node";
  const folded = new Map();
  let outline = null;
  let count = 0;

  /** The node after this one in the log; a log that grows comes in several containers. */
  function after(node, root) {
    while (node !== root && !node.nextSibling) {
      node = node.parentNode;
    }
    return node === root ? null : node.nextSibling;
  }

  /** Everything after a heading up to the next one or the end of the run. */
  function bodyOf(heading) {
    const root = heading.closest("pre, #out, .console-output") || document.body;
    const nodes = [];
    let node = after(heading, root);
    while (node) {
      const element = node.nodeType === Node.ELEMENT_NODE;
      if (element && node.matches(END)) {
        break;
      }
      if (element && node.querySelector(END)) {
        node = node.firstChild;
      } else {
        nodes.push(node);
        node = after(node, root);
      }
    }
    return nodes;
  }

  /** Neighbours go into one box; the line end of the heading stays visible. */
  function hide(nodes) {
    const boxes = [];
    let last = null;
    nodes.forEach((node) => {
      if (!last || last.nextSibling !== node) {
        last = document.createElement("span");
        last.className = "ansible-folded";
        node.before(last);
        boxes.push(last);
      }
      last.append(node);
    });
    return boxes;
  }

  function keepLineEnd(nodes) {
    const first = nodes[0];
    if (first && first.nodeType === Node.TEXT_NODE) {
      const end = first.data.indexOf("\n") + 1;
      if (end > 0 && end < first.length) {
        nodes[0] = first.splitText(end);
      } else if (end > 0) {
        nodes.shift();
      }
    }
    return nodes;
  }

  function fold(heading) {
    const nodes = keepLineEnd(bodyOf(heading));
    if (nodes.length > 0 && !folded.has(heading)) {
      folded.set(heading, hide(nodes));
      heading.classList.add("ansible-folded-heading");
      heading.setAttribute("aria-expanded", "false");
    }
  }

  function unfold(heading) {
    (folded.get(heading) || []).forEach((box) => {
      while (box.firstChild) {
        box.before(box.firstChild);
      }
      box.remove();
    });
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

  function toggleAll() {
    if (folded.size > 0) {
      Array.from(folded.keys()).forEach(unfold);
    } else {
      document.querySelectorAll(HEADING + ".ansible-task").forEach(fold);
    }
  }

  /** A link of the outline opens what is folded around its target. */
  function reveal(target) {
    const box = target.closest(".ansible-folded");
    folded.forEach((boxes, heading) => {
      if (boxes.includes(box)) {
        unfold(heading);
      }
    });
  }

  function entry(mark) {
    const link = document.createElement("a");
    link.href = "#" + mark.id;
    link.textContent = mark.textContent.replace(/\u001b\[[0-9;]*m/g, "").replace(/\s*\*+\s*$/, "");
    ["play", "task", "recap"].forEach((kind) => {
      link.classList.toggle("ansible-outline-" + kind, mark.classList.contains("ansible-" + kind));
    });
    link.classList.toggle("ansible-outline-host", mark.classList.contains("ansible-bad-host"));
    link.addEventListener("click", () => reveal(mark));
    return link;
  }

  function box() {
    if (!outline) {
      outline = document.createElement("details");
      outline.className = "ansible-outline";
      const title = document.createElement("summary");
      title.textContent = "Ansible";
      const all = document.createElement("button");
      all.type = "button";
      all.className = "jenkins-button jenkins-button--tertiary ansible-fold-all";
      all.textContent = "\u00b1";
      all.addEventListener("click", toggleAll);
      outline.append(title, all);
      document.body.append(outline);
    }
    return outline;
  }

  /** Only headings have the text of the button; the log of a running build may begin with a failed host. */
  function nameButton(text) {
    const all = outline.querySelector(".ansible-fold-all");
    if (text && !all.title) {
      all.title = text;
      all.setAttribute("aria-label", text);
    }
  }

  function prepare(mark) {
    if (mark.dataset.ansibleReady) {
      return;
    }
    mark.dataset.ansibleReady = "true";
    mark.id = "ansible-" + ++count;
    if (mark.matches(HEADING)) {
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-expanded", "true");
    }
    box().append(entry(mark));
    nameButton(mark.dataset.foldAll);
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

  function scan() {
    document.querySelectorAll(MARK).forEach(prepare);
  }

  let scheduled = false;
  function scanSoon() {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        scan();
      });
    }
  }

  document.addEventListener("DOMContentLoaded", scan);
  new MutationObserver(scanSoon).observe(document.documentElement, { childList: true, subtree: true });
})();
